"""What drawing takes and gives: safe points in; a picture with words and a table out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from sixpoint.terms.cells import SafeNumber


class Tone(StrEnum):
    """How a cell of a table stands out; its text says the same in words."""

    PLAIN = "plain"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True)
class Cell:
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as it is read: the first cell of a row is its header; `notes` stand below.

    `numbers` says that the other columns hold numbers, which are set to the right.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    numbers: bool = True


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart twice (`svg` for pages and paper, `narrow` for phones), in words, and as a table.

    `key` says what the signs in the chart mean. Both drawings carry the title and `alt` inside
    them, with ids made from the picture's own. `wide` and `small` draw; nothing is drawn before
    somebody looks, and nothing twice.
    """

    wide: Callable[[], str] = field(repr=False, compare=False)
    small: Callable[[], str] = field(repr=False, compare=False)
    alt: str
    table: Table
    key: tuple[str, ...] = ()

    @cached_property
    def svg(self) -> str:
        return self.wide()

    @cached_property
    def narrow(self) -> str:
        return self.small()


@dataclass(frozen=True, kw_only=True)
class Point:
    """One period or group. `signals` are words, such as 'outside the limits'.

    A `provisional` point may still change, and is drawn hollow. `interval` says between which ends
    its own value lies.
    """

    label: str
    value: SafeNumber
    signals: tuple[str, ...] = ()
    provisional: bool = False
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Centre line and limits from point `first` to point `last`, inclusive; None is either end.

    A limit that is None is not drawn: there is none, or values never come near it. `edges` are
    each point's own limits, where they differ. `line` says what the centre is. `because` says why
    a new baseline begins here.
    """

    centre: float
    lower: float | None
    upper: float | None
    first: int | None = None
    last: int | None = None
    edges: tuple[tuple[float, float], ...] = ()
    line: str = "average"
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a scale of levels."""

    level: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Level:
    """The level of one indicator; None is not known. `basis` is said beside it if not empty."""

    indicator: str
    title: str
    level: int | None
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many indicators have each level; `steps` highest first, `unknown` counts the rest."""

    steps: tuple[tuple[Step, int], ...]
    unknown: int = 0

    @property
    def total(self) -> int:
        return sum(count for _, count in self.steps) + self.unknown
