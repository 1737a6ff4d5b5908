"""What every page may say about the installation."""

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, object]:
    """The side, whether people are invented, and the language."""
    del request  # the same for everybody
    return {"side": settings.SIDE, "demo": settings.DEMO, "language": settings.LANGUAGE_CODE}
