"""The app: framework packs, read from the shelf. It keeps nothing."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Framework packs, read from the shelf."""

    name = "sixpoint_web.frameworks"
    label = "frameworks"
