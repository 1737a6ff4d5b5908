"""The app: what is to be done in an inspection, when, by whom, and to settle what."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """What is to be done in an inspection, when, by whom, and to settle what."""

    name = "sixpoint_web.plan"
    label = "plan"
