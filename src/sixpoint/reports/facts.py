"""The facts of an inspection, as inspection.yaml gives them: what, by whom, when, and how."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from sixpoint.packs.measures import QUARTER
from sixpoint.terms.strict import strict


class MadeFrom(StrEnum):
    """A whole inspection, or the facts that somebody else published about one."""

    INSPECTION = "inspection"
    PUBLISHED_FACTS = "published_facts"


@strict
class Inspected:
    name: str
    area: str


@strict
class Window:
    """When inspectors looked; `words` stands for days that are not known exactly."""

    words: str
    first: date | None = None
    last: date | None = None


@strict
class Member:
    designation: str
    body: str
    role: str


@strict
class SamplePlan:
    """How many records are read, and the seed that makes the draw repeatable."""

    size: int
    reserves: int
    seed: int


@strict
class StatedTally:
    """Levels that were published as a count only: which indicators had them is not known."""

    levels: dict[int, int]
    source: str


@strict
class PublishedStatement:
    """A fact that was published, in our words, with where; for pages made from published facts."""

    about: Literal["conclusion", "theme", "confidence", "improvement"]
    says: str
    source: str


@strict
class Rebase:
    """The trend of a measure is told by new limits from a quarter on: why, and who decided it.

    `by` is a designation of the team, never a name.
    """

    measure: str
    quarter: str = Field(pattern=QUARTER)
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)

    @property
    def in_words(self) -> str:
        """The reason as the report gives it, with whose decision it was."""
        return f"{self.because.rstrip('.')} (decided by: {self.by})."


@strict
class Inspection:
    """`indicators` are what is evaluated: indicators, or a whole area. Left out, they are what the
    programme evaluates; `indicators_counted` stands where only their number is known."""

    format: Literal[1]
    id: str
    title: str
    invented: bool
    partnership: Inspected
    framework: str
    bodies: tuple[str, ...]
    window: Window
    made_from: MadeFrom = MadeFrom.INSPECTION
    programme: str | None = None
    published: str | None = None
    sources: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    indicators_counted: int | None = None
    stated_tally: StatedTally | None = None
    published_findings: tuple[PublishedStatement, ...] = ()
    team: tuple[Member, ...] = ()
    sample: SamplePlan | None = None
    new_baselines: tuple[Rebase, ...] = ()
    measures: str = "scotland-measures/1"
    licence: str = "CC-BY-4.0"
    report_address: str | None = None

    @property
    def unnamed(self) -> int:
        """How many evaluated indicators are only counted, not named."""
        return max((self.indicators_counted or 0) - len(self.indicators), 0)
