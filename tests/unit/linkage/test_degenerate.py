"""Poor data links little; it neither fails nor links everybody."""

import logging

import ibis
import pytest

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.link import link
from sixpoint.terms.problems import UserError
from tests.support.linking import link_tables, table_of

NAMES = ["Isla", "Evie", "Jack", "Rory", "Skye", "Orla", "Finn", "Hamish", "Ailsa", "Ruth"]


def test_one_agency_links_nobody() -> None:
    rows = [{"id": n, "forename": "Isla", "surname": "Reid", "born": "2009-03-17"} for n in "12"]
    outcome = link_tables({"h": table_of(rows)})
    assert outcome.groups == frozenset()
    assert sorted(outcome.people) == ["h:1", "h:2"]


def test_an_agency_without_rows_is_no_trouble() -> None:
    one = {"id": 1, "forename": "Isla", "surname": "Reid", "born": "2009-03-17", "sex": "F"}
    outcome = link_tables({"e": table_of([]), "h": table_of([one]), "sw": table_of([one])})
    assert outcome.groups == {frozenset({"h:1", "sw:1"})}


def test_no_rows_at_all_give_nobody() -> None:
    outcome = link_tables({"h": table_of([]), "sw": table_of([])})
    assert outcome.people == {}


def test_people_of_whom_only_the_id_is_known_stay_apart() -> None:
    rows = [{"id": n} for n in range(50)]
    outcome = link_tables({"h": table_of(rows), "sw": table_of(rows)})
    assert outcome.groups == frozenset()


def test_everyone_born_on_the_first_of_january_is_told_apart_by_name_and_home() -> None:
    rows = [
        {
            "id": n,
            "forename": NAMES[n % 10],
            "surname": f"Sur{chr(97 + n // 10 % 26)}{chr(97 + n // 260)}name",
            "born": "2010-01-01",
            "postcode": f"QX{n % 90} {n % 9}AB",
        }
        for n in range(1500)
    ]
    outcome = link_tables({"h": table_of(rows), "sw": table_of(rows)}, threads=2)
    wrong = [g for g in outcome.groups if len({key.partition(":")[2] for key in g}) > 1]
    assert len(wrong) <= 2
    assert len(outcome.groups) >= 1200


def test_everyone_alike_links_nobody_for_sure() -> None:
    rows = [{"id": n, "forename": "Jack", "surname": "Smith", "sex": "M"} for n in range(40)]
    outcome = link_tables({"h": table_of(rows), "sw": table_of(rows)})
    assert outcome.groups == frozenset()


def test_repeated_ids_are_refused_without_saying_them() -> None:
    rows = [{"id": "XYZZY-1", "forename": "Isla"}] * 2
    with pytest.raises(UserError, match="repeated-person-id") as caught:
        link_tables({"h": table_of(rows)})
    assert "XYZZY" not in str(caught.value)


def test_nothing_of_a_child_is_logged_and_nothing_is_left_behind(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = {"id": 1, "forename": "Xyzzyana", "surname": "Qwertzuiop", "born": "2009-03-17"}
    said: list[str] = []
    with open_duckdb(threads=1) as engine:
        people = {n: engine.ibis.create_table(n, table_of([canary])) for n in ("h", "sw")}
        linked = link(engine, people, seed=1, say=said.append)
        tables = engine.connection.sql("select table_name from duckdb_tables()").fetchall()
        left = [name for (name,) in tables if "linkage" in name or "splink" in name]
        assert linked.persons == 1
    spoken = caplog.text + "".join(capfd.readouterr()) + "".join(said)
    assert said
    assert "xyzzyana" not in spoken.lower()
    assert "qwertzuiop" not in spoken.lower()
    assert left == []


def test_a_fault_of_the_engine_says_no_name() -> None:
    with open_duckdb(threads=1) as engine:
        table = engine.ibis.create_table("t", table_of([{"id": 1, "forename": "Xyzzyana"}]))
        broken = table.mutate(surname=table.forename.cast("int64").cast("string"))
        with pytest.raises(Exception) as caught:
            link(engine, {"h": broken}, seed=1)
    everything = f"{caught.value!r} {caught.value.__context__!r} {caught.value.__cause__!r}"
    assert "xyzzyana" not in everything.lower()


def test_pseudonyms_are_shuffled_by_the_seed_and_say_nothing() -> None:
    rows = [{"id": n, "forename": name} for n, name in enumerate(NAMES)]
    tables = {"h": table_of(rows)}
    first, again, other = (link_tables(tables, seed=seed).people for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert sorted(first.values()) == sorted(f"P{n}" for n in range(1, 11))
    assert ibis.options.interactive is False
