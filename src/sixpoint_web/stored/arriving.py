"""Uploads on their way in: small ones in memory, larger ones sealed, never plain on a disk.

Only people who are signed in leave any byte.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from .spool import Spool


class SealedUploads(FileUploadHandler):
    """Takes what is too large for memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file; of somebody who is not signed in nothing is taken."""
        super().new_file(*args, **kwargs)
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            raise SkipFile
        self._spool = Spool()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seals a chunk; beyond the most that anything takes, only counts it."""
        if start <= settings.LARGEST_UPLOAD:
            self._spool.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file, to read from any place."""
        file, _kept = self._spool.finish()
        return UploadedFile(
            file=file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        """The visitor went away."""
        spool = getattr(self, "_spool", None)
        if spool is not None:
            spool.close()
