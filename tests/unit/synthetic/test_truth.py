"""The truth says where each fault is, and who is who."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from sixpoint.synthetic.faults import PLANTED


@cache
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_fault_is_in_the_line_that_the_truth_names(invermore: Path) -> None:
    faults = rows(invermore / "truth/faults.csv")
    files = {fault["file"]: rows(invermore / "partnership" / fault["file"]) for fault in faults}
    shown = {
        "missing key": lambda cell: cell == "",
        "bad date": lambda cell: cell in ("2016-02-31", "not known"),
        "in the future": lambda cell: cell == "2027-05-04",
        "unknown code": lambda cell: cell == "ZZ",
        "orphan row": lambda cell: cell == "NOSUCH0001",
        "not a postcode": lambda cell: cell == "XX",
        "not a number": lambda cell: cell == "many",
    }
    seen = defaultdict(int)
    for fault in faults:
        cell = files[fault["file"]][int(fault["line"]) - 2][fault["column"]]
        if fault["kind"] in shown:
            assert shown[fault["kind"]](cell), fault
            seen[fault["kind"]] += 1
    assert set(seen) == set(shown)


def test_duplicates_and_ends_before_starts_are_where_the_truth_says(invermore: Path) -> None:
    faults = rows(invermore / "truth/faults.csv")
    ends = {
        "removed_on": "registered_on",
        "ended_on": "started_on",
        "decided_on": "received_on",
        "first_help_on": "requested_on",
        "reviewed_on": "due_on",
        "shared_at": "reported_at",
        "started_on": "referred_on",
        "resumed_on": "stopped_on",
        "followed_up_on": "left_on",
    }
    counted = defaultdict(int)
    for fault in faults:
        table = rows(invermore / "partnership" / fault["file"])
        row = table[int(fault["line"]) - 2]
        if fault["kind"] == "duplicate key":
            same = [other for other in table if other[fault["column"]] == row[fault["column"]]]
            assert len(same) > 1
        elif fault["kind"] == "end before start":
            assert row[fault["column"]] < row[ends[fault["column"]]]
        elif fault["kind"] == "more than possible":
            assert int(row["attended"]) > int(row["possible"]) or not row["possible"].isdigit()
        counted[fault["kind"]] += 1
    assert counted["duplicate key"] >= 5
    assert counted["end before start"] >= 6
    assert counted["more than possible"] >= 1


def test_every_kind_of_fault_is_planted_once_at_least(invermore: Path) -> None:
    faults = rows(invermore / "truth/faults.csv")
    found = {(fault["file"], fault["column"], fault["kind"]) for fault in faults}
    for dataset, plantings in PLANTED.items():
        file = f"extracts/{dataset.replace('.', '/')}.csv"
        for planting in plantings:
            assert (file, planting.column, planting.kind) in found


def test_a_row_has_one_fault_at_most(invermore: Path) -> None:
    places = [(f["file"], f["line"]) for f in rows(invermore / "truth/faults.csv")]
    assert len(places) == len(set(places)) > 50


def test_the_truth_knows_every_record_of_every_agency(invermore: Path) -> None:
    true = defaultdict(set)
    for row in rows(invermore / "truth/children.csv"):
        assert row["person_id"] not in true[row["agency"]]
        true[row["agency"]].add(row["person_id"])
    for agency, ids in true.items():
        people = rows(invermore / f"partnership/extracts/{agency}/people.csv")
        assert {person["person_id"] for person in people} <= ids
        assert len(people) == len(ids)


def test_relations_hold_twins_siblings_half_and_step_siblings(invermore: Path) -> None:
    household = {r["child"]: r["household"] for r in rows(invermore / "truth/children.csv")}
    relations = rows(invermore / "truth/relations.csv")
    assert {r["relation"] for r in relations} == {
        "twin", "sibling", "half_sibling", "step_sibling"
    }  # fmt: skip
    known = [r for r in relations if r["child"] in household and r["other"] in household]
    assert known
    assert all(household[r["child"]] == household[r["other"]] for r in known)


def test_twins_have_one_birthday_and_different_forenames(invermore: Path) -> None:
    health = {
        r["child"]: r["person_id"]
        for r in rows(invermore / "truth/children.csv")
        if r["agency"] == "health"
    }
    people = {p["person_id"]: p for p in rows(invermore / "partnership/extracts/health/people.csv")}
    pairs = [
        (people.get(health[r["child"]]), people.get(health[r["other"]]))
        for r in rows(invermore / "truth/relations.csv")
        if r["relation"] == "twin" and r["child"] in health and r["other"] in health
    ]
    both = [(one, two) for one, two in pairs if one and two]
    same_day = [one["date_of_birth"] == two["date_of_birth"] for one, two in both]
    assert len(both) > 20
    assert sum(same_day) / len(both) > 0.9
    assert sum(one["forename"] != two["forename"] for one, two in both) / len(both) > 0.9
