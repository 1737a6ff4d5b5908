"""From a measure and tables to its cases, each with its child, its groups and its rows.

What a case says hangs on the agency's own rows alone, but where it is asked whether something
happened to the child again; whose case it is hangs on who is who. So the two are apart: links in
doubt change only the second.
"""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measure_parts import NUMBERS_OF_CHILDREN, columns_needed
from sixpoint.packs.measures import ChildrenCounted, Measure

from .base import Base, Tables, start_from
from .children import BY_CHILD
from .context import Context
from .counted import Counted
from .groups import LOOKED_AFTER, NOT_KNOWN, NOT_LOOKED_AFTER, age_band
from .kinds import KINDS
from .types import Cases, NotMeasured


def build_cases(measure: Measure, tables: Tables, context: Context) -> Cases | NotMeasured:
    """One row for each thing the measure counts, or why it cannot be counted."""
    why = why_not(measure, tables, context)
    if why is not None:
        return why
    base = start_from(measure, tables, context)
    counted = KINDS[measure.kind](base)
    # Computed once: figures, what was left out and the rows behind all look at it.
    every = with_children(_as_supplied(base, counted), context).cache()
    every = every.filter(~every["elsewhere"])
    cases = every.filter(every["wrong"].isnull())
    columns = ("case", "person", "at", "met", "value", "ended", "out_of", "reason", "complete")
    groups = (*BY_CHILD, "age_band", "looked_after")
    return Cases(
        measure=measure.id,
        cases=cases.select(*columns, *groups),
        rows=_rows_behind(base, counted),
        left_out=every.filter(every["wrong"].notnull()).select("case", why="wrong"),
    )


def why_not(measure: Measure, tables: Tables, context: Context) -> NotMeasured | None:
    """Why a measure cannot be counted from these tables; None if it can."""
    missing = sorted(_missing(measure, tables, context))
    return NotMeasured(measure=measure.id, why=" ".join(missing)) if missing else None


def _missing(measure: Measure, tables: Tables, context: Context) -> Iterator[str]:
    if measure.process and measure.process not in context.limits:
        yield f"The pack of processes has no process {measure.process}."
    for dataset, columns in columns_needed(measure).items():
        if dataset not in tables:
            yield f"Nobody supplied {dataset}."
            continue
        for column in sorted(columns - set(context.supplied[dataset])):
            yield f"{dataset} was supplied without its column {column}."


def cases_as_supplied(measure: Measure, tables: Tables, context: Context) -> ir.Table:
    """What each case of the measure says, before it is asked whose it is.

    case, agency, person_id, living_in (whether only who lives in the area counts), at, until, met,
    value, ended, out_of, reason, wrong.
    """
    base = start_from(measure, tables, context)
    return _as_supplied(base, KINDS[measure.kind](base))


def _as_supplied(base: Base, counted: Counted) -> ir.Table:
    dataset = base.context.datasets[base.measure.base]
    living_in = base.measure.children_counted is ChildrenCounted.LIVING_IN
    return counted.table.select(
        case="_case",
        agency=ibis.literal(dataset.agency),
        person_id="_who",
        living_in=ibis.literal(living_in),
        at="_at",
        until="_until",
        met="_met",
        value="_value",
        ended="_ended",
        out_of="_out_of",
        reason="_reason",
        wrong="_wrong",
    )


def with_children(rows: ir.Table, context: Context) -> ir.Table:
    """The rows with their child and its groups, complete, and elsewhere.

    `rows` has agency, person_id, living_in, at and until. Added are person (null where the record
    is not linked), the columns of BY_CHILD, age_band, looked_after, complete (bool), and elsewhere:
    the child is known to live outside the area, and such children do not count.
    """
    children = context.children.rename(_agency="agency", _id="person_id")
    joined = rows.left_join(
        children,
        [rows["person_id"] == children["_id"], rows["agency"] == children["_agency"]],
    )
    found = joined.select(
        *rows.columns,
        "person",
        complete=joined["until"] <= context.as_at,
        elsewhere=joined["living_in"] & (joined["in_area"].fill_null("yes") == "no"),
        **{name: joined[name].fill_null(NOT_KNOWN) for name in BY_CHILD},
        age_band=age_band(joined["born"], joined["at"]),
    )
    if context.placements is None:
        return found.mutate(looked_after=ibis.literal(NOT_KNOWN))
    spells = context.placements.rename(_child="person")
    # Spells of one child never overlap, so that no case is found twice.
    covered = found.left_join(
        spells,
        [
            found["person"] == spells["_child"],
            spells["started_on"] <= found["at"],
            found["at"] <= spells["ended_on"],
        ],
    )
    looked_after = covered["_child"].notnull().ifelse(LOOKED_AFTER, NOT_LOOKED_AFTER)
    return covered.select(*found.columns, looked_after=looked_after)


def _rows_behind(base: Base, counted: Counted) -> ir.Table:
    own = base.behind(base.measure.base, counted.table)
    tables = [
        behind.table.mutate(dataset=ibis.literal(behind.dataset)).select(
            "case", "dataset", "line", "key"
        )
        for behind in (own, *counted.behind)
    ]
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def people_over(measure: Measure, tables: Tables, context: Context) -> ir.Table | None:
    """Everybody whom a rate may be over, where that is a table of people: one row for each record.

    agency, person_id, person, born, and the columns of BY_CHILD.
    """
    if measure.population is None or measure.population.dataset == NUMBERS_OF_CHILDREN:
        return None
    dataset = context.datasets[measure.population.dataset]
    rows = tables[dataset.id].select(_id=dataset.person, own_birthday="date_of_birth")
    children = context.children.filter(context.children["agency"] == dataset.agency)
    joined = rows.left_join(children, rows["_id"] == children["person_id"])
    people = joined.select(
        person_id="_id",
        person="person",
        born="own_birthday",
        **{name: joined[name].fill_null(NOT_KNOWN) for name in BY_CHILD},
    )
    return people.mutate(agency=ibis.literal(dataset.agency))
