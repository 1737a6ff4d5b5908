"""How each kind of rule finds the rows that break it, as expressions for the engine.

A cell or row kind gives a condition that is true for a failing row, so that all of a table's rules
go into one pass; `lookups` adds those that look the row up somewhere. The kinds about the order of
a group give a query of the failing rows. A cell that is empty, or that cannot be read as its type,
breaks only the kind that is about that. `reference` holds the twins.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

from sixpoint.packs.rules import Given, Rule, When
from sixpoint.records.types import LINE
from sixpoint.validation.shapes import ENGINE_SHAPES, full_match
from sixpoint.validation.subject import Subject

CellKind = Callable[[Subject, Rule, str], ir.BooleanValue]
RowKind = Callable[[Subject, Rule], ir.BooleanValue]
SetKind = Callable[[Subject, Rule], ir.Table]


def _required(subject: Subject, _rule: Rule, column: str) -> ir.BooleanValue:
    return subject.text(column).isnull()


def _is_written_as_its_type(subject: Subject, _rule: Rule, column: str) -> ir.BooleanValue:
    return subject.text(column).notnull() & subject.value(column).isnull()


def _in_codes(subject: Subject, rule: Rule, column: str) -> ir.BooleanValue:
    return subject.text(column).notin(subject.codes(rule, column))


def _matches(subject: Subject, rule: Rule, column: str) -> ir.BooleanValue:
    text = subject.text(column)
    if rule.given.shape is not None:
        return text.notnull() & ~ENGINE_SHAPES[rule.given.shape](text)
    return ~full_match(text, rule.given.pattern or "")


def _not_shaped(subject: Subject, rule: Rule, column: str) -> ir.BooleanValue:
    return ENGINE_SHAPES[rule.given.shape or ""](subject.text(column))


def _in_range(subject: Subject, rule: Rule, column: str) -> ir.BooleanValue:
    value, given = subject.value(column), rule.given
    below = ibis.literal(False) if given.least is None else value < given.least
    above = ibis.literal(False) if given.most is None else value > given.most
    return below | above


def _not_in_future(subject: Subject, _rule: Rule, column: str) -> ir.BooleanValue:
    return subject.moment(column, exact=False) > _day(subject.as_at)


def _not_earlier_than(subject: Subject, rule: Rule, column: str) -> ir.BooleanValue:
    return subject.moment(column, exact=False) < _day(rule.given.earliest)


def _day(day: date | None) -> ir.DateScalar:
    return ibis.literal(day, type="date")


def _not_before(subject: Subject, rule: Rule) -> ir.BooleanValue:
    exact = all(subject.has_time(column) for column in rule.columns)
    first, second = (subject.moment(column, exact=exact) for column in rule.columns)
    return second < first


def _not_more_than(subject: Subject, rule: Rule) -> ir.BooleanValue:
    smaller, larger = (subject.value(column) for column in rule.columns)
    return smaller > larger


def _filled_together(subject: Subject, rule: Rule) -> ir.BooleanValue:
    filled = [subject.text(column).notnull() for column in rule.columns]
    return reduce(or_, filled) & ~reduce(and_, filled)


def _one_filled(subject: Subject, rule: Rule) -> ir.BooleanValue:
    return reduce(and_, [subject.text(column).isnull() for column in rule.columns])


def _required_if(subject: Subject, rule: Rule) -> ir.BooleanValue:
    return _holds(subject, rule.given) & subject.text(rule.columns[0]).isnull()


def _empty_if(subject: Subject, rule: Rule) -> ir.BooleanValue:
    return _holds(subject, rule.given) & subject.text(rule.columns[0]).notnull()


def _holds(subject: Subject, given: Given) -> ir.BooleanValue:
    when = given.when or When(column="")
    text = subject.text(when.column)
    return text.isin(when.codes) if when.codes else text.notnull()


def _no_overlap(subject: Subject, rule: Rule) -> ir.Table:
    """The rows that start before an earlier one of the same group has ended.

    An empty end is open. The day of an end may be that of the next start.
    """
    rows = _spans(subject, rule)
    window = ibis.window(
        group_by=list(rule.given.within), order_by=["_start", LINE], preceding=(None, 1)
    )
    open_ = rows["_end"].isnull().cast("int64")
    marked = rows.mutate(
        _latest=rows["_end"].max().over(window), _open=open_.max().over(window).fill_null(0)
    )
    return marked.filter((marked["_open"] == 1) | (marked["_latest"] > marked["_start"]))


def _at_most_one_open(subject: Subject, rule: Rule) -> ir.Table:
    """The open rows of a group behind the one that started first."""
    rows = _spans(subject, rule)
    still_open = rows.filter(rows["_end"].isnull())
    window = ibis.window(group_by=list(rule.given.within), order_by=["_start", LINE])
    numbered = still_open.mutate(_number=ibis.row_number().over(window))
    return numbered.filter(numbered["_number"] > 0)


def _no_gap(subject: Subject, rule: Rule) -> ir.Table:
    """The rows that start too long after the latest end of those before them in the group.

    From `least` days (two: the next day is no gap) through `most` (any number) are too long.
    """
    rows = _spans(subject, rule)
    window = ibis.window(
        group_by=list(rule.given.within), order_by=["_start", LINE], preceding=(None, 1)
    )
    open_ = rows["_end"].isnull().cast("int64")
    marked = rows.mutate(_latest=rows["_end"].max().over(window), _open=open_.max().over(window))
    closed = marked.filter(marked["_open"] == 0)
    days = closed["_start"].cast("date").delta(closed["_latest"].cast("date"), unit="day")
    least, most = gap_limits(rule)
    too_long = days >= least
    return closed.filter(too_long if most is None else too_long & (days <= most))


def gap_limits(rule: Rule) -> tuple[int, int | None]:
    """The fewest and the most days from an end to the next start that are a gap."""
    return 2 if rule.given.least is None else rule.given.least, rule.given.most


def _in_order(subject: Subject, rule: Rule) -> ir.Table:
    """The rows that lie before a row of their group that counts as an earlier one."""
    counting, moment = rule.columns
    within = list(rule.given.within)
    rows = subject.raw.mutate(
        _order=_order(subject, rule, counting), _moment=subject.moment(moment, exact=True)
    ).drop_null(["_order", "_moment", *within])
    steps = rows.group_by([*within, "_order"]).aggregate(_latest=rows["_moment"].max())
    window = ibis.window(group_by=within, order_by="_order", preceding=(None, 1))
    steps = steps.mutate(_before=steps["_latest"].max().over(window)).drop("_latest")
    joined = rows.inner_join(steps, [*within, "_order"])
    return joined.filter(joined["_moment"] < joined["_before"])


def _order(subject: Subject, rule: Rule, column: str) -> ir.Value:
    """The column's value, or the place of its code among those the rule lists."""
    if not rule.given.codes:
        return subject.value(column)
    places = [(code, place) for place, code in enumerate(rule.given.codes)]
    return subject.text(column).cases(*places)


def _spans(subject: Subject, rule: Rule) -> ir.Table:
    """The rows with a group, a start that can be read and an end that can be read or is empty."""
    start, end = rule.columns
    exact = subject.has_time(start) and subject.has_time(end)
    rows = subject.raw.mutate(
        _start=subject.moment(start, exact=exact), _end=subject.moment(end, exact=exact)
    ).drop_null(["_start", *rule.given.within])
    return rows.filter(rows[end].isnull() | rows["_end"].notnull())


CELL_KINDS: Mapping[str, CellKind] = MappingProxyType(
    {
        "required": _required,
        "is_date": _is_written_as_its_type,
        "is_datetime": _is_written_as_its_type,
        "is_integer": _is_written_as_its_type,
        "is_yes_no": _is_written_as_its_type,
        "in_codes": _in_codes,
        "matches": _matches,
        "not_shaped": _not_shaped,
        "in_range": _in_range,
        "not_in_future": _not_in_future,
        "not_earlier_than": _not_earlier_than,
    }
)
ROW_KINDS: Mapping[str, RowKind] = MappingProxyType(
    {
        "not_before": _not_before,
        "not_more_than": _not_more_than,
        "filled_together": _filled_together,
        "one_filled": _one_filled,
        "required_if": _required_if,
        "empty_if": _empty_if,
    }
)
SET_KINDS: Mapping[str, SetKind] = MappingProxyType(
    {
        "no_overlap": _no_overlap,
        "at_most_one_open": _at_most_one_open,
        "no_gap": _no_gap,
        "in_order": _in_order,
    }
)
BLAMED: Mapping[str, int] = MappingProxyType(
    {
        "not_before": 1,
        "not_more_than": 0,
        "required_if": 0,
        "empty_if": 0,
        "exists_in": 0,
        "same_as": 1,
        "not_before_other": 1,
        "unique": 0,
        "not_shared": 0,
        "no_overlap": 0,
        "at_most_one_open": 1,
        "no_gap": 0,
        "in_order": 1,
        "still_there": 0,
        "same_as_before": 1,
    }
)
"""Which of its columns an issue of the kind points at; none for kinds that blame several."""
