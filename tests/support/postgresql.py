"""A PostgreSQL server for tests alone: Debian's, in a temporary folder, over a socket of its own.

It never syncs, so it tells nothing about kills or speed.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

NO_SYNC = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
USER = "sixpoint"
ACCOUNT = "postgres"
"""Whom the server runs as where tests are root, whom PostgreSQL refuses."""


class TestServer:
    """One server; `address` is what SIXPOINT_TEST_DATABASE wants."""

    __test__ = False  # a name that begins with Test, and no test

    def __init__(self) -> None:
        self.programs = _programs()
        self.folder = Path(tempfile.mkdtemp(prefix="sixpoint-pg-"))
        self.data, self.socket = self.folder / "data", self.folder / "socket"
        self.address = f"postgresql://{USER}@/{USER}?host={self.socket}"

    def start(self) -> None:
        """Makes the cluster and waits until it answers."""
        self.folder.chmod(0o755)
        for folder in (self.data, self.socket):
            folder.mkdir(mode=0o700)
            if os.geteuid() == 0:
                shutil.chown(folder, ACCOUNT, ACCOUNT)
        self._run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C")
        options = ["listen_addresses=", f"unix_socket_directories={self.socket}", *NO_SYNC]
        given = " ".join(f"-c {option}" for option in options)
        log = self.data / "log"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", given, "start")
        self._run("createdb", "-h", self.socket, "-U", USER, USER)

    def stop(self) -> None:
        """Stops it and takes its folder away."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        other = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
        command = [*other, str(self.programs / program), *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, cwd="/")


def _programs() -> Path:
    """Where the newest installed server has its programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        raise RuntimeError("No PostgreSQL. Run: bash scripts/system-packages.sh postgresql")
    return found[-1].parent
