"""The app: looking after the installation."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Looking after the installation."""

    name = "sixpoint_web.keeping"
    label = "keeping"
