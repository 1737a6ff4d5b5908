"""Girls and boys, bands of age, and why cases were late: what is said, and what is hidden."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixpoint.disclosure.retell import retell, shows_too_much, untrue_parts
from sixpoint.disclosure.types import Relation, SafeFigure, SafePoint
from sixpoint.measures.groups import AGE_BANDS, NOT_KNOWN
from sixpoint.measures.types import ExactCell
from sixpoint.measures.waits import NO_REASON
from sixpoint.packs.measures import Grouping, Kind, LateReason, Measure
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from tests.support.attacker import Published, values_left
from tests.support.figures import cell, measure_of, safe_of
from tests.support.policies import policy_of

POLICY = policy_of(5)
REASONS = {"staff": "staff were not available", "reports": "reports were not ready"}
LATE = measure_of(
    Kind.WITHIN_LIMIT, groupings=(), late_reason=LateReason(column="late_reason", reasons=REASONS)
)


def group(grouping: Grouping, name: str, cases: int, met: int) -> ExactCell:
    return replace(cell(cases, met), grouping=str(grouping), group=name)


def by_sex(girls: tuple[int, int], boys: tuple[int, int]) -> SafeFigure:
    pairs = {"F": girls, "M": boys, NOT_KNOWN: (0, 0)}
    every = cell(*(sum(numbers) for numbers in zip(girls, boys, strict=True)))
    groups = [group(Grouping.SEX, name, *pair) for name, pair in pairs.items()]
    measure = measure_of(groupings=(Grouping.SEX,))
    return safe_of([every, *groups], policy=POLICY, measure=measure)["sex"]


def late(cases: int, met: int, **reasons: int) -> SafeFigure:
    named = ((name.replace("_", " "), n) for name, n in reasons.items())
    cells = [cell(cases, met, reasons=tuple(sorted(named)))]
    return safe_of(cells, policy=POLICY, measure=LATE)["late-reasons"]


def told_again(figure: SafeFigure, measure: Measure = LATE) -> tuple[str, ...]:
    period = "1 July 2016 to 30 June 2017"
    return untrue_parts(figure, retell(figure, measure=measure, policy=POLICY, period=period))


def test_girls_and_boys_stand_beside_each_other():
    figure = by_sex((200, 150), (200, 120))
    assert figure.phrase == "75% for girls and 60% for boys"
    assert figure.sentence.endswith(
        "for boys. For girls it is 15 percentage points more (95% interval 5.8 to 23.8), which "
        "chance alone does not explain. That is 1.25 times as much (95% interval 1.09 to 1.44)."
    )
    assert [point.label for point in figure.points] == ["girls", "boys"]
    assert figure.gap and (figure.gap.difference, figure.gap.ratio) == (15, 1.25)


def test_limits_of_a_gap_that_somebody_sent_are_worked_out_again():
    figure = by_sex((200, 150), (200, 120))
    assert figure.gap and figure.gap.difference_lower
    measure = measure_of(groupings=(Grouping.SEX,))
    assert told_again(figure, measure) == ()
    wider = replace(figure, gap=replace(figure.gap, difference_lower=0.1))
    assert told_again(wider, measure) == ("gap",)


def test_a_few_girls_are_hidden_and_there_is_no_gap():
    figure = by_sex((4, 2), (396, 300))
    assert "hidden to protect children" in figure.phrase
    assert figure.gap and figure.gap.difference is None
    assert "The gap cannot be told" in figure.sentence


def test_bands_of_age_come_from_the_youngest():
    counts = [(100, 10), (100, 20), (100, 30), (100, 40)]
    groups = [
        group(Grouping.AGE_BAND, name, *pair) for name, pair in zip(AGE_BANDS, counts, strict=True)
    ]
    measure = measure_of(groupings=(Grouping.AGE_BAND,))
    figure = safe_of(
        [cell(400, 100), *groups, group(Grouping.AGE_BAND, NOT_KNOWN, 0, 0)],
        policy=POLICY,
        measure=measure,
    )["age"]
    assert figure.phrase == (
        "10% of age under 5, 20% of age 5 to 11, 30% of age 12 to 15 and 40% of age 16 and over"
    )
    assert told_again(figure, measure) == ()


def test_reasons_add_up_to_those_that_were_late():
    figure = late(100, 70, staff=12, reports=10, no_reason_recorded=8)
    assert figure.sentence.endswith(
        "12 cases because staff were not available, 10 cases because reports were not ready and "
        "8 cases with no reason recorded, of 30 cases that were late."
    )
    assert figure.unit == "cases"
    assert figure.value.value == sum(point.value.value or 0 for point in figure.points) == 30
    assert told_again(figure) == ()


def test_one_small_reason_takes_another_with_it():
    figure = late(100, 70, staff=2, reports=10, no_reason_recorded=18)
    hidden = [p.label for p in figure.points if p.value.status is Status.SUPPRESSED]
    assert "staff were not available" in hidden
    assert len(hidden) == 2
    assert "hidden to protect children" in figure.sentence


def test_none_late_is_said_so():
    assert late(100, 100).sentence.endswith("none was late.")


def test_of_no_cases_there_is_nothing_to_say():
    figure = late(0, 0)
    assert figure.phrase == "not known, because there were no cases"
    assert figure.status is Status.MISSING


def test_of_a_few_children_no_reason_is_told():
    figure = safe_of(
        [cell(60, 30, children=4, reasons=(("staff", 30),))], policy=POLICY, measure=LATE
    )["late-reasons"]
    assert {point.value.status for point in figure.points} == {Status.SUPPRESSED}
    assert figure.value.status is Status.SUPPRESSED


@pytest.mark.parametrize("number", [3, 13])
def test_a_number_put_in_the_place_of_a_hidden_one_is_seen(number: int):
    figure = late(100, 97, staff=3)
    assert figure.value.status is Status.SUPPRESSED
    told = SafeNumber(status=Status.SHOWN, value=number)
    forged = replace(figure, value=told)
    assert "value" in told_again(forged)
    assert shows_too_much(forged, rule=POLICY.rule_for("child_protection")) == (number < 5)


def test_words_of_a_reason_that_are_not_the_measures_are_refused():
    figure = late(100, 70, staff=20, reports=10)
    named = SafePoint(
        label="Jo Example's mother was ill", value=SUPPRESSED, met=SUPPRESSED, cases=SUPPRESSED
    )
    with pytest.raises(ValueError, match="not those of the view"):
        told_again(replace(figure, points=(named, *figure.points[1:])))


@settings(max_examples=40)
@given(reasons=st.lists(st.integers(0, 12), min_size=3, max_size=3), met=st.integers(0, 20))
def test_no_small_reason_is_worked_out(reasons: list[int], met: int):
    names = [*REASONS, NO_REASON]
    told = tuple((name, n) for name, n in zip(names, reasons, strict=True) if n)
    exact = cell(met + sum(reasons), met, reasons=told)
    figures = safe_of([exact], policy=POLICY, measure=LATE)
    figure = figures["late-reasons"]
    cells = {"cases": figure.cases, "met": figure.met, "late": figure.value}
    cells |= {name: p.value for name, p in zip(names, figure.points, strict=True)}
    published = Published(
        cells=cells,
        relations=[
            Relation(total="cases", parts=("met", "late")),
            Relation(total="late", parts=tuple(names)),
        ],
        below=5,
        base=None,
        noughts=True,
        most=exact.cases + 15,
    )
    small = set(range(1, 5))
    values = {"met": met, "late": sum(reasons), **dict(zip(names, reasons, strict=True))}
    for name, value in values.items():
        if value in small:
            assert not cells[name].visible
            assert values_left(published, name, range(1, 5)) == small, name
    assert told_again(figure) == ()


def test_where_there_were_no_cases_none_was_late_and_both_ends_say_so():
    figure = late(0, 0)
    assert figure.cases.status is Status.ZERO
    assert told_again(figure) == ()
    forged = replace(figure, value=SafeNumber(status=Status.SHOWN, value=7))
    assert "value" in told_again(forged)
