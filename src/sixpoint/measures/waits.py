"""From a start to an end: whether it came in time, and how long it took.

The clock stands still where `stops` say so: the limit, and the wait that is watched, are longer by
as many days, and the time taken is shorter. What has not ended is a wait so far.
"""

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import WithoutEnd

from .base import Base, RowsBehind, after, ends_behind, with_due, with_end
from .counted import NO_AMOUNT, NO_FLAG, NO_WORDS, NOTHING_WRONG, Counted, add

END_BEFORE_START = "it ends before it starts"
NO_REASON = "no reason recorded"
HOURS = "hours"
HOURS_IN_A_DAY = 24
SECONDS_IN_AN_HOUR = 3600


def within_limit(base: Base) -> Counted:
    """Met where the end came by the last day of the limit in force on the day of the start.

    A row without a limit in force is not counted, nor one called off before its end was due.
    """
    measure = base.measure
    assert measure.end is not None
    rows = _with_stopped(with_due(with_end(base, measure.end), base), base)
    rows = rows.filter(rows["_due"].notnull())
    in_time = (rows["_end"].cast("date") <= rows["_due"]).fill_null(False)
    rows = rows.mutate(_in_time=in_time)
    if measure.called_off:
        off = (rows[measure.called_off].cast("date") <= rows["_due"]).fill_null(False)
        rows = rows.filter(rows["_in_time"] | ~off)
    rows = _with_reason(rows, base)
    table = add(
        rows,
        met=rows["_in_time"],
        value=_days(rows["_day"], rows["_end"].cast("date")) - rows["_stopped"],
        until=rows["_due"],
        reason=rows["_in_time"].ifelse(NO_WORDS, rows["_said"]),
        wrong=_backwards(rows),
    )
    return Counted(table=table, behind=_behind(base))


def duration(base: Base) -> Counted:
    """The time from start to end; met only under a limit.

    Where starts without an end wait, the time is that of everybody, so far (`_ended` is 0) for
    those whom the end of the watched wait or the reference day came first: what Kaplan and Meier
    (1958) need. Where they are left out it is of those whose end came, once the wait is over.
    """
    measure = base.measure
    assert measure.end is not None
    rows = _with_stopped(with_due(with_end(base, measure.end), base), base)
    rows = rows.mutate(_waited=_later(after(rows["_day"], measure.follow_up), rows["_stopped"]))
    rows = rows.mutate(_upto=ibis.least(rows["_waited"], ibis.literal(base.context.as_at)))
    if measure.without_end is WithoutEnd.WAITING:
        rows = rows.mutate(_came=(rows["_end"].cast("date") <= rows["_upto"]).fill_null(False))
        open_ = _so_far(rows, measure.unit)
    else:
        rows = rows.filter((rows["_end"].cast("date") <= rows["_waited"]).fill_null(False))
        rows = rows.mutate(_came=rows["_waited"] <= base.context.as_at)
        open_ = NO_AMOUNT
    in_time = (rows["_end"].cast("date") <= rows["_due"]).fill_null(False)
    table = add(
        rows,
        met=rows["_due"].isnull().ifelse(NO_FLAG, in_time.cast("int64")),
        value=rows["_came"].ifelse(_length(rows, measure.unit), open_),
        ended=rows["_came"].cast("int64"),
        until=ibis.greatest(rows["_waited"], rows["_due"].fill_null(rows["_waited"])),
        wrong=_backwards(rows),
    )
    return Counted(table=table, behind=_behind(base))


def _behind(base: Base) -> tuple[RowsBehind, ...]:
    """The rows of other tables that the case rests on: its ends, and when its clock stood still."""
    measure = base.measure
    assert measure.end is not None
    stops = (base.rows_behind(measure.stops),) if measure.stops else ()
    return (*ends_behind(base, measure.end), *stops)


def _with_stopped(rows: ir.Table, base: Base) -> ir.Table:
    """The rows with `_stopped`, the days on which the clock stood still, and `_due` that later."""
    stops = base.measure.stops
    if stops is None:
        return rows.mutate(_stopped=ibis.literal(0))
    upto = ibis.coalesce(rows["_end"].cast("date"), ibis.literal(base.context.as_at))
    cases = rows.select("_case", "_day", _key=rows[stops.key], _upto=upto)
    spans = base.tables[stops.dataset].select(_of=stops.key, _since=stops.since, _until=stops.until)
    # A stop that does not say when it began stops nothing; `greatest` would pass over the null.
    spans = spans.filter(spans["_since"].notnull())
    both = cases.inner_join(spans, cases["_key"] == spans["_of"])
    since = ibis.greatest(both["_since"].cast("date"), both["_day"])
    until = ibis.least(ibis.coalesce(both["_until"].cast("date"), both["_upto"]), both["_upto"])
    days = ibis.greatest(_days(since, until), 0)
    # By way of floats: a sum of whole numbers is of a type in DuckDB that no interval takes.
    total = days.sum().cast("float64").cast("int64")
    stood = both.group_by(_stood="_case").aggregate(_stopped=total)
    rows = rows.left_join(stood, rows["_case"] == stood["_stood"]).drop("_stood")
    rows = rows.mutate(_stopped=rows["_stopped"].fill_null(0))
    return rows.mutate(_due=_later(rows["_due"], rows["_stopped"]))


def _with_reason(rows: ir.Table, base: Base) -> ir.Table:
    """The rows with `_said`: the reason recorded for lateness, null where none is asked for."""
    wanted = base.measure.late_reason
    if wanted is None:
        return rows.mutate(_said=NO_WORDS)
    if wanted.dataset is None or wanted.key is None:
        return rows.mutate(_said=rows[wanted.column].fill_null(NO_REASON))
    related = base.tables[wanted.dataset]
    found = related.group_by(_key=related[wanted.key]).aggregate(
        _found=related[wanted.column].min()
    )
    rows = rows.left_join(found, rows[wanted.key] == found["_key"]).drop("_key")
    return rows.mutate(_said=rows["_found"].fill_null(NO_REASON))


def _later(day: ir.Value, days: ir.Value) -> ir.Value:
    return (day + days.as_interval("D")).cast("date")


def _backwards(rows: ir.Table) -> ir.Value:
    """Why the row is wrong if its end is before its start, by the minute where both have one."""
    start, end = rows["_start"], rows["_end"]
    if not (start.type().is_timestamp() and end.type().is_timestamp()):
        start, end = start.cast("date"), end.cast("date")
    return (end < start).fill_null(False).ifelse(END_BEFORE_START, NOTHING_WRONG)


def _days(start: ir.Value, end: ir.Value) -> ir.Value:
    return end.delta(start, unit="day")


def _length(rows: ir.Table, unit: str) -> ir.Value:
    """From start to end in days, or in hours to the second, less the time the clock stood still."""
    if unit == HOURS:
        seconds = rows["_end"].epoch_seconds() - rows["_start"].epoch_seconds()
        return seconds / SECONDS_IN_AN_HOUR - rows["_stopped"] * HOURS_IN_A_DAY
    return (_days(rows["_day"], rows["_end"].cast("date")) - rows["_stopped"]).cast("float64")


def _so_far(rows: ir.Table, unit: str) -> ir.Value:
    """The wait as it stood when it was last watched, in whole days, or in their hours."""
    days = _days(rows["_day"], rows["_upto"]) - rows["_stopped"]
    return (days * HOURS_IN_A_DAY if unit == HOURS else days).cast("float64")
