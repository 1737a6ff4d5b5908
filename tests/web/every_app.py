"""The apps of both sides at once, for the type checker alone: no process ever serves both."""

from sixpoint_web.config.apps import apps_of
from sixpoint_web.config.setup import Side
from tests.web.settings import *  # noqa: F403

INSTALLED_APPS = list(dict.fromkeys(app for side in Side for app in apps_of(side)))
