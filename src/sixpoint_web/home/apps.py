"""The app: the page after sign-in."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HomeConfig(AppConfig):
    """The page after sign-in."""

    name = "sixpoint_web.home"
    label = "home"

    def ready(self) -> None:
        """Lets each app tell what waits for somebody."""
        autodiscover_modules("waiting")
