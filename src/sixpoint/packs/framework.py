"""What an inspection framework holds: indicators, scale, words, programmes and method.

Nothing here is a constant of the code: which bodies inspect, which indicators are evaluated, how
many levels there are, are all facts of a pack or of one inspection.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from sixpoint.terms.strict import strict

from .header import Fact, PackHeader, Said, Source

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$")]


@strict
class KeyQuestion(Fact):
    number: int
    asks: str


@strict
class Area(Fact):
    """A group of indicators. An area may have none: then it is a global judgement."""

    id: Key
    title: str
    key_question: int


@strict
class Themes(Fact):
    says: tuple[str, ...]


@strict
class Illustration(Fact):
    """What a level looks like; loaded by the body that owns the text, not shipped."""

    level: int
    says: str


@strict
class Indicator(Fact):
    """`confirmed` is about the title; the number and the themes say it for themselves."""

    id: Key
    title: str
    area: Key
    number_confirmed: bool
    themes: Themes
    illustrations: tuple[Illustration, ...] = ()


@strict
class Alias(Fact):
    """Another word for a level, and who writes it."""

    label: str
    used_by: str


@strict
class Level(Fact):
    """One step of the scale; 1 is the lowest."""

    level: Annotated[int, Field(ge=1)]
    label: str
    short: str
    means: Said
    aliases: tuple[Alias, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every word for this level, our own first."""
        return (self.label, *(alias.label for alias in self.aliases))


@strict
class ProportionWord(Fact):
    """A word for a share, between two percentages; each bound says whether it belongs."""

    word: str
    lowest: Annotated[int, Field(ge=0, le=100)]
    highest: Annotated[int, Field(ge=0, le=100)]
    lowest_belongs: bool
    highest_belongs: bool

    def holds(self, percent: Fraction) -> bool:
        above = percent > self.lowest or (self.lowest_belongs and percent == self.lowest)
        below = percent < self.highest or (self.highest_belongs and percent == self.highest)
        return above and below


@strict
class ReportHeading(Fact):
    """A chapter of the published report.

    `indicators` are those that published reports put there; any other one stands where its key
    question is named.
    """

    id: Key
    title: str
    indicators: tuple[Key, ...]
    key_questions: tuple[int, ...]


@strict
class BodyName(Fact):
    """A name from a day (None: from the beginning) up to and including another (None: still)."""

    name: str
    since: date | None = None
    until: date | None = None


@strict
class Body:
    """An inspecting body; its name depends on the day."""

    id: Key
    leads: bool
    names: Annotated[tuple[BodyName, ...], Field(min_length=1)]

    def name_on(self, day: date) -> str:
        """What the body is called on that day; its latest name where none is known."""
        for name in self.names:
            if (name.since is None or name.since <= day) and (
                name.until is None or day <= name.until
            ):
                return name.name
        return self.names[-1].name


@strict
class EvidenceKind(Fact):
    id: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    title: str


@strict
class Sufficiency(Fact):
    """Below how many kinds of source the team is asked whether its evidence is enough."""

    kinds_of_source: Annotated[int, Field(ge=1)]


@strict
class Week(Fact):
    """What happens in which weeks; weeks are None where only the order is known."""

    what: str
    first: int | None = None
    last: int | None = None


@strict
class Timetable(Fact):
    id: Key
    title: str
    weeks: int | None
    days_on_site: int | None
    school_holidays_count: bool | None
    steps: tuple[Week, ...] = ()


@strict
class Document(Fact):
    """A document that the method knows, with the number the inspectorate gives it, if any."""

    id: Key
    title: str
    number: str | None = None


@strict
class Population(Fact):
    """Children whom the partnership lists, without names, before the inspection."""

    id: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    title: str


@strict
class AgeBand(Fact):
    """From the first age up to and including the last, in years at last birthday."""

    label: str
    first: int
    last: int


@strict
class Return(Fact):
    """The pre-inspection return: local references, no names."""

    populations: tuple[Population, ...]
    age_bands: tuple[AgeBand, ...] = ()


@strict
class FollowUp(Fact):
    """What may follow publication; `levels` are those that can bring it about, if any do."""

    id: Key
    title: str
    levels: tuple[int, ...] = ()
    weeks_after_publication: int | None = None


@strict
class Retention(Fact):
    """How long something is kept; `period` None where no rule was found."""

    what: str
    period: str | None


@strict
class Question(Fact):
    id: Key
    says: str


@strict
class Programme(Fact):
    """One round of inspections on the framework.

    `indicators` and `areas` are what it evaluates on the scale; an area stands for a level given
    to the area as a whole. `narrative_only` names the questions answered in words alone. Where
    `varies` is true, `indicators` are the usual ones and each inspection says its own.
    `populations` are those of the method's pre-inspection return; none where nobody found out.
    """

    id: Key
    title: str
    asks: Literal["questions", "statements", "lines of enquiry", "nothing beyond the indicators"]
    questions: tuple[Question, ...] = ()
    indicators: tuple[Key, ...] = ()
    areas: tuple[Key, ...] = ()
    narrative_only: tuple[Key, ...] = ()
    varies: bool = False
    populations: tuple[str, ...] = ()
    timetable: Key | None = None
    papers: tuple[Said, ...] = ()
    inspections: Said | None = None

    @property
    def evaluates(self) -> tuple[str, ...]:
        """Ids of what gets a level: indicators, and areas as a whole."""
        return (*self.indicators, *self.areas)

    def may_evaluate(self, id_: str) -> bool:
        """Whether an inspection of this programme may give it a level."""
        return self.varies or id_ in self.evaluates

    @property
    def asks_one(self) -> str:
        """What one of its questions is called, such as `line of enquiry`."""
        first, *rest = self.asks.split(" ")
        return " ".join((first.removesuffix("s"), *rest))

    def number_of(self, question: str) -> int | None:
        """Where the question stands in the programme, from 1."""
        ids = [one.id for one in self.questions]
        return ids.index(question) + 1 if question in ids else None


@strict
class AreasFile:
    format: Literal[1]
    key_questions: tuple[KeyQuestion, ...]
    areas: tuple[Area, ...]
    indicators: tuple[Indicator, ...]


@strict
class ScaleFile:
    """An empty `scale` means that the framework gives no levels, only narrative."""

    format: Literal[1]
    scale: tuple[Level, ...]
    proportion_words: tuple[ProportionWord, ...]


@strict
class ReportFile:
    format: Literal[1]
    headings: tuple[ReportHeading, ...]


@strict
class MethodFile:
    format: Literal[1]
    bodies: tuple[Body, ...]
    evidence_kinds: tuple[EvidenceKind, ...]
    sufficiency: Sufficiency
    timetables: tuple[Timetable, ...]
    documents: tuple[Document, ...]
    pre_inspection_return: Return
    follow_ups: tuple[FollowUp, ...]
    retention: tuple[Retention, ...]


@strict
class ProgrammesFile:
    format: Literal[1]
    programmes: tuple[Programme, ...]


Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A framework pack as a whole, with every reference in it resolved."""

    header: PackHeader
    content_hash: str
    key_questions: tuple[KeyQuestion, ...]
    areas: tuple[Area, ...]
    indicators: tuple[Indicator, ...]
    scale: tuple[Level, ...]
    proportion_words: tuple[ProportionWord, ...]
    headings: tuple[ReportHeading, ...]
    method: MethodFile
    programmes: tuple[Programme, ...]
    sources: Mapping[str, Source]

    def indicator(self, id_: str) -> Indicator | None:
        return _first(one for one in self.indicators if one.id == id_)

    def area(self, id_: str) -> Area | None:
        return _first(one for one in self.areas if one.id == id_)

    def programme(self, id_: str) -> Programme | None:
        return _first(one for one in self.programmes if one.id == id_)

    def body(self, id_: str) -> Body | None:
        return _first(one for one in self.method.bodies if one.id == id_)

    def timetable(self, id_: str) -> Timetable | None:
        return _first(one for one in self.method.timetables if one.id == id_)

    def level(self, number: int) -> Level | None:
        return _first(one for one in self.scale if one.level == number)

    def level_called(self, label: str) -> Level | None:
        """The level with this label or alias, whatever its capitals."""
        wanted = label.casefold()
        return _first(
            one for one in self.scale if wanted in {word.casefold() for word in one.labels}
        )

    def title_of(self, id_: str) -> str | None:
        """The title of an indicator, or of an area where a whole area is evaluated."""
        found = self.indicator(id_) or self.area(id_)
        return found.title if found else None

    def area_of(self, id_: str) -> Area | None:
        """The area that an indicator belongs to; an area is its own."""
        indicator = self.indicator(id_)
        return self.area(indicator.area if indicator else id_)

    def heading_for(self, id_: str) -> ReportHeading | None:
        """Where an indicator or area stands in the report; there is a place for each."""
        named = _first(one for one in self.headings if id_ in one.indicators)
        area = self.area_of(id_)
        if named or area is None:
            return named
        return _first(one for one in self.headings if area.key_question in one.key_questions)

    def proportion_word(self, part: int, whole: int) -> str:
        """The word for `part` of `whole`, from the exact share and never a rounded one."""
        percent = Fraction(100 * part, whole)
        found = _first(one for one in self.proportion_words if one.holds(percent))
        if found is None:
            raise ValueError("a share lies between nothing and the whole")
        return found.word

    def addresses_of(self, fact: Fact) -> tuple[str, ...]:
        """Where the fact was read."""
        return tuple(address for key in fact.source for address in self.sources[key].addresses)


def _first(found: Iterable[Item]) -> Item | None:
    return next(iter(found), None)
