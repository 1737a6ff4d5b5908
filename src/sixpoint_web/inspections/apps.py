"""The app: inspections and who has which role in them."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Inspections and who has which role in them."""

    name = "sixpoint_web.inspections"
    label = "inspections"
