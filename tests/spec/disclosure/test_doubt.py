"""How far links in doubt could move a figure is said coarsely, and never where it is hidden."""

from dataclasses import replace

import pytest

from sixpoint.disclosure.doubt import is_step, step_above
from sixpoint.disclosure.make_safe import make_safe
from sixpoint.disclosure.retell import retell, untrue_parts
from sixpoint.disclosure.types import SafeDoubt, SafeFigure
from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell, ExactFigures, Moved
from sixpoint.packs.measures import Kind
from tests.support.figures import LATEST_PERIOD, TRAIL, measure_of
from tests.support.policies import policy_of


def cell(cases: int, met: int, median: float | None = None) -> ExactCell:
    return ExactCell(
        measure="meetings",
        grouping=EVERYBODY,
        group=EVERYBODY,
        label=LATEST,
        period=LATEST_PERIOD,
        cases=cases,
        pending=0,
        children=cases,
        met=met,
        median=median,
    )


def figure(
    now: ExactCell, kept: ExactCell, dropped: ExactCell, kind: Kind = Kind.PROPORTION
) -> SafeFigure:
    exact = ExactFigures(
        as_at=LATEST_PERIOD.end,
        latest=LATEST_PERIOD,
        cells=(now,),
        not_measured=(),
        moved=(Moved(cell=now, kept=kept, dropped=dropped),),
    )
    made = make_safe(
        exact,
        measures={"meetings": measure_of(kind)},
        policy=policy_of(5),
        trails={"meetings": TRAIL},
    )
    return made[0]


@pytest.mark.parametrize(
    ("kept", "dropped", "down", "up", "says"),
    [
        # Nothing moves, and one case of 400 would move it by a quarter of a point: both are said
        # as the smallest step.
        (cell(400, 320), cell(400, 320), 1, 1, "between 79% and 81%"),
        (cell(400, 321), cell(400, 320), 1, 1, "between 79% and 81%"),
        (cell(404, 320), cell(396, 320), 1, 1, "between 79% and 81%"),
        (cell(400, 326), cell(400, 320), 1, 2, "between 79% and 82%"),
        (cell(400, 300), cell(400, 326), 5, 2, "between 75% and 82%"),
        (cell(400, 400), cell(400, 320), 1, 20, "between 79% and 100%"),
    ],
)
def test_a_share_moves_by_steps_of_whole_points(
    kept: ExactCell, dropped: ExactCell, down: float, up: float, says: str
) -> None:
    made = figure(cell(400, 320), kept, dropped)
    assert made.doubt == SafeDoubt(down=down, up=up)
    assert f"With links in doubt all kept or all dropped, it lies {says}." in made.sentence
    assert made.phrase == "80% (320 of 400)"


def test_no_step_is_smaller_than_what_one_case_makes() -> None:
    """Of 12 cases, one is eight points: that no case is in doubt is not told either."""
    same = cell(12, 6)
    assert figure(same, same, same).doubt == SafeDoubt(down=10, up=10)


def test_the_same_range_is_said_whether_one_case_is_in_doubt_or_none() -> None:
    now = cell(60, 40)
    one_more = cell(61, 41)
    assert figure(now, now, now).doubt == figure(now, one_more, now).doubt


@pytest.mark.parametrize("met", [2, 398])
def test_a_hidden_figure_says_nothing_of_doubt(met: int) -> None:
    now = cell(400, met)
    made = figure(now, cell(400, met + 1), now)
    assert made.value.value is None
    assert made.doubt is None
    assert "doubt" not in made.sentence


def test_a_median_moves_in_its_own_unit() -> None:
    now = cell(40, 0, median=20.0)
    made = figure(now, replace(now, median=23.5), now, Kind.DURATION)
    assert made.doubt == SafeDoubt(down=1, up=5)
    assert "between 19 days and 25 days" in made.sentence


@pytest.mark.parametrize(
    "told", [SafeDoubt(down=0.25, up=1), SafeDoubt(down=1, up=3), SafeDoubt(down=0, up=1)]
)
def test_a_sent_range_that_tells_more_than_a_step_is_found_out(told: SafeDoubt) -> None:
    now = cell(400, 320)
    made = figure(now, now, now)
    period = str(LATEST_PERIOD)
    again = retell(made, measure=measure_of(), policy=policy_of(5), period=period)
    assert untrue_parts(made, again) == ()
    forged = replace(made, doubt=told)
    again = retell(forged, measure=measure_of(), policy=policy_of(5), period=period)
    assert "doubt" in untrue_parts(forged, again)


def test_steps_are_one_two_five_and_so_on() -> None:
    found = [step_above(n) for n in (0, 0.2, 1, 1.1, 2.1, 5, 5.1, 11, 49, 51, 120)]
    assert found == [1, 1, 1, 2, 5, 5, 10, 20, 50, 100, 200]
    assert all(is_step(n) for n in found)
    assert not is_step(3)
