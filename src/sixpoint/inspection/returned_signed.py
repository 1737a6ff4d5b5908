"""Who stands for which part of the return: each agency signs the rows that it listed.

A signature is a role and a day over the hash of those rows. When one of them changes, is added or
is taken out, the hash is another, and the signature is void: it stays written down, and is said to
be void until the agency signs again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Protocol

from pydantic import Field

from sixpoint.files import fingerprint, read_json, write_json
from sixpoint.sampling.types import InReturn
from sixpoint.terms.problems import user_error
from sixpoint.terms.strict import strict

SIGNATURES = Path("return") / "signatures.json"


class Line(InReturn, Protocol):
    """A row of the return, with the agency that listed it."""

    @property
    def listed_by(self) -> str: ...


@strict
class Signature:
    """One agency's: `role` says who, never by name; `content` is the hash of its rows."""

    agency: str
    role: Annotated[str, Field(min_length=1)]
    on: date
    content: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    rows: int


@strict
class SignaturesFile:
    """return/signatures.json of a partnership: of one return, the last signature by agency."""

    format: Literal[1]
    framework: str
    programme: str
    signatures: tuple[Signature, ...]


class SignedState(StrEnum):
    SIGNED = "signed"
    VOID = "void: changed since it was signed"
    NOT_SIGNED = "not signed"
    NOTHING = "lists nobody, and has not signed that"


@dataclass(frozen=True, kw_only=True)
class SignedPart:
    """How one agency's part stands now."""

    agency: str
    name: str
    rows: int
    content: str
    state: SignedState
    role: str | None = None
    on: date | None = None


def content_of(agency: str, lines: Sequence[Line]) -> tuple[str, int]:
    """The hash of an agency's rows, whatever their order, and how many they are."""
    own = sorted(
        (one.reference, one.category, one.age_band) for one in lines if one.listed_by == agency
    )
    return fingerprint([agency, own]), len(own)


def signed_parts(
    lines: Sequence[Line],
    agencies: Sequence[tuple[str, str]],
    signatures: Sequence[Signature],
) -> tuple[SignedPart, ...]:
    """Each agency's part with its signature, if it has one, and whether that still holds."""
    by_agency = {one.agency: one for one in signatures}
    return tuple(_part(id_, name, lines, by_agency.get(id_)) for id_, name in agencies)


def _part(agency: str, name: str, lines: Sequence[Line], signature: Signature | None) -> SignedPart:
    content, rows = content_of(agency, lines)
    if signature is None:
        state = SignedState.NOT_SIGNED if rows else SignedState.NOTHING
        return SignedPart(agency=agency, name=name, rows=rows, content=content, state=state)
    return SignedPart(
        agency=agency,
        name=name,
        rows=rows,
        content=content,
        state=SignedState.SIGNED if signature.content == content else SignedState.VOID,
        role=signature.role,
        on=signature.on,
    )


def read_signatures(folder: Path, *, framework: str, programme: str) -> tuple[Signature, ...]:
    """The signatures of a partnership under this return; none where nobody signed yet."""
    path = folder / SIGNATURES
    if not path.is_file():
        return ()
    read = read_json(path, SignaturesFile)
    if (read.framework, read.programme) != (framework, programme):
        raise user_error(
            "return-programme",
            what=f"The signatures are under the return of {read.framework}, {read.programme}.",
            fix="Name that framework and programme, or move the signatures away to begin anew.",
            file=path,
        )
    return read.signatures


def sign(
    folder: Path,
    lines: Sequence[Line],
    *,
    agency: str,
    role: str,
    on: date,
    framework: str,
    programme: str,
) -> None:
    """Writes down that the agency stands for its rows as they are now."""
    before = read_signatures(folder, framework=framework, programme=programme)
    content, rows = content_of(agency, lines)
    signed = Signature(agency=agency, role=role, on=on, content=content, rows=rows)
    others = [one for one in before if one.agency != agency]
    file = SignaturesFile(
        format=1,
        framework=framework,
        programme=programme,
        signatures=tuple(sorted([*others, signed], key=lambda one: one.agency)),
    )
    write_json(folder / SIGNATURES, file)
