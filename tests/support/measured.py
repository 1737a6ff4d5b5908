"""Figures of one measure over small tables that an inspector could argue about."""

from collections.abc import Mapping
from datetime import date

from sixpoint.engines import Engine
from sixpoint.measures.example_tables import context_of, tables_of
from sixpoint.measures.limits import Limits
from sixpoint.measures.measure import measure
from sixpoint.measures.types import ExactCell, ExactFigures
from sixpoint.terms.period import Period
from tests.support.measures import DATASETS, MEASURES, read_tables

AS_AT = date(2017, 7, 31)
PERIOD = Period(date(2015, 8, 1), date(2017, 8, 1))


def figures_of(
    engine: Engine,
    id_: str,
    text: Mapping[str, str],
    *,
    as_at: date = AS_AT,
    limits: Limits | None = None,
) -> ExactFigures:
    tables = tables_of(read_tables(text), DATASETS, engine=engine)
    context = context_of(tables, DATASETS, as_at=as_at, engine=engine, limits=limits, period=PERIOD)
    return measure([MEASURES[id_]], tables, context)


def by_label(figures: ExactFigures) -> dict[str, ExactCell]:
    return {cell.label: cell for cell in figures.cells if cell.grouping == "all"}


def by_group(figures: ExactFigures, grouping: str) -> dict[str, ExactCell]:
    return {cell.group: cell for cell in figures.cells if cell.grouping == grouping}
