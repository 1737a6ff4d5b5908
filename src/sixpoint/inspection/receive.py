"""Takes a crossing file in: checked whole, then unpacked into received/."""

from pathlib import Path

from sixpoint.files import write_text
from sixpoint.files.folders import write_folder

from .crossing import RECEIVED, check_crossing, unzip_crossing
from .crossing_types import Crossing


def receive(folder: Path, file: Path) -> Crossing:
    """The checked content, now in the inspection's received/; nothing if anything is wrong."""
    members = unzip_crossing(file)
    crossing = check_crossing(file, members)

    def unpack(into: Path) -> None:
        for name, text in sorted(members.items()):
            write_text(into / name, text)

    write_folder(folder / RECEIVED, unpack)
    return crossing
