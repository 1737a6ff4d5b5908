"""Runs killed at any moment leave nothing half written, and the next run is as if none had been."""

import random
import shutil
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from sixpoint.inspection.crossing import read_crossing

COMMAND = (sys.executable, "-c", "from sixpoint.cli.app import main; main()")
KILLS = 8


def run(*arguments: object) -> None:
    subprocess.run([*COMMAND, *map(str, arguments)], check=True, capture_output=True, timeout=300)


def killed_after(seconds: float, *arguments: object) -> bool:
    """Whether the command was still at work when it was killed."""
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def content_of(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def partnership(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kills") / "partnership"
    run("synthesise", folder, "--children", 1000, "--seed", 3)
    return folder


def test_a_killed_analysis_leaves_the_last_one_whole(partnership: Path) -> None:
    started = time.monotonic()
    run("analyse", partnership, "--quiet")
    takes = time.monotonic() - started
    crossing = content_of(partnership / "crossing")
    store = content_of(partnership / "store")
    moments = random.Random(6).sample(range(1, 100), KILLS)

    killed = [killed_after(takes * moment / 100, "analyse", partnership) for moment in moments]

    assert any(killed)
    assert read_crossing(partnership / "crossing" / "crossing.zip").figures
    run("analyse", partnership, "--quiet")
    assert content_of(partnership / "crossing") == crossing
    assert content_of(partnership / "store") == store
    left = {path.name for path in partnership.iterdir()}
    assert not {name for name in left if name.endswith((".part", ".old"))}


def test_a_killed_inspection_leaves_the_last_report_whole(
    partnership: Path, tmp_path: Path
) -> None:
    inspection = tmp_path / "inspection"
    shutil.copytree(Path("examples/invermore"), inspection)
    run("analyse", partnership, "--quiet")
    started = time.monotonic()
    run("inspect", inspection, "--receive", partnership / "crossing" / "crossing.zip", "--quiet")
    takes = time.monotonic() - started
    out = content_of(inspection / "out")
    moments = random.Random(7).sample(range(1, 100), KILLS)

    killed = [killed_after(takes * moment / 100, "inspect", inspection) for moment in moments]

    assert any(killed)
    run("inspect", inspection, "--quiet")
    assert content_of(inspection / "out") == out
    assert {path.name for path in inspection.iterdir() if path.name.startswith(".")} == set()
