"""out/: everything that a run of an inspection makes, written whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

from sixpoint.files import write_bytes, write_text
from sixpoint.files.folders import write_folder

OUT = Path("out")


def write_out(folder: Path, parts: Mapping[Path, str | bytes]) -> None:
    """Replaces out/ by these files; a run that stops on the way leaves the old ones."""

    def fill(new: Path) -> None:
        for name, content in sorted(parts.items()):
            if isinstance(content, bytes):
                write_bytes(new / name, content)
            else:
                write_text(new / name, content)

    write_folder(folder / OUT, fill)
