"""The triangulation matrix: which kinds of source speak to which indicator, and which way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .types import Direction, EvidenceItem, Matrix, MatrixCell, Source, Touches


def make_matrix(
    indicators: Sequence[str],
    kinds: Sequence[str],
    *,
    sources: Mapping[str, Source],
    cited: Mapping[str, Iterable[str]],
) -> Matrix:
    """Sources by indicator and kind.

    An item stands where it says it does; a figure or result that an evaluation cites, and no item
    weighs, stands as neutral. `cited` maps an indicator to the ids its evaluation cites.
    """
    placed: dict[tuple[str, str], dict[Direction, list[str]]] = defaultdict(
        lambda: {direction: [] for direction in Direction}
    )
    weighed = set()
    for source in sources.values():
        if isinstance(source.origin, EvidenceItem):
            kind = _kind_of(source.origin, sources)
            weighed |= {(t.indicator, source.origin.source) for t in source.origin.touches}
            for touch in source.origin.touches:
                placed[touch.indicator, kind][touch.direction].append(source.id)
    for indicator, ids in cited.items():
        for id_ in sorted(set(ids)):
            plain = id_ in sources and not isinstance(sources[id_].origin, EvidenceItem)
            if plain and (indicator, id_) not in weighed:
                placed[indicator, sources[id_].kind][Direction.NEUTRAL].append(id_)
    cells = {(i, k): _cell(placed.get((i, k))) for i in indicators for k in kinds}
    return Matrix(indicators=tuple(indicators), kinds=tuple(kinds), cells=cells)


def _kind_of(item: EvidenceItem, sources: Mapping[str, Source]) -> str:
    """An item that weighs a figure or result counts as that kind of source."""
    weighed = sources.get(item.source) if item.source else None
    return weighed.kind if weighed else item.kind


def _cell(directions: Mapping[Direction, list[str]] | None) -> MatrixCell:
    if directions is None:
        return MatrixCell()
    return MatrixCell(
        strengths=tuple(sorted(directions[Direction.STRENGTH])),
        weaknesses=tuple(sorted(directions[Direction.WEAKNESS])),
        neutral=tuple(sorted(directions[Direction.NEUTRAL])),
    )


def kinds_cited(ids: Iterable[str], sources: Mapping[str, Source]) -> frozenset[str]:
    """How many ways the team knows: the kinds of source among the cited."""
    return frozenset(
        _kind_of(source.origin, sources) if isinstance(source.origin, EvidenceItem) else source.kind
        for source in (sources[id_] for id_ in ids if id_ in sources)
    )


def touches_of(item: EvidenceItem) -> tuple[Touches, ...]:
    """What the item speaks to, the strongest first."""
    return tuple(sorted(item.touches, key=lambda touch: (-touch.weight, touch.indicator)))
