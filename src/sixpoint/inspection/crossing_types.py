"""What may cross from the partnership's side to the inspectorate's, and nothing else.

No class here has a place for a name, a date of birth, an address or a shared identifier; unknown
keys and columns are refused when the file is written and again when it is read.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sixpoint.disclosure.types import SafeFigure
from sixpoint.terms.cells import SafeNumber
from sixpoint.terms.strict import strict
from sixpoint.validation.types import Outcome

Reference = Annotated[str, Field(pattern=r"^[A-Z]{2,6}-[0-9]{3,7}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@strict
class Sender:
    id: str
    name: str
    area: str


@strict
class PackUsed:
    """A pack as it was when the figures were made; `content` is the hash of its files."""

    ref: str
    content: Sha256


@strict
class SafeShare:
    """A share in whole percent with its 95% interval, of about so many."""

    percent: Annotated[int, Field(ge=0, le=100)]
    lower: Annotated[int, Field(ge=0, le=100)]
    upper: Annotated[int, Field(ge=0, le=100)]
    of: SafeNumber


@strict
class LinksMade:
    """How many records became how many children, in numbers that have passed disclosure.

    `right` is of a sample of links that two people looked at, `found` of pairs of one child whose
    shared identifier was hidden; `true_right` and `true_found` of all pairs of records, against the
    truth that only invented records have, rounded down. None where nobody measured it.
    """

    records: SafeNumber
    children: SafeNumber
    by_identifier: SafeNumber
    by_model: SafeNumber
    in_doubt: SafeNumber
    right: SafeShare | None = None
    found: SafeShare | None = None
    true_right: SafeShare | None = None
    true_found: SafeShare | None = None


@strict
class RuleOutcome:
    code: str
    dataset: str
    outcome: Outcome
    count: SafeNumber
    why: str | None = None


@strict
class NotKnown:
    """A measure without a figure, and why."""

    measure: str
    title: str
    why: str


@strict
class SentDocument:
    file: str
    title: str
    kind: str
    sha256: Sha256
    checked_by: str


@strict
class Manifest:
    """crossing.json: what the file holds and what it was made with.

    `packs` are those of datasets, measures and processes, in that order.
    """

    format: Literal[1]
    partnership: Sender
    invented: bool
    as_at: date
    packs: tuple[PackUsed, PackUsed, PackUsed]
    members: dict[str, Sha256]
    links: LinksMade
    rules: tuple[RuleOutcome, ...]
    not_known: tuple[NotKnown, ...]
    documents: tuple[SentDocument, ...]

    @property
    def measures(self) -> str:
        """The pack of measures that the figures were made with."""
        return self.packs[1].ref


@strict
class FiguresFile:
    """figures.json."""

    format: Literal[1]
    figures: tuple[SafeFigure, ...]


@strict
class ReturnRow:
    """One child of the pre-inspection return: nothing but a local reference and two groups."""

    reference: Reference
    category: str
    age_band: str


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """Everything that crosses. `documents` maps a document's file name to its text."""

    manifest: Manifest
    figures: tuple[SafeFigure, ...]
    returned: tuple[ReturnRow, ...]
    documents: dict[str, str]
