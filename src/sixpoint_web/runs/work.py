"""Asking for long work, doing it under a lease, and taking up what a dead worker left.

Every change of a run's state is compare-and-set on state and attempt, so that a worker that was
taken for dead cannot write over what its successor did.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .kinds import Beat, LeaseLost, Result, StepFailed, kinds, work_of
from .models import LONGEST_STAGE, Run

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""A worker that has not said for so long that it lives is taken for dead."""

MOST_ATTEMPTS = 3

FORGOTTEN = timedelta(seconds=20)
"""A run that waits so long although nobody is queueing was lost on its way."""


def ask_for(kind: str, *, by: AbstractBaseUser) -> Run:
    """Records the request, in the transaction of whoever asks; a worker finds it afterwards."""
    if kind not in kinds():
        raise ValueError(f"there is no long work called {kind}")
    run = Run.objects.create(kind=kind, asked_by_id=by.pk)
    transaction.on_commit(lambda: wake(run.id))
    return run


def wake(id_: UUID) -> None:
    """Tells the workers that something waits; if this is lost, `take_up_lapsed` tells them."""
    from .tasks import work

    work.enqueue(str(id_))


def work_on(id_: UUID) -> None:
    """Does one run, if it still waits: with no transaction open, under a lease."""
    run = _claim(id_)
    if run is None:
        return
    try:
        result = work_of(run.kind)(Beat(run=run.id, tell=lambda stage: _beat(run, stage)))
    except LeaseLost:
        log.warning("A run was taken up by another worker")
    except StepFailed as failed:
        _end(run, Run.State.FAILED, code=failed.code)
    except Exception:
        log.exception("A run failed")
        _end(run, Run.State.FAILED, code="fault")
    else:
        _end(run, Run.State.DONE, result=result)


def take_up_lapsed() -> int:
    """Gives what dead workers left to others, or fails it for good; gives how many there were."""
    over = Run.objects.filter(state=Run.State.WORKING, lease_until__lt=timezone.now())
    lapsed = list(over)
    for run in lapsed:
        if run.attempt >= MOST_ATTEMPTS:
            _end(run, Run.State.FAILED, code="stopped-too-often")
        elif _mine(run).update(state=Run.State.WAITING, lease_until=None):
            wake(run.id)
    return len(lapsed) + _wake_forgotten()


def _wake_forgotten() -> int:
    """Wakes for runs that wait while the queue is empty: a kill may have lost what told of them."""
    if DBTaskResult.objects.ready().exists():
        return 0
    since = timezone.now() - FORGOTTEN
    waiting = Run.objects.filter(state=Run.State.WAITING, asked_at__lt=since)
    ids = list(waiting.order_by("asked_at").values_list("id", flat=True))
    for id_ in ids:
        wake(id_)
    return len(ids)


def _claim(id_: UUID) -> Run | None:
    """Takes a waiting run, or gives None where another worker has it."""
    now = timezone.now()
    run = Run.objects.filter(id=id_, state=Run.State.WAITING).first()
    if run is None:
        return None
    taken = Run.objects.filter(id=id_, state=Run.State.WAITING, attempt=run.attempt).update(
        state=Run.State.WORKING,
        attempt=run.attempt + 1,
        lease_until=now + LEASE,
        beat_at=now,
        stage="",
    )
    run.attempt += 1
    return run if taken else None


def _mine(run: Run) -> "models.QuerySet[Run]":
    return Run.objects.filter(id=run.id, state=Run.State.WORKING, attempt=run.attempt)


def _beat(run: Run, stage: str) -> None:
    now = timezone.now()
    said = {"stage": stage[:LONGEST_STAGE]} if stage else {}
    if not _mine(run).update(lease_until=now + LEASE, beat_at=now, **said):
        raise LeaseLost


def _end(run: Run, state: Run.State, *, code: str = "", result: Result | None = None) -> None:
    _mine(run).update(
        state=state, ended_at=timezone.now(), lease_until=None, code=code, result=result or {}
    )
