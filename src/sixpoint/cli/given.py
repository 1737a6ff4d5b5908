"""What a command was given to work on: a partnership's folder, or files one by one."""

import re
from collections.abc import Sequence
from pathlib import Path

import typer

from sixpoint.disclosure.ledger import RELEASE_ID
from sixpoint.inspection.partnership import FILE
from sixpoint.terms.problems import user_error


def release_id(given: str | None) -> str | None:
    """The id of a release; wrong use where it could not be one."""
    if given is not None and not re.fullmatch(RELEASE_ID, given):
        raise typer.BadParameter(
            "An id of a release is letters, digits, dots, dashes and underscores: 2017-q2."
        )
    return given


FIX = "Name the partnership's folder, or the CSV files one by one."


def partnership_in(what: Sequence[str]) -> Path | None:
    """The folder of a partnership; None when files are given."""
    folders = [Path(one) for one in what if Path(one).is_dir()]
    if not folders:
        _refuse_absent_folder(what)
        return None
    if len(what) > 1:
        raise typer.BadParameter("Give one folder, or files; not both.")
    if not (folders[0] / FILE).is_file():
        raise user_error(
            "no-partnership",
            what=f"This folder holds no {FILE}.",
            fix=FIX,
            file=folders[0],
        )
    return folders[0]


def _refuse_absent_folder(what: Sequence[str]) -> None:
    """Says that a folder is not there, before anybody takes its name for that of a file."""
    for one in what:
        if "=" not in one and not Path(one).suffix and not Path(one).exists():
            raise user_error(
                "no-partnership", what="This folder is not there.", fix=FIX, file=Path(one)
            )
