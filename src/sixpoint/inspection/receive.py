"""Takes a crossing file in: checked whole, then unpacked into received/."""

import shutil
from pathlib import Path

from sixpoint.files import write_text

from .crossing import RECEIVED, check_crossing, unzip_crossing
from .crossing_types import Crossing


def receive(folder: Path, file: Path) -> Crossing:
    """The checked content, now in the inspection's received/; nothing if anything is wrong."""
    members = unzip_crossing(file)
    crossing = check_crossing(file, members)
    new, final = folder / ".received-new", folder / RECEIVED
    shutil.rmtree(new, ignore_errors=True)
    for name, text in sorted(members.items()):
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        write_text(new / name, text)
    shutil.rmtree(final, ignore_errors=True)
    new.rename(final)
    return crossing
