"""A step imports only earlier steps, and the page that says so is true."""

import re
import subprocess
import sys
from pathlib import Path

from tests.support.repository import ROOT, SOURCE, pyproject


def layers() -> list[str]:
    """The folders of the library, highest first, as the contract in pyproject.toml has them."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    order = next(contract for contract in contracts if contract["id"] == "order")
    return re.findall(r"[a-z]+", " ".join(order["layers"]))


def test_every_import_contract_is_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_folder_of_the_library_has_its_place_in_the_order() -> None:
    folders = {init.parent.name for init in SOURCE.glob("*/__init__.py")}
    assert folders <= set(layers())


def test_the_architecture_page_lists_the_layers_in_the_same_order() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text()
    section = page.split("## The layers", 1)[1].split("\n## ", 1)[0]
    listed = [
        name
        for line in section.splitlines()
        if line.startswith("|")
        for name in re.findall(r"`([a-z]+)`", line.split("|")[1])
    ]
    assert listed == layers()
