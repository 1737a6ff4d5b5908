"""What is committed runs on any machine: no path of one desk, no address of one mirror."""

import re
from pathlib import Path

from tests.support.repository import ROOT, tracked_files

# Put together from parts, so that this file does not hold what it looks for.
PATHS = [
    "/" + "/".join(parts) + "/" for parts in (["work"], ["opt", "wheels"], ["opt", "py" + "pi"])
]
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "conda." + "anaconda"]
HOMES = r"/(?:home|Users)/[a-z]\w*/|/ro[o]t/"
FORBIDDEN = re.compile("|".join([*map(re.escape, PATHS), *map(re.escape, HOSTS), HOMES]))

LARGEST = 1_000_000  # bytes; anything larger is data that can be made, or belongs elsewhere


def text_of(file: Path) -> str:
    """The file as text; what is not text reads as nothing that matters."""
    return file.read_bytes().decode("utf-8", errors="replace")


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    found = {
        str(file.relative_to(ROOT)): match[0]
        for file in tracked_files()
        if (match := FORBIDDEN.search(text_of(file)))
    }
    assert found == {}


def test_no_tracked_file_is_large() -> None:
    large = [
        str(file.relative_to(ROOT)) for file in tracked_files() if file.stat().st_size > LARGEST
    ]
    assert large == []


def test_every_script_can_be_run() -> None:
    scripts = [
        file for file in tracked_files() if file.suffix == ".sh" or file.parent.name == ".ci"
    ]
    assert scripts
    for script in scripts:
        assert script.stat().st_mode & 0o111, f"{script.relative_to(ROOT)} is not executable"
        assert script.read_text().startswith("#!/usr/bin/env bash\n")
        assert re.search(r"^set -e?uo pipefail$", script.read_text(), re.MULTILINE)
