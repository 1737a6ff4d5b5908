"""Uploads on their way in: small ones in memory, larger ones sealed, never plain on a disk.

The key of an upload on its way is in memory alone, and its file has no name: whatever happens,
nobody reads it afterwards. Only people who are signed in leave any byte.
"""

import io
import tempfile
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from .places import folder
from .sealing import CHUNK, Sealer, Unsealed, new_key

ABOUT = b"on its way"


class SealedUploads(FileUploadHandler):
    """Takes what is too large for memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file; of somebody who is not signed in nothing is taken."""
        super().new_file(*args, **kwargs)
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            raise SkipFile
        self._key = new_key()
        nameless = tempfile.TemporaryFile(dir=folder())  # noqa: SIM115 - outlives this function
        self._sealed = cast(IO[bytes], nameless)
        self._sealer = Sealer(self._sealed, key=self._key, about=ABOUT)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seals a chunk; beyond the most that anything takes, only counts it."""
        if start <= settings.LARGEST_UPLOAD:
            self._sealer.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file, to read from any place."""
        self._sealer.finish()
        unsealed = Unsealed(self._sealed, key=self._key, about=ABOUT)
        return UploadedFile(
            file=cast(IO[bytes], io.BufferedReader(unsealed, CHUNK)),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        """The visitor went away."""
        sealed = getattr(self, "_sealed", None)
        if sealed is not None:
            sealed.close()
