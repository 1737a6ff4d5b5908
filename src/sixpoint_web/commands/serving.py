"""Runs what a workspace consists of: web server, worker, housekeeping. All of them, or none.

Each is a process of its own. If one ends, the others are stopped and the command ends, so that
whatever watches it starts all of it again: a workspace whose messages nobody sends must not look
as if it worked.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sixpoint.terms.problems import user_error
from sixpoint_web.accounts.models import DEMO_DOMAIN, Person

from .restoring import refuse_half_restored
from .volume import refuse_unless_recorded
from .watching import watch_over

THREADS = 4


def refuse_unless_ready() -> None:
    """Refuses a database of another version, and one with invented people."""
    refuse_half_restored()
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind or not Path(str(settings.STATIC_ROOT)).is_dir():
        raise user_error(
            "workspace-not-upgraded",
            what="The database or the style sheets are not of this version.",
            fix="Back the database up, then run: sixpoint upgrade",
        )
    refuse_unless_recorded()
    if not settings.DEMO and Person.objects.filter(email__endswith=DEMO_DOMAIN).exists():
        raise user_error(
            "workspace-with-demo-people",
            what="This database holds the invented people of the demonstration.",
            fix="Use another database. `make serve` is what runs the demonstration.",
        )


def run_until_stopped(*, host: str, port: int, workers: int) -> int:
    """Starts everything and waits; gives the exit code."""
    return watch_over(start(host=host, port=port, workers=workers))


def start(*, host: str, port: int, workers: int) -> list[subprocess.Popen[bytes]]:
    """Starts the three processes with this process' environment."""
    python = [sys.executable, "-m"]
    web = [
        *python, "gunicorn", "sixpoint_web.config.wsgi:application",
        "--bind", f"{host}:{port}", "--workers", str(workers), "--threads", str(THREADS),
        "--worker-class", "gthread", "--worker-tmp-dir", _memory(), "--graceful-timeout", "10",
        "--log-level", "warning",
    ]  # fmt: skip
    work = [*python, "django", "db_worker", "--verbosity", "0", "--queue-name", "*"]
    house = [*python, "sixpoint_web.commands.house"]
    return [subprocess.Popen(one, env=os.environ.copy()) for one in (web, work, house)]


def _memory() -> str:
    """Where gunicorn keeps its heartbeat: memory, because a busy disk would look like a hang."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()
