"""The appendices: the scale, the evidence, what could not be known, the trail, the words used."""

from collections.abc import Iterator

from sixpoint.packs.framework import ProportionWord
from sixpoint.pictures.tabulate_matrix import Counts, tabulate_matrix
from sixpoint.pictures.types import Cell, Table
from sixpoint.pictures.words import sentence_case

from .chains import number
from .compose_chance import say_chance
from .matter import Matter
from .types import Block, Chain, Definitions, ScaleBlock, Section, TableBlock, Trail

GLOSSARY = (
    ("Figure", "A number from the partnership's own records, made safe before it was passed on."),
    ("Hidden", "A number so small that it could point to a child. It is not nought."),
    ("Level", "One step of the scale: the judgement of the team, never worked out by a computer."),
    ("Not known", "Nobody supplied what is needed, or it has not come in yet. It is not nought."),
    ("Quality indicator", "One of the questions of the framework that gets a level."),
    ("SIMD quintile", "A fifth of Scotland's small areas, 1 the most deprived and 5 the least."),
    ("Triangulation", "Looking at one thing through several kinds of evidence."),
)


def sections(matter: Matter) -> Iterator[Section]:
    """The appendices but for the trail."""
    yield _appendix("scale", "The scale", _scale(matter))
    yield _appendix("evidence", "The evidence", _evidence(matter))
    yield _appendix("not-known", "What could not be known", _not_known(matter))
    yield _appendix("glossary", "Words used", iter((Definitions(entries=_words(matter)),)))


def trail_section(chains: tuple[Chain, ...]) -> Section:
    """The trail, the last appendix."""
    return _appendix("trail", "What each sentence rests on", iter((Trail(chains=chains),)))


def _words(matter: Matter) -> tuple[tuple[str, str], ...]:
    """Our words, and the framework's own words for shares with their bounds."""
    shares = ((sentence_case(one.word), _share(one)) for one in matter.framework.proportion_words)
    return (*GLOSSARY, *shares)


def _share(one: ProportionWord) -> str:
    """A share from 15% up to but not including 50%."""
    if one.lowest == one.highest:
        return f"A share of exactly {one.lowest}%."
    low = f"from {one.lowest}%" if one.lowest_belongs else f"of more than {one.lowest}%"
    high = "up to" if one.highest_belongs else "up to but not including"
    return f"A share {low} {high} {one.highest}%."


def _appendix(id_: str, heading: str, blocks: Iterator[Block]) -> Section:
    return Section(id=id_, heading=heading, blocks=tuple(blocks), appendix=True)


def _scale(matter: Matter) -> Iterator[Block]:
    if matter.framework.scale:
        yield ScaleBlock()


def _evidence(matter: Matter) -> Iterator[Block]:
    if matter.heard:
        rows = tuple((Cell(heard.title), Cell(number(heard.count))) for heard in matter.heard)
        table = Table(
            caption="How much the team read, saw and heard",
            columns=("Kind of evidence", "How much"),
            rows=rows,
        )
        yield TableBlock(id="heard", table=table)
    if matter.links:
        yield Definitions(entries=(("How the records of one child were found", _links(matter)),))
    chance = say_chance(matter.figures)
    if chance:
        yield Definitions(entries=(("Signals in series over time", chance),))
    used = [kind for kind in matter.matrix.kinds if _any_of(kind, matter)]
    if used:
        yield TableBlock(id="matrix", table=_matrix(matter, used))


def _links(matter: Matter) -> str:
    return f"{matter.links} Each figure says how far links in doubt could move it."


def _any_of(kind: str, matter: Matter) -> bool:
    return any(not matter.matrix.cells[i, kind].empty for i in matter.matrix.indicators)


def _matrix(matter: Matter, kinds: list[str]) -> Table:
    titles = {kind.id: kind.title for kind in matter.framework.method.evidence_kinds}
    cells = {
        place: Counts(
            strengths=len(cell.strengths),
            weaknesses=len(cell.weaknesses),
            neutral=len(cell.neutral),
        )
        for place, cell in matter.matrix.cells.items()
        if place[1] in kinds
    }
    return tabulate_matrix(
        cells,
        indicators=[
            (indicator, matter.framework.title_of(indicator) or indicator)
            for indicator in matter.matrix.indicators
        ],
        kinds=[(kind, titles.get(kind, kind)) for kind in kinds],
        caption="Which kinds of evidence speak to which indicator",
        counted=not matter.public,
    )


def _not_known(matter: Matter) -> Iterator[Block]:
    if matter.not_known:
        yield Definitions(entries=matter.not_known)
