"""What a command was given to work on: a partnership's folder, or files one by one."""

from collections.abc import Sequence
from pathlib import Path

import typer

from sixpoint.inspection.partnership import FILE
from sixpoint.terms.problems import user_error


def partnership_in(what: Sequence[str]) -> Path | None:
    """The folder of a partnership; None when files are given."""
    folders = [Path(one) for one in what if Path(one).is_dir()]
    if not folders:
        return None
    if len(what) > 1:
        raise typer.BadParameter("Give one folder, or files; not both.")
    if not (folders[0] / FILE).is_file():
        raise user_error(
            "no-partnership",
            what=f"This folder holds no {FILE}.",
            fix="Name the partnership's folder, or the CSV files one by one.",
            file=folders[0],
        )
    return folders[0]
