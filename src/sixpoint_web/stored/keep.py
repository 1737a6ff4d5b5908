"""Keeps an uploaded file: checked, then sealed beside its place, then put there, then recorded.

The checks and the sealing can be done before a transaction begins (`take_in`, which the field of a
form does); the row is written in the transaction of whoever calls. Bytes without a row are taken
away by housekeeping (`tidy.py`).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from sixpoint.files.write import writing
from sixpoint_web.shared.ids import new_id

from .kinds import DOCUMENTS, kind_of
from .models import Stored
from .places import key_to_keys, place_of, sync
from .sealing import Sealer, new_key, seal_key
from .unfit import Unfit

AT_ONCE = 64 * 1024
MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
LONGEST_NAME = 160
SEPARATORS = re.compile(r"[/\\]")


class Upload(Protocol):
    """What Django hands over for an uploaded file; ContentFile is one too."""

    name: str | None
    size: int

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Goes there."""

    def read(self, size: int = -1, /) -> bytes:
        """Some bytes."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A file that was checked and lies sealed in its place, and that no row tells of yet."""

    id: UUID
    name: str
    kind: str
    size: int
    sha256: str
    key: bytes = field(repr=False)


def keep(
    upload: "Upload | Arrived",
    *,
    by: AbstractBaseUser,
    kinds: Sequence[str] = DOCUMENTS,
    largest: int = LARGEST,
) -> Stored:
    """The row of a file, in the caller's transaction; Unfit says in plain words why not.

    What a form's field took in was held against the field's own kinds and size.
    """
    arrived = (
        upload if isinstance(upload, Arrived) else take_in(upload, kinds=kinds, largest=largest)
    )
    return Stored.objects.create(
        id=arrived.id,
        name=arrived.name,
        kind=arrived.kind,
        size=arrived.size,
        sha256=arrived.sha256,
        key=arrived.key,
        kept_by_id=by.pk,
    )


def take_in(upload: Upload, *, kinds: Iterable[str], largest: int) -> Arrived:
    """Checks a file and seals it into its place; `largest` in bytes. Unfit says why not."""
    name = clean_name(upload.name or "")
    _refuse_size(upload.size, largest)
    kind = kind_of(name, kinds)
    upload.seek(0)
    kind.check(upload)  # type: ignore[arg-type]  # an upload reads and seeks, which is all it takes
    upload.seek(0)
    id_, key = new_id(), new_key()
    size, sha256 = _seal(upload, id_=id_, key=key)
    sealed = seal_key(key, by=key_to_keys(), about=id_.bytes)
    return Arrived(id=id_, name=name, kind=kind.name, size=size, sha256=sha256, key=sealed)


def clean_name(given: str) -> str:
    """The name without folders, control characters and marks that turn writing round."""
    last = SEPARATORS.split(given)[-1]
    said = "".join(one for one in last if not unicodedata.category(one).startswith("C"))
    said = " ".join(said.split()).lstrip(".")
    ending = PurePosixPath(said).suffix[:20]
    return said.removesuffix(ending)[: LONGEST_NAME - len(ending)] + ending or _("unnamed")


def _refuse_size(size: int, largest: int) -> None:
    if size < 1:
        raise Unfit(_("The file is empty."))
    if size > largest:
        most = {"most": largest // MEGABYTE or 1}
        raise Unfit(_("The file is too large. It may have at most %(most)s MB.") % most)


def _seal(upload: Upload, *, id_: UUID, key: bytes) -> tuple[int, str]:
    """Seals beside the place, then renames, so that no half file is ever in a place."""
    place = place_of(id_)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    with writing(place, private=True) as out:
        measured = _copy(upload, Sealer(out, key=key, about=id_.bytes))
    sync(place.parent)
    return measured


def _copy(upload: Upload, sealer: Sealer) -> tuple[int, str]:
    """Size and SHA-256 of what was sealed."""
    size, digest = 0, hashlib.sha256()
    while chunk := upload.read(AT_ONCE):
        size += len(chunk)
        digest.update(chunk)
        sealer.write(chunk)
    sealer.finish()
    return size, digest.hexdigest()
