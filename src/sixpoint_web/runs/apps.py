"""The app: long work that survives kills."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """Long work that survives kills."""

    name = "sixpoint_web.runs"
    label = "runs"
