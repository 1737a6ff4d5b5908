"""Where packs stand: beside the installed library, or in the repository's folder packs/."""

import re
from pathlib import Path

from sixpoint.terms.problems import user_error

_REF = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[0-9a-z]+(?:\.[0-9a-z]+)*")


def default_shelf() -> Path:
    """The shelf that came with this Sixpoint."""
    here = Path(__file__).resolve()
    installed = here.parents[1] / "shelf"
    return installed if installed.is_dir() else here.parents[3] / "packs"


def packs_on(shelf: Path) -> tuple[str, ...]:
    """The references of all packs on the shelf, in order."""
    found = sorted(shelf.glob("*/*/pack.yaml"))
    return tuple(f"{path.parent.parent.name}/{path.parent.name}" for path in found)


def folder_of(ref: str, *, shelf: Path) -> Path:
    """The pack's folder; a UserError that lists the packs there are, when it is not one."""
    folder = shelf / ref
    if _REF.fullmatch(ref) and (folder / "pack.yaml").is_file():
        return folder
    raise user_error(
        "unknown-pack",
        what=f"There is no pack `{ref}`.",
        fix=f"Packs here: {', '.join(packs_on(shelf)) or 'none'}.",
        file=shelf,
    )
