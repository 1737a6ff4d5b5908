"""`sixpoint link`: which records of several agencies are one child's."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa
import typer

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import write_csv
from sixpoint.inspection.analyse import LINK_SEED, known_of
from sixpoint.inspection.desk import decisions_in_force, read_decisions, write_quality
from sixpoint.inspection.partnership import read_partnership
from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.inspection.store import SPILL, STORE
from sixpoint.linkage.compare import Known
from sixpoint.linkage.link import open_linking
from sixpoint.linkage.quality import Quality, assess
from sixpoint.linkage.review import read_records
from sixpoint.linkage.types import Key, Linked
from sixpoint.linkage.why import Reason, explain_pair

from .console import Progressing, ending, out, print_json, progress
from .given import partnership_in
from .link_people import people_of_files, people_of_partnership
from .link_quality import read_truth, say_quality
from .link_review import (
    Asking,
    Reviewed,
    put_to_reviewers,
    say_reviewed,
    take_back,
    take_in_sheets,
)
from .link_why import say_why, write_why
from .outputs import LinkOutput

LINKS = ("left_file", "left_id", "right_file", "right_id", "probability", "why")
PERSONS = ("file", "id", "person")

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
    page = None
    if why is not None:
        page, save = _page_of_why(folder, save)
    _refuse_wrong_use(folder, save, withdraw=withdraw, by=by)
    for path in (review, page, None if save is None else save / "people.csv"):
        if path is not None:
            refuse_inspectorates_side(path)
    spill = None if folder is None else folder / SPILL
    with progress(quiet=quiet) as progressing, open_duckdb(spill=spill) as engine:
        people = (
            people_of_files(engine, what, progressing)
            if folder is None
            else people_of_partnership(engine, folder, progressing)
        )
        desk = _desk(folder, save)
        if withdraw is not None:
            take_back(desk, *map(record, withdraw), by=by or "", on=date.today())
        reviewed = take_in_sheets(engine, people, desk, decisions) if decisions else None
        known = (
            Known(decisions=decisions_in_force(desk))
            if folder is None
            else known_of(folder, read_partnership(folder))
        )
        # A partnership is linked as `analyse` links it, whatever shuffles the links of files.
        drawn = seed if folder is None else LINK_SEED
        asked = None if why is None else (record(why[0]), record(why[1]))
        linked, reason = _link(engine, people, drawn, progressing, known, asked)
        if page is not None and reason is not None and asked is not None:
            shown = read_records(engine, people, asked) if values else {}
            write_why(page, reason, asked, values=shown)
        if save is not None:
            progressing.step("Writing links.csv, people.csv and review.csv")
            _write(engine, linked, save)
        measured = None
        if quality or truth is not None:
            progressing.step("Linking again without identifiers, to see what is found")
            measured = assess(
                engine,
                people,
                linked,
                decisions=read_decisions(desk),
                seed=drawn,
                truth=None if truth is None else read_truth(truth),
            )
            write_quality(desk, measured)
        if review is not None:
            progressing.step("Writing the reviewers' sheets")
            asking = Asking(doubts=doubts, sample=sample, seed=seed)
            reviewed = put_to_reviewers(engine, people, linked, desk, review, asking)
    if reason is not None and not as_json:
        say_why(reason)
        return
    _tell(linked, save, reviewed, measured, as_json=as_json)


def _page_of_why(folder: Path | None, save: Path | None) -> tuple[Path | None, Path | None]:
    """Where the page goes, and where links go: of a partnership --out is the page itself."""
    if folder is not None:
        return save, None
    return (None if save is None else save / "why.html"), save


def _link(
    engine: Engine,
    people: Mapping[str, ir.Table],
    seed: int,
    progressing: Progressing,
    known: Known,
    asked: tuple[Key, Key] | None,
) -> tuple[Linked, Reason | None]:
    with open_linking(engine, people, seed=seed, say=progressing.step, known=known) as linking:
        reason = None if asked is None else explain_pair(linking, *asked)
        return linking.linked, reason


def _refuse_wrong_use(
    folder: Path | None,
    save: Path | None,
    *,
    withdraw: tuple[str, str] | None,
    by: str | None,
) -> None:
    if folder is None and save is None:
        raise typer.BadParameter("Files need --out DIR, where links.csv and people.csv go.")
    if folder is not None and save is not None:
        raise typer.BadParameter("--out is for files; the links of a partnership stay in it.")
    if (withdraw is None) != (by is None):
        raise typer.BadParameter("--withdraw needs --by ROLE, and --by is for --withdraw.")


def _desk(folder: Path | None, save: Path | None) -> Path:
    """Where decisions are kept: the partnership's store, or the folder of the links."""
    if folder is not None:
        return folder / STORE
    assert save is not None
    return save


def record(named: str) -> Key:
    """The agency and id of a record named agency:id."""
    agency, colon, id_ = named.partition(":")
    if not (agency and colon and id_):
        raise typer.BadParameter("A record is named agency:id, such as health:H0012.")
    return agency, id_


def _write(engine: Engine, linked: Linked, folder: Path) -> None:
    people = fetch(engine, linked.people.order_by("agency", "person_id"))
    tables = (
        ("links", LINKS, _pairs(engine, linked.pairs)),
        ("people", PERSONS, people),
        ("review", LINKS, _pairs(engine, linked.doubts)),
    )
    for name, columns, table in tables:
        rows = zip(*table.to_pydict().values(), strict=True)
        write_csv(folder / f"{name}.csv", columns, rows, private=True)


def _pairs(engine: Engine, pairs: ir.Table) -> pa.Table:
    names = ("left_agency", "left_id", "right_agency", "right_id")
    return fetch(engine, pairs.order_by(*names).select(*names, "score", "why"))


def _document(linked: Linked) -> LinkOutput:
    return LinkOutput(
        records=linked.records,
        persons=linked.persons,
        links_by_decision=linked.by_decision,
        links_by_identifier=linked.by_identifier,
        links_by_model=linked.by_model,
        pairs_in_doubt=linked.in_doubt,
    )


def _tell(
    linked: Linked,
    save: Path | None,
    reviewed: Reviewed | None,
    measured: Quality | None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        print_json(_document(linked))
        return
    out.print(f"{linked.records:,} records are of {linked.persons:,} children.", markup=False)
    out.print(f"  links by decision    {linked.by_decision:>10,}", markup=False)
    out.print(f"  links by identifier  {linked.by_identifier:>10,}", markup=False)
    out.print(f"  links by model       {linked.by_model:>10,}", markup=False)
    out.print(f"  pairs in doubt       {linked.in_doubt:>10,}", markup=False)
    if reviewed is not None:
        say_reviewed(reviewed)
    if measured is not None:
        say_quality(measured)
    if save is not None:
        written = ", ".join(str(save / f"{name}.csv") for name in ("links", "people", "review"))
        out.print(f"Written: {written}", markup=False)
