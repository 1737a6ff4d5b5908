"""The plain twins of the kinds: slow, obvious, and what every engine is compared with.

Rows are dictionaries, everything is found by looking through all of it, and days are counted one
by one.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from sixpoint.packs.measures import ChildrenCounted, Kind, Measure

from .reference_rows import (
    PlainCase,
    PlainContext,
    PlainRow,
    case_of,
    day_of,
    due_plainly,
    fulfils_plainly,
    home_of,
    of_same_child,
    person_of,
    related_to,
)
from .reference_waits import duration_plainly, within_limit_plainly


def count_plainly(measure: Measure, context: PlainContext) -> Iterator[PlainCase]:
    """Every case of a measure, wrong ones and ones that still wait included."""
    rows = [row for row in context.rows[measure.base] if _may_count(row, measure, context)]
    if measure.kind is Kind.STOCK:
        yield from _stock(rows, measure, context)
        return
    for row in rows:
        case = PLAIN_KINDS[measure.kind](row, measure, context)
        if case is not None:
            yield case


def _may_count(row: PlainRow, measure: Measure, context: PlainContext) -> bool:
    if row[measure.date] is None or not fulfils_plainly(row, measure.where):
        return False
    if not all(related_to(row, related, context) for related in measure.only_if):
        return False
    if any(related_to(row, related, context) for related in measure.unless):
        return False
    if measure.children_counted is not ChildrenCounted.LIVING_IN:
        return True
    home = home_of(person_of(row, measure, context), context)
    return home is None or home["in_area"] != "no"


def _proportion(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    found = [related_to(row, related, context) for related in measure.met_by]
    met = fulfils_plainly(row, measure.met) and all(found)
    behind = [
        (related.dataset, other)
        for related, others in zip(measure.met_by, found, strict=True)
        for other in others
    ]
    return case_of(row, measure, context, met=met, behind=behind)


def _every(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase | None:
    wanted = measure.every
    assert wanted is not None
    others = related_to(row, wanted, context)
    if not others:
        return None
    met = all(any(other[name] is not None for name in wanted.any_known) for other in others)
    behind = [(wanted.dataset, other) for other in others]
    return case_of(row, measure, context, met=met, behind=behind)


def _follow_up(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    again, start = measure.again, day_of(row[measure.date])
    assert again is not None and measure.follow_up is not None
    until = due_plainly(start, measure.follow_up, context.holidays)
    later = [
        other
        for other in of_same_child(row, measure, again, context)
        if other[again.column] is not None and start < day_of(other[again.column]) <= until
    ]
    behind = [(again.dataset, other) for other in later]
    return case_of(row, measure, context, met=bool(later), at=until, until=until, behind=behind)


def _ratio(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    assert measure.amount and measure.out_of
    amount, out_of = row[measure.amount], row[measure.out_of]
    sound = amount is not None and out_of is not None and 0 <= amount <= out_of and out_of > 0
    return case_of(row, measure, context, value=amount, out_of=out_of, wrong=not sound)


def _rate(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    return case_of(row, measure, context, value=1)


def _mean(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    assert measure.amount
    amount = row[measure.amount]
    wrong = amount is None or amount < 0
    return case_of(row, measure, context, value=amount, out_of=1, wrong=wrong)


def _stock(rows: list[PlainRow], measure: Measure, context: PlainContext) -> Iterator[PlainCase]:
    """Day by day, the first row of each child whose time covers a day that ends a quarter."""
    assert measure.ends is not None
    key = context.datasets[measure.base].key
    child = context.datasets[measure.base].person or ""
    for day in _quarter_ends(context):
        there = [row for row in rows if _covers(row, day, measure)]
        for person in {row[child] for row in there}:
            row = min((one for one in there if one[child] == person), key=lambda one: one[key])
            name = f"{row[key]} on {day}"
            yield case_of(row, measure, context, name=name, at=day, until=day, value=1)


def _covers(row: PlainRow, day: date, measure: Measure) -> bool:
    last = row[measure.ends or ""]
    return day_of(row[measure.date]) <= day and (last is None or day <= day_of(last))


def _quarter_ends(context: PlainContext) -> Iterator[date]:
    """The last days of the quarters of which the extracts cover every day."""
    for number in range((context.as_at - context.first).days + 1):
        day = context.first + timedelta(days=number)
        ends = day.month % 3 == 0 and (day + timedelta(days=1)).day == 1
        if ends and date(day.year, day.month - 2, 1) >= context.first:
            yield day


PLAIN_KINDS: Mapping[Kind, Callable[[PlainRow, Measure, PlainContext], PlainCase | None]] = {
    Kind.PROPORTION: _proportion,
    Kind.EVERY: _every,
    Kind.WITHIN_LIMIT: within_limit_plainly,
    Kind.DURATION: duration_plainly,
    Kind.FOLLOW_UP: _follow_up,
    Kind.RATIO: _ratio,
    Kind.RATE: _rate,
    Kind.COUNT: _rate,
    Kind.MEAN: _mean,
}
"""Of those that go row by row; what stands on a day is counted apart."""
