"""The app: what happened, in a trail that nobody can change."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What happened, in a trail that nobody can change."""

    name = "sixpoint_web.audit"
    label = "audit"
