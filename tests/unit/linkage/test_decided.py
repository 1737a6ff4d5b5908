"""What people decided stands above model and rules."""

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.compare import Known
from sixpoint.linkage.link import link
from sixpoint.linkage.types import Decision, Key
from tests.support.linking import Row, table_of

TWINS: dict[str, list[Row]] = {
    "h": [
        {"id": 1, "forename": "Isla", "surname": "Reid", "born": "2009-03-17", "postcode": "QX12AB"}
    ],
    "sw": [
        {
            "id": 1,
            "forename": "Isla",
            "surname": "Reid",
            "born": "2009-03-17",
            "postcode": "QX12AB",
        },
        {
            "id": 2,
            "forename": "Evie",
            "surname": "Reid",
            "born": "2009-03-17",
            "postcode": "QX12AB",
        },
    ],
    "e": [{"id": 7, "forename": "Jo", "surname": "Black"}],
}


def groups(*decisions: Decision) -> set[frozenset[Key]]:
    tables = {agency: table_of(rows) for agency, rows in TWINS.items()}
    with open_duckdb(threads=1) as engine:
        people = {name: engine.ibis.create_table(name, t) for name, t in tables.items()}
        linked = link(engine, people, seed=1, known=Known(decisions=decisions))
        rows = linked.people.to_pyarrow().to_pylist()
        whys = linked.pairs.to_pyarrow().to_pylist()
    persons: dict[str, set[Key]] = {}
    for row in rows:
        persons.setdefault(row["person"], set()).add((row["agency"], row["person_id"]))
    assert sum(pair["how"] == "decided" for pair in whys) == linked.by_decision
    assert all(("decided by people" in p["why"]) == (p["how"] == "decided") for p in whys)
    return {frozenset(keys) for keys in persons.values() if len(keys) > 1}


def decide(left: Key, right: Key, same: bool) -> Decision:
    return Decision(left=left, right=right, same=same)


def test_without_decisions_the_model_joins_what_agrees() -> None:
    assert groups() == {frozenset({("h", "1"), ("sw", "1")})}


def test_a_pair_decided_to_be_two_children_is_left_apart() -> None:
    assert groups(decide(("h", "1"), ("sw", "1"), same=False)) == set()


def test_a_pair_decided_to_be_one_child_is_joined_though_a_rule_refuses_it() -> None:
    decided = decide(("sw", "2"), ("h", "1"), same=True)
    assert groups(decided) == {frozenset({("h", "1"), ("sw", "2")})}


def test_a_pair_that_nobody_would_have_compared_can_be_joined() -> None:
    decided = decide(("e", "7"), ("sw", "2"), same=True)
    assert frozenset({("e", "7"), ("sw", "2")}) in groups(decided)


def test_a_decision_on_a_record_that_is_gone_changes_nothing() -> None:
    assert groups(decide(("h", "99"), ("sw", "1"), same=True)) == groups()


def test_records_that_hold_nothing_but_an_id_can_be_joined_by_people() -> None:
    with open_duckdb(threads=1) as engine:
        people = {
            name: engine.ibis.create_table(name, table_of([{"id": 1}]).select(["person_id"]))
            for name in ("one", "two")
        }
        decided = decide(("one", "1"), ("two", "1"), same=True)
        linked = link(engine, people, seed=1, known=Known(decisions=[decided]))
        assert linked.persons == linked.by_decision == 1
