"""The app of concerns about a child."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """Concerns about a child, and who answers for them."""

    name = "sixpoint_web.concerns"
    label = "concerns"

    def ready(self) -> None:
        """Names what housekeeping does for it, and what the trail keeps from whom."""
        from . import regular, veiled  # noqa: F401
