"""What measuring needs besides the tables: who is who, where children live, what limits hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import ibis.expr.types as ir

from sixpoint.calendar import WorkingDays, lay_out_working_days
from sixpoint.measures.children import children_of, groupings_of, placements_of
from sixpoint.measures.limits import Limits, lay_out_dues, limit_ranges
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.measure_parts import NUMBERS_OF_CHILDREN
from sixpoint.packs.measures import Grouping
from sixpoint.packs.processes import Guidance, Limit, OwnLimit, ProcessesPack, limit_for
from sixpoint.terms.period import Period

SLACK = 31
DAYS_A_WORKING_DAY_TAKES = 2


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything but the tables that a measure needs.

    `supplied` names the columns each agency gave: one it left out is null in the tables, and
    must not be taken for an answer. `children`: as `children_of` gives them. `groupings` are those
    the tables can tell children apart by. `placements`: person, started_on, ended_on, spells of a
    child that never overlap; None where social work supplied none. `dues`: process, day, due, laid
    out from `limits` over the `working` days. `numbers` is the table of numbers of children, None
    where nobody supplied it. `period` is the time the extracts cover.
    """

    datasets: Mapping[str, Dataset]
    supplied: Mapping[str, Collection[str]]
    children: ir.Table
    groupings: frozenset[Grouping]
    placements: ir.Table | None
    numbers: ir.Table | None
    limits: Limits
    dues: ir.Table
    working: WorkingDays
    as_at: date
    period: Period


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Which limits a partnership works to: the pack, the guidance it states, its own limits."""

    pack: ProcessesPack
    guidance: Sequence[Guidance] = ()
    local_limits: Sequence[OwnLimit] = ()
    holidays: Collection[date] = ()

    def limit_on(self, process: str, day: date) -> Limit | None:
        return limit_for(
            process,
            day,
            pack=self.pack,
            guidance=self.guidance,
            local_limits=self.local_limits,
        )


def build_context(
    *,
    datasets: Mapping[str, Dataset],
    tables: Mapping[str, ir.Table],
    people: ir.Table,
    rules: Rules,
    period: Period,
    as_at: date,
    supplied: Mapping[str, Collection[str]] | None = None,
) -> Context:
    """Everything the measures need, with the derived tables computed once.

    `people` is Linked.people. `supplied` names the columns that the files had; without it every
    column of a table counts as supplied.
    """
    limits = limits_of(rules, period=period, as_at=as_at)
    placements = placements_of(tables, people)
    working = _working_days(rules, limits, as_at)
    return Context(
        datasets=datasets,
        supplied=supplied or {name: table.columns for name, table in tables.items()},
        children=children_of(tables, people).cache(),
        groupings=groupings_of(tables, supplied),
        placements=None if placements is None else placements.cache(),
        numbers=tables.get(NUMBERS_OF_CHILDREN),
        limits=limits,
        dues=lay_out_dues(limits, working=working),
        working=working,
        as_at=as_at,
        period=period,
    )


def limits_of(rules: Rules, *, period: Period, as_at: date) -> Limits:
    """The limit of every process of the pack, for every day from the period's first."""
    changes = {stated.since for stated in rules.guidance}
    changes |= {own.since for own in rules.local_limits}
    changes |= {own.until + timedelta(days=1) for own in rules.local_limits if own.until}
    return {
        process.id: limit_ranges(
            partial(rules.limit_on, process.id), changes=changes, first=period.start, last=as_at
        )
        for process in rules.pack.processes
    }


def _working_days(rules: Rules, limits: Limits, as_at: date) -> WorkingDays:
    """Working days from the first day that has a limit to long enough after the last."""
    every = [one for ranges in limits.values() for one in ranges]
    longest = max((one.limit.number for one in every), default=0)
    first = min((one.first for one in every), default=as_at)
    last = as_at + timedelta(days=SLACK + DAYS_A_WORKING_DAY_TAKES * longest)
    return lay_out_working_days(first=first, last=last, local_holidays=rules.holidays)
