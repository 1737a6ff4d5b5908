"""The app of those who look after the installation."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Looking after the installation."""

    name = "sixpoint_web.keeping"
    label = "keeping"

    def ready(self) -> None:
        """Names its long work."""
        from . import tasks  # noqa: F401
