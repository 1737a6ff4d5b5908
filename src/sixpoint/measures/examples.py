"""Whether every measure gives what its own examples say it must."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.examples import UnreadableExample
from sixpoint.packs.measures import Example, Gives, Measure
from sixpoint.terms.problems import Problem

from .cases import build_cases, people_over
from .cells import total_of
from .example_tables import example_context
from .types import ExactCell, NotMeasured


def check_examples(
    measures: Sequence[Measure], datasets: Mapping[str, Dataset], *, engine: Engine
) -> list[Problem]:
    """Every example that does not give what it says, of measures that pass their own check."""
    return [
        problem
        for measure in measures
        for example in measure.examples
        for problem in check_example(measure, example, datasets, engine=engine)
    ]


def check_example(
    measure: Measure, example: Example, datasets: Mapping[str, Dataset], *, engine: Engine
) -> Iterator[Problem]:
    """What one example should give and does not, or why it cannot be read."""
    if unknown := sorted(set(example.rows) - set(datasets)):
        yield _problem(measure, example, f"there is no dataset {' or '.join(unknown)}")
        return
    try:
        cell = count_example(measure, example, datasets, engine=engine)
    except UnreadableExample as error:
        yield _problem(measure, example, f"its rows cannot be read: {error}")
        return
    if isinstance(cell, NotMeasured):
        yield _problem(measure, example, cell.why)
        return
    for name, wanted in _expected(example.gives):
        if (found := getattr(cell, name)) != wanted:
            yield _problem(measure, example, f"{name} is {found}, not {wanted}")


def count_example(
    measure: Measure, example: Example, datasets: Mapping[str, Dataset], *, engine: Engine
) -> ExactCell | NotMeasured:
    """One cell of all the example's cases, whichever day they fall on."""
    tables, context = example_context(measure, example, datasets, engine=engine)
    cases = build_cases(measure, tables, context)
    if isinstance(cases, NotMeasured):
        return cases
    return total_of(measure, cases, people_over(measure, tables, context), context)


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
