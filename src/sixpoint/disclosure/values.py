"""What a measure says of one cell, computed from the counts shown and never from hidden ones.

A median, a mean and a ratio rest on what no count tells, and so on enough children instead: see
docs/adr/0023-few-behind-a-median.md.
"""

from dataclasses import dataclass, replace
from math import floor, log10

from sixpoint.measures.types import EVERYBODY, ExactCell
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.measures import Kind, Measure
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status

from .joint import SafeCounts


@dataclass(frozen=True, kw_only=True)
class SafeCell:
    """One cell of one measure, ready to be shown; `name` is its group's, or its quarter's.

    `worth` is what limits and gaps rest on: the value before rounding where the counts shown give
    that away anyway, else the value as shown; None where it is not shown.
    """

    name: str
    counts: SafeCounts
    value: SafeNumber
    worth: float | None = None
    provisional: bool = False

    @property
    def weight(self) -> float | None:
        """How much the cell counts among its like: children of a rate, else cases."""
        return self.counts.over.value if self.counts.over.visible else self.counts.cases.value


def make_cell(
    exact: ExactCell, counts: SafeCounts, *, measure: Measure, policy: DisclosurePolicy
) -> SafeCell:
    """The cell with its value, hidden where a count under it is."""
    value, worth = SUPPRESSED, None
    if counts.cases.visible:
        match measure.kind:
            case Kind.DURATION:
                value, worth = _median(exact, counts, measure=measure, policy=policy)
            case Kind.RATIO | Kind.MEAN:
                value, worth = _ratio(exact, counts, measure=measure, policy=policy)
            case _ if measure.is_rate:
                value, worth = _rate(counts, measure=measure, policy=policy)
            case Kind.COUNT | Kind.STOCK:
                value, worth = counts.cases, counts.cases.value
            case _:
                value, worth = _share(counts, policy=policy)
    name = exact.label if exact.grouping == EVERYBODY else exact.group
    return SafeCell(
        name=name, counts=counts, value=value, worth=worth, provisional=exact.provisional
    )


def cell_as_told(
    name: str,
    value: SafeNumber,
    counts: SafeCounts,
    *,
    measure: Measure,
    policy: DisclosurePolicy,
    provisional: bool = False,
) -> SafeCell:
    """The cell of a figure that somebody sent, with the value that its counts allow.

    A share is computed again; what rests on numbers that are not shown is taken as told, unless
    so few cases may not be told of at all.
    """
    worth = value.value
    if not counts.cases.visible:
        value, worth = SUPPRESSED if counts.cases.status is Status.SUPPRESSED else value, None
    elif measure.is_rate:
        if counts.over.visible:
            value, worth = _rate(counts, measure=measure, policy=policy)
    elif measure.kind in (Kind.COUNT, Kind.STOCK):
        value, worth = counts.cases, counts.cases.value
    elif measure.kind not in (Kind.DURATION, Kind.RATIO, Kind.MEAN):
        value, worth = _share(counts, policy=policy)
    elif value.value is not None:
        value, worth = _as_told(value, counts, measure=measure, policy=policy)
    return SafeCell(name=name, counts=counts, value=value, worth=worth, provisional=provisional)


Value = tuple[SafeNumber, float | None]


def _share(counts: SafeCounts, *, policy: DisclosurePolicy) -> Value:
    met, cases = counts.met, counts.cases
    if not met.visible or not cases.value or met.value is None:
        return (MISSING if met.status is Status.MISSING or not cases.value else SUPPRESSED), None
    # Rounded counts may say that more were met than there are cases.
    share = min(100.0, 100 * met.value / cases.value)
    return _said(share, decimals=policy.percentage_decimals), share


def _as_told(
    value: SafeNumber, counts: SafeCounts, *, measure: Measure, policy: DisclosurePolicy
) -> Value:
    """What rests on numbers that are not shown, as coarse and among as many as it must be."""
    if (counts.cases.value or 0) < policy.fewest_for(measure.topic):
        return SUPPRESSED, None
    number = value.value or 0.0
    if measure.kind is Kind.DURATION:
        return _coarsely(number, policy=policy)
    return replace(value, value=round(number, policy.ratio_decimals)), number


def _of_few(
    exact: ExactCell, counts: SafeCounts, *, measure: Measure, policy: DisclosurePolicy
) -> bool:
    fewest = policy.fewest_for(measure.topic)
    return (counts.cases.value or 0) < fewest or exact.children < fewest


def _median(
    exact: ExactCell, counts: SafeCounts, *, measure: Measure, policy: DisclosurePolicy
) -> Value:
    """A median is one or two children's own number: it is shown among enough of them, coarsely.

    That most of a few still wait is as much their own as for how long: it is hidden likewise.
    """
    if exact.median is None and not counts.cases.value:
        return MISSING, None
    if _of_few(exact, counts, measure=measure, policy=policy):
        return SUPPRESSED, None
    if exact.median is None:
        return MISSING, None
    return _coarsely(exact.median, policy=policy)


def _ratio(
    exact: ExactCell, counts: SafeCounts, *, measure: Measure, policy: DisclosurePolicy
) -> Value:
    """Its parts are not shown, only the children they come from; rounding keeps them so.

    That of a few is nearly their own number: it is shown among enough of them, like a median.
    """
    if exact.amount is None or not exact.out_of:
        return MISSING, None
    if _of_few(exact, counts, measure=measure, policy=policy):
        return SUPPRESSED, None
    whole = 100 if measure.kind is Kind.RATIO else 1
    return _as_said(whole * exact.amount / exact.out_of, decimals=policy.ratio_decimals)


def _rate(counts: SafeCounts, *, measure: Measure, policy: DisclosurePolicy) -> Value:
    cases, over = counts.cases, counts.over
    if over.status is Status.SUPPRESSED:
        return SUPPRESSED, None
    if measure.population is None or not over.value or cases.value is None:
        return MISSING, None
    rate = measure.population.per * cases.value / over.value
    return _as_said(rate, decimals=policy.ratio_decimals)


def _coarsely(number: float, *, policy: DisclosurePolicy) -> Value:
    """Rounded to the decimals and then to the first digits that the policy leaves of a duration."""
    whole = round(number, policy.duration_decimals)
    digits = policy.duration_figures - 1 - floor(log10(abs(whole))) if whole else 0
    return _as_said(whole, decimals=min(policy.duration_decimals, digits))


def _as_said(number: float, *, decimals: int) -> Value:
    value = _said(number, decimals=decimals)
    return value, value.value


def _said(number: float, *, decimals: int) -> SafeNumber:
    return SafeNumber(status=Status.SHOWN if number else Status.ZERO, value=round(number, decimals))
