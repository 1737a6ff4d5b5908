"""Extracts on their way in: streamed into the analysis store in chunks, and nowhere else.

It is the only upload handler on the partnership's side. A file sent to a page that takes none, or
by somebody who may not, is read off the wire and kept nowhere: not in memory, not on a disk.
"""

import os
import uuid
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from sixpoint_web.accounts.models import Person

from . import policies, queries, store

View = TypeVar("View", bound=Callable[..., Any])
HEAD = 8
"""Bytes at the beginning that tell kinds of file apart."""


def takes_extracts(view: View) -> View:
    """Marks the view to whose address extracts may be sent."""
    view.takes_extracts = True  # type: ignore[attr-defined]  # the handler looks for it
    return view


class Incoming(UploadedFile[bytes]):
    """A file that lies in the store and is not taken yet; whoever closes it destroys it."""

    def __init__(self, *, path: Path, name: str, size: int, digest: str, head: bytes) -> None:
        super().__init__(name=name, size=size)
        self.path, self.digest, self.head = path, digest, head

    @property
    def too_large(self) -> bool:
        """Nothing of it is kept then."""
        return bool((self.size or 0) > settings.LARGEST_EXTRACT)

    def close(self) -> None:
        """At the end of the request; what was taken is no longer there."""
        self.path.unlink(missing_ok=True)


class IntoTheStore(FileUploadHandler):
    """Writes each chunk as it comes, and its hash with it."""

    _file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file, if this person may send one here."""
        super().new_file(*args, **kwargs)
        if not _may_send(self.request):
            raise SkipFile
        self._path = store.incoming() / str(uuid.uuid4())
        self._file = open(self._path, "xb", opener=_private)  # noqa: SIM115 - closed below
        self._hash, self._head = sha256(), b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Beyond the most that is taken, only counts."""
        if self._file is None or start + len(raw_data) > settings.LARGEST_EXTRACT:
            return
        if start < HEAD:
            self._head = (self._head + raw_data)[:HEAD]
        self._hash.update(raw_data)
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> Incoming | None:
        """The whole file, safe on the disk."""
        if self._file is None:
            return None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._close()
        name = self.file_name or ""
        digest = self._hash.hexdigest()
        return Incoming(path=self._path, name=name, size=file_size, digest=digest, head=self._head)

    def upload_interrupted(self) -> None:
        """The visitor went away: nothing stays."""
        if self._file is not None:
            self._close()
            self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        assert self._file is not None
        self._file.close()
        self._file = None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _may_send(request: HttpRequest | None) -> bool:
    """Whether this page takes extracts, and this person may send one of this table."""
    match = getattr(request, "resolver_match", None)
    by = getattr(request, "user", None)
    if match is None or not getattr(match.func, "takes_extracts", False):
        return False
    table = queries.table_with(match.kwargs["id_"])
    return isinstance(by, Person) and table is not None and policies.can_take_extract(by, table)
