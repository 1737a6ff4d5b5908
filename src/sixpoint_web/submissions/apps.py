"""The app: requests to the partnership, and what it gives."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Requests to the partnership, and what it gives."""

    name = "sixpoint_web.submissions"
    label = "submissions"

    def ready(self) -> None:
        """Names what is veiled from whoever inspects."""
        from . import veiled  # noqa: F401
