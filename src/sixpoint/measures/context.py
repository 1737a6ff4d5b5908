"""What measuring needs besides the tables: who is who, where children live, what limits hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import ibis
import ibis.expr.types as ir

from sixpoint.calendar import WorkingDays, lay_out_working_days
from sixpoint.measures.limits import Limits, lay_out_dues, limit_ranges
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.processes import Guidance, Limit, OwnLimit, ProcessesPack, limit_for
from sixpoint.terms.period import Period

SLACK = 31
DAYS_A_WORKING_DAY_TAKES = 2
POSTCODES = "reference.postcodes"
PLACEMENTS = "social_work.placements"
ORDER_OF_AGENCIES = ("social_work", "health", "education", "police", "reporter")
"""Whose postcode is believed first: the agency that visits the home before those told of it."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything but the tables that a measure needs.

    `supplied` names the columns each agency gave: one it left out is null in the tables, and
    must not be taken for an answer. `people`: agency, person_id, person. `places`: person,
    simd_quintile, in_area; None without a table of postcodes. `placements`: person, started_on,
    ended_on; None where social work supplied none. `dues`: process, day, due, laid out from
    `limits`. `period` is the time the extracts cover.
    """

    datasets: Mapping[str, Dataset]
    supplied: Mapping[str, Collection[str]]
    people: ir.Table
    places: ir.Table | None
    placements: ir.Table | None
    limits: Limits
    dues: ir.Table
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
    places, placements = places_of(tables, people), placements_of(tables, people)
    return Context(
        datasets=datasets,
        supplied=supplied or {name: table.columns for name, table in tables.items()},
        people=people.select("agency", "person_id", "person"),
        places=None if places is None else places.cache(),
        placements=None if placements is None else placements.cache(),
        limits=limits,
        dues=lay_out_dues(limits, working=_working_days(rules, limits, as_at)),
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


def places_of(tables: Mapping[str, ir.Table], people: ir.Table) -> ir.Table | None:
    """person, simd_quintile, in_area: by the first agency whose postcode is a known one."""
    if POSTCODES not in tables:
        return None
    known = _known_postcodes(tables[POSTCODES])
    homes = [
        _homes(tables[f"{agency}.people"], people, agency=agency, rank=rank)
        for rank, agency in enumerate(ORDER_OF_AGENCIES)
        if f"{agency}.people" in tables
    ]
    if not homes:
        return None
    homes_known = (
        ibis.union(*homes).inner_join(known, "_postcode")
        if len(homes) > 1
        else (homes[0].inner_join(known, "_postcode"))
    )
    first = ibis.row_number().over(group_by="person", order_by=["_rank", "_id"])
    chosen = homes_known.mutate(_first=first).filter(ibis._["_first"] == 0)
    return chosen.select("person", "simd_quintile", "in_area")


def placements_of(tables: Mapping[str, ir.Table], people: ir.Table) -> ir.Table | None:
    """person, started_on, ended_on: when a linked child was looked after."""
    if PLACEMENTS not in tables:
        return None
    placements = tables[PLACEMENTS].select("person_id", "started_on", "ended_on")
    of_agency = people.filter(people["agency"] == "social_work").select("person_id", "person")
    joined = placements.inner_join(of_agency, "person_id")
    return joined.select("person", "started_on", "ended_on").filter(
        ibis._["started_on"].notnull(), ibis._["person"].notnull()
    )


def _known_postcodes(postcodes: ir.Table) -> ir.Table:
    return (
        postcodes.mutate(_postcode=_plain(postcodes["postcode"]))
        .group_by("_postcode")
        .aggregate(
            simd_quintile=ibis._["simd_quintile"].min().cast("string"),
            in_area=ibis._["in_area"].max(),
        )
        .filter(ibis._["_postcode"].notnull())
    )


def _homes(table: ir.Table, people: ir.Table, *, agency: str, rank: int) -> ir.Table:
    of_agency = people.filter(people["agency"] == agency).select("person_id", "person")
    homes = table.select("person_id", _postcode=_plain(table["postcode"]))
    joined = homes.inner_join(of_agency, "person_id")
    return joined.select("person", "_postcode", _rank=ibis.literal(rank), _id="person_id")


def _plain(postcode: ir.StringValue) -> ir.StringValue:
    """A postcode without spaces and in capitals, as agencies write it in several ways."""
    return postcode.upper().re_replace(r"\s", "")
