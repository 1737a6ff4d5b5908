"""The triangulation matrix: which kinds of source speak to which indicator, and which way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .types import Direction, EvidenceItem, Matrix, MatrixCell, Source


def make_matrix(
    indicators: Sequence[str],
    kinds: Sequence[str],
    *,
    sources: Mapping[str, Source],
    cited: Mapping[str, Iterable[str]],
    within: Mapping[str, str] | None = None,
) -> Matrix:
    """Sources by indicator and kind.

    An item stands where it says it does; a figure or result that an evaluation cites, and no item
    weighs, stands as neutral. `cited` maps an indicator to the ids its evaluation cites; `within`
    an indicator to the area that is evaluated as a whole in its place.
    """
    at = {indicator: indicator for indicator in indicators} | dict(within or {})
    placed: dict[tuple[str, str], dict[Direction, list[str]]] = defaultdict(
        lambda: {direction: [] for direction in Direction}
    )
    weighed = set()
    for source in sources.values():
        if isinstance(source.origin, EvidenceItem):
            kind = kind_of(source, sources)
            for touch in source.origin.touches:
                place = at.get(touch.indicator, touch.indicator)
                weighed.add((place, source.origin.source))
                placed[place, kind][touch.direction].append(source.id)
    for indicator, ids in cited.items():
        for id_ in sorted(set(ids)):
            plain = id_ in sources and not isinstance(sources[id_].origin, EvidenceItem)
            if plain and (indicator, id_) not in weighed:
                placed[indicator, sources[id_].kind][Direction.NEUTRAL].append(id_)
    cells = {(i, k): _cell(placed.get((i, k))) for i in indicators for k in kinds}
    return Matrix(indicators=tuple(indicators), kinds=tuple(kinds), cells=cells)


def kind_of(source: Source, sources: Mapping[str, Source]) -> str:
    """The source's kind; an item that weighs a figure or result counts as that kind."""
    origin = source.origin
    weighed = sources.get(origin.source or "") if isinstance(origin, EvidenceItem) else None
    return weighed.kind if weighed else source.kind


def _cell(directions: Mapping[Direction, list[str]] | None) -> MatrixCell:
    if directions is None:
        return MatrixCell()
    return MatrixCell(
        strengths=tuple(sorted(set(directions[Direction.STRENGTH]))),
        weaknesses=tuple(sorted(set(directions[Direction.WEAKNESS]))),
        neutral=tuple(sorted(set(directions[Direction.NEUTRAL]))),
    )


def kinds_cited(ids: Iterable[str], sources: Mapping[str, Source]) -> frozenset[str]:
    """In how many ways the team knows: the kinds of source among the cited."""
    return frozenset(kind_of(sources[id_], sources) for id_ in ids if id_ in sources)
