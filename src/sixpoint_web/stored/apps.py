"""The app of stored files."""

from django.apps import AppConfig


class StoredConfig(AppConfig):
    """Files that people upload."""

    name = "sixpoint_web.stored"
    label = "stored"
