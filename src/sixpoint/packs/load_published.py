"""Loads published results, each checked against the framework that it refers to."""

from collections.abc import Iterator
from pathlib import Path

from sixpoint.terms.problems import UserError

from .framework import Framework
from .gather import Gathering, Place, Read, Trouble, open_pack
from .header import PackKind
from .load_framework import load_framework
from .published import AreaNamesFile, PublishedLevel, PublishedPack, Result, ResultsFile, Tally
from .shelf import default_shelf

RESULTS = "results"


def load_published(ref: str, *, shelf: Path | None = None) -> PublishedPack:
    """The published results; a UserError that holds everything wrong with them."""
    shelf = shelf or default_shelf()
    gathering = open_pack(ref, shelf=shelf, kind=PackKind.PUBLISHED)
    names = gathering.read("areas.yaml", AreaNamesFile)
    paths = sorted((gathering.folders[0] / RESULTS).glob("*.yaml"))
    files = [read for path in paths if (read := gathering.read_path(path, ResultsFile))]
    frameworks = _frameworks(gathering, files, shelf)
    for read in files:
        gathering.note("published", read, _troubles(read.value, frameworks))
    header = gathering.finish()
    assert names  # else finish has raised
    return PublishedPack(
        header=header,
        content_hash=gathering.content_hash(),
        tallies=tuple(one for read in files for one in read.value.tallies),
        levels=tuple(one for read in files for one in read.value.levels),
        without_levels=tuple(one for read in files for one in read.value.without_levels),
        area_names=names.value.area_names,
        years_until_old=names.value.years_until_old,
        titles=_titles(frameworks),
        numbers=_numbers(frameworks),
        usual=_usual(frameworks),
    )


def _results(file: ResultsFile) -> Iterator[tuple[Place, Result]]:
    for name in ("tallies", "levels", "without_levels"):
        for index, one in enumerate(getattr(file, name)):
            yield (name, index), one


def _frameworks(
    gathering: Gathering, files: list[Read[ResultsFile]], shelf: Path
) -> dict[str, Framework | None]:
    """Every framework that a result names, once; None for one that could not be loaded."""
    found: dict[str, Framework | None] = {}
    for read in files:
        for place, one in _results(read.value):
            if one.framework in found:
                continue
            try:
                found[one.framework] = load_framework(one.framework, shelf=shelf)
            except UserError as error:
                found[one.framework] = None
                what = f"The framework `{one.framework}` could not be loaded: " + "; ".join(
                    problem.what for problem in error.problems
                )
                trouble = Trouble((*place, "framework"), what, "Correct it, or mend that pack.")
                gathering.note("unknown-pack", read, [trouble])
    return found


def _troubles(file: ResultsFile, frameworks: dict[str, Framework | None]) -> Iterator[Trouble]:
    for place, one in _results(file):
        framework = frameworks[one.framework]
        if framework is None:
            continue
        if framework.programme(one.programme) is None:
            yield _no((*place, "programme"), "programme", one.programme, framework)
        if isinstance(one, Tally):
            yield from _tally_troubles(one, place, framework)
        if isinstance(one, PublishedLevel):
            yield from _level_troubles(one, place, framework)


def _tally_troubles(tally: Tally, place: Place, framework: Framework) -> Iterator[Trouble]:
    for level in tally.levels:
        if framework.level(level) is None:
            yield _no((*place, "levels", str(level)), "level", str(level), framework)


def _level_troubles(one: PublishedLevel, place: Place, framework: Framework) -> Iterator[Trouble]:
    if one.indicator is not None and framework.indicator(one.indicator) is None:
        yield _no((*place, "indicator"), "indicator", one.indicator, framework)
    if one.whole_area is not None and framework.area(one.whole_area) is None:
        yield _no((*place, "whole_area"), "area", one.whole_area, framework)
    if framework.level_called(one.label) is None:
        yield _no((*place, "label"), "level called", one.label, framework)


def _no(place: Place, kind: str, id_: str, framework: Framework) -> Trouble:
    what = f"{framework.header.ref} has no {kind} `{id_}`."
    return Trouble(place, what, "Correct it, or name another framework.")


def _loaded(frameworks: dict[str, Framework | None]) -> Iterator[tuple[str, Framework]]:
    return ((ref, one) for ref, one in frameworks.items() if one is not None)


def _titles(frameworks: dict[str, Framework | None]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for ref, framework in _loaded(frameworks):
        found |= {(ref, area.id): area.title for area in framework.areas}
        found |= {(ref, indicator.id): indicator.title for indicator in framework.indicators}
    return found


def _numbers(frameworks: dict[str, Framework | None]) -> dict[tuple[str, str], int]:
    return {
        (ref, label.casefold()): level.level
        for ref, framework in _loaded(frameworks)
        for level in framework.scale
        for label in level.labels
    }


def _usual(frameworks: dict[str, Framework | None]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (ref, programme.id): (*programme.indicators, *programme.areas)
        for ref, framework in _loaded(frameworks)
        for programme in framework.programmes
    }
