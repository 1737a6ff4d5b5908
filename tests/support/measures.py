"""Tables in text to measure, for the engine and for its plain twin."""

from collections.abc import Mapping, Sequence
from datetime import date

from sixpoint.measures.limits import Limits
from sixpoint.measures.reference_rows import PlainContext
from sixpoint.packs.examples import ExampleRow, read_example_rows
from sixpoint.packs.load import load_datasets, load_measures
from sixpoint.packs.processes import Limit, Unit
from sixpoint.records.reference import cast_plainly
from sixpoint.records.types import LINE

DATASETS = load_datasets("scotland-extracts/1").datasets
PACK = load_measures("scotland-measures/1")
MEASURES = {one.id: one for one in PACK.measures}

Text = Mapping[str, Sequence[ExampleRow]]


def read_tables(text: Mapping[str, str]) -> dict[str, tuple[ExampleRow, ...]]:
    return {id_: read_example_rows(table) for id_, table in text.items()}


def limit(number: int, unit: str, edition: str = "made-up") -> Limit:
    return Limit(number=number, unit=Unit(unit), edition=edition, source="a test")


def same_child_everywhere(agency: str, person_id: str | None) -> str | None:
    """The rule of example tables: one person_id is one child in every agency."""
    return person_id


def plain_context(
    rows: Text,
    *,
    as_at: date,
    limits: Limits,
    holidays: frozenset[date],
    first: date,
) -> PlainContext:
    typed = {
        id_: [
            {
                **{c.name: cast_plainly(row.get(c.name), c.type) for c in DATASETS[id_].columns},
                LINE: line,
            }
            for line, row in enumerate(table, start=2)
        ]
        for id_, table in rows.items()
    }
    return PlainContext(
        rows=typed,
        datasets=DATASETS,
        person=same_child_everywhere,
        limits=limits,
        holidays=holidays,
        as_at=as_at,
        first=first,
    )
