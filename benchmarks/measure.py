"""How long measuring takes, on tables of a partnership's size made in the engine.

    .venv/bin/python benchmarks/measure.py --children 250000 --threads 2

The tables are made by arithmetic, not drawn: what is timed is the counting, on about thirty rows
of attendance for each child and the events of five years. It prints the seconds of building the
context and of measuring everything, and the process's peak memory. `--sql` runs instead the
forty measures of benchmarks/measure.sql both ways, three times unless --runs says otherwise, and
compares every cell: all children and four groupings, each over the latest twelve months and every
quarter of 60 months.
"""

import argparse
import resource
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median

import ibis
import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.children import children_of
from sixpoint.measures.context import Context, Rules, build_context
from sixpoint.measures.measure import measure
from sixpoint.measures.types import ExactCell
from sixpoint.packs.datasets import ColumnType, Dataset
from sixpoint.packs.load import load_datasets, load_measures, load_processes
from sixpoint.packs.measures import GapOverTime, Grouping, Window
from sixpoint.records.cast import ENGINE_TYPES
from sixpoint.records.types import LINE
from sixpoint.terms.period import Period

PERIOD = Period(date(2012, 8, 1), date(2017, 8, 1))
AS_AT = date(2017, 7, 31)
DAYS = (PERIOD.end - PERIOD.start).days
ROWS_FOR_EACH_CHILD = {"education.attendance": 30.0, "education.exclusions": 0.2}
EVENTS_FOR_EACH_CHILD = 0.3
SQL = Path(__file__).with_name("measure.sql")
GROUPINGS = (Grouping.SIMD_QUINTILE, Grouping.LOOKED_AFTER, Grouping.SEX, Grouping.AGE_BAND)
BY_QUARTER = tuple(GapOverTime(grouping=one, window=Window.QUARTER) for one in GROUPINGS)
CELLS = """
select c.measure, c.grouping, c."group", c.label, cases, pending, children, met, amount, out_of,
  m.median
from cells c left join medians m using (measure, grouping, "group", label)
"""
AGENCIES = ("social_work", "health", "education", "police", "reporter")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sql", action="store_true")
    parser.add_argument("--runs", type=int, default=3, help="Of each way, with --sql.")
    given = parser.parse_args()
    with open_duckdb(threads=given.threads) as engine:
        run(engine, children=given.children, runs=given.runs if given.sql else 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"peak memory of the process: {peak:.1f} GB")


def run(engine: Engine, *, children: int, runs: int) -> None:
    """Makes the tables, then times what is being measured, or compares so many runs."""
    datasets = load_datasets("scotland-extracts/1").datasets
    tables = make_tables(engine, datasets, children=children)
    rows = sum(table.count().to_pyarrow().as_py() for table in tables.values())
    print(f"{children:,} children, {rows:,} rows")
    began = _now()
    context = build_context(
        datasets=datasets,
        tables=tables,
        people=make_people(engine, children=children),
        rules=Rules(pack=load_processes("scotland-processes/1"), guidance=[Since2012()]),
        period=PERIOD,
        as_at=AS_AT,
    )
    built = _now()
    if runs:
        compare(engine, tables, context, runs=runs)
        return
    figures = measure(load_measures("scotland-measures/1").measures, tables, context)
    ended = _now()
    print(f"context {built - began}, measuring {ended - built}")
    print(f"{len(figures.cells)} cells, {len(figures.not_measured)} measures not measured")


def compare(engine: Engine, tables: Mapping[str, ir.Table], context: Context, *, runs: int) -> None:
    """The same measures ours and by hand, the child table included in both; medians of the runs."""
    text = SQL.read_text()
    chosen = [
        replace(one, groupings=GROUPINGS, gaps_over_time=BY_QUARTER, new_baselines=())
        for one in load_measures("scotland-measures/1").measures
        if f"'{one.id}'" in text
    ]
    people = engine.ibis.table("people")
    ours_took, hand_took = [], []
    for _ in range(runs):
        began = _now()
        children = children_of(tables, people).cache()
        ours = measure(chosen, tables, replace(context, children=children))
        between = _now()
        engine.connection.execute(text)
        ours_took.append(between - began)
        hand_took.append(_now() - between)
    hand = {row[:4]: row[4:] for row in engine.connection.execute(CELLS).fetchall()}
    wrong = [cell for cell in ours.cells if not _same(cell, hand)]
    seconds, by_hand = Took.median(ours_took), Took.median(hand_took)
    print(
        f"{len(chosen)} measures: ours {seconds}, by hand {by_hand}, "
        f"{seconds.processor / by_hand.processor:.1f} times the processor's; "
        f"{len(ours.cells)} cells of which {sum(c.cases > 0 for c in ours.cells)} hold cases, "
        f"{len(wrong)} differ"
    )
    for cell in wrong[:5]:
        print("  differs:", cell, hand.get((cell.measure, cell.grouping, cell.group, cell.label)))


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of the processor: on a shared machine the second is steadier."""

    clock: float
    processor: float

    @classmethod
    def median(cls, many: Sequence["Took"]) -> "Took":
        return cls(median(one.clock for one in many), median(one.processor for one in many))

    def __sub__(self, other: "Took") -> "Took":
        return Took(self.clock - other.clock, self.processor - other.processor)

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} s of processor)"


def _now() -> Took:
    return Took(time.perf_counter(), time.process_time())


def _same(cell: ExactCell, hand: Mapping[tuple[object, ...], tuple[object, ...]]) -> bool:
    """Whether the cell is as written by hand; a group without a case is not there by hand."""
    theirs = hand.get((cell.measure, cell.grouping, cell.group, cell.label))
    if theirs is None:
        return cell.cases == 0 and cell.pending == 0
    cases, pending, people, met, amount, out_of, middle = theirs
    if (cell.cases, cell.pending, cell.children) != (cases, pending, people):
        return False
    if cell.met is not None and cell.cases and cell.met != met:
        return False
    if cell.amount is not None and not (_near(cell.amount, amount) and _near(cell.out_of, out_of)):
        return False
    return cell.median == middle


def _near(ours: float | None, theirs: object) -> bool:
    return ours is not None and theirs is not None and abs(ours - float(str(theirs))) < 1e-6


class Since2012:
    """That the partnership works to the guidance of 2014 throughout."""

    edition = "national-2014"
    since = PERIOD.start


def make_tables(
    engine: Engine, datasets: Mapping[str, Dataset], *, children: int
) -> dict[str, ir.Table]:
    return {id_: _make(engine, dataset, children) for id_, dataset in datasets.items()}


def make_people(engine: Engine, *, children: int) -> ir.Table:
    """Every agency knows every child, under the same number."""
    numbers = ibis.range(children).unnest().name("n").as_table()
    ids = numbers["n"].cast("string")
    each = [
        numbers.select(agency=ibis.literal(agency), person_id=ids, person=ids)
        for agency in AGENCIES
    ]
    return _keep(engine, ibis.union(*each), "people")


def _make(engine: Engine, dataset: Dataset, children: int) -> ir.Table:
    rows = int(children * ROWS_FOR_EACH_CHILD.get(dataset.id, EVENTS_FOR_EACH_CHILD))
    if dataset.table == "people" or dataset.agency == "reference":
        rows = children
    numbers = ibis.range(rows).unnest().name("n").as_table()
    columns = {
        column.name: _value(dataset, place, numbers["n"], children)
        for place, column in enumerate(dataset.columns)
    }
    table = numbers.select(**columns, **{LINE: numbers["n"] + 2})
    return _keep(engine, table, dataset.id.replace(".", "_"))


def _value(dataset: Dataset, place: int, n: ir.IntegerValue, children: int) -> ir.Value:
    """A value of the column's type; keys of one event are the same in every table."""
    column = dataset.columns[place]
    mixed = (n * 7919 + place * 104729) % 1_000_003
    if column.name == "person_id":
        return (n % children).cast("string")
    if column.name == "date_of_birth":
        return ibis.date(2000, 1, 1) + ibis.interval(1, unit="D") * (mixed % 6000)
    match column.type:
        case ColumnType.DATE | ColumnType.DATETIME:
            day = ibis.date(2012, 8, 1) + ibis.interval(1, unit="D") * ((n * 31) % DAYS + place * 9)
            return day.cast(ENGINE_TYPES[column.type])
        case ColumnType.CODE:
            codes = ibis.array([code.code for code in column.codes] or ["A"])
            return codes[mixed % max(1, len(column.codes))]
        case ColumnType.YES_NO:
            return (mixed % 5 == 0).ifelse("no", "yes")
        case ColumnType.INTEGER | ColumnType.DECIMAL:
            return (mixed % 5 + 1).cast(ENGINE_TYPES[column.type])
    return n.cast("string")


def _keep(engine: Engine, table: ir.Table, name: str) -> ir.Table:
    return engine.ibis.create_table(name, table, temp=True)


if __name__ == "__main__":
    main()
