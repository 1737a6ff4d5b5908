"""Which kinds of source speak to which indicator, for and against, holes included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .types import Cell, Table, Tone

NOTE = (
    "A cell counts the sources that show a strength, a weakness or neither. "
    "'None' is a hole: no source of this kind speaks to the indicator."
)
NOTE_UNCOUNTED = (
    "A cell says whether sources of this kind show a strength, a weakness or neither. "
    "'None' is a hole: no source of this kind speaks to the indicator."
)
AGAINST_EACH_OTHER = "† sources of this kind point both ways."


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many sources of one kind speak for, against, or neither way."""

    strengths: int = 0
    weaknesses: int = 0
    neutral: int = 0


def tabulate_matrix(
    cells: Mapping[tuple[str, str], Counts],
    *,
    indicators: Sequence[tuple[str, str]],
    kinds: Sequence[tuple[str, str]],
    caption: str,
    counted: bool = True,
) -> Table:
    """A row for each indicator (id, title), a column for each kind of source (id, title).

    Not `counted`, it says which way sources point and not how many they are: for the public, to
    whom one interview may name somebody.
    """
    rows = tuple(
        (
            Cell(f"{each} {title}"),
            *(_cell(cells.get((each, kind), Counts()), counted=counted) for kind, _ in kinds),
        )
        for each, title in indicators
    )
    note = NOTE if counted else NOTE_UNCOUNTED
    contradictory = any(cell.tone is Tone.CONTRADICTORY for row in rows for cell in row)
    return Table(
        caption=caption,
        columns=("Indicator", *(title for _, title in kinds)),
        rows=rows,
        notes=(note, AGAINST_EACH_OTHER) if contradictory else (note,),
        numbers=False,
    )


def _cell(counts: Counts, *, counted: bool) -> Cell:
    words = (
        (counts.strengths, "strength" if counts.strengths == 1 or not counted else "strengths"),
        (counts.weaknesses, "weakness" if counts.weaknesses == 1 or not counted else "weaknesses"),
        (counts.neutral, "neither way"),
    )
    text = ", ".join(f"{count} {word}" if counted else word for count, word in words if count)
    if counts.strengths and counts.weaknesses:
        return Cell(f"{text} †", Tone.CONTRADICTORY)
    return Cell(text) if text else Cell("none", Tone.EMPTY)
