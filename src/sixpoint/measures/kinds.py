"""How each kind of measure counts, as queries; each has a plain twin in `reference`.

Every kind takes the base rows and gives them as `Counted` says.
"""

from collections.abc import Callable, Mapping

import ibis

from sixpoint.packs.measures import Kind

from .base import Base, fulfils, keys_of
from .counted import NOTHING_WRONG, Counted, add, waited
from .on_a_day import stock
from .once_more import follow_up
from .waits import duration, within_limit

NOT_A_SHARE = "an amount is missing, below nought or more than there could be"
NO_AMOUNT_GIVEN = "an amount is missing or below nought"


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
    return Counted(table=add(rows, met=met, until=waited(rows, measure)), behind=behind)


def every(base: Base) -> Counted:
    """Met where every related row has one of the values; rows without any are not counted."""
    wanted = base.measure.every
    assert wanted is not None
    related = base.related(wanted.dataset, wanted.where)
    known = ibis.or_(*(related[column].notnull() for column in wanted.any_known))
    found = related.group_by(_key=related[wanted.key]).aggregate(_all=known.all())
    rows = base.rows.inner_join(found, base.rows[wanted.key] == found["_key"]).drop("_key")
    table = add(rows, met=rows["_all"], until=waited(rows, base.measure))
    return Counted(table=table, behind=(base.rows_behind(wanted),))


def ratio(base: Base) -> Counted:
    """An amount out of what it could have been, such as half days attended of those possible."""
    measure, rows = base.measure, base.rows
    assert measure.amount is not None and measure.out_of is not None
    amount, out_of = rows[measure.amount], rows[measure.out_of]
    sound = (amount >= 0) & (amount <= out_of) & (out_of > 0)
    wrong = sound.fill_null(False).ifelse(NOTHING_WRONG, NOT_A_SHARE)
    until = waited(rows, measure)
    return Counted(table=add(rows, value=amount, out_of=out_of, until=until, wrong=wrong))


def mean(base: Base) -> Counted:
    """An amount of each row, to be shared out over all rows."""
    measure, rows = base.measure, base.rows
    assert measure.amount is not None
    amount = rows[measure.amount]
    wrong = (amount >= 0).fill_null(False).ifelse(NOTHING_WRONG, NO_AMOUNT_GIVEN)
    one, until = ibis.literal(1), waited(rows, measure)
    return Counted(table=add(rows, value=amount, out_of=one, until=until, wrong=wrong))


def count(base: Base) -> Counted:
    """Each row counts one; whom they are over, if anybody, is counted apart."""
    return Counted(
        table=add(base.rows, value=ibis.literal(1), until=waited(base.rows, base.measure))
    )


KINDS: Mapping[Kind, Callable[[Base], Counted]] = {
    Kind.PROPORTION: proportion,
    Kind.EVERY: every,
    Kind.WITHIN_LIMIT: within_limit,
    Kind.DURATION: duration,
    Kind.FOLLOW_UP: follow_up,
    Kind.RATIO: ratio,
    Kind.RATE: count,
    Kind.COUNT: count,
    Kind.MEAN: mean,
    Kind.STOCK: stock,
}
