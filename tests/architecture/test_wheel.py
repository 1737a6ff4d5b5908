"""What is installed holds what is needed: the packs travel inside the wheel as sixpoint/shelf."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.repository import ROOT, tracked_files

PACKAGES = {"sixpoint", "sixpoint_web"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """A wheel built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [file] = folder.glob("*.whl")
    return ZipFile(file)


def tracked_under(folder: Path) -> set[str]:
    """The tracked files under a folder, named from it."""
    return {
        str(file.relative_to(folder)) for file in tracked_files() if file.is_relative_to(folder)
    }


def test_the_wheel_holds_every_source_file(wheel: ZipFile) -> None:
    expected = tracked_under(ROOT / "src")
    assert {name.split("/")[0] for name in expected} == PACKAGES
    assert expected <= set(wheel.namelist())


def test_the_wheel_holds_every_pack(wheel: ZipFile) -> None:
    packs = tracked_under(ROOT / "packs")
    if not packs:
        pytest.skip("no packs yet")
    assert {f"sixpoint/shelf/{name}" for name in packs} <= set(wheel.namelist())


def test_the_wheel_holds_neither_tests_nor_examples(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES


def test_the_wheel_names_its_licence_and_no_development_dependency(wheel: ZipFile) -> None:
    [metadata] = [name for name in wheel.namelist() if name.endswith("/METADATA")]
    text = wheel.read(metadata).decode()
    assert "License-Expression: MIT" in text
    assert "Requires-Dist: outloud" not in text
