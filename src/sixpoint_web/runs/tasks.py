"""What the worker is handed: an id and nothing else."""

from uuid import UUID

from django_tasks import task

from .work import work_on


@task()
def work(run: str) -> None:
    """Does the run with this id."""
    work_on(UUID(run))
