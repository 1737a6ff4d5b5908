"""Writes requirements.lock, or checks that it belongs to this pyproject.toml.

    python scripts/lock.py            compile anew (needs the network)
    python scripts/lock.py --upgrade  the same, taking the newest versions allowed
    python scripts/lock.py --check    compare hashes only (needs no network)

The lock names versions and hashes and no address, so that it works with any mirror (ADR 0003). Its
first lines hold a hash of the dependency tables it was compiled from, which is what --check reads.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
MARK = "# compiled from dependency tables with sha256: "
HEADER = "# Made by `make lock`; do not edit. Versions and hashes only, no addresses (ADR 0003).\n"


def digest_of_tables(pyproject: str) -> str:
    """The hash of everything in pyproject.toml that decides what the lock holds."""
    read = tomllib.loads(pyproject)
    project = read["project"]
    tables = {
        "build": read["build-system"]["requires"],
        "core": project["dependencies"],
        "extras": project.get("optional-dependencies", {}),
        "groups": read.get("dependency-groups", {}),
        "python": project["requires-python"],
    }
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def digest_in_lock(lock: str) -> str | None:
    """The hash that the lock says it was compiled from."""
    found = re.search(f"^{re.escape(MARK)}([0-9a-f]{{64}})$", lock, re.MULTILINE)
    return found and found[1]


def problem() -> str | None:
    """What is wrong with the lock, or None."""
    if not LOCK.exists():
        return "requirements.lock is missing. Run: make lock"
    if digest_in_lock(LOCK.read_text()) != digest_of_tables(PYPROJECT.read_text()):
        return "requirements.lock was compiled from other dependencies. Run: make lock"
    return None


def compile_lock(*, upgrade: bool) -> None:
    """Writes the lock, keeping the versions it already holds unless asked to upgrade."""
    command = [ROOT / ".uv/bin/uv", "pip", "compile", "pyproject.toml", "--quiet", "--all-extras"]
    command += ["--group", "dev", "--generate-hashes", "--no-header", "--universal"]
    command += ["--python-version", "3.11", "--output-file", LOCK.name]
    subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
    lock = LOCK.read_text()
    if "://" in lock:
        LOCK.unlink()
        sys.exit("uv wrote an address into the lock, so it was thrown away.")
    LOCK.write_text(HEADER + MARK + digest_of_tables(PYPROJECT.read_text()) + "\n" + lock)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(problem())
    compile_lock(upgrade="--upgrade" in sys.argv)
