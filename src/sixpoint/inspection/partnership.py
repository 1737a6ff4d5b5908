"""partnership.yaml: who the partnership is and what its agencies supply."""

from datetime import date
from pathlib import Path
from typing import Literal

from sixpoint.files import read_yaml
from sixpoint.terms.problems import user_error
from sixpoint.terms.strict import strict

FILE = "partnership.yaml"


@strict
class Days:
    """From the first day up to and including the last."""

    first: date
    last: date


@strict
class Agency:
    id: str
    name: str
    tables: tuple[str, ...]


@strict
class PacksInUse:
    datasets: str
    measures: str
    processes: str


@strict
class GuidanceInUse:
    """Which edition of the guidance the partnership works to, from which day, and who says so."""

    edition: str
    since: date
    source: str


@strict
class LocalLimit:
    """A limit of the partnership's own; every figure that rests on it says that it is local.

    It holds up to and including `until`, where that is given, and goes before the guidance's.
    """

    process: str
    number: int
    unit: Literal["calendar_days", "working_days", "months"]
    since: date
    source: str
    until: date | None = None


@strict
class Holiday:
    day: date
    name: str


@strict
class Document:
    """A document that may cross: it names no child, and `checked_by` says who made sure."""

    file: str
    title: str
    kind: str
    checked_by: str


@strict
class Partnership:
    format: Literal[1]
    id: str
    name: str
    area: str
    invented: bool
    as_at: date
    period: Days
    packs: PacksInUse
    agencies: tuple[Agency, ...]
    guidance: tuple[GuidanceInUse, ...] = ()
    local_limits: tuple[LocalLimit, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    documents: tuple[Document, ...] = ()
    reference_seed: int = 0

    @property
    def expected(self) -> tuple[str, ...]:
        """The dataset ids that the agencies said they supply."""
        return tuple(f"{agency.id}.{table}" for agency in self.agencies for table in agency.tables)

    @property
    def reference_prefix(self) -> str:
        """Three capital letters of the id, which every local reference starts with."""
        letters = [letter for letter in self.id.upper() if letter.isalpha()]
        return "".join(letters[:3]).ljust(3, "X")


def read_partnership(folder: Path) -> Partnership:
    """The partnership of a folder; every problem of its file at once."""
    if not (folder / FILE).is_file():
        raise user_error(
            "no-partnership",
            what=f"This folder holds no {FILE}, so it is not a partnership."
            if folder.is_dir()
            else "This folder is not there.",
            fix=f"Name the folder that holds {FILE}.",
            file=folder,
        )
    return read_yaml(folder / FILE, Partnership)
