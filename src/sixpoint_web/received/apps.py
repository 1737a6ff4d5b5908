"""The app: figures that crossed."""

from django.apps import AppConfig


class ReceivedConfig(AppConfig):
    """Figures that crossed."""

    name = "sixpoint_web.received"
    label = "received"
