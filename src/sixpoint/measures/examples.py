"""Whether every measure gives what its own examples say.

Examples are counted together, as measures are: making queries is what takes the time, and many
examples need hardly more of them than one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.examples import UnreadableExample
from sixpoint.packs.measures import Example, Gives, Kind, Measure
from sixpoint.terms.problems import Problem

from .cases import people_over, why_not
from .cells import total_cells
from .example_tables import example_context
from .gather import gather, union
from .periods import latest_of
from .population import populations
from .types import LATEST, ExactCell
from .wanted import Wanted, everybody_wanted

Examples = Sequence[tuple[Measure, Example]]
"""Examples, each with its measure."""


def check_examples(
    examples: Examples, datasets: Mapping[str, Dataset], *, engine: Engine
) -> list[tuple[Problem, ...]]:
    """What each example should give and does not, or why it cannot be read; empty if all is well.

    The measures pass their own check.
    """
    laid = [_lay_out(n, *one, datasets, engine=engine) for n, one in enumerate(examples)]
    cells = _count([one for one in laid if isinstance(one, _Laid)])
    return [
        tuple(_differences(measure, example, cells[number]))
        if isinstance(one, _Laid)
        else (_problem(measure, example, one),)
        for number, ((measure, example), one) in enumerate(zip(examples, laid, strict=True))
    ]


@dataclass(frozen=True, kw_only=True)
class _Laid:
    """The cases of one example under its number, and the one cell they are to fill."""

    number: int
    cases: ir.Table
    wanted: Wanted
    over: int | None


def _lay_out(
    number: int,
    measure: Measure,
    example: Example,
    datasets: Mapping[str, Dataset],
    *,
    engine: Engine,
) -> _Laid | str:
    """All cases of an example, whichever day they fall on, or why it cannot be counted.

    What stands on a day is that of the latest day only; a rate is over the latest population.
    """
    if unknown := sorted(set(example.rows) - set(datasets)):
        return f"there is no dataset {' or '.join(unknown)}"
    try:
        tables, context = example_context(measure, example, datasets, engine=engine)
    except UnreadableExample as error:
        return f"its rows cannot be read: {error}"
    not_measured = why_not(measure, tables, context)
    if not_measured is not None:
        return not_measured.why
    cases = gather({number: measure}, tables, context)
    latest = latest_of(measure, context.as_at)
    wanted = everybody_wanted(measure, label=LATEST, period=latest)
    over = populations([wanted], {measure.id: people_over(measure, tables, context)}, context)
    return _Laid(
        number=number,
        cases=cases.filter(cases["latest"]) if measure.kind is Kind.STOCK else cases,
        wanted=wanted,
        over=over.get(wanted.place),
    )


def _count(laid: Sequence[_Laid]) -> dict[int, ExactCell]:
    """The cell of each example."""
    if not laid:
        return {}
    with union([one.cases for one in laid]).cache() as cases:
        return total_cells(
            cases,
            {one.number: one.wanted for one in laid},
            over={one.number: one.over for one in laid},
        )


def _differences(measure: Measure, example: Example, cell: ExactCell) -> Iterator[Problem]:
    for name, wanted in _expected(example.gives):
        if (found := getattr(cell, name)) != wanted:
            yield _problem(measure, example, f"{name} is {found}, not {wanted}")


def _expected(gives: Gives) -> Iterator[tuple[str, object]]:
    for field in fields(gives):
        wanted = getattr(gives, field.name)
        if field.name == "reasons" and wanted is not None:
            yield field.name, tuple(sorted(wanted.items()))
        elif wanted is not None:
            yield field.name, wanted


def _problem(measure: Measure, example: Example, what: str) -> Problem:
    return Problem(
        code="measure-example",
        what=f"Measure {measure.id}, example '{example.says}': {what}.",
        fix="Correct the example or the measure.",
    )
