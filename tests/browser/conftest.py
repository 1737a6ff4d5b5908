"""Browser tests use the system's Chromium, so that nothing is downloaded for them."""

import os
import shutil
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts Chromium."""
    chromium = (
        os.environ.get("SIXPOINT_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if not chromium:
        pytest.fail("No Chromium found. Run: bash scripts/system-packages.sh browser")
    # Chromium refuses its sandbox to root, and containers have little shared memory.
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [*sandbox, "--disable-dev-shm-usage"],
    }
