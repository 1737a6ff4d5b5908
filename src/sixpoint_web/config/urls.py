"""Every address of the workspace on this side: each app that is there brings its own."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from sixpoint_web.shared import errors
from sixpoint_web.shared.health import health

WITHOUT_PAGES = {"shared", "audit", "outbox", "runs", "stored"}


def _of_apps() -> list[URLPattern | URLResolver]:
    """The addresses of our apps that are there on this side."""
    ours = [name for name in settings.INSTALLED_APPS if name.startswith("sixpoint_web.")]
    with_pages = [name for name in ours if name.partition(".")[2] not in WITHOUT_PAGES]
    return [one for name in with_pages for one in import_module(f"{name}.urls").urlpatterns]


urlpatterns = [path("health", health, name="health"), *_of_apps()]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault
