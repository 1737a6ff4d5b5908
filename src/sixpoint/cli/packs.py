"""`sixpoint packs`: check and show what Sixpoint asks, checks, counts and judges by."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.packs.check import Pack, check_pack, load_pack
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.framework import Framework
from sixpoint.packs.header import PackHeader
from sixpoint.packs.load import DatasetsPack, MeasuresPack, load_header
from sixpoint.packs.processes import ProcessesPack
from sixpoint.packs.published import PublishedPack
from sixpoint.packs.shelf import default_shelf, folder_of, packs_on
from sixpoint.terms.problems import Problem, UserError, user_error

from .console import (
    WRONG_FOUND,
    ending,
    out,
    print_json,
    progress,
    say_problems,
    whole_words,
    wide_table,
)
from .outputs import (
    OnShow,
    PackOutput,
    PacksCheckOutput,
    PacksListOutput,
    ProblemSaid,
    PublishedShown,
)
from .packs_compare import COMPARE_EPILOG, compare
from .packs_joined import check_across

SHELF = typer.Option(None, "--shelf", help="The folder that holds the packs.")
JSON = typer.Option(False, "--json", help="Print one JSON document and nothing else.")

CHECK_EPILOG = ending(
    "sixpoint packs check",
    "sixpoint packs check scotland-children/2014",
    "sixpoint packs check --shelf my-packs --json",
    codes="0 nothing wrong; 1 something is wrong; 2 could not run; 3 wrong use.",
)
SHOW_EPILOG = ending(
    "sixpoint packs show",
    "sixpoint packs show scotland-children/2014",
    "sixpoint packs show scotland-processes/1 --json",
    codes="0 done; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="Check, show and compare packs.")
    group.command("check", epilog=CHECK_EPILOG)(check)
    group.command("show", epilog=SHOW_EPILOG)(show)
    group.command("compare", epilog=COMPARE_EPILOG)(compare)
    app.add_typer(group, name="packs")


def check(
    refs: list[str] | None = typer.Argument(
        None, help="Packs such as scotland-children/2014; else all."
    ),
    shelf: Path | None = SHELF,
    quiet: bool = typer.Option(
        False, "--quiet", "-q", help="Say nothing unless something is wrong."
    ),
    as_json: bool = JSON,
) -> int:
    """Check packs: every key and reference, and every example row of rules and measures."""
    shelf = shelf or default_shelf()
    chosen = _chosen(refs, shelf)
    with progress(quiet=quiet or as_json) as told:
        told.step(f"Reading {len(chosen)} packs")
        problems = [problem for ref in chosen for problem in check_pack(shelf / ref)]
        told.step("Running the examples of rules and measures")
        problems += _across(chosen, shelf)
    if as_json:
        said = tuple(_said(one) for one in problems)
        print_json(PacksCheckOutput(packs=tuple(chosen), problems=said))
    elif problems:
        say_problems(problems)
    elif not quiet:
        out.print(f"{len(chosen)} packs: nothing wrong.")
    return WRONG_FOUND if problems else 0


def _chosen(refs: Iterable[str] | None, shelf: Path) -> list[str]:
    chosen = list(refs or packs_on(shelf))
    if not chosen:
        what, fix = "There is no pack here.", "Name the folder that holds the packs with --shelf."
        raise user_error("no-packs", what=what, fix=fix, file=shelf)
    for ref in chosen:
        folder_of(ref, shelf=shelf)
    return chosen


def _across(chosen: Collection[str], shelf: Path) -> list[Problem]:
    with open_duckdb(threads=1) as engine:
        return check_across(chosen, shelf=shelf, engine=engine)


def _said(problem: Problem) -> ProblemSaid:
    return ProblemSaid(
        code=problem.code,
        what=problem.what,
        fix=problem.fix,
        file=str(problem.file) if problem.file else None,
        line=problem.line,
    )


def show(
    ref: str | None = typer.Argument(
        None, help="A pack such as scotland-children/2014; else the list."
    ),
    shelf: Path | None = SHELF,
    as_json: bool = JSON,
) -> int:
    """Show what packs there are, or what one of them holds."""
    shelf = shelf or default_shelf()
    if ref is None:
        return _show_list(shelf, as_json=as_json)
    pack = load_pack(ref, shelf=shelf)
    if as_json:
        print_json(PackOutput(pack=_shown(pack)))
        return 0
    _print_header(load_header(ref, shelf=shelf))
    for table in _tables(pack):
        out.print(table)
    return 0


def _shown(pack: Pack) -> OnShow:
    """The pack without what was worked out from it for looking things up."""
    if not isinstance(pack, PublishedPack):
        return pack
    kept = {field.name: getattr(pack, field.name) for field in fields(PublishedShown)}
    return PublishedShown(**kept)


def _show_list(shelf: Path, *, as_json: bool) -> int:
    headers: list[PackHeader] = []
    problems: list[Problem] = []
    for ref in packs_on(shelf):
        try:
            headers.append(load_header(ref, shelf=shelf))
        except UserError as error:
            problems += error.problems
    if as_json:
        print_json(PacksListOutput(packs=tuple(headers)))
    else:
        rows = ((one.ref, one.kind, one.title, one.publisher) for one in headers)
        out.print(_table("Packs", ("pack", "kind", "title", "publisher"), rows))
    if problems:
        raise UserError(problems)
    return 0


def _print_header(header: PackHeader) -> None:
    facts = {
        "Pack": header.ref,
        "Title": header.title,
        "Publisher": header.publisher,
        "Source": header.source,
        "Licence": header.licence,
        "In force": f"{header.in_force.since or 'not known'} to {header.in_force.until or 'open'}",
        "Confirmed": "yes" if header.confirmed else "not as a whole; see each fact",
        "Extends": header.extends or "",
        "Note": header.note or "",
    }
    for name, says in facts.items():
        if says:
            out.print(f"{name}: {says}", markup=False)


def _tables(pack: object) -> Iterator[Table]:
    match pack:
        case Framework():
            yield from _framework(pack)
        case ProcessesPack():
            yield from _processes(pack)
        case DatasetsPack():
            yield from _datasets(pack.datasets.values(), pack)
        case MeasuresPack():
            rows = ((one.id, one.title, one.kind, one.base) for one in pack.measures)
            yield _table("Measures", ("id", "title", "kind", "counts rows of"), rows)
        case PublishedPack():
            counted = (
                ("tallies", str(len(pack.tallies))),
                ("levels", str(len(pack.levels))),
                ("inspections without a known level", str(len(pack.without_levels))),
            )
            yield _table("Published results", ("what", "how many"), counted)


def _framework(pack: Framework) -> Iterator[Table]:
    indicators = (
        (one.id, one.title, _sure(one.confirmed), _sure(one.themes.confirmed))
        for one in pack.indicators
    )
    yield _table("Indicators", ("id", "title", "title is", "themes are"), indicators)
    levels = ((str(one.level), " / ".join(one.labels), one.short) for one in pack.scale)
    yield _table("Scale", ("level", "label", "in short"), levels)
    programmes = (
        (
            one.id,
            one.title,
            ", ".join((*one.indicators, *(f"area {id_}" for id_ in one.areas))),
            ", ".join(one.narrative_only),
        )
        for one in pack.programmes
    )
    names = ("id", "title", "on the scale", "narrative only")
    yield _table("Programmes", names, programmes)


def _processes(pack: ProcessesPack) -> Iterator[Table]:
    for edition in pack.editions:
        rows = (
            (
                limit.process,
                f"{limit.number} {limit.unit.replace('_', ' ')}" if limit.unit else "",
                limit.words or "",
                "yes" if limit.starts_clock else "no",
                _sure(limit.confirmed),
            )
            for limit in edition.limits
        )
        names = ("process", "limit", "words", "starts a clock", "the fact is")
        yield _table(edition.title, names, rows)


def _datasets(datasets: Iterable[Dataset], pack: DatasetsPack) -> Iterator[Table]:
    rows = ((one.id, one.title, str(len(one.columns))) for one in datasets)
    yield _table("Datasets", ("id", "title", "columns"), rows)
    rules = ((one.code, one.kind, one.dataset, one.message) for one in pack.rules)
    yield _table("Rules", ("code", "kind", "dataset", "message"), rules)


def _sure(confirmed: bool) -> str:
    return "confirmed" if confirmed else "not confirmed"


def _table(title: str, names: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = wide_table(title)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return whole_words(table)
