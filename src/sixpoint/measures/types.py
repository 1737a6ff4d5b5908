"""What measuring gives: cases with the rows behind them, and exact cells."""

from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from sixpoint.terms.period import Period

EVERYBODY = "all"
LATEST = "latest"


@dataclass(frozen=True, kw_only=True)
class Cases:
    """The cases of one measure.

    `cases`: case (text, unique), person (pseudonym or null where the record is not linked),
    at (date it counts under), met (0/1, null for kinds without it), value (double: a duration or
    an amount, null if none), ended (1 where a duration is whole, 0 where it is a wait so far),
    out_of (double, for ratios and means), reason (why a case was late, null if it was not),
    complete (bool: its limit or window has run out at the reference day), simd_quintile ('1'..'5'
    or 'not known'), sex, age_band, looked_after ('looked after' or 'not looked after').
    `rows`: case, dataset, line, key: every row a case rests on.
    `left_out`: case, why: rows that say what cannot be, such as an end before its start.
    """

    measure: str
    cases: ir.Table
    rows: ir.Table
    left_out: ir.Table


@dataclass(frozen=True, kw_only=True)
class ExactCell:
    """One cell of one measure: a group in a period. Exact: it never crosses.

    `grouping` is 'all' or a Grouping; `group` one of its values. `label` is LATEST (the last twelve
    complete months, or the last quarter's last day), a quarter such as '2016-Q3', or an earlier
    year such as 'year to 2016-Q2'. `cases` counts complete cases only; `pending` those whose limit
    or window still runs. `met` for proportions (and durations with a limit); `amount` and `out_of`
    for ratios, means and rates; `median` and `ninetieth` for durations, in the measure's unit, None
    where fewer than that have ended; pending waits count in them as far as they went. `reasons` say
    why cases were late and add up to those not met. `children` counts linked children.
    `provisional`: what began on the period's last day may still be in time or follow. Where there
    are no cases the figures are None, but for a rate, whose nought over somebody is a result.
    """

    measure: str
    grouping: str
    group: str
    label: str
    period: Period
    cases: int
    pending: int
    children: int
    met: int | None = None
    amount: float | None = None
    out_of: float | None = None
    median: float | None = None
    ninetieth: float | None = None
    reasons: tuple[tuple[str, int], ...] = ()
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class NotMeasured:
    """A measure that could not be computed, and why, in plain words."""

    measure: str
    why: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Rows of a measure that were not counted because they say what cannot be; exact."""

    measure: str
    why: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A latest cell as counted, and as it would be with all links in doubt kept or dropped."""

    cell: ExactCell
    kept: ExactCell
    dropped: ExactCell


@dataclass(frozen=True, kw_only=True)
class ExactFigures:
    """Everything measured at one reference day."""

    as_at: date
    latest: Period
    cells: tuple[ExactCell, ...]
    not_measured: tuple[NotMeasured, ...]
    left_out: tuple[LeftOut, ...] = ()
    moved: tuple[Moved, ...] = ()

    def of(self, measure: str, grouping: str = EVERYBODY) -> tuple[ExactCell, ...]:
        return tuple(c for c in self.cells if c.measure == measure and c.grouping == grouping)
