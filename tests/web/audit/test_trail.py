"""The trail holds no values, refuses changes, and shows where somebody changed it all the same."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from sixpoint_web.audit import record
from sixpoint_web.audit.append_only import TABLES
from sixpoint_web.audit.head import HEAD, Signer
from sixpoint_web.audit.models import Entry, Seal
from sixpoint_web.audit.seal import seal_waiting
from sixpoint_web.audit.verify import verify
from sixpoint_web.config.keys import make_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """A signer with keys of its own, so that tests do not share a head."""
    make_keys(tmp_path / "keys")
    return Signer(tmp_path / "keys")


def wrote(number: int = 1) -> list[Entry]:
    """So many entries about people."""
    before = Entry.objects.count()
    for one in range(number):
        values = {"name": "Morag of Invermore", "number": one}
        record.write(
            by=None, action="person-added", thing="person", subject=f"{one}", values=values
        )
    return list(Entry.objects.order_by("pk")[before:])


def unguarded(sql: str, *values: object) -> None:
    """Changes the trail as somebody could who owns the database: the triggers go first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            else:
                for event in ("UPDATE", "DELETE"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
        cursor.execute(sql, values)


def test_an_entry_holds_a_hash_and_no_value() -> None:
    [entry] = wrote()
    assert "Morag" not in str(vars(entry))
    assert len(entry.digest) == 64


def test_equal_values_have_one_hash_and_others_another() -> None:
    assert record.digest_of({"a": 1, "b": 2}) == record.digest_of({"b": 2, "a": 1})
    assert record.digest_of({"a": 1}) != record.digest_of({"a": 2})


def test_the_hash_cannot_be_guessed_without_the_key(tmp_path: Path, settings: object) -> None:
    with_ours = record.digest_of({"name": "Morag"})
    make_keys(tmp_path / "other")
    record._key.cache_clear()
    settings.KEYS_FOLDER = tmp_path / "other"  # type: ignore[attr-defined]
    assert record.digest_of({"name": "Morag"}) != with_ours
    record._key.cache_clear()


def test_an_entry_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(record.OutsideTransaction):
        wrote()


def test_what_is_undone_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        wrote()
        _ = 1 / 0
    assert not Entry.objects.exists()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_the_database_refuses_changes(signer: Signer, table: str, change: str) -> None:
    wrote()
    seal_waiting(signer)
    column = "action = 'x'" if table == "audit_entry" else "digest = 'x'"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change.format(table, column))


def test_the_database_refuses_to_empty_the_trail() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("TRUNCATE audit_entry CASCADE")


def test_a_whole_trail_verifies(signer: Signer) -> None:
    wrote(7)
    assert seal_waiting(signer) == 7
    wrote(3)
    found = verify(signer)
    assert (found.whole, found.sealed, found.waiting) == (True, 7, 3)
    assert seal_waiting(signer) == 3
    assert verify(signer).sealed == 10


def test_seals_follow_each_other_over_many_rounds(signer: Signer) -> None:
    for _ in range(3):
        wrote(2)
        seal_waiting(signer)
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [*range(1, 7)]
    assert Seal.objects.exclude(signature="").count() == 3
    assert seal_waiting(signer) == 0
    assert verify(signer).whole


def test_a_changed_entry_is_named(signer: Signer) -> None:
    entries = wrote(5)
    seal_waiting(signer)
    unguarded("UPDATE audit_entry SET action = 'person-closed' WHERE id = %s", entries[2].pk)
    found = verify(signer)
    assert (found.why, found.entry, found.sealed) == ("entry-changed", entries[2].pk, 2)


def test_an_entry_taken_out_is_seen(signer: Signer) -> None:
    entries = wrote(5)
    seal_waiting(signer)
    unguarded("DELETE FROM audit_seal WHERE entry_id = %s", entries[2].pk)
    found = verify(signer)
    assert (found.why, found.entry) == ("entries-missing", entries[3].pk)


def test_an_end_that_was_cut_off_is_seen(signer: Signer) -> None:
    wrote(3)
    seal_waiting(signer)
    wrote(2)
    seal_waiting(signer)
    unguarded("DELETE FROM audit_seal WHERE number > %s", 3)
    assert verify(signer).why == "end-missing"


def test_a_chain_computed_anew_without_the_key_is_seen(signer: Signer, tmp_path: Path) -> None:
    wrote(4)
    seal_waiting(signer)
    make_keys(tmp_path / "forger")
    forger = Signer(tmp_path / "forger")
    unguarded("UPDATE audit_entry SET action = 'nothing' WHERE subject = %s", "1")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_seal")
    seal_waiting(forger)
    assert verify(signer).why == "signature-wrong"


def test_a_head_that_is_gone_is_said(signer: Signer) -> None:
    wrote(2)
    seal_waiting(signer)
    (signer.folder / HEAD).unlink()
    assert verify(signer).why == "head-missing"


def test_an_empty_trail_is_whole(signer: Signer) -> None:
    assert verify(signer).whole
