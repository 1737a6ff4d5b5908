"""What somebody decided about one installation, as values that have been checked."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

LARGEST_EXTRACT = 2_000_000_000
"""Bytes of one extract, unless somebody decided otherwise."""


class Side(StrEnum):
    """Whose installation this is; one process never serves both (ADR 0004)."""

    PARTNERSHIP = "partnership"
    INSPECTORATE = "inspectorate"


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Secrets that live beside the database and never in it."""

    folder: Path
    session: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Where messages to people are handed over."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls_from_the_start: bool = False


@dataclass(frozen=True, kw_only=True)
class SingleSignOn:
    """Another organisation's sign-in, by OpenID Connect."""

    name: str
    issuer: str
    client: str
    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Setup:
    """One installation; `demo` is true only for invented people on this machine alone.

    `store` is the analysis store, which the partnership's side has and the other has not.
    """

    side: Side
    hosts: tuple[str, ...]
    database: dict[str, Any] = field(repr=False)
    keys: Keys
    address: str
    static: Path
    files: Path
    store: Path | None = None
    largest_extract: int = LARGEST_EXTRACT
    behind_proxy: bool = False
    mail: Mail | None = None
    single_sign_on: SingleSignOn | None = None
    demo: bool = False
