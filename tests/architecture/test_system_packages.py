"""A machine without a Debian package is told which, and nothing is half done."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.repository import ROOT

SCRIPT = ROOT / "scripts" / "system-packages.sh"
PLAIN_TOOLS = ["bash", "find", "grep", "id", "python3"]  # no apt, no browser, no PDF tools


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has only the plain tools."""
    for tool in PLAIN_TOOLS:
        found = shutil.which(tool)
        assert found
        (tmp_path / tool).symlink_to(found)
    return {"PATH": str(tmp_path), "HOME": str(tmp_path)}


def run(*parts: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(
        [bash, SCRIPT, *parts],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=environment["HOME"],
    )


def test_a_missing_package_is_named_with_what_to_do(bare_machine: dict[str, str]) -> None:
    asked = run("browser", environment=bare_machine)
    assert asked.returncode == 2
    assert "This machine lacks: chromium poppler-utils" in asked.stderr
    assert "Debian packages" in asked.stderr


def test_another_chromium_can_be_named(bare_machine: dict[str, str]) -> None:
    asked = run("browser", environment={**bare_machine, "SIXPOINT_CHROMIUM": "/a/chromium"})
    assert "chromium" not in asked.stderr.replace("SIXPOINT_CHROMIUM", "")


def test_nothing_is_said_when_nothing_is_missing() -> None:
    asked = run("venv", environment={**os.environ, "HOME": str(ROOT)})
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")


def test_an_unknown_part_is_wrong_use(bare_machine: dict[str, str]) -> None:
    asked = run("pdff", environment=bare_machine)
    assert asked.returncode == 3
    assert "pdff" in asked.stderr
