"""What a trail may say of size beside the counts that are hidden.

A table of about ten rows counts no more than fourteen cases in all its quarters: where twelve of
them are hidden, none can be four. So no table says how many rows it has from which anything hidden
was counted. It goes by what is shown, and so tells nothing by itself.
"""

from collections.abc import Mapping
from dataclasses import replace

from sixpoint.terms.cells import SUPPRESSED, Status

from .joint import SafeCounts
from .related import Place
from .types import SafeTrail

Counts = Mapping[str, Mapping[Place, SafeCounts]]


def without_telling_rows(trails: Mapping[str, SafeTrail], counts: Counts) -> dict[str, SafeTrail]:
    """The trails, by measure, without the rows of tables from which something hidden was counted.

    The same table stands in several trails: it says so in all of them, or in none.
    """
    telling = {
        source.dataset
        for id_, mine in counts.items()
        if any(_is_hidden(one) for one in mine.values())
        for source in trails[id_].sources
    }
    return {id_: _without_rows(trail, telling) for id_, trail in trails.items()}


def _is_hidden(counts: SafeCounts) -> bool:
    numbers = (counts.cases, counts.met, counts.pending, counts.late)
    return any(number.status is Status.SUPPRESSED for number in numbers)


def _without_rows(trail: SafeTrail, telling: set[str]) -> SafeTrail:
    return replace(
        trail,
        sources=tuple(
            replace(source, rows=SUPPRESSED) if source.dataset in telling else source
            for source in trail.sources
        ),
    )
