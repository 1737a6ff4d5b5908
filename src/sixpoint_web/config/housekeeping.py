"""What has to happen without anybody asking: messages go out, the trail is sealed, runs taken up.

One process of its own does it, once a second. Each task stands alone: what fails is logged and
tried again in the next round, and keeps nothing else from being done.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from sixpoint_web.audit.head import Signer
from sixpoint_web.audit.seal import seal_waiting
from sixpoint_web.outbox.send import send_due
from sixpoint_web.runs.work import take_up_lapsed
from sixpoint_web.shared.regularly import regular_tasks
from sixpoint_web.stored.tidy import take_away_left_over

log = logging.getLogger(__name__)
EVERY = 1.0
"""Seconds between two rounds."""

TIDY_EVERY = 600.0
"""Seconds between two looks through the folder of files."""


def keep_house(stop: threading.Event) -> None:
    """Goes round until it is told to stop."""
    while not stop.is_set():
        one_round()
        stop.wait(EVERY)


def one_round() -> int:
    """Everything once; gives how many tasks failed."""
    close_old_connections()
    tasks: tuple[Callable[[], int], ...] = (send_due, take_up_lapsed, _seal, _tidy, *_of_apps())
    return sum(not _done(task) for task in tasks)


class Seldom:
    """A task that is done in the first round, and then once in so many seconds."""

    def __init__(self, task: Callable[[], int], *, every: float) -> None:
        self._task, self._every, self._next = task, every, 0.0

    def __call__(self) -> int:
        """Does it where it is time."""
        if time.monotonic() < self._next:
            return 0
        self._next = time.monotonic() + self._every
        return self._task()


_tidy = Seldom(take_away_left_over, every=TIDY_EVERY)


@cache
def _of_apps() -> tuple[Seldom, ...]:
    """What the apps of this side have done regularly."""
    return tuple(Seldom(one.task, every=one.every) for one in regular_tasks())


def _seal() -> int:
    return seal_waiting(Signer(Path(settings.KEYS_FOLDER)))


def _done(task: Callable[[], int]) -> bool:
    try:
        task()
    except Exception:
        log.exception("A task of the house failed and is tried again")
        return False
    return True
