"""A gap over time: what is said from first to last, what is hidden, and what cannot be told."""

from dataclasses import replace

import pytest

from sixpoint.disclosure.retell import retell, untrue_parts
from sixpoint.disclosure.types import SafeFigure
from sixpoint.measures.types import LATEST, ExactCell
from sixpoint.packs.measures import GapOverTime, Grouping, Kind, Measure, Window
from sixpoint.terms.cells import Status
from tests.support.figures import cell, measure_of, quintiles, safe_of
from tests.support.policies import policy_of

POLICY = policy_of(5)
LOOKED_AFTER = (Grouping.LOOKED_AFTER,)
YEARS = ("year to 2015-Q2", "year to 2016-Q2", LATEST)
QUARTERS = tuple(f"{year}-Q{n}" for year in (2014, 2015, 2016) for n in (1, 2, 3, 4))[:11]
Pair = tuple[int, int]


def by(grouping: Grouping, window: Window, **more: object) -> Measure:
    over_time = (GapOverTime(grouping=grouping, window=window),)
    return measure_of(groupings=(grouping,), gaps_over_time=over_time, **more)


BY_YEAR = by(Grouping.LOOKED_AFTER, Window.YEAR)
BY_QUARTER = by(Grouping.LOOKED_AFTER, Window.QUARTER)
BY_FIFTHS = by(Grouping.SIMD_QUINTILE, Window.YEAR)


def at(label: str, looked_after: Pair, others: Pair) -> list[ExactCell]:
    """Cases and met of looked-after children, of the others and so of all, at one time."""
    both = [a + b for a, b in zip(looked_after, others, strict=True)]
    return [
        cell(*both, label=label),
        cell(*looked_after, group="looked after", label=label),
        cell(*others, group="not looked after", label=label),
    ]


def by_year(*pairs: tuple[Pair, Pair], measure: Measure = BY_YEAR) -> SafeFigure:
    cells = [c for label, pair in zip(YEARS, pairs, strict=True) for c in at(label, *pair)]
    return safe_of(cells, policy=POLICY, measure=measure)["looked-after-over-time"]


def told_again(figure: SafeFigure, measure: Measure) -> tuple[str, ...]:
    period = "1 July 2016 to 30 June 2017"
    return untrue_parts(figure, retell(figure, measure=measure, policy=POLICY, period=period))


def test_a_gap_that_closed_is_told_with_how_sure_that_is():
    figure = by_year(
        ((400, 200), (1600, 1280)), ((400, 250), (1600, 1280)), ((400, 300), (1600, 1280))
    )
    assert figure.phrase == (
        "a gap of 24 percentage points in the year to 2015 Q2 and of 4 percentage points in the "
        "year to 2017 Q2"
    )
    assert figure.sentence == (
        "Meetings held in time, years ending 2015-Q2 to 2017-Q2: The gap between looked-after "
        "children and all children was 24 percentage points (95% interval 19.8 to 28.2) in the "
        "year to 2015 Q2 and 4 percentage points (95% interval 0.4 to 7.9) in the year to 2017 "
        "Q2: 20 percentage points narrower (95% interval 14.3 to 25.5), which chance alone does "
        "not explain. 3 points are too few for limits, so no signal is looked for."
    )
    assert figure.trend is None and all(not one.signals for one in figure.gaps)
    assert figure.gap and (figure.gap.difference, figure.gap.more) == (-20, None)


def test_a_change_that_chance_may_explain_says_how_many_more_would_do():
    figure = by_year(((40, 20), (160, 128)), ((40, 20), (160, 128)), ((40, 24), (160, 128)))
    assert "narrower (95% interval" in figure.sentence
    assert "which chance alone may explain. About" in figure.sentence
    assert figure.gap and figure.gap.more and figure.gap.more > 400


def test_a_time_with_too_few_children_has_no_gap_and_tells_no_count():
    figure = by_year(((400, 200), (1600, 1280)), ((3, 1), (1600, 1280)), ((400, 300), (1600, 1280)))
    assert [one.size.status for one in figure.gaps] == [
        Status.SHOWN,
        Status.SUPPRESSED,
        Status.SHOWN,
    ]
    hidden = [p for p in figure.points if p.label == YEARS[1]]
    assert [p.cases.status for p in hidden].count(Status.SUPPRESSED) >= 2
    assert "Of 1 of the 3 times the gap cannot be told." in figure.sentence


def test_where_one_time_alone_can_be_told_no_change_is():
    figure = by_year(((3, 1), (1600, 1280)), ((3, 1), (1600, 1280)), ((400, 300), (1600, 1280)))
    assert "How the gap changed cannot be told" in figure.sentence
    assert figure.gap and figure.gap.difference is None and figure.gap.why


def test_quarters_enough_have_limits_and_signals():
    """Eleven quarters: the gap falls from 20 points to nought, on limits that are on trial."""
    cells = [cell(4000, 3200)]
    for number, label in enumerate(QUARTERS):
        cells += at(label, (100, 60 + 2 * number), (900, 720))
    figure = safe_of(cells, policy=POLICY, measure=BY_QUARTER)["looked-after-over-time"]
    assert figure.trend and figure.trend.segments[0].trial
    assert any(one.signals for one in figure.gaps)
    assert "Time by time: the average is" in figure.sentence
    assert "That is an improvement" in figure.sentence
    assert "limits rest on fewer than 12 points and are on trial" in figure.sentence


def test_a_gap_that_changes_over_keeps_its_sign_and_is_neither_wider_nor_narrower():
    figure = by_year(
        ((400, 200), (1600, 1280)), ((400, 280), (1600, 1280)), ((400, 380), (1600, 1280))
    )
    assert [one.size.value and one.size.value > 0 for one in figure.gaps] == [False, False, True]
    assert "percentage points up" in figure.sentence


def test_the_slope_by_deprivation_is_followed_too():
    cells: list[ExactCell] = []
    for label, lift in zip(YEARS, (0, 40, 80), strict=True):
        pairs = [(400, n + lift * (4 - i) // 4) for i, n in enumerate((200, 230, 260, 290, 320))]
        everybody = tuple(sum(numbers) for numbers in zip(*pairs, strict=True))
        cells += [cell(*everybody, label=label), *quintiles(*pairs, (0, 0), label=label)]
    figure = safe_of(cells, policy=POLICY, measure=BY_FIFTHS)["deprivation-over-time"]
    assert figure.phrase.startswith("a gap of 37.5 percentage points in the year to 2015 Q2")
    assert "percentage points narrower" in figure.sentence
    assert [point.group for point in figure.points[:7]] == [
        "all",
        *("1", "2", "3", "4", "5"),
        "not known",
    ]
    assert told_again(figure, BY_FIFTHS) == ()


def test_amounts_have_no_interval_and_the_figure_says_why():
    measure = by(Grouping.LOOKED_AFTER, Window.YEAR, kind=Kind.RATIO)
    cells = []
    for label, attended in zip(YEARS, (80.0, 84.0, 88.0), strict=True):
        for group, cases, share in (("all", 500, 92.0), ("looked after", 40, attended)):
            cells.append(cell(cases, group=group, label=label, amount=share, out_of=100.0))
        cells.append(cell(460, group="not looked after", label=label, amount=93.0, out_of=100.0))
    figure = safe_of(cells, policy=POLICY, measure=measure)["looked-after-over-time"]
    assert "It has no interval: amounts are added up" in figure.sentence
    assert "8 percentage points narrower" in figure.sentence


@pytest.mark.parametrize("part", ["gaps", "gap", "sentence", "phrase"])
def test_what_somebody_sent_is_worked_out_again(part: str):
    figure = by_year(
        ((400, 200), (1600, 1280)), ((400, 250), (1600, 1280)), ((400, 300), (1600, 1280))
    )
    assert told_again(figure, BY_YEAR) == ()
    others = {"gaps": figure.gaps[:2], "gap": None, "sentence": "Ailsa.", "phrase": "Ailsa"}
    assert told_again(replace(figure, **{part: others[part]}), BY_YEAR) == (part,)


@pytest.mark.parametrize(
    "change",
    [
        lambda points: points[1:],
        lambda points: (replace(points[0], label="Ailsa Rowan"), *points[1:]),
        lambda points: (*points[:1], replace(points[1], group="Ailsa Rowan"), *points[2:]),
        lambda points: (*points[3:6], *points[:3], *points[6:]),
    ],
)
def test_points_that_the_view_has_not_are_refused(change):
    figure = by_year(
        ((400, 200), (1600, 1280)), ((400, 250), (1600, 1280)), ((400, 300), (1600, 1280))
    )
    with pytest.raises(ValueError, match="not those of the view"):
        told_again(replace(figure, points=change(figure.points)), BY_YEAR)


def test_a_hidden_mean_of_a_quarter_is_not_given_back_by_the_year():
    """Looked after: three quarters of 30 pupils and one of 9, whose mean the year would give."""
    measure = by(Grouping.LOOKED_AFTER, Window.QUARTER, kind=Kind.RATIO)
    labels = ("2016-Q3", "2016-Q4", "2017-Q1", "2017-Q2")
    sizes = (30, 31, 32, 9)

    def row(group: str, cases: int, label: str) -> ExactCell:
        return cell(cases, group=group, label=label, amount=80.0, out_of=100.0)

    cells = [row("all", 902, LATEST), row("looked after", 102, LATEST)]
    cells += [row("not looked after", 800, LATEST)]
    for label, size in zip(labels, sizes, strict=True):
        cells += [row("all", 200 + size, label), row("looked after", size, label)]
        cells += [row("not looked after", 200, label)]
    figure = safe_of(cells, policy=POLICY, measure=measure)["looked-after-over-time"]
    hidden = {(p.label, p.group) for p in figure.points if p.value.status is Status.SUPPRESSED}
    assert {("2017-Q2", "looked after"), ("2016-Q3", "looked after")} <= hidden
    # Nor by all children of the same quarter.
    assert {("2017-Q2", "not looked after"), ("2016-Q3", "not looked after")} <= hidden
