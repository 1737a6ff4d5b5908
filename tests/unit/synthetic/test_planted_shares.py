"""What was planted can be counted again, within what chance allows for 5,000 children."""

import csv
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from statistics import median

import pytest

from sixpoint.synthetic.plan import PLAN

END = date(2017, 7, 31)


class Extracts:
    """Rows of the tables, those with a broken date left out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, dataset: str) -> list[dict[str, str]]:
        path = self.folder / f"{dataset.replace('.', '/')}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def latest(self, dataset: str, column: str) -> int:
        """Rows of the twelve months to the last whole quarter, for each 1,000 children."""
        found = [r for r in self.rows(dataset) if "2016-07-01" <= r[column][:10] < "2017-07-01"]
        return round(len(found) / 5)


@pytest.fixture(scope="module")
def extracts(invermore: Path) -> Extracts:
    return Extracts(invermore / "partnership/extracts")


def day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("dataset", "column", "expected"),
    [
        ("social_work.concerns", "received_at", 45),
        ("social_work.discussions", "held_at", 31),
        ("social_work.registrations", "registered_on", 11),
        ("social_work.support_requests", "requested_on", 60),
        ("social_work.aftercare", "eligible_on", 15),
        ("health.child_reviews", "due_on", 44),
        ("education.exclusions", "excluded_on", 20),
        ("police.concern_reports", "reported_at", 60),
        ("reporter.referrals", "received_on", 20),
    ],
)
def test_a_year_has_about_as_many_events_as_planned(
    extracts: Extracts, dataset: str, column: str, expected: int
) -> None:
    found = extracts.latest(dataset, column)
    assert expected * 0.75 <= found <= expected * 1.25


def test_between_15_and_20_of_1000_children_are_looked_after(extracts: Extracts) -> None:
    on = "2015-06-01"
    placements = extracts.rows("social_work.placements")
    found = [p for p in placements if p["started_on"] <= on and (p["ended_on"] or "9") >= on]
    assert 14 <= len(found) / 5 <= 22


def test_first_meetings_are_in_time_as_planned(extracts: Extracts) -> None:
    received = {
        r["concern_id"]: day(r["received_at"]) for r in extracts.rows("social_work.concerns")
    }
    taken = [
        (held - start).days
        for r in extracts.rows("social_work.planning_meetings")
        if r["kind"] == "initial"
        and (held := day(r["held_on"]))
        and (start := received.get(r["concern_id"]))
    ]
    assert len(taken) > 250
    assert share(taken, 21) == pytest.approx(PLAN.meeting_in_time.mean, abs=0.06)


def share(taken: list[int], limit: int) -> float:
    return sum(days <= limit for days in taken) / len(taken)


def test_help_comes_sooner_at_the_end_than_at_the_start(extracts: Extracts) -> None:
    waits = defaultdict(list)
    for row in extracts.rows("social_work.support_requests"):
        start, end = day(row["requested_on"]), day(row["first_help_on"])
        if start and end and end >= start and start < date(2017, 4, 1):
            waits["late" if start >= date(2016, 4, 1) else start.year].append((end - start).days)
    assert median(waits[2012]) == pytest.approx(34, abs=7)
    assert median(waits["late"]) == pytest.approx(20.5, abs=4)


def test_decisions_are_passed_on_as_planned(extracts: Extracts) -> None:
    known = defaultdict(list)
    for row in extracts.rows("social_work.discussion_services"):
        if row["should_be_told"] == "yes":
            told = bool(row["told_at"] or row["not_told_reason"])
            known[row["discussion_id"]].append(told)
    passed = [all(parts) for parts in known.values()]
    assert sum(passed) / len(passed) == pytest.approx(PLAN.decision_passed.mean, abs=0.06)


def test_the_poorest_fifth_attends_least_and_is_worried_about_most(extracts: Extracts) -> None:
    quintile = {r["postcode"]: r["simd_quintile"] for r in extracts.rows("reference.postcodes")}
    home = {r["person_id"]: quintile.get(r["postcode"]) for r in extracts.rows("education.people")}
    sums = defaultdict(lambda: [0, 0])
    for row in extracts.rows("education.attendance"):
        if row["possible"].isdigit() and int(row["attended"]) <= int(row["possible"]):
            total = sums[home.get(row["person_id"])]
            total[0] += int(row["attended"])
            total[1] += int(row["possible"])
    for index, planned in enumerate(PLAN.attendance):
        attended, possible = sums[str(index + 1)]
        assert attended / possible == pytest.approx(planned, abs=0.012)
    known = {
        r["person_id"]: quintile.get(r["postcode"]) for r in extracts.rows("social_work.people")
    }
    concerns = [known.get(r["person_id"]) for r in extracts.rows("social_work.concerns")]
    assert concerns.count("1") > 2 * concerns.count("4")


def test_nothing_but_planted_faults_happens_after_the_end(extracts: Extracts) -> None:
    dated = {
        "social_work.concerns": "received_at",
        "social_work.discussions": "held_at",
        "social_work.discussion_services": "told_at",
        "social_work.planning_meetings": "held_on",
        "social_work.registrations": "removed_on",
        "social_work.placements": "started_on",
        "health.child_reviews": "reviewed_on",
        "police.concern_reports": "shared_at",
        "reporter.referrals": "decided_on",
    }
    for dataset, column in dated.items():
        days = [found for r in extracts.rows(dataset) if (found := day(r[column]))]
        assert len(days) > 50
        assert max(d for d in days if d.year != 2027) <= END


def test_reviews_at_27_months_begin_in_april_2013(extracts: Extracts) -> None:
    assert min(r["due_on"] for r in extracts.rows("health.child_reviews")) >= "2013-04-01"


def test_even_200_children_have_every_event(tmp_path: Path) -> None:
    from sixpoint.synthetic import synthesise

    synthesise(tmp_path / "p", truth=tmp_path / "t", children=200, seed=3)
    small = Extracts(tmp_path / "p/extracts")
    for dataset in ("social_work.concerns", "social_work.placements", "reporter.referrals"):
        assert small.rows(dataset)
