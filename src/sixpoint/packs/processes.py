"""How long each step of child protection may take, by edition of the guidance or by local rule.

An edition is in force in a partnership from the day that the partnership says, with a source: the
data gives no other date. A limit that is not confirmed, or that is words, starts no clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Protocol

from pydantic import Field

from sixpoint.terms.problems import user_error
from sixpoint.terms.strict import strict

from .header import Fact, PackHeader, Source

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LOCAL = "local"


class Unit(StrEnum):
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@strict
class Process:
    """A stretch of work with an event at each end."""

    id: Id
    title: str
    starts: str
    ends: str


@strict
class ProcessLimit(Fact):
    """What one edition says of one process.

    `number` and `unit` make a clock; `words` are what it says without one. All three empty: the
    edition is silent. `starts` and `ends` are given where the edition counts from or to another
    event than the process does.
    """

    process: Id
    number: Annotated[int, Field(ge=1)] | None = None
    unit: Unit | None = None
    words: str | None = None
    starts: str | None = None
    ends: str | None = None

    def __post_init__(self) -> None:
        if (self.number is None) != (self.unit is None):
            raise ValueError("a number needs a unit, and a unit a number")
        Fact.__post_init__(self)

    @property
    def starts_clock(self) -> bool:
        return self.confirmed and self.number is not None


@strict
class Edition(Fact):
    """`in_force_from` None: no source gives the day. `confirmed` is about that day."""

    id: Id
    title: str
    publisher: str
    in_force_from: date | None
    limits: tuple[ProcessLimit, ...]

    def limit(self, process: str) -> ProcessLimit | None:
        return next((limit for limit in self.limits if limit.process == process), None)


@strict
class ProcessesFile:
    format: Literal[1]
    processes: tuple[Process, ...]
    editions: tuple[Edition, ...]


@dataclass(frozen=True, kw_only=True)
class ProcessesPack:
    header: PackHeader
    content_hash: str
    processes: tuple[Process, ...]
    editions: tuple[Edition, ...]
    sources: Mapping[str, Source]

    def process(self, id_: str) -> Process | None:
        return next((one for one in self.processes if one.id == id_), None)

    def edition(self, id_: str) -> Edition | None:
        return next((one for one in self.editions if one.id == id_), None)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A clock: so many days or months, under which edition (or 'local'), and who says so."""

    number: int
    unit: Unit
    edition: str
    source: str


class Guidance(Protocol):
    """That a partnership works to an edition from a day."""

    @property
    def edition(self) -> str: ...
    @property
    def since(self) -> date: ...


class OwnLimit(Protocol):
    """A limit that a partnership has set itself, up to and including a last day if it has one."""

    @property
    def process(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def source(self) -> str: ...


def limit_for(
    process: str,
    day: date,
    *,
    pack: ProcessesPack,
    guidance: Sequence[Guidance] = (),
    local_limits: Sequence[OwnLimit] = (),
) -> Limit | None:
    """The limit in force for a process that starts on this day; None where no clock runs.

    The partnership's own limit goes before the guidance's, the later statement before the earlier.
    """
    if pack.process(process) is None:
        raise _unknown("process", process, [one.id for one in pack.processes])
    own = [one for one in local_limits if one.process == process and _covers(one, day)]
    if own:
        latest = max(own, key=lambda one: one.since)
        unit = Unit(latest.unit)
        return Limit(number=latest.number, unit=unit, edition=LOCAL, source=latest.source)
    return _guided(process, day, pack, guidance)


def _covers(own: OwnLimit, day: date) -> bool:
    return own.since <= day and (own.until is None or day <= own.until)


def edition_on(day: date, *, pack: ProcessesPack, guidance: Sequence[Guidance]) -> Edition | None:
    """The edition that the partnership says it works to on this day."""
    stated = [one for one in guidance if one.since <= day]
    if not stated:
        return None
    id_ = max(stated, key=lambda one: one.since).edition
    edition = pack.edition(id_)
    if edition is None:
        raise _unknown("edition", id_, [one.id for one in pack.editions])
    return edition


def _guided(
    process: str, day: date, pack: ProcessesPack, guidance: Sequence[Guidance]
) -> Limit | None:
    edition = edition_on(day, pack=pack, guidance=guidance)
    limit = edition.limit(process) if edition else None
    if edition is None or limit is None or not limit.starts_clock:
        return None
    if limit.number is None or limit.unit is None:
        return None
    keys = [address for key in limit.source for address in pack.sources[key].addresses]
    return Limit(number=limit.number, unit=limit.unit, edition=edition.id, source=" ; ".join(keys))


def _unknown(what: str, id_: str, known: Sequence[str]) -> Exception:
    return user_error(
        f"unknown-{what}",
        what=f"The pack of processes has no {what} `{id_}`.",
        fix=f"It has: {', '.join(known)}.",
    )
