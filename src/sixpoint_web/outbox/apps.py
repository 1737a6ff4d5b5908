"""The app: messages to people, that arrive or are seen not to."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages to people, that arrive or are seen not to."""

    name = "sixpoint_web.outbox"
    label = "outbox"
