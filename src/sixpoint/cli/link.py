"""`sixpoint link`: which records of several agencies are one child's."""

from datetime import date
from pathlib import Path

import typer

from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.linkage.types import Key

from .console import ending, progress
from .engine import ENGINE, EngineName
from .given import partnership_in
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
    what: list[str] = typer.Argument(
        ..., help="A partnership's folder, or CSV files of people: FILE or name=FILE."
    ),
    save: Path | None = typer.Option(
        None, "--out", help="The folder for links.csv, people.csv and review.csv; files need it."
    ),
    seed: int = typer.Option(1, help="Shuffles the pseudonyms and draws random pairs."),
    review: Path | None = typer.Option(
        None, help="Write sheets of pairs for two people: FILE-1 and FILE-2; FILE-3 for a third."
    ),
    doubts: int = typer.Option(200, min=0, help="With --review: how many pairs in doubt."),
    sample: int = typer.Option(100, min=0, help="With --review: how many links at random."),
    decisions: list[Path] = typer.Option(
        [], help="A sheet that a reviewer filled in; give each with its own --decisions."
    ),
    withdraw: tuple[str, str] | None = typer.Option(
        None, help="Take back what was decided of two records, each as agency:id; needs --by."
    ),
    by: str | None = typer.Option(None, help="With --withdraw: the role of whoever does it."),
    why: tuple[str, str] | None = typer.Option(
        None, help="Say why two records, each as agency:id, were joined or not; --out is the page."
    ),
    values: bool = typer.Option(
        False, "--values", help="With --why and --out: show names and all else on the page."
    ),
    truth: Path | None = typer.Option(
        None, help="The truth of invented records: measure the links against it."
    ),
    quality: bool = typer.Option(
        False, "--quality", help="Say how good the links are, and keep it; links all once more."
    ),
    engine_name: EngineName = ENGINE,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Link the records of one child across agencies; pairs are always of two agencies.

    Of the columns of a file only `id` is needed; forename, surname, date_of_birth, sex, postcode,
    address and identifier count as missing where they are absent. For a partnership only counts
    are printed.

    Decisions of reviewers are kept in the partnership's store, or in --out, and hold from then on.
    """
    folder = partnership_in(what)
    _refuse_wrong_use(folder, save, withdraw=withdraw, by=by, why=why)
    page = _page_of_why(folder, save, why=why)
    save = save if folder is None else None
    for path in (review, page, None if save is None else save / "people.csv"):
        if path is not None:
            refuse_inspectorates_side(path)
    order = Order(
        what=tuple(what),
        folder=folder,
        save=save,
        seed=seed,
        review=review,
        asking=Asking(doubts=doubts, sample=sample, seed=seed),
        sheets=tuple(decisions),
        withdrawal=_withdrawal(withdraw, by),
        why=None if why is None else (record(why[0]), record(why[1])),
        page=page,
        values=values,
        truth=truth,
        quality=quality,
        engine=engine_name,
    )
    with progress(quiet=quiet or as_json) as progressing:
        done = carry_out(order, progressing)
    tell(done, as_json=as_json)


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
