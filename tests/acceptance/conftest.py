"""The small demo that acceptance tests share: made once, whichever process comes first."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.support.commands import must, run_command
from tests.support.demo import Demo, invent, make_demo, read_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Invermore in small; only to be looked at."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # one for all workers of this run
    folder = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = read_demo(folder)
        if made is None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            made = make_demo(folder)
    return made


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership of 200 children, for what goes wrong before anything is counted."""
    demo = Demo(tmp_path_factory.mktemp("hamlet"), ())
    must(run_command(*invent(demo, children=200)))
    return demo.partnership
