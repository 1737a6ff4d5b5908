"""A measure's groups, by deprivation and by name; exact, so they stay where cells are."""

from collections.abc import Sequence

from sixpoint.measures.groups import DISABLED, ETHNIC_GROUPS, LOOKED_AFTER, NOT_KNOWN, RURAL
from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell
from sixpoint.packs.measures import Grouping, Measure
from sixpoint.trends.of_cells import pair_of

from .read import ALL, Grouped, Ranked
from .types import Counted

FIFTHS = range(1, 6)
NAMED = frozenset({LOOKED_AFTER, DISABLED, RURAL, *ETHNIC_GROUPS})
"""Groups that are held against all children."""


def ranks_of(measure: Measure, cells: Sequence[ExactCell]) -> Ranked | None:
    """The latest value by fifth of areas; None where the measure is not split so.

    Fifths are weighted by what their values are out of, or over, else by their cases.
    """
    own = {
        cell.group: cell
        for cell in _latest(measure, cells)
        if cell.grouping == Grouping.SIMD_QUINTILE and cell.group != NOT_KNOWN
    }
    if not own:
        return None
    pairs = [pair_of(measure, own[str(n)]) if str(n) in own else (None, None) for n in FIFTHS]
    cases = [float(own[str(n)].cases) if str(n) in own else None for n in FIFTHS]
    return Ranked(
        name=measure.id,
        period=None,
        populations=tuple(
            size if over is None else over for (_, over), size in zip(pairs, cases, strict=True)
        ),
        values=tuple(value for value, _ in pairs),
        standard_errors=None,
    )


def groups_of(measure: Measure, cells: Sequence[ExactCell]) -> Grouped | None:
    """Named groups and all children; None where the measure counts no such group."""
    own = {
        ALL if cell.grouping == EVERYBODY else cell.group: cell
        for cell in _latest(measure, cells)
        if cell.grouping == EVERYBODY or cell.group in NAMED
    }
    counted = {name: _counted(measure, cell) for name, cell in own.items()}
    if len(counted) < 2 or counted.get(ALL) is None:
        return None
    return Grouped(name=measure.id, period=None, groups=counted)


def _latest(measure: Measure, cells: Sequence[ExactCell]) -> list[ExactCell]:
    return [cell for cell in cells if (cell.measure, cell.label) == (measure.id, LATEST)]


def _counted(measure: Measure, cell: ExactCell) -> Counted | None:
    value, over = pair_of(measure, cell)
    if value is None or over is None:
        return None
    return Counted(numerator=round(value * over), denominator=over)
