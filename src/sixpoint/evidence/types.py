"""Evidence items as people write them, and the register of everything that may be cited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sixpoint.disclosure.types import SafeFigure
from sixpoint.instruments.types import Result
from sixpoint.terms.strict import strict


class Direction(StrEnum):
    STRENGTH = "strength"
    WEAKNESS = "weakness"
    NEUTRAL = "neutral"


@strict
class Touches:
    """That a source speaks to an indicator: which way, and how strongly (1 slight to 3 strong)."""

    indicator: str
    direction: Direction
    weight: Annotated[int, Field(ge=1, le=3)] = 2


@strict
class EvidenceItem:
    """One thing seen, heard or read. Staff by designation, children and families never by name.

    `source` names the figure or result that the item weighs; `file` a document beside the item;
    `people` is exact and stays inside.
    """

    id: str
    kind: str
    title: str
    observed: date
    recorded: date
    by: str
    touches: Annotated[tuple[Touches, ...], Field(min_length=1)]
    says: str
    observed_until: date | None = None
    who: str | None = None
    people: Annotated[int, Field(ge=1)] | None = None
    themes: tuple[str, ...] = ()
    source: str | None = None
    file: str | None = None


@strict
class EvidenceFile:
    format: Literal[1]
    items: tuple[EvidenceItem, ...]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Anything that may be cited, with the fingerprint that tells whether it changed.

    `phrase` is what stands in a sentence for `{id}`; None for sources without a figure.
    `origin` is the figure, result or item itself.
    """

    id: str
    kind: str
    title: str
    says: str
    fingerprint: str
    shown: str
    phrase: str | None
    origin: SafeFigure | Result | EvidenceItem


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """One kind of source on one indicator: ids by direction."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.strengths or self.weaknesses or self.neutral)

    @property
    def contradictory(self) -> bool:
        return bool(self.strengths and self.weaknesses)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Kinds of source by indicator; every pair has a cell, so that holes are seen."""

    indicators: tuple[str, ...]
    kinds: tuple[str, ...]
    cells: Mapping[tuple[str, str], MatrixCell]
