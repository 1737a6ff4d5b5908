"""How each kind of measure counts, as queries; each has a plain twin in `reference`.

Every kind takes the base rows and gives them with `_at` (the day the case counts under), `_until`
(the day its limit or wait has run out), `_met`, `_value`, `_out_of` and `_wrong` (why the row
cannot be counted, null if it can).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Again, Kind, Length, LengthUnit, Measure, WithoutEnd
from sixpoint.records.types import LINE

from .base import Base, RowsBehind, ends_behind, fulfils, keys_of, with_due, with_end

END_BEFORE_START = "it ends before it starts"
NOT_A_SHARE = "an amount is missing, below nought or more than there could be"

NO_FLAG = ibis.null("int64")
NO_AMOUNT = ibis.null("float64")
NOTHING_WRONG = ibis.null("string")
HOURS = "hours"
HOURS_IN_A_DAY = 24
SECONDS_IN_AN_HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The base rows with what the kind adds, and the other rows each rests on."""

    table: ir.Table
    behind: tuple[RowsBehind, ...] = ()


def proportion(base: Base) -> Counted:
    """Met where the row fulfils `met` and each of `met_by` has a row that speaks of it."""
    measure, rows = base.measure, base.rows
    flags = [f"_found_{number}" for number in range(len(measure.met_by))]
    for flag, related in zip(flags, measure.met_by, strict=True):
        found = keys_of(related, base.tables).mutate(**{flag: True})
        rows = rows.left_join(found, rows[related.key] == found["_key"]).drop("_key")
    found_all = [rows[flag].fill_null(False) for flag in flags]
    met = ibis.and_(*(fulfils(rows, condition) for condition in measure.met), *found_all)
    behind = tuple(base.rows_behind(related) for related in measure.met_by)
    return Counted(table=_add(rows, met=met, until=_waited(rows, measure)), behind=behind)


def every(base: Base) -> Counted:
    """Met where every related row has one of the values; rows without any are not counted."""
    wanted = base.measure.every
    assert wanted is not None
    related = base.related(wanted.dataset, wanted.where)
    known = ibis.or_(*(related[column].notnull() for column in wanted.any_known))
    found = related.group_by(_key=related[wanted.key]).aggregate(_all=known.all())
    rows = base.rows.inner_join(found, base.rows[wanted.key] == found["_key"]).drop("_key")
    table = _add(rows, met=rows["_all"], until=_waited(rows, base.measure))
    return Counted(table=table, behind=(base.rows_behind(wanted),))


def within_limit(base: Base) -> Counted:
    """Met where the end came by the last day of the limit in force on the day of the start.

    A row without a limit in force is not counted, nor one called off before its end was due.
    """
    measure = base.measure
    assert measure.end is not None
    rows = with_due(with_end(base, measure.end), base)
    rows = rows.filter(rows["_due"].notnull())
    in_time = (rows["_end"].cast("date") <= rows["_due"]).fill_null(False)
    rows = rows.mutate(_in_time=in_time)
    if measure.called_off:
        off = (rows[measure.called_off].cast("date") <= rows["_due"]).fill_null(False)
        rows = rows.filter(rows["_in_time"] | ~off)
    days = _days(rows["_day"], rows["_end"].cast("date"))
    wrong = _backwards(rows)
    table = _add(rows, met=rows["_in_time"], value=days, until=rows["_due"], wrong=wrong)
    return Counted(table=table, behind=ends_behind(base, measure.end))


def duration(base: Base) -> Counted:
    """The time from start to end as it stood when the wait was over; met only under a limit."""
    measure = base.measure
    assert measure.end is not None
    rows = with_due(with_end(base, measure.end), base)
    rows = rows.mutate(_waited=_after(rows["_day"], measure.follow_up))
    rows = rows.mutate(_ended=(rows["_end"].cast("date") <= rows["_waited"]).fill_null(False))
    if measure.without_end is not WithoutEnd.LONGEST:
        rows = rows.filter(rows["_ended"])
    whole = _days(rows["_day"], rows["_waited"]) * (HOURS_IN_A_DAY if measure.unit == HOURS else 1)
    in_time = (rows["_end"].cast("date") <= rows["_due"]).fill_null(False)
    table = _add(
        rows,
        met=rows["_due"].isnull().ifelse(NO_FLAG, in_time.cast("int64")),
        value=rows["_ended"].ifelse(_length(rows, measure.unit), whole.cast("float64")),
        until=ibis.greatest(rows["_waited"], rows["_due"].fill_null(rows["_waited"])),
        wrong=_backwards(rows),
    )
    return Counted(table=table, behind=ends_behind(base, measure.end))


def follow_up(base: Base) -> Counted:
    """Met where it happened to the child again before the window ran out.

    Cases count under the day on which the window ends, so that the latest figure is of children
    who have all been followed for the whole of it.
    """
    again = base.measure.again
    assert again is not None
    rows = base.rows.mutate(_waited=_after(base.rows["_day"], base.measure.follow_up))
    later = _events(base, again)
    starts = rows.select("_case", "_person", "_day", "_waited")
    pairs = starts.inner_join(
        later,
        [
            starts["_person"] == later["_child"],
            starts["_day"] < later["_again"],
            later["_again"] <= starts["_waited"],
        ],
    )
    found = pairs.select(_of="_case").distinct().mutate(_found=True)
    rows = rows.left_join(found, rows["_case"] == found["_of"]).drop("_of")
    met = rows["_found"].fill_null(False)
    table = _add(rows, met=met, at=rows["_waited"], until=rows["_waited"])
    return Counted(table=table, behind=(base.behind(again.dataset, pairs),))


def ratio(base: Base) -> Counted:
    """An amount out of what it could have been, such as half days attended of those possible."""
    measure, rows = base.measure, base.rows
    assert measure.amount is not None and measure.out_of is not None
    amount, out_of = rows[measure.amount], rows[measure.out_of]
    sound = (amount >= 0) & (amount <= out_of) & (out_of > 0)
    wrong = sound.fill_null(False).ifelse(NOTHING_WRONG, NOT_A_SHARE)
    until = _waited(rows, measure)
    return Counted(table=_add(rows, value=amount, out_of=out_of, until=until, wrong=wrong))


def rate(base: Base) -> Counted:
    """Each row counts one; whom they are over is counted apart."""
    until = _waited(base.rows, base.measure)
    return Counted(table=_add(base.rows, value=ibis.literal(1), until=until))


KINDS: Mapping[Kind, Callable[[Base], Counted]] = {
    Kind.PROPORTION: proportion,
    Kind.EVERY: every,
    Kind.WITHIN_LIMIT: within_limit,
    Kind.DURATION: duration,
    Kind.FOLLOW_UP: follow_up,
    Kind.RATIO: ratio,
    Kind.RATE: rate,
}


def _add(
    rows: ir.Table,
    *,
    until: ir.Value,
    at: ir.Value | None = None,
    met: ir.Value = NO_FLAG,
    value: ir.Value = NO_AMOUNT,
    out_of: ir.Value = NO_AMOUNT,
    wrong: ir.Value = NOTHING_WRONG,
) -> ir.Table:
    """The rows with what a kind found out, in the types all kinds share."""
    return rows.mutate(
        _at=rows["_day"] if at is None else at,
        _until=until,
        _met=met.cast("int64"),
        _value=value.cast("float64"),
        _out_of=out_of.cast("float64"),
        _wrong=wrong,
    )


def _events(base: Base, again: Again) -> ir.Table:
    """_child, _again (day), and the key and line of each event looked for."""
    dataset = base.context.datasets[again.dataset]
    events = base.related(again.dataset, again.where)
    people = base.context.people.filter(base.context.people["agency"] == dataset.agency)
    people = people.select(_id="person_id", _child="person")
    joined = events.inner_join(people, events[dataset.person] == people["_id"])
    return joined.select("_child", LINE, dataset.key, _again=joined[again.column].cast("date"))


def _waited(rows: ir.Table, measure: Measure) -> ir.Value:
    return _after(rows["_day"], measure.follow_up)


def _after(day: ir.Value, length: Length | None) -> ir.Value:
    """The day on which a follow-up has run out; the same day where there is none."""
    if length is None:
        return day
    months = length.unit is LengthUnit.MONTHS
    span = ibis.interval(months=length.number) if months else ibis.interval(days=length.number)
    return (day + span).cast("date")


def _backwards(rows: ir.Table) -> ir.Value:
    """Why the row is wrong if its end is before its start, by the minute where both have one."""
    start, end = rows["_start"], rows["_end"]
    if not (start.type().is_timestamp() and end.type().is_timestamp()):
        start, end = start.cast("date"), end.cast("date")
    return (end < start).fill_null(False).ifelse(END_BEFORE_START, NOTHING_WRONG)


def _days(start: ir.Value, end: ir.Value) -> ir.Value:
    return end.delta(start, unit="day")


def _length(rows: ir.Table, unit: str) -> ir.Value:
    """From start to end in days, or in hours to the second."""
    if unit == HOURS:
        seconds = rows["_end"].epoch_seconds() - rows["_start"].epoch_seconds()
        return seconds / SECONDS_IN_AN_HOUR
    return _days(rows["_day"], rows["_end"].cast("date")).cast("float64")
