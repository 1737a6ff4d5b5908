"""The head of every pack: what it is, whose, since when, and whether it is confirmed."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sixpoint.terms.strict import strict


class PackKind(StrEnum):
    FRAMEWORK = "framework"
    DATASETS = "datasets"
    MEASURES = "measures"
    PROCESSES = "processes"
    PUBLISHED = "published"


@strict
class InForce:
    """From the first day up to and including the last; None where the day is not known."""

    since: date | None
    until: date | None


@strict
class PackHeader:
    """`extends` names the pack whose content files stand in for those that this pack lacks.

    `confirmed` False says that at least the whole of it has not been confirmed; each fact inside
    carries its own.
    """

    format: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Annotated[str, Field(pattern=r"^[0-9a-z.]+$")]
    kind: PackKind
    title: str
    publisher: str
    source: str
    licence: str
    in_force: InForce
    confirmed: bool
    extends: str | None = None
    note: str | None = None

    @property
    def ref(self) -> str:
        """The pack as others name it: `scotland-children/2014`."""
        return f"{self.id}/{self.version}"


@strict
class Fact:
    """What we say of the world, with the keys of its sources, and whether we read it there."""

    confirmed: bool
    source: tuple[str, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        if self.confirmed and not self.source:
            raise ValueError("a confirmed fact names its source; else write confirmed: false")


@strict
class Said(Fact):
    """A text in our words."""

    says: str


@strict
class Source:
    """Where a fact was read; `key` is what facts cite."""

    key: str
    addresses: Annotated[tuple[str, ...], Field(min_length=1)]
    note: str | None = None


@strict
class SourcesFile:
    format: Literal[1]
    sources: tuple[Source, ...]
