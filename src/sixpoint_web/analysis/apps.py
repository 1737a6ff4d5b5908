"""The app: extracts, analysis and what crosses."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    """Extracts, analysis and what crosses."""

    name = "sixpoint_web.analysis"
    label = "analysis"

    def ready(self) -> None:
        """Names its long work, and what is tidied away."""
        from . import tasks  # noqa: F401
