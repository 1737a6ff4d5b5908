"""What is shown of a measure, view by view, and what is not."""

from dataclasses import replace

import pytest

from sixpoint.disclosure.make_safe import make_safe
from sixpoint.disclosure.types import SafeSource
from sixpoint.measures.types import ExactFigures
from sixpoint.packs.measures import Better, Grouping, Kind
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from sixpoint.terms.problems import UserError
from tests.support.figures import (
    LATEST_PERIOD,
    QUARTERS,
    TRAIL,
    cell,
    measure_of,
    quintiles,
    safe_of,
)
from tests.support.policies import policy_of

POLICY = policy_of(5)
HIDDEN = "a figure hidden to protect children"
MOST_WAIT = "not known, because half or more had not come to an end while they were watched"
FIFTHS = quintiles((100, 60), (100, 70), (100, 75), (100, 80), (97, 90), (0, None))
GROUPS = [cell(50, 30, group="looked after"), cell(447, 345, group="not looked after")]
YEARS = [f"{year}-Q{quarter}" for year in range(2013, 2017) for quarter in (1, 2, 3, 4)][:14]


def shown(value: float) -> SafeNumber:
    return SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)


def test_a_share_is_said_with_its_counts_and_its_period():
    figure = safe_of([cell(497, 412, pending=12)], policy=POLICY)["latest"]
    assert figure.id == "meetings.latest"
    assert figure.phrase == "83% (412 of 497)"
    assert figure.sentence == (
        "Meetings held in time, 1 July 2016 to 30 June 2017: 83% (412 of 497)."
    )
    assert (figure.value, figure.met, figure.cases) == (shown(83), shown(412), shown(497))
    assert figure.pending == shown(12)
    assert figure.children_counted == "Children who live in the area."
    assert figure.status is Status.SHOWN


def test_few_cases_leave_nothing_to_say():
    figure = safe_of([cell(4, 3, pending=2)], policy=POLICY)["latest"]
    assert figure.phrase == HIDDEN
    assert {figure.value.status, figure.met.status, figure.cases.status} == {Status.SUPPRESSED}
    assert figure.pending.status is Status.SUPPRESSED
    assert figure.status is Status.SUPPRESSED


def test_few_that_were_not_met_are_not_to_be_worked_out_either():
    figure = safe_of([cell(497, 495)], policy=POLICY)["latest"]
    assert figure.cases == shown(497)
    assert figure.met.status is Status.SUPPRESSED
    assert figure.phrase == HIDDEN


def test_that_none_of_few_was_met_is_not_said():
    figure = safe_of([cell(4, 0)], policy=POLICY)["latest"]
    assert figure.met.status is Status.SUPPRESSED


def test_none_among_many_is_said():
    figure = safe_of([cell(40, 0)], policy=POLICY)["latest"]
    assert figure.phrase == "0% (0 of 40)"
    assert figure.value.status is Status.ZERO


def test_no_cases_are_not_nought_per_cent():
    figure = safe_of([cell(0)], policy=POLICY)["latest"]
    assert figure.phrase == "not known, because there were no cases"
    assert figure.value.status is Status.MISSING
    assert figure.cases.status is Status.ZERO


def test_many_cases_of_a_few_children_are_hidden():
    figure = safe_of([cell(60, 30, children=4)], policy=POLICY)["latest"]
    assert figure.phrase == HIDDEN
    assert figure.cases.status is Status.SUPPRESSED


def test_a_small_group_takes_another_with_it_and_the_total_stays():
    groups = [cell(4, 2, group="looked after"), cell(493, 410, group="not looked after")]
    figures = safe_of([cell(497, 412), *groups], policy=POLICY)
    assert figures["latest"].phrase == "83% (412 of 497)"
    points = {point.label: point for point in figures["looked-after"].points}
    assert points["looked after"].cases.status is Status.SUPPRESSED
    assert points["not looked after"].cases.status is Status.SUPPRESSED


def test_looked_after_children_stand_against_all():
    figure = safe_of([cell(497, 375), *GROUPS], policy=POLICY)["looked-after"]
    assert figure.phrase == "60% for looked-after children and 75% for all children"
    assert figure.sentence.endswith(
        "for all children: 15 percentage points less (95% interval 3.7 to 28.3), which chance "
        "alone does not explain. That is 0.80 times as much (95% interval 0.62 to 0.95)."
    )
    assert figure.gap and (figure.gap.difference, figure.gap.ratio) == (-15, 0.8)
    assert (figure.gap.difference_lower, figure.gap.difference_upper) == (-28.31, -3.71)
    assert [point.label for point in figure.points] == ["looked after", "not looked after"]


def test_an_equal_group_is_said_to_be_the_same():
    groups = [cell(50, 40, group="looked after"), cell(450, 360, group="not looked after")]
    figure = safe_of([cell(500, 400), *groups], policy=POLICY)["looked-after"]
    assert figure.sentence.endswith(
        "for all children: the same (95% interval 12.1 less to 8.6 more)."
    )


def test_a_gap_that_chance_may_explain_says_how_many_more_would_tell_it():
    groups = [cell(50, 38, group="looked after"), cell(447, 345, group="not looked after")]
    figure = safe_of([cell(497, 383), *groups], policy=POLICY)["looked-after"]
    assert figure.gap and figure.gap.more and figure.gap.more > 1000
    assert "which chance alone may explain. About " in figure.sentence
    assert "more cases among looked-after children would tell a gap of this size." in (
        figure.sentence
    )


def test_limits_rest_on_the_counts_beside_them_and_so_are_not_there_without():
    groups = [cell(6, 2, group="looked after"), cell(491, 410, group="not looked after")]
    figure = safe_of([cell(497, 412), *groups], policy=POLICY)["looked-after"]
    assert any(point.met.status is Status.SUPPRESSED for point in figure.points)
    assert figure.gap and figure.gap.difference_lower is None and figure.gap.more is None


def test_a_hidden_group_has_no_gap():
    groups = [cell(4, 2, group="looked after"), cell(493, 410, group="not looked after")]
    figure = safe_of([cell(497, 412), *groups], policy=POLICY)["looked-after"]
    assert figure.gap and figure.gap.difference is None
    assert "The gap cannot be told" in figure.sentence
    assert figure.status is Status.SUPPRESSED


def test_the_gradient_rests_on_what_is_shown():
    figure = safe_of([cell(497, 375), *FIFTHS], policy=POLICY)["deprivation"]
    assert figure.gap and figure.gap.why is None
    assert figure.gap.sii == pytest.approx(-37.6, abs=0.05)
    assert figure.gap.absolute_range == pytest.approx(60 - 100 * 90 / 97, abs=0.01)
    assert figure.phrase == (
        "60% in the most deprived fifth of areas and 93% in the least deprived"
    )
    assert "lower among the most deprived, by more than chance explains" in figure.sentence
    assert [point.label for point in figure.points] == ["1", "2", "3", "4", "5"]


def test_more_among_the_most_deprived_is_said_so():
    fifths = quintiles((100, 90), (100, 80), (100, 72), (100, 60), (100, 50), (0, None))
    figure = safe_of([cell(500, 352), *fifths], policy=POLICY)["deprivation"]
    assert "higher among the most deprived, by more than chance explains" in figure.sentence


def test_a_gradient_that_chance_may_give_is_not_claimed():
    fifths = quintiles((100, 80), (100, 60), (100, 82), (100, 58), (100, 75), (0, None))
    figure = safe_of([cell(500, 355), *fifths], policy=POLICY)["deprivation"]
    assert "no gradient can be told from chance" in figure.sentence


def test_one_hidden_fifth_leaves_the_gradient_untold():
    fifths = quintiles((3, 2), (100, 70), (100, 75), (100, 80), (97, 90), (0, None))
    figure = safe_of([cell(400, 317), *fifths], policy=POLICY)["deprivation"]
    hidden = [p.label for p in figure.points if p.value.status is Status.SUPPRESSED]
    assert hidden[0] == "1" and len(hidden) == 2
    assert figure.gap and figure.gap.sii is None
    assert figure.gap.why and "2 of 5 deprivation groups" in figure.gap.why


def test_children_without_a_known_area_are_shown_but_not_in_the_gradient():
    fifths = quintiles((100, 60), (100, 70), (100, 75), (100, 80), (97, 90), (20, 10))
    figure = safe_of([cell(517, 385), *fifths], policy=POLICY)["deprivation"]
    assert figure.points[-1].label == "not known"
    assert figure.gap and figure.gap.sii == pytest.approx(-37.6, abs=0.05)


def test_quarters_and_groups_of_one_year_do_not_give_each_other_away():
    """The year is the sum of its quarters: one hidden quarter takes a second with it."""
    quarters = [
        cell(cases, met, label=label)
        for label, (cases, met) in zip(
            QUARTERS, [(4, 2), (30, 20), (40, 25), (50, 30)], strict=True
        )
    ]
    figures = safe_of([cell(124, 77), *quarters], policy=POLICY)
    hidden = [p.label for p in figures["trend"].points if not p.cases.visible]
    assert figures["latest"].cases.visible
    assert hidden == ["2016-Q3", "2016-Q4"]


def test_a_trend_is_drawn_over_the_quarters_shown_and_says_how_many_are_not():
    cells = [cell(100, 50 + n % 3, label=label) for n, label in enumerate(YEARS)]
    cells[4] = cell(3, 1, label=YEARS[4])
    figure = safe_of([cell(400, 203), *cells], policy=POLICY)["trend"]
    assert figure.trend and figure.trend.hidden == 1
    assert [(s.first, s.last, s.trial) for s in figure.trend.segments] == [
        ("2013-Q1", "2016-Q2", False)
    ]
    assert "1 of 14 quarters is left out, hidden to protect children." in figure.sentence
    assert figure.period == "2013-Q1 to 2016-Q2"
    assert figure.phrase == "50% in 2013-Q1 and 51% in 2016-Q2"
    assert figure.points[4].value.status is Status.SUPPRESSED


def test_a_signal_stands_at_its_quarter_whatever_is_hidden_before_it():
    values = [50, 53, 48, 3, 52, 49, 51, 50, 52, 48, 51, 50, 49, 95]
    cells = [
        cell(100 if met > 3 else 4, met, label=label)
        for label, met in zip(YEARS, values, strict=True)
    ]
    figure = safe_of([cell(400, 203), *cells], policy=POLICY)["trend"]
    assert [p.label for p in figure.points if "outside" in p.signals] == [YEARS[-1]]
    assert "95%, lies above the upper limit" in figure.sentence


def test_limits_end_where_shares_end():
    cells = [cell(100, met, label=label) for label, met in zip(YEARS, [10, 90] * 7, strict=True)]
    figure = safe_of([cell(400, 203), *cells], policy=POLICY)["trend"]
    assert figure.trend
    assert [(s.lower, s.upper) for s in figure.trend.segments] == [(0, 100)]


def test_two_quarters_are_no_trend():
    cells = [cell(100, 50, label=label) for label in YEARS[:2]]
    figure = safe_of([cell(400, 203), *cells], policy=POLICY)["trend"]
    assert figure.trend is None
    assert "too few quarters can be shown for a trend" in figure.sentence
    hidden = safe_of(
        [cell(400, 203), *(cell(3, 2, label=label) for label in YEARS)], policy=POLICY
    )["trend"]
    assert (hidden.status, hidden.phrase) == (Status.SUPPRESSED, HIDDEN)


@pytest.mark.parametrize(("cases", "said"), [(20, "a median of 12 days (20 cases)"), (19, HIDDEN)])
def test_a_median_needs_ten_cases_on_each_side(cases, said):
    measure = measure_of(Kind.DURATION, better=Better.LOWER)
    figure = safe_of([cell(cases, median=12.4)], policy=POLICY, measure=measure)["latest"]
    assert figure.phrase == said


def test_a_median_needs_as_many_children_as_cases():
    measure = measure_of(Kind.DURATION, better=Better.LOWER)
    of_few = cell(60, median=12.4, children=19)
    assert safe_of([of_few], policy=POLICY, measure=measure)["latest"].phrase == HIDDEN


@pytest.mark.parametrize(("median", "said"), [(127.0, 130), (96.5, 96), (7.4, 7), (0.2, 0)])
def test_a_median_is_told_to_two_digits(median, said):
    measure = measure_of(Kind.DURATION, better=Better.LOWER)
    figure = safe_of([cell(60, median=median)], policy=POLICY, measure=measure)["latest"]
    assert figure.value.value == said


def test_the_mean_of_a_few_is_not_what_the_others_leave_of_the_mean_of_all():
    """15 of 60 are too few for a mean; from that of all and of the other 45 it could be told."""
    measure = measure_of(Kind.MEAN)
    cells = [
        cell(60, amount=150.0, out_of=60.0),
        cell(15, amount=60.0, out_of=15.0, group="looked after"),
        cell(45, amount=90.0, out_of=45.0, group="not looked after"),
    ]
    figures = safe_of(cells, policy=POLICY, measure=measure)
    assert figures["latest"].value.value == 2.5
    points = figures["looked-after"].points
    assert [point.value.status for point in points] == [Status.SUPPRESSED] * 2
    assert [point.cases.value for point in points] == [15, 45]


@pytest.mark.parametrize(("cases", "waits"), [(20, True), (19, False), (5, False)])
def test_that_most_of_a_few_still_wait_is_hidden_like_their_median(cases, waits):
    measure = measure_of(Kind.DURATION, better=Better.LOWER)
    figure = safe_of([cell(cases)], policy=POLICY, measure=measure)["latest"]
    assert figure.value.status is (Status.MISSING if waits else Status.SUPPRESSED)
    assert figure.phrase == (MOST_WAIT if waits else HIDDEN)


def test_no_median_is_not_known():
    measure = measure_of(Kind.DURATION)
    figure = safe_of([cell(0)], policy=POLICY, measure=measure)["latest"]
    assert figure.value.status is Status.MISSING


def test_a_ratio_is_rounded_and_needs_children_behind_it():
    measure = measure_of(Kind.RATIO)
    many = cell(60, amount=9341.0, out_of=10000.0)
    few = cell(60, amount=9341.0, out_of=10000.0, children=3)
    assert safe_of([many], policy=POLICY, measure=measure)["latest"].phrase == "93.4%"
    assert safe_of([few], policy=POLICY, measure=measure)["latest"].phrase == HIDDEN
    nothing = safe_of([cell(60)], policy=POLICY, measure=measure)["latest"]
    assert nothing.value.status is Status.MISSING


def test_a_rate_needs_its_cases_and_its_population():
    measure = measure_of(Kind.RATE)

    def said(cases: int, over: float | None) -> str:
        one = cell(cases, amount=float(cases), out_of=over)
        return safe_of([one], policy=POLICY, measure=measure)["latest"].phrase

    assert said(45, 3660.0) == "12.3 per 1,000 pupils (45 cases)"
    assert said(0, 3660.0) == "0 per 1,000 pupils (0 cases)"
    assert said(3, 3660.0) == HIDDEN
    assert said(7, 4.0) == HIDDEN
    assert said(7, None) == "not known, because there were no cases"


def test_rates_are_weighted_by_the_children_they_are_over():
    measure = measure_of(Kind.RATE)
    fifths = [
        cell(cases, group=name, amount=float(cases), out_of=1000.0)
        for name, cases in zip("12345", (50, 40, 30, 20, 10), strict=True)
    ]
    figure = safe_of([cell(150, out_of=5000.0), *fifths], policy=POLICY, measure=measure)
    assert figure["deprivation"].gap and figure["deprivation"].gap.sii == pytest.approx(50)


def test_rounded_counts_are_said_to_be_about():
    figure = safe_of([cell(497, 412)], policy=policy_of(5, base=5))["latest"]
    assert figure.phrase == "83% (about 410 of 495)"
    assert figure.met.status is Status.ROUNDED


def test_rounding_never_shows_more_than_all():
    figure = safe_of([cell(13, 13)], policy=policy_of(1, base=5))["latest"]
    assert figure.value == shown(100)


def test_a_measure_that_was_not_counted_says_why_in_every_view():
    figures = safe_of([], policy=POLICY, not_measured="no agency supplied meetings")
    assert set(figures) == {"latest", "trend", "deprivation", "looked-after"}
    for figure in figures.values():
        assert figure.status is Status.MISSING
        assert figure.phrase == "not known, because no agency supplied meetings"


def test_a_measure_without_groups_says_so():
    figures = safe_of([cell(497, 412)], policy=POLICY)
    assert "no agency supplied what the children would be grouped by" in (
        figures["deprivation"].phrase
    )
    only = measure_of(groupings=(Grouping.LOOKED_AFTER,))
    assert "deprivation" not in safe_of([cell(497, 412)], policy=POLICY, measure=only)


def test_hidden_and_empty_groups_look_alike_where_the_topic_is_sensitive():
    policy = policy_of(5, sensitive=True)
    groups = [cell(0, group="looked after"), cell(497, 412, group="not looked after")]
    points = safe_of([cell(497, 412), *groups], policy=policy)["looked-after"].points
    assert {point.met.status for point in points} == {Status.SUPPRESSED}
    assert {point.value.status for point in points} == {Status.SUPPRESSED}


def test_figures_of_unknown_measures_and_measures_without_trail_are_refused():
    exact = ExactFigures(
        as_at=LATEST_PERIOD.end, latest=LATEST_PERIOD, cells=(cell(9),), not_measured=()
    )
    other = measure_of(id="other")
    with pytest.raises(UserError) as error:
        make_safe(exact, measures={"other": other}, policy=POLICY, trails={})
    codes = [problem.code for problem in error.value.problems]
    assert codes == ["disclosure.unknown-measure", "disclosure.no-trail"]
    assert (
        make_safe(
            ExactFigures(as_at=LATEST_PERIOD.end, latest=LATEST_PERIOD, cells=(), not_measured=()),
            measures={},
            policy=POLICY,
            trails={"meetings": TRAIL},
        )
        == ()
    )


def test_a_table_from_which_something_hidden_was_counted_does_not_say_its_rows():
    """About ten rows are fourteen at most: twelve quarters of one or more each, and none is 4."""
    rows = SafeNumber(status=Status.ROUNDED, value=10)
    source = SafeSource(dataset="social_work.aftercare", file="a.csv", sealed="0" * 64, rows=rows)
    ids = {
        "few": [cell(9, 3), *(cell(1, 1, label=one) for one in QUARTERS)],
        "many": [cell(90, 40)],
    }
    exact = ExactFigures(
        as_at=LATEST_PERIOD.end,
        latest=LATEST_PERIOD,
        cells=tuple(replace(one, measure=id_) for id_, mine in ids.items() for one in mine),
        not_measured=(),
    )
    other = replace(source, dataset="health.people")
    figures = make_safe(
        exact,
        measures={id_: measure_of(id=id_) for id_ in ids},
        policy=POLICY,
        trails={
            "few": replace(TRAIL, sources=(source,)),
            "many": replace(TRAIL, sources=(source, other)),
        },
    )
    said = {f.measure: [s.rows for s in f.trail.sources] for f in figures}
    assert said == {"few": [SUPPRESSED], "many": [SUPPRESSED, rows]}


def test_where_cases_are_hidden_the_trail_does_not_say_how_many_children_they_were():
    """About 20 children have 15 cases or more: less the 17 shown beside them, that tells of 4."""
    few = safe_of([cell(4, 3)], policy=POLICY)["latest"]
    assert few.cases.status is few.trail.children.status is Status.SUPPRESSED
    many = safe_of([cell(497, 412)], policy=POLICY)["latest"]
    assert many.trail.children == TRAIL.children
