"""Checks between packs, and of examples: what only the steps above packs can tell."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sixpoint.engines import Engine
from sixpoint.measures.examples import check_examples
from sixpoint.packs.check import load_pack
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.framework import Framework
from sixpoint.packs.load import DatasetsPack, MeasuresPack, places_in
from sixpoint.packs.measure_parts import measure_problems
from sixpoint.packs.measures import Measure
from sixpoint.packs.processes import ProcessesPack
from sixpoint.packs.shelf import packs_on
from sixpoint.terms.problems import Problem, UserError
from sixpoint.validation.examples import check_example as check_rule

Place = tuple[Path, int]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What the packs of a shelf have between them."""

    datasets: Mapping[str, Dataset]
    processes: Collection[str]
    indicators: Collection[str]


def check_across(chosen: Collection[str], *, shelf: Path, engine: Engine) -> list[Problem]:
    """What the examples of the chosen packs show, and references from measures to other packs.

    A pack that does not load is passed over here; loading it has told why.
    """
    packs = {ref: pack for ref in packs_on(shelf) if (pack := _load(ref, shelf)) is not None}
    known = _know(packs.values())
    problems: list[Problem] = []
    for ref in chosen:
        match packs.get(ref):
            case DatasetsPack() as pack:
                places = places_in(ref, shelf=shelf)
                for rule in pack.rules:
                    found = check_rule(engine, rule, pack.datasets)
                    problems += _placed(found, places[rule.code])
            case MeasuresPack() as pack:
                problems += _check_measures(pack, known, places_in(ref, shelf=shelf), engine)
    return problems


def _placed(problems: Iterable[Problem], place: Place) -> list[Problem]:
    file, line = place
    return [replace(problem, file=file, line=line) for problem in problems]


def _load(ref: str, shelf: Path) -> object:
    try:
        return load_pack(ref, shelf=shelf)
    except UserError:
        return None


def _know(packs: Collection[object]) -> _Known:
    datasets: dict[str, Dataset] = {}
    processes: list[str] = []
    indicators: list[str] = []
    for pack in packs:
        match pack:
            case DatasetsPack():
                datasets |= pack.datasets
            case ProcessesPack():
                processes += [one.id for one in pack.processes]
            case Framework():
                indicators += [one.id for one in pack.indicators]
    return _Known(datasets=datasets, processes=processes, indicators=indicators)


def _check_measures(
    pack: MeasuresPack, known: _Known, places: Mapping[str, Place], engine: Engine
) -> list[Problem]:
    """References first: an example of a measure that names what is not there says nothing."""
    wrong = []
    for measure in pack.measures:
        found = [*measure_problems(measure, known.datasets), *_references(measure, known)]
        wrong += _placed(found, places[measure.id])
    if wrong:
        return wrong
    examples = [(measure, example) for measure in pack.measures for example in measure.examples]
    told = check_examples(examples, known.datasets, engine=engine)
    return [
        problem
        for (measure, _), its in zip(examples, told, strict=True)
        for problem in _placed(its, places[measure.id])
    ]


def _references(measure: Measure, known: _Known) -> Iterator[Problem]:
    named = [(id_, "indicator", known.indicators) for id_ in measure.indicators]
    if measure.process is not None:
        named.append((measure.process, "process", known.processes))
    for id_, kind, ids in named:
        if id_ not in ids:
            what = f"Measure {measure.id}: no pack on this shelf has the {kind} `{id_}`."
            fix = f"Known: {', '.join(dict.fromkeys(ids)) or 'none'}."
            yield Problem(code=f"unknown-{kind}", what=what, fix=fix)
