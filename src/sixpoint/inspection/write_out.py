"""out/: everything that a run of an inspection makes, written whole or not at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from sixpoint.files import write_bytes, write_text

OUT = Path("out")


def write_out(folder: Path, parts: Mapping[Path, str | bytes]) -> None:
    """Replaces out/ by these files; a run that stops on the way leaves the old ones."""
    new, old = folder / ".out-new", folder / ".out-old"
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    for name, content in sorted(parts.items()):
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            write_bytes(new / name, content)
        else:
            write_text(new / name, content)
    if (folder / OUT).exists():
        (folder / OUT).rename(old)
    new.rename(folder / OUT)
    shutil.rmtree(old, ignore_errors=True)
