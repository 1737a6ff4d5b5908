"""Whether a picture is one: it is decoded, and refused before that where it would be too large."""

from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from .unfit import Unfit

MOST_PIXELS = 50_000_000
"""More than telephones take; decoded it needs some 200 MB for a moment."""


def check_png(file: IO[bytes]) -> None:
    """A picture in PNG."""
    _check(file, "PNG")


def check_jpeg(file: IO[bytes]) -> None:
    """A picture in JPEG."""
    _check(file, "JPEG")


def _check(file: IO[bytes], format_: str) -> None:
    try:
        with Image.open(file, formats=[format_]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_pixels()
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Unfit:
        raise
    except Exception:  # a decoder fed with anything fails in any way
        raise Unfit(_("The picture is damaged, or it is not what its name says.")) from None


def _too_many_pixels() -> Unfit:
    return Unfit(_("The picture has too many pixels. Make it smaller."))
