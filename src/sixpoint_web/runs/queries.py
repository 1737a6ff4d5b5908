"""Long work, newest first."""

from django.db.models import QuerySet

from .models import Run


def runs() -> QuerySet[Run]:
    """Every run with who asked for it."""
    return Run.objects.select_related("asked_by")


def failed() -> int:
    """How many runs failed."""
    return Run.objects.filter(state=Run.State.FAILED).count()
