"""Empties the analysis store of a partnership and writes a certificate of what was there.

Takes the name of the partnership, as somebody typed it twice, who asks, and where the certificate
goes. Gives the certificate, signed with the installation's key: kinds, numbers and hashes, and no
content. Refuses while a step is at work in the store, or where the name is another.

What it is about to destroy is listed in the store before the first file goes, so that a machine
that stops half-way can be asked again, and the certificate then names all of it.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sixpoint.files import fingerprint, read_json, sha256_of, write_json
from sixpoint.terms.problems import user_error
from sixpoint.terms.strict import strict
from sixpoint_web.analysis.store import InUse, held
from sixpoint_web.audit import record as trail
from sixpoint_web.audit.head import Signer

LIST, LOCK = "destroying.json", "lock"
OTHER = "Other files"
KINDS = {
    ("partnership", "extracts"): "Extracts of the agencies",
    ("partnership", "mappings"): "Mappings of the agencies",
    ("partnership", "documents"): "Documents of the partnership",
    ("partnership", "store"): "Links, pseudonyms, exact figures and decisions",
    ("partnership", "crossing"): "Figures prepared to cross",
    ("intake",): "Reports of the last check",
    ("incoming",): "Files on their way in",
    ("steps",): "What could be mended after a step",
}


@strict
class Listed:
    """One file that is to go: its kind, bytes and the hash of its content; never its name."""

    kind: str
    size: int
    sha256: str
    place: str
    """Hash of where it lies, by which a file is counted once."""


@strict
class Listing:
    """What a destruction that has begun is about."""

    format: int
    begun_at: datetime
    files: tuple[Listed, ...]


@strict
class Gone:
    """One kind: how many files, how many bytes, and one hash over the hashes of their contents."""

    kind: str
    files: int
    size: int
    sha256: str


@strict
class Certificate:
    """What was destroyed, when, and who asked for it. No content and no name of a file."""

    format: int
    partnership: str
    by: str
    begun_at: datetime
    done_at: datetime
    kinds: tuple[Gone, ...]
    signature: str = ""


def partnership_here() -> str:
    """The name of this installation's partnership; a UserError where there is no store."""
    if not settings.STORE or not apps.is_installed("sixpoint_web.analysis"):
        raise user_error(
            "workspace-destroy-no-store",
            what="This workspace has no analysis store.",
            fix="Run this where the partnership's side is installed.",
        )
    found = apps.get_model("analysis", "Partnership").objects.first()
    return str(found) if found else ""


def refuse_other_name(name: str) -> None:
    """Refuses a name that is not exactly that of the partnership here, and does not tell which."""
    if not name or name != partnership_here():
        raise user_error(
            "workspace-destroy-other-name",
            what="The partnership of this workspace has another name. Nothing was destroyed.",
            fix="Look whether this is the right installation, and type the name as it is there.",
        )


def destroy(name: str, *, by: str, certificate: Path) -> Certificate:
    """Destroys everything in the store; asked again after a stop, it ends what it began."""
    refuse_other_name(name)
    _refuse_unfit(by, certificate)
    try:
        with held():
            return _destroy(name, by=by, certificate=certificate)
    except InUse:
        raise user_error(
            "workspace-destroy-busy",
            what="A step is at work in the analysis store. Nothing was destroyed.",
            fix="Wait until it has ended, stop `sixpoint serve`, and try again.",
        ) from None


def _destroy(name: str, *, by: str, certificate: Path) -> Certificate:
    listing = _begin(by)
    _empty()
    made = _signed(_certificate(name, by, listing))
    with transaction.atomic():
        now = timezone.now()
        apps.get_model("analysis", "Extract").objects.filter(gone_at=None).update(gone_at=now)
        _trace("store-destroyed", {"certificate": made.signature, "by": by})
    write_json(certificate, made)
    (_store() / LIST).unlink()
    return made


def _begin(by: str) -> Listing:
    """Writes down what is to go before anything goes; with what an earlier try wrote down."""
    file = _store() / LIST
    before = read_json(file, Listing) if file.exists() else None
    known = {(one.place, one.sha256): one for one in (before.files if before else ())}
    known |= {(one.place, one.sha256): one for one in _listed()}
    if not known:
        raise user_error(
            "workspace-destroy-nothing",
            what="The analysis store is empty.",
            fix="There is nothing to destroy. The audit trail says when it was, if it was.",
        )
    begun = before.begun_at if before else timezone.now()
    listing = Listing(format=1, begun_at=begun, files=tuple(known[key] for key in sorted(known)))
    with transaction.atomic():
        _trace("store-destruction-begun", {"by": by, "list": fingerprint(listing)})
    write_json(file, listing)
    return listing


def _listed() -> Iterator[Listed]:
    for path in _files():
        inside = path.relative_to(_store())
        yield Listed(
            kind=_kind(inside),
            size=path.lstat().st_size,
            sha256="" if path.is_symlink() else sha256_of(path),
            place=hashlib.sha256(inside.as_posix().encode()).hexdigest(),
        )


def _kind(inside: Path) -> str:
    parts = inside.parts[:-1]
    return KINDS.get(parts[:2]) or KINDS.get(parts[:1]) or OTHER


def _files() -> list[Path]:
    ours = {_store() / LIST, _store() / LOCK}
    there = sorted(one for one in _store().rglob("*") if one.is_symlink() or one.is_file())
    return [one for one in there if one not in ours]


def _empty() -> None:
    """Everything but the lock and the list; refused where something came meanwhile."""
    for one in sorted(_store().iterdir()):
        if one.name in (LIST, LOCK):
            continue
        shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
    if _files():
        raise user_error(
            "workspace-destroy-busy",
            what="Files came into the analysis store while it was emptied.",
            fix="Stop `sixpoint serve`, and run this again: it ends what it began.",
        )


def _certificate(name: str, by: str, listing: Listing) -> Certificate:
    kinds = sorted({one.kind for one in listing.files})
    gone = tuple(_gone(kind, [one for one in listing.files if one.kind == kind]) for kind in kinds)
    return Certificate(
        format=1,
        partnership=name,
        by=by,
        begun_at=listing.begun_at,
        done_at=timezone.now(),
        kinds=gone,
    )


def _gone(kind: str, files: list[Listed]) -> Gone:
    hashes = json.dumps(sorted(one.sha256 for one in files))
    return Gone(
        kind=kind,
        files=len(files),
        size=sum(one.size for one in files),
        sha256=hashlib.sha256(hashes.encode()).hexdigest(),
    )


def _signed(made: Certificate) -> Certificate:
    """Ed25519 is deterministic: one content, one signature."""
    keys: Any = settings.KEYS_FOLDER
    words = f"sixpoint destroyed {fingerprint(made)}".encode()
    return replace(made, signature=Signer(Path(keys)).key.sign(words).hex())


def _trace(action: str, values: dict[str, object]) -> None:
    trail.write(by=None, action=action, thing="installation", subject="store", values=values)


def _refuse_unfit(by: str, certificate: Path) -> None:
    if not by.strip():
        raise user_error(
            "workspace-destroy-by-nobody",
            what="A certificate needs somebody who asks for the destruction.",
            fix='Add --by "NAME".',
        )
    inside = certificate.resolve().is_relative_to(_store().resolve())
    if certificate.exists() or inside or not certificate.parent.is_dir():
        raise user_error(
            "workspace-destroy-certificate-place",
            what="The certificate cannot be written there. Nothing was destroyed.",
            fix="Name a file that is not there yet, in a folder that is, outside the store.",
            file=certificate,
        )


def _store() -> Path:
    return Path(str(settings.STORE))
