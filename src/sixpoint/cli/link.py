"""`sixpoint link`: which records of several agencies are one child's."""

from datetime import date
from pathlib import Path

import typer

from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.linkage.types import Key

from .console import ending, progress
from .engine import ENGINE, EngineName
from .given import partnership_in
from .link_options import (
    AS_JSON,
    BY,
    DECISIONS,
    DOUBTS,
    QUALITY,
    QUIET,
    REVIEW,
    SAMPLE,
    SAVE,
    SEED,
    TRUTH,
    VALUES,
    WHAT,
    WHY,
    WITHDRAW,
)
from .link_review import Asking
from .link_run import Order, Withdrawal, carry_out
from .link_said import tell

EPILOG = ending(
    "sixpoint link social_work.csv health.csv --out build/links",
    "sixpoint link council=a.csv board=b.csv police=c.csv --out build/links --json",
    "sixpoint link build/demo/partnership",
    "sixpoint link build/demo/partnership --why health:HB100000 police:VP100005 --out why.html",
    "sixpoint link build/demo/partnership --review build/demo/review.csv",
    "sixpoint link build/demo/partnership --decisions review-1.csv --decisions review-2.csv",
    codes="0 done; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("link", epilog=EPILOG)(link)


def link(
    what: list[str] = WHAT,
    save: Path | None = SAVE,
    seed: int = SEED,
    review: Path | None = REVIEW,
    doubts: int = DOUBTS,
    sample: int = SAMPLE,
    decisions: list[Path] = DECISIONS,
    withdraw: tuple[str, str] | None = WITHDRAW,
    by: str | None = BY,
    why: tuple[str, str] | None = WHY,
    values: bool = VALUES,
    truth: Path | None = TRUTH,
    quality: bool = QUALITY,
    engine_name: EngineName = ENGINE,
    as_json: bool = AS_JSON,
    quiet: bool = QUIET,
) -> None:
    """Link the records of one child across agencies; pairs are always of two agencies.

    Of the columns of a file only `id` is needed; forename, surname, date_of_birth, sex, postcode,
    address and identifier count as missing where they are absent. For a partnership only counts
    are printed.

    Decisions of reviewers are kept in the partnership's store, or in --out, and hold from then on.
    """
    folder = partnership_in(what)
    _refuse_wrong_use(folder, save, withdraw=withdraw, by=by, why=why)
    order = Order(
        what=tuple(what),
        folder=folder,
        save=save if folder is None else None,
        seed=seed,
        review=review,
        asking=Asking(doubts=doubts, sample=sample, seed=seed),
        sheets=tuple(decisions),
        withdrawal=_withdrawal(withdraw, by),
        why=None if why is None else (record(why[0]), record(why[1])),
        page=_page_of_why(folder, save, why=why),
        values=values,
        truth=truth,
        quality=quality,
        engine=engine_name,
    )
    _refuse_other_side(order)
    with progress(quiet=quiet or as_json) as progressing:
        done = carry_out(order, progressing)
    tell(done, as_json=as_json)


def _refuse_other_side(order: Order) -> None:
    """Nothing that holds records goes into the inspectorate's folder."""
    people = None if order.save is None else order.save / "people.csv"
    for path in (order.review, order.page, people):
        if path is not None:
            refuse_inspectorates_side(path)


def _refuse_wrong_use(
    folder: Path | None,
    save: Path | None,
    *,
    withdraw: tuple[str, str] | None,
    by: str | None,
    why: tuple[str, str] | None,
) -> None:
    if folder is None and save is None:
        raise typer.BadParameter("Files need --out DIR, where links.csv and people.csv go.")
    if folder is not None and save is not None and why is None:
        raise typer.BadParameter("--out is for files; the links of a partnership stay in it.")
    if (withdraw is None) != (by is None):
        raise typer.BadParameter("--withdraw needs --by ROLE, and --by is for --withdraw.")


def _page_of_why(
    folder: Path | None, save: Path | None, *, why: tuple[str, str] | None
) -> Path | None:
    """Where the page goes: of a partnership --out is the page itself, of files it lies there."""
    if why is None or save is None:
        return None
    return save / "why.html" if folder is None else save


def _withdrawal(withdraw: tuple[str, str] | None, by: str | None) -> Withdrawal | None:
    if withdraw is None or by is None:
        return None
    left, right = map(record, withdraw)
    return Withdrawal(left=left, right=right, by=by, on=date.today())


def record(named: str) -> Key:
    """The agency and id of a record named agency:id."""
    agency, colon, id_ = named.partition(":")
    if not (agency and colon and id_):
        raise typer.BadParameter("A record is named agency:id, such as health:H0012.")
    return agency, id_
