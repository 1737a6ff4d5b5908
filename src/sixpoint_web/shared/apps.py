"""The app of what is shared."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Templates, styles and error pages."""

    name = "sixpoint_web.shared"
    label = "shared"
