"""A backup made while others write comes back whole into an empty installation, or not at all."""

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from sixpoint.terms.problems import UserError
from sixpoint_web.commands import archive
from sixpoint_web.commands.archive import passphrase_in, reading_archive, writing_archive
from sixpoint_web.commands.manifest import Manifest
from sixpoint_web.commands.restoring import _refuse_unless_ours
from sixpoint_web.config.setup import Side
from sixpoint_web.stored.sealing import SEALED_CHUNK
from tests.support.installations import FILL, LOOK, OLDER, PASSPHRASE, WRITES, installation


def databases() -> tuple[str, str]:
    """Addresses of two empty databases, of the kind that this run of the tests is on."""
    address = os.environ.get("SIXPOINT_TEST_DATABASE", "")
    if not address:
        return "", ""
    its = connections["default"].settings_dict
    names = [f"backup_{os.getpid()}_{number}" for number in (1, 2)]
    for name in names:
        for command in (["dropdb", "--if-exists"], ["createdb"]):
            where = ["-h", str(its["HOST"]), "-U", str(its["USER"]), name]
            subprocess.run([*command, *where], check=True, capture_output=True)
    before, _, after = address.partition("/sixpoint?")
    return f"{before}/{names[0]}?{after}", f"{before}/{names[1]}?{after}"


def spoilt(file: Path, spoil: Callable[[tarfile.TarInfo, bytes], bytes]) -> Path:
    """The backup made anew, with one part changed by somebody who knows the passphrase."""
    out = file.with_name("spoilt")
    out.unlink(missing_ok=True)
    with reading_archive(file, PASSPHRASE) as old, writing_archive(out, PASSPHRASE) as new:
        for entry in old:
            read = old.extractfile(entry)
            assert read is not None
            content = spoil(entry, read.read())
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return out


def test_it_comes_back_whole_and_half_of_it_never(tmp_path: Path) -> None:
    first, second = databases()
    full, empty = (
        installation(tmp_path / name, at) for name, at in (("full", first), ("empty", second))
    )
    shutil.rmtree(empty.folder / "keys")
    shutil.copytree(full.folder / "keys", empty.folder / "keys")
    backup, passphrase = tmp_path / "backup", full.folder / "passphrase"
    extract = Path("store", "partnership", "extracts", "health", "people.csv")
    (full.folder / extract.parent).mkdir(parents=True)
    (full.folder / extract).write_text("an extract\n", encoding="utf-8")
    (full.folder / "store" / "lock").touch()
    given = f'"--passphrase-file", "{passphrase}"'

    wrote, over, *there = full.python(
        FILL,
        OLDER,
        WRITES,
        f'sixpoint("backup", "{backup}", {given})',
        "stop.set(); writer.join()",
        f'sixpoint("restore", "{backup}", {given})',  # over what is there
        LOOK,
    ).splitlines()
    assert wrote.startswith("backup 0 ")
    is_partnership = settings.SIDE == Side.PARTNERSHIP
    assert f"{1 + is_partnership} files" in wrote, "the store belongs to that side"
    assert over.startswith("restore 2 ")
    assert "holds something" in over
    destroyed, entries, behind = map(int, there[2].split())
    assert (destroyed, behind) == (1, 1)
    assert entries > 20
    assert b"canary" not in backup.read_bytes()
    assert backup.stat().st_mode & 0o077 == 0

    changed = spoilt(backup, lambda one, data: data[:-1] + b"!" if "s/" in one.name else data)
    kill = """
files = settings.FILES_FOLDER
assert list(files.iterdir()) == [], "something was left"
(files / ".restoring" / "ab").mkdir(parents=True)
if connection.vendor == "sqlite":
    open(connection.settings_dict["NAME"], "wb").write(b"half a database")
else:
    connection.cursor().execute("CREATE TABLE half (id int)")
"""
    refused, serves, done, *here = empty.python(
        "from django.conf import settings; from django.db import connection",
        f'sixpoint("restore", "{changed}", {given})',
        kill,
        'sixpoint("serve")',
        f'sixpoint("restore", "{backup}", {given})',
        LOOK,
    ).splitlines()
    assert refused.startswith("restore 2 ")
    assert "manifest says" in refused
    assert serves.startswith("serve 2 ")
    assert "stopped before its end" in serves
    assert done.startswith("restore 0 "), done
    assert f"{1 + is_partnership} files, 20 entries" in done
    assert here[:2] == ["una@example.org", "The canary sings in Invermore."]
    destroyed, came_back, behind = map(int, here[2].split())
    assert (destroyed, behind) == (1, 0)
    assert 20 < came_back <= entries + 1
    assert f"Whole: {came_back} entries sealed, 0 wait" in here[3]
    assert here[4] == "backup-restored"
    assert not (empty.folder / "files" / ".restoring").exists()
    assert (empty.folder / extract).is_file() == is_partnership
    assert not (empty.folder / "store" / "lock").exists()


def test_a_backup_of_another_installation_is_refused_with_every_reason() -> None:
    manifest = Manifest(
        format=1,
        made_at=timezone.now(),
        side="neither",
        database="another",
        version="99.0",
        migrations=("accounts.9999_later",),
        keys={},
        head=None,
        parts=(),
        gone=(),
    )
    with pytest.raises(UserError) as caught:
        _refuse_unless_ours(manifest)
    said = caught.value.problems[0].what
    for word in ("other side", "another", "other keys", "later version (99.0)"):
        assert word in said


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(archive, "COST", 2)  # guessing may be quick here
    content = b"x" * 200_000
    with writing_archive(tmp_path / "a", PASSPHRASE) as tar:
        entry = tarfile.TarInfo("part")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return tmp_path / "a"


def content_of(file: Path, passphrase: str = PASSPHRASE) -> list[bytes]:
    with reading_archive(file, passphrase) as tar:
        return [read.read() for one in tar if (read := tar.extractfile(one))]


def code(caught: "pytest.ExceptionInfo[UserError]") -> str:
    return caught.value.problems[0].code


def test_an_archive_gives_back_what_went_in(sealed: Path) -> None:
    assert content_of(sealed) == [b"x" * 200_000]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-SEALED_CHUNK],
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda data: data[:17] + bytes([data[17] ^ 1]) + data[18:],
        lambda data: data + b"\x00",
    ],
    ids=["cut", "changed", "other salt", "longer"],
)
def test_an_archive_that_was_changed_does_not_open(
    sealed: Path, spoil: Callable[[bytes], bytes]
) -> None:
    sealed.write_bytes(spoil(sealed.read_bytes()))
    with pytest.raises(UserError) as caught:
        content_of(sealed)
    assert code(caught) == "workspace-backup-sealed"


def test_another_passphrase_does_not_open_it(sealed: Path) -> None:
    with pytest.raises(UserError) as caught:
        content_of(sealed, "quite another one of these")
    assert code(caught) == "workspace-backup-sealed"


def test_what_is_no_backup_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PK\x03\x04")
    for name in ("a", "not there"):
        with pytest.raises(UserError) as caught:
            content_of(tmp_path / name)
        assert code(caught) == "workspace-no-backup"


def test_a_backup_is_never_written_over(sealed: Path) -> None:
    with pytest.raises(UserError) as caught, writing_archive(sealed, PASSPHRASE):
        pass
    assert code(caught) == "workspace-backup-there"


def test_a_backup_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing_archive(tmp_path / "a", PASSPHRASE):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_is_long_and_its_file_is_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.touch(mode=0o600)
    file.write_text("short\n")
    with pytest.raises(UserError) as caught:
        passphrase_in(file)
    assert code(caught) == "workspace-passphrase-short"
    file.write_text(f"{PASSPHRASE}\nmore\n")
    assert passphrase_in(file) == PASSPHRASE
    file.chmod(0o644)
    with pytest.raises(UserError) as caught:
        passphrase_in(file)
    assert code(caught) == "workspace-passphrase-file"
