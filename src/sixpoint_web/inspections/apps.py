"""The app: inspections and who has which role in them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class InspectionsConfig(AppConfig):
    """Inspections and who has which role in them."""

    name = "sixpoint_web.inspections"
    label = "inspections"

    def ready(self) -> None:
        """Lets each app name the pages that it adds to an inspection."""
        autodiscover_modules("places")
