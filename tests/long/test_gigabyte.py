"""A gigabyte on one line: refused with its place, in a few seconds and little memory."""

import os
import subprocess
import sys
from pathlib import Path

COULD_NOT_RUN = 2
MOST = 1.0
"""Gigabytes the command may take; a line of half that would have to be held twice."""


def test_a_gigabyte_on_one_line_is_refused_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "social_work" / "concerns.csv"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.write(b"concern_id,person_id,received_at,source,concern\nC1,")
        for _ in range(1024):
            file.write(b"x" * 2**20)
    said = tmp_path / "said.txt"
    command = [sys.executable, "-c", "from sixpoint.cli.app import main; main()", "check"]
    with said.open("wb") as file:
        started = subprocess.Popen([*command, str(path)], stdout=file, stderr=file)
    # Of this one process: what other tests' children took is not its doing.
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode == COULD_NOT_RUN
    assert "concerns.csv:2:" in said.read_text()
    assert "[line-too-long]" in said.read_text()
    assert used.ru_maxrss / 1e6 < MOST
