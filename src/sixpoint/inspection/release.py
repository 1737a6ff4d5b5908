"""What a run would release, beside all that was released before; the ledger that remembers it.

releases/ stands beside store/ and not in it: store/ is made anew by every run, and what was
released can never be made again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sixpoint.disclosure.audit import AuditReport
from sixpoint.disclosure.earlier import as_release
from sixpoint.disclosure.joint import Past, Protected, protect_measures
from sixpoint.disclosure.ledger import (
    Ledger,
    Release,
    append,
    before_release,
    refuse_otherwise,
)
from sixpoint.files import fingerprint
from sixpoint.measures.types import ExactFigures
from sixpoint.packs.load import MeasuresPack
from sixpoint.records.types import SourceFile
from sixpoint.terms.strict import strict

RELEASES = Path("releases")
AUDIT = "audit.json"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Under which id a run is released, if at all, and how many children a reader must reckon
    with as changed since the release before."""

    release: str | None = None
    reckoned: int = 0


@dataclass(frozen=True, kw_only=True)
class Released:
    """Counts made safe beside the past; `release` is what the ledger is to remember, if anything.

    `again` says that the same was released under this id before.
    """

    ledger: Ledger
    protected: Protected
    release: Release | None = None
    again: bool = False


@strict
class AuditFile:
    """audit.json in store/: what the auditor found of every count that is not shown. Exact."""

    format: Literal[1]
    releases_before: int
    ledger_head: str
    found: AuditReport


def make_release(
    exact: ExactFigures,
    *,
    ledger: Ledger,
    pack: MeasuresPack,
    files: Sequence[SourceFile],
    area: str,
    asked: Asked,
) -> Released:
    """The counts, safe; a UserError where the audit refuses, or the id stands for others."""
    run = fingerprint([exact.as_at, sorted((file.dataset, file.sha256) for file in files)])
    content = fingerprint([run, pack.header.ref, pack.content_hash, area])
    release = asked.release
    again = release is not None and ledger.find(release) is not None
    past = before_release(ledger, release, content=content) if release else ledger
    protected = protect_measures(
        exact.cells,
        measures={one.id: one for one in pack.measures},
        policy=pack.policy,
        past=Past(ledger=past, area=area, reckoned=asked.reckoned),
    )
    if release is None:
        return Released(ledger=past, protected=protected)
    made = as_release(protected.kept, protected.safe, release, run=run, content=content)
    refuse_otherwise(ledger, made)
    return Released(ledger=ledger, protected=protected, release=made, again=again)


def remember(released: Released) -> None:
    """Adds the release to the ledger; nothing where none was asked for, or it is there."""
    if released.release and not released.again:
        append(released.ledger, released.release)


def audit_file(released: Released) -> AuditFile:
    """What the auditor found, for store/."""
    return AuditFile(
        format=1,
        releases_before=len(released.ledger.releases),
        ledger_head=released.ledger.head,
        found=released.protected.report,
    )
