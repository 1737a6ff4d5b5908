"""Measures beside each other and beside earlier releases: what is left over, and what has moved."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from sixpoint.disclosure import joint
from sixpoint.disclosure.earlier import as_release
from sixpoint.disclosure.family import place_of
from sixpoint.disclosure.joint import Past, Protected, protect_measures
from sixpoint.disclosure.ledger import append, read_ledger
from sixpoint.inspection.safe_trails import seal_of, sealed
from sixpoint.measures.types import ExactCell
from sixpoint.packs.measures import Condition, Kind
from sixpoint.records.types import SourceFile
from sixpoint.terms.problems import UserError, user_error
from tests.support.figures import QUARTERS, cell, measure_of, quintiles
from tests.support.policies import policy_of

POLICY = policy_of(5)


def protected(past: Past | None = None, **measures: Iterable[ExactCell]) -> Protected:
    cells = [replace(one, measure=id_) for id_, mine in measures.items() for one in mine]
    known = {id_: measure_of(id=id_) for id_ in measures}
    return protect_measures(cells, measures=known, policy=POLICY, past=past)


def cases(made: Protected, measure: str, one: ExactCell) -> float | None:
    return made.counts[measure][place_of(one)].cases.value


ALL = cell(100, 60)


def test_what_one_measure_counts_and_another_leaves_out_is_not_told():
    """100 were registered, and of 97 the plan is due: three are left, and who knows them?"""
    made = protected(registered=[ALL], reviewed=[cell(97, 60)])
    shown = {cases(made, "registered", ALL), cases(made, "reviewed", ALL)}
    assert None in shown


def test_where_many_are_left_out_both_are_told():
    made = protected(registered=[ALL], reviewed=[cell(80, 60)])
    assert cases(made, "registered", ALL) == 100
    assert cases(made, "reviewed", ALL) == 80


def test_measures_of_other_records_are_no_part_of_each_other():
    known = {"registered": measure_of(id="registered"), "absent": measure_of(id="absent")}
    known["absent"] = replace(known["absent"], base="education.attendance")
    cells = [replace(ALL, measure="registered"), replace(cell(90, 50), measure="absent")]
    made = protect_measures(cells, measures=known, policy=POLICY)
    assert cases(made, "registered", ALL) == 100
    assert cases(made, "absent", ALL) == 90


def test_a_measure_that_was_renamed_is_held_against_what_it_was(releases):
    """Of 100 in all, 30, 40 and 27 leave 3: the total went out under another name."""
    fifths = quintiles((30, 15), (40, 20), (3, 1), (27, 12))
    releases.release("total", [cell(100, 48)])
    renamed = protected(releases.past(), gatherings=fifths)
    hidden = [one.group for one in fifths if cases(renamed, "gatherings", one) is None]
    assert len(hidden) == 2


def test_another_measure_under_an_old_name_is_tied_to_what_the_name_meant(releases):
    releases.release("total", [cell(100, 48)])
    fifths = quintiles((30, 15), (40, 20), (3, 1), (27, 12))
    known = {"meetings": replace(measure_of(id="meetings"), date="held_on_another_day")}
    made = protect_measures(
        [replace(one, measure="meetings") for one in fifths],
        measures=known,
        policy=POLICY,
        past=releases.past(),
    )
    assert sum(cases(made, "meetings", one) is None for one in fifths) == 2


def test_of_three_measures_of_the_same_children_the_rest_of_two_is_not_told():
    """71 away from home, of them 40 with relatives and 28 in homes: three are somewhere else."""
    counted = {"away": 71, "relatives": 40, "homes": 28}
    where = {"away": ("kin", "home", "other"), "relatives": ("kin",), "homes": ("home",)}
    known = {
        id_: replace(measure_of(id=id_), where=(Condition(**{"column": "placement", "is": codes}),))
        for id_, codes in where.items()
    }
    cells = [replace(cell(n), measure=id_) for id_, n in counted.items()]
    made = protect_measures(cells, measures=known, policy=POLICY)
    assert None in [cases(made, id_, cell(1)) for id_ in counted]


def test_two_measures_that_make_up_a_third_do_not_give_its_small_part_back():
    """Of 10 three are away: 10 less 7 at home must not give them back."""
    whole, home = (30, 20, 15, 12, 10, 9), (12, 9, 7, 6, 7, 6)
    away = [n - m for n, m in zip(whole, home, strict=True)]
    made = protected(
        whole=quintiles(*((n, None) for n in whole)),
        home=quintiles(*((n, None) for n in home)),
        away=quintiles(*((n, None) for n in away)),
    )
    for one in quintiles(*((n, None) for n in whole)):
        shown = [cases(made, id_, one) for id_ in ("whole", "home", "away")]
        assert sum(n is None for n in shown) != 1


def test_how_many_left_is_not_told_by_a_stock_and_who_came():
    """30 in June, 38 in September and 10 who came between: two left, and who are they?"""
    stock = [cell(n, label=label) for n, label in zip((30, 38), QUARTERS, strict=False)]
    came = [cell(n, label=label) for n, label in zip((9, 10), QUARTERS, strict=False)]
    known = {
        "stock": replace(measure_of(Kind.STOCK, id="stock"), base="social_work.registrations"),
        "came": replace(measure_of(Kind.COUNT, id="came"), base="social_work.registrations"),
    }
    cells = [replace(one, measure="stock") for one in stock]
    cells += [replace(one, measure="came") for one in came]
    made = protect_measures(cells, measures=known, policy=POLICY)
    shown = [*(cases(made, "stock", one) for one in stock), cases(made, "came", came[1])]
    assert None in shown


def test_two_stocks_that_the_same_children_came_to_are_told_apart():
    """Fewer left the part than the whole: these are two counts, and neither breaks a sum."""
    numbers = {"stock": (60, 62, 61), "part": (20, 24, 25), "came": (30, 31, 29)}
    kinds = {"stock": Kind.STOCK, "part": Kind.STOCK, "came": Kind.COUNT}
    known = {id_: measure_of(kind, id=id_) for id_, kind in kinds.items()}
    cells = [
        replace(cell(n, label=label), measure=id_)
        for id_, mine in numbers.items()
        for n, label in zip(mine, QUARTERS, strict=False)
    ]
    made = protect_measures(cells, measures=known, policy=POLICY)
    assert made.report.safe


class Releases:
    """One partnership's ledger, and what it releases of the measure `meetings`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def past(self, *, reckoned: int = 0) -> Past:
        return Past(ledger=read_ledger(self.folder), area="nowhere", reckoned=reckoned)

    def release(self, id_: str, cells: Iterable[ExactCell]) -> Protected:
        made = protected(self.past(), meetings=cells)
        released = as_release(made.kept, made.safe, id_, run=id_, content=id_)
        append(read_ledger(self.folder), released)
        return made


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "releases")


def year(*quarters: tuple[int, int]) -> list[ExactCell]:
    """A year of cases, met of them, and its quarters."""
    whole = cell(sum(n for n, _ in quarters), sum(met for _, met in quarters))
    parts = zip(quarters, QUARTERS, strict=True)
    return [whole, *(cell(n, met, label=label) for (n, met), label in parts)]


BEFORE = year((30, 15), (40, 20), (3, 1), (27, 12))


def hidden(made: Protected) -> set[str]:
    cells = made.counts["meetings"]
    return {place[2] for place, counts in cells.items() if not counts.cases.visible}


def test_the_same_run_released_again_hides_the_same(releases: Releases):
    first = releases.release("first", BEFORE)
    again = protected(releases.past(), meetings=BEFORE)
    assert hidden(first) == hidden(again) != set()
    assert first.counts == again.counts


def test_a_quarter_released_alone_is_known_when_its_year_comes(releases: Releases):
    """Three quarters were shown one after the other; now the fourth is small, and no year is."""
    releases.release("three", BEFORE[1:3] + BEFORE[4:])
    made = protected(releases.past(), meetings=BEFORE)
    assert not made.counts["meetings"][place_of(BEFORE[3])].cases.visible
    assert not made.counts["meetings"][place_of(BEFORE[0])].cases.visible


def test_a_count_that_fell_below_the_limit_by_one_child_cannot_be_protected(releases: Releases):
    """It was 5, and shown; whoever knows that one child changed knows that it is 4."""
    releases.release("first", [cell(100, 60), cell(5, 5, label=QUARTERS[0])])
    now = [cell(99, 59), cell(4, 4, label=QUARTERS[0])]
    with pytest.raises(UserError) as told:
        protected(releases.past(), meetings=now)
    (problem,) = told.value.problems
    assert problem.code == "disclosure.cannot-be-protected"
    assert "figures of: meetings." in problem.what
    assert "--changed N" in problem.fix
    protected(releases.past(reckoned=20), meetings=now)


def test_another_partnership_s_counts_are_nobody_s_here(releases: Releases):
    releases.release("first", [cell(5, 5)])
    elsewhere = replace(releases.past(), area="elsewhere")
    protected(elsewhere, meetings=[cell(4, 4)])


def source(hash_: str, file: str = "extracts/police/concerns.csv") -> SourceFile:
    return SourceFile(dataset="police.concerns", file=file, sha256=hash_, rows=2)


def test_a_fingerprint_that_crosses_confirms_no_guess():
    """Neither without the seed nor without every other file of the run."""
    small, large = source("a" * 64), source("b" * 64, "extracts/health/people.csv")
    at = sealed(small, seal_of(7, [small, large]))
    assert at == sealed(small, seal_of(7, [large, small]))
    assert at != small.sha256
    assert at != sealed(small, seal_of(8, [small, large]))
    assert at != sealed(small, seal_of(7, [small, source("c" * 64, large.file)]))


def test_of_so_few_that_nothing_was_told_nothing_is_told_again(releases, monkeypatch):
    """Where no choice hides them and nothing went out, hiding all once more gives nothing away."""

    def no_way(*_: object, **__: object) -> None:
        raise user_error("disclosure.cannot-be-protected", what="No way.", fix="None.")

    monkeypatch.setattr(joint, "protect", no_way)
    few = year((3, 1), (1, 0), (2, 2), (0, 0))
    first = releases.release("first", few)
    again = protected(releases.past(), meetings=year((3, 1), (1, 0), (2, 2), (1, 0)))
    assert hidden(first) == hidden(again) == {"latest", *QUARTERS}
