"""Writes requirements.lock and requirements-spark.lock, or checks that they belong together.

    python scripts/lock.py            compile anew (needs the network)
    python scripts/lock.py --upgrade  the same, taking the newest versions allowed
    python scripts/lock.py --check    compare hashes only (needs no network)

What the extra `spark` needs beyond everything else is large, and has a lock of its own.

The locks name versions and hashes and no address, so that they work with any mirror (ADR 0003). The
first lines hold a hash of the dependency tables they were compiled from, which --check reads.
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
SPARK_LOCK = ROOT / "requirements-spark.lock"
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
    """What is wrong with a lock, or None."""
    for lock in (LOCK, SPARK_LOCK):
        if not lock.exists():
            return f"{lock.name} is missing. Run: make lock"
        if digest_in_lock(lock.read_text()) != digest_of_tables(PYPROJECT.read_text()):
            return f"{lock.name} was compiled from other dependencies. Run: make lock"
    return None


def compile_locks(*, upgrade: bool) -> None:
    """Writes the locks, keeping the versions they already hold unless asked to upgrade."""
    compile_lock(LOCK, *extras("pdf", "web"), "--group", "dev", upgrade=upgrade)
    there = re.findall(r"^([\w.-]+)==", LOCK.read_text(), re.MULTILINE)
    left_out = [f"--no-emit-package={name}" for name in there]
    both = ("--constraints", LOCK.name)
    compile_lock(SPARK_LOCK, *extras("spark"), *both, *left_out, upgrade=upgrade)


def extras(*names: str) -> list[str]:
    """The options that name extras."""
    return [f"--extra={name}" for name in names]


def compile_lock(lock: Path, *options: str, upgrade: bool) -> None:
    """Writes one lock."""
    command = [ROOT / ".uv/bin/uv", "pip", "compile", "pyproject.toml", "--quiet", *options]
    command += ["--generate-hashes", "--no-header", "--universal"]
    command += ["--python-version", "3.11", "--output-file", lock.name]
    subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
    text = lock.read_text()
    if "://" in text:
        lock.unlink()
        sys.exit("uv wrote an address into the lock, so it was thrown away.")
    lock.write_text(HEADER + MARK + digest_of_tables(PYPROJECT.read_text()) + "\n" + text)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(problem())
    compile_locks(upgrade="--upgrade" in sys.argv)
