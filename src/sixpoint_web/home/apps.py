"""The app: the page after sign-in."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The page after sign-in."""

    name = "sixpoint_web.home"
    label = "home"
