"""The app of evidence."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence items and the triangulation matrix."""

    name = "sixpoint_web.evidence"
    label = "evidence"
