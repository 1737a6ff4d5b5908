"""Waits for several processes as one: when one ends, all end."""

import signal
import subprocess
import time
from collections.abc import Sequence

LOOK_EVERY = 0.2  # seconds
GRACE = 20  # seconds in which work may be finished
COULD_NOT_RUN = 2


def watch_over(children: Sequence[subprocess.Popen[bytes]]) -> int:
    """Waits until somebody stops us or a child ends; then stops all of them."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: asked.append(got))
    while not asked and all(child.poll() is None for child in children):
        time.sleep(LOOK_EVERY)
    stop(children)
    return 0 if asked else COULD_NOT_RUN


def stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Asks each to finish, and ends those that do not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
