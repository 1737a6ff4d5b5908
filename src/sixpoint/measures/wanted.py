"""Which cells a measure has: groups of the latest period, and quarters for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sixpoint.calendar.limits import due_day
from sixpoint.packs.measures import Kind, Measure
from sixpoint.terms.period import Period

from .context import Context
from .groups import GROUPS
from .periods import day_after, label_of, latest_of, quarters_of
from .types import EVERYBODY, LATEST

Place = tuple[str, str, str, str]
"""Measure, grouping, group, label."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One cell to be filled."""

    measure: Measure
    grouping: str
    group: str
    label: str
    period: Period
    provisional: bool = False

    @property
    def place(self) -> Place:
        return (self.measure.id, self.grouping, self.group, self.label)


def everybody_wanted(measure: Measure, *, label: str, period: Period) -> Wanted:
    """The cell of all children."""
    return Wanted(measure=measure, grouping=EVERYBODY, group=EVERYBODY, label=label, period=period)


def cells_wanted(measure: Measure, context: Context) -> Iterator[Wanted]:
    """Every cell a measure has: the latest by each group, and every quarter for everybody."""
    latest = latest_of(measure, context.as_at)
    provisional = is_provisional(measure, latest, context)
    for grouping in (EVERYBODY, *(g for g in measure.groupings if g in context.groupings)):
        for group in GROUPS[grouping]:
            yield Wanted(
                measure=measure,
                grouping=grouping,
                group=group,
                label=LATEST,
                period=latest,
                provisional=provisional,
            )
    for quarter in quarters_of(measure, period=context.period, as_at=context.as_at):
        yield Wanted(
            measure=measure,
            grouping=EVERYBODY,
            group=EVERYBODY,
            label=label_of(quarter),
            period=quarter,
            provisional=is_provisional(measure, quarter, context),
        )


def is_provisional(measure: Measure, period: Period, context: Context) -> bool:
    """Whether what began on the period's last day is still within its limit or wait.

    A matter of the calendar alone, so that it tells nothing of any case.
    """
    last = period.end - timedelta(days=1)
    if measure.kind is Kind.FOLLOW_UP:  # counts under the day on which the wait is over
        return False
    if measure.follow_up and day_after(last, measure.follow_up) > context.as_at:
        return True
    due = _due(measure, last, context)
    return due is not None and due > context.as_at


def _due(measure: Measure, day: date, context: Context) -> date | None:
    if measure.limit:
        return day_after(day, measure.limit.length)
    for one in context.limits.get(measure.process or "", ()):
        if one.first <= day <= one.last:
            limit = one.limit
            return due_day(day, number=limit.number, unit=limit.unit, working=context.working)
    return None
