"""Checks between packs, and of examples: what only the steps above packs can tell."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sixpoint.engines import Engine
from sixpoint.measures.examples import check_examples as check_measures
from sixpoint.packs.check import load_pack
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.framework import Framework
from sixpoint.packs.load import DatasetsPack, MeasuresPack
from sixpoint.packs.processes import ProcessesPack
from sixpoint.packs.shelf import packs_on
from sixpoint.terms.problems import Problem, UserError
from sixpoint.validation.examples import check_examples as check_rules


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
                problems += check_rules(engine, pack.rules, pack.datasets)
            case MeasuresPack() as pack:
                problems += _check_measures(pack, known, shelf / ref, engine)
    return problems


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
    pack: MeasuresPack, known: _Known, folder: Path, engine: Engine
) -> list[Problem]:
    wrong = list(_references(pack, known, folder))
    return wrong or check_measures(pack.measures, known.datasets, engine=engine)


def _references(pack: MeasuresPack, known: _Known, folder: Path) -> Iterator[Problem]:
    for measure in pack.measures:
        named = [(id_, "indicator", known.indicators) for id_ in measure.indicators]
        if measure.process is not None:
            named.append((measure.process, "process", known.processes))
        for id_, kind, ids in named:
            if id_ not in ids:
                what = f"Measure {measure.id}: no pack on this shelf has the {kind} `{id_}`."
                fix = f"Known: {', '.join(dict.fromkeys(ids)) or 'none'}."
                yield Problem(code=f"unknown-{kind}", what=what, fix=fix, file=folder)
