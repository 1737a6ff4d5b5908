"""Crossing files that somebody has tampered with."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Members = dict[str, bytes]


def read_members(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_members(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tamper(original: Path, path: Path, change: Callable[[Members], None]) -> Path:
    """A copy with the members changed, and the hashes in the manifest made to fit again."""
    members = read_members(original)
    change(members)
    manifest: dict[str, Any] = json.loads(members["crossing.json"])
    manifest["members"] = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in members.items()
        if name != "crossing.json"
    }
    members["crossing.json"] = json.dumps(manifest).encode()
    return write_members(path, members)
