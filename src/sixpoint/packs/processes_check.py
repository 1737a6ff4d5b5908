"""Checks that each edition says of each process what it says, if only that it says nothing."""

from collections.abc import Iterator

from .gather import Place, Trouble, repeated
from .processes import Edition, ProcessesFile


def check_processes(file: ProcessesFile) -> Iterator[Trouble]:
    """Ids used twice, limits of unknown processes, and processes that an edition leaves out."""
    known = [process.id for process in file.processes]
    yield from repeated(known, ("processes",), "id")
    yield from repeated([edition.id for edition in file.editions], ("editions",), "id")
    for index, edition in enumerate(file.editions):
        yield from _edition(edition, ("editions", index), known)


def _edition(edition: Edition, place: Place, known: list[str]) -> Iterator[Trouble]:
    limited = [limit.process for limit in edition.limits]
    yield from repeated(limited, (*place, "limits"), "process")
    for number, process in enumerate(limited):
        if process not in known:
            what = f"There is no process `{process}` in this pack."
            yield Trouble((*place, "limits", number, "process"), what, _listed(known))
    for process in known:
        if process not in limited:
            what = f"The edition does not say whether it limits `{process}`."
            yield Trouble((*place, "limits"), what, "Add it; without number and words it is empty.")


def _listed(known: list[str]) -> str:
    return f"It has: {', '.join(known)}."
