"""What every kind gives: the base rows with what it found out of each, in the types all share."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Measure

from .base import RowsBehind, after

NO_FLAG = ibis.null("int64")
NO_AMOUNT = ibis.null("float64")
NO_WORDS = ibis.null("string")
NOTHING_WRONG = NO_WORDS


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The base rows with what the kind adds, and the other rows each rests on.

    Added are `_at` (the day the case counts under), `_until` (the day its limit or wait has run
    out), `_met`, `_value`, `_ended` (whether `_value` is a whole wait, not one so far), `_out_of`,
    `_reason` (why it was late) and `_wrong` (why the row cannot be counted, null if it can).
    """

    table: ir.Table
    behind: tuple[RowsBehind, ...] = ()


def add(
    rows: ir.Table,
    *,
    until: ir.Value,
    at: ir.Value | None = None,
    met: ir.Value = NO_FLAG,
    value: ir.Value = NO_AMOUNT,
    ended: ir.Value = NO_FLAG,
    out_of: ir.Value = NO_AMOUNT,
    reason: ir.Value = NO_WORDS,
    wrong: ir.Value = NOTHING_WRONG,
) -> ir.Table:
    """The rows with what a kind found out; what it says nothing of is null."""
    return rows.mutate(
        _at=rows["_day"] if at is None else at,
        _until=until,
        _met=met.cast("int64"),
        _value=value.cast("float64"),
        _ended=ended.cast("int64"),
        _out_of=out_of.cast("float64"),
        _reason=reason,
        _wrong=wrong,
    )


def waited(rows: ir.Table, measure: Measure) -> ir.Value:
    """The day from which the row may count."""
    return after(rows["_day"], measure.follow_up)
