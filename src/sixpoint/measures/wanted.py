"""Which cells a measure has: groups of the latest period, and quarters for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sixpoint.calendar.limits import due_day
from sixpoint.packs.measures import Kind, Measure, Window
from sixpoint.terms.period import Period

from .context import Context
from .groups import GROUPS
from .periods import day_after, label_of, latest_of, quarters_of, year_label, years_of
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
    """Every cell a measure has: the latest by each group, every quarter for everybody, and the
    times by which gaps are followed."""
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
    yield from _over_time(measure, context)


def _over_time(measure: Measure, context: Context) -> Iterator[Wanted]:
    """Groups by year before the latest, or by quarter; of the years everybody too."""
    period, as_at = context.period, context.as_at
    years = {year_label(one): one for one in years_of(measure, period=period, as_at=as_at)}
    quarters = {label_of(one): one for one in quarters_of(measure, period=period, as_at=as_at)}
    followed = [one for one in measure.gaps_over_time if one.grouping in context.groupings]
    if any(one.window is Window.YEAR for one in followed):
        for label, year in years.items():
            provisional = is_provisional(measure, year, context)
            yield replace(
                everybody_wanted(measure, label=label, period=year), provisional=provisional
            )
    for one in followed:
        for label, time in (years if one.window is Window.YEAR else quarters).items():
            for group in GROUPS[one.grouping]:
                yield Wanted(
                    measure=measure,
                    grouping=one.grouping,
                    group=group,
                    label=label,
                    period=time,
                    provisional=is_provisional(measure, time, context),
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
