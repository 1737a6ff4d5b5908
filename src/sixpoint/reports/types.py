"""The document: sections of blocks, whose sentences are statements with an id and a chain.

Everything here has already passed disclosure. Text is plain text: renderers escape it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sixpoint.pictures.types import Picture, Step, Table, Tally


class Edition(StrEnum):
    INSIDE = "inside"
    PUBLIC = "public"


class Kind(StrEnum):
    """What a statement rests on: evidence; the inspection's own file; the pack."""

    FINDING = "finding"
    FACT = "fact"
    STANDING = "standing"


class Mark(StrEnum):
    """What the team still has to look at; shown in the inside edition only."""

    STALE = "stale"
    UNCITED = "uncited"
    NUMBER_TYPED = "number typed in"
    UNCLEARED = "not cleared by two people"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a sentence; `figure` is the id of the figure that the piece states, if it does."""

    text: str
    figure: str | None = None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence or a few, with the id under which the trail holds its chain.

    `source` is said beside it: for facts that somebody else published.
    """

    id: str
    kind: Kind
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...] = ()
    source: str | None = None

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


# Blocks: what a section is made of, in the order in which it is read.


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside a section; `id` is unique in the report."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Statements as a list: strengths (bullets), areas for improvement (`numbered`)."""

    statements: tuple[Statement, ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Label and value, such as the services that were looked at."""

    facts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class TallyBlock:
    """How many indicators have which level. `words` says it in a sentence."""

    tally: Tally
    words: Statement
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """The statement on capacity for improvement: `how` such as 'confident'."""

    how: str
    because: tuple[Statement, ...]
    already_begun: tuple[Statement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PictureBlock:
    """A chart with its heading; `says` is the sentence that the chart bears out."""

    id: str
    title: str
    picture: Picture
    says: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class TableBlock:
    id: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """One indicator, or a whole area: its level, why, and the figures.

    `level` is None where it is not known, and `label` then says so. `basis` is empty for a level
    that this team judged, else such as 'stated by SOURCE'. `remarks` are no view, dissent and the
    like; `team_notes` is shown in the inside edition only.
    """

    indicator: str
    title: str
    level: int | None
    label: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[PictureBlock, ...] = ()
    basis: str = ""
    remarks: tuple[str, ...] = ()
    team_notes: tuple[str, ...] = ()
    called: str = "Quality indicator"


@dataclass(frozen=True, kw_only=True)
class Voices:
    """What one group of people said."""

    who: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class Example:
    """An example of good practice."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A slot: without `text` and `approved_by` it shows who is still to be asked."""

    speaker: str
    role: str
    text: str | None = None
    approved_by: str | None = None

    @property
    def filled(self) -> bool:
        return bool(self.text and self.approved_by)


@dataclass(frozen=True, kw_only=True)
class ScaleBlock:
    """The report's own scale, with what each level means."""


@dataclass(frozen=True, kw_only=True)
class Definitions:
    """Terms with their meanings: the glossary, what could not be known and why."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    """One link of a chain: `what` such as 'Measure', `says` in safe words."""

    what: str
    says: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What one statement rests on, from the sentence to the files."""

    statement: str
    kind: Kind
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Trail:
    chains: tuple[Chain, ...]


Block = (
    Heading
    | Paragraph
    | Listing
    | Facts
    | TallyBlock
    | Confidence
    | PictureBlock
    | TableBlock
    | Evaluation
    | Voices
    | Example
    | Quotation
    | ScaleBlock
    | Definitions
    | Trail
)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the report; `id` is unique and becomes the anchor, such as 'confidence'."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    appendix: bool = False


@dataclass(frozen=True, kw_only=True)
class ScaleLevel:
    """One step of the framework's scale; `aliases` are other words for it in published reports."""

    level: int
    label: str
    means: str
    aliases: tuple[str, ...] = ()

    @property
    def step(self) -> Step:
        return Step(level=self.level, label=self.label)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole document. `scale` is highest first and empty where there is only narrative.

    `notice` stands on every page, such as 'Everything in this report is invented'. `bodies` are
    who inspected, as text: no crest, no logo.
    """

    id: str
    title: str
    subtitle: str
    notice: str
    sections: tuple[Section, ...]
    scale: tuple[ScaleLevel, ...] = ()
    bodies: tuple[str, ...] = ()
    published: date | None = None
    licence: str = ""
    made_with: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order."""
        return tuple(s for section in self.sections for b in section.blocks for s in said_in(b))


def said_in(block: Block) -> tuple[Statement, ...]:
    """The statements of a block in reading order."""
    match block:
        case Paragraph() | Listing() | Evaluation() | Voices() | Example():
            return block.statements
        case TallyBlock():
            return (block.words,)
        case Confidence():
            return block.because + block.already_begun
        case _:
            return ()


@dataclass(frozen=True, kw_only=True)
class Release:
    """The news release. Paragraphs are filled text; `tally_words` the sentence of the tally.

    `report_address` is where the report can be read; a relative address will do.
    """

    headline: str
    notice: str
    opening: tuple[str, ...]
    tally_words: str
    paragraphs: tuple[str, ...]
    quotes: tuple[Quotation, ...]
    report_address: str
    published: date | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChildrensPage:
    """One page for children, in words that `written_by` wrote."""

    title: str
    notice: str
    paragraphs: tuple[str, ...]
    written_by: str


@dataclass(frozen=True, kw_only=True)
class OpenEvaluation:
    """One row of open data. `id` is stable: `<inspection>/<indicator>`; level None is not known."""

    id: str
    inspection: str
    area: str
    framework: str
    indicator: str
    title: str
    level: int | None
    label: str
    basis: str
    source: str


@dataclass(frozen=True, kw_only=True)
class OpenData:
    notice: str
    licence: str
    published: date | None
    evaluations: tuple[OpenEvaluation, ...]
