"""The part of `sixpoint link` that goes to reviewers and comes back from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.files import write_csv
from sixpoint.inspection.desk import read_decisions, write_decisions
from sixpoint.linkage.judgements import (
    Agreement,
    Asked,
    DecisionsFile,
    Standing,
    agreement_of,
    in_force,
    pair_of,
    standing_of,
)
from sixpoint.linkage.review import SHEET, Wish, ask, read_keys, read_records, sheet
from sixpoint.linkage.sheets import take_in, withdraw
from sixpoint.linkage.types import Key, Linked
from sixpoint.terms.problems import user_error

from .console import out

REVIEWERS = 2


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How many pairs to put to reviewers, and what shuffles them."""

    doubts: int
    sample: int
    seed: int


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Where the review stands; `written` names the sheets, `idle` counts decisions without effect
    because a record of theirs is not in the extracts."""

    standing: Standing
    agreement: Agreement
    written: tuple[Path, ...] = ()
    idle: int = 0


def put_to_reviewers(
    engine: Engine,
    people: Mapping[str, ir.Table],
    linked: Linked,
    desk: Path,
    file: Path,
    asking: Asking,
) -> Reviewed:
    """Writes a sheet for each of two people, and one for a third where two disagree."""
    before = read_decisions(desk)
    wish = Wish(doubts=asking.doubts, sample=asking.sample, seed=asking.seed)
    after = ask(engine, linked, so_far=before, wish=wish)
    standing = standing_of(after.judgements)
    said = in_force(after.judgements)
    new = [
        one
        for one in after.asked[len(before.asked) :]
        if len(said.get(pair_of(one.left, one.right), ())) < REVIEWERS
    ]
    latest = {pair_of(one.left, one.right): one for one in after.asked}
    third = [latest[pair] for pair in standing.disputed if pair in latest]
    records = read_records(engine, people, _keys([*new, *third]))
    sheets = {_named(file, reviewer): new for reviewer in range(1, REVIEWERS + 1)}
    if third:
        sheets[_named(file, REVIEWERS + 1)] = third
    for number, (path, pairs) in enumerate(sheets.items(), start=1):
        rows = sheet(pairs, records, seed=asking.seed * 100 + number)
        write_csv(path, SHEET, rows, private=True)
    write_decisions(desk, after)
    return Reviewed(
        standing=standing, agreement=agreement_of(after.judgements), written=tuple(sheets)
    )


def take_in_sheets(
    engine: Engine, people: Mapping[str, ir.Table], desk: Path, sheets: Sequence[Path]
) -> Reviewed:
    """Keeps what the sheets say, or nothing of it where any of it cannot be."""
    records = read_keys(engine, people)
    after = take_in(read_decisions(desk), sheets, records=records)
    write_decisions(desk, after)
    standing = standing_of(after.judgements)
    idle = sum(not {one.left, one.right} <= records for one in standing.decided)
    return Reviewed(standing=standing, agreement=agreement_of(after.judgements), idle=idle)


def take_back(desk: Path, left: Key, right: Key, *, by: str, on: date) -> None:
    """Withdraws what was said of a pair; it stays written down as withdrawn."""
    after: DecisionsFile | None = withdraw(read_decisions(desk), left, right, by=by, on=on)
    if after is None:
        raise user_error(
            "nothing-to-withdraw",
            what="Nobody has decided anything of these two records.",
            fix="Name both as agency:id, as the sheet does.",
        )
    write_decisions(desk, after)


def say_reviewed(reviewed: Reviewed) -> None:
    """Where the review stands."""
    standing, agreement = reviewed.standing, reviewed.agreement
    same = sum(one.same for one in standing.decided)
    out.print(
        f"Decided by people: {same:,} pairs the same child, {len(standing.decided) - same:,} not; "
        f"{len(standing.left_open):,} left open, {len(standing.waiting):,} waiting for a second "
        f"reviewer, {len(standing.disputed):,} for a third.",
        markup=False,
    )
    if reviewed.idle:
        out.print(
            f"  {reviewed.idle:,} are kept without effect: a record is not in the extracts.",
            markup=False,
        )
    if agreement.pairs:
        out.print(f"  {agreement_in_words(agreement)}", markup=False)
    for path in reviewed.written:
        out.print(f"Written: {path}", markup=False)


def agreement_in_words(agreement: Agreement) -> str:
    """How far two reviewers agreed, beyond chance where that can be said."""
    kappa = (
        "kappa cannot be told, since all answers are alike"
        if agreement.kappa is None
        else f"Cohen's kappa {agreement.kappa:.2f}"
    )
    share = 100 * agreement.agreed / agreement.pairs
    return (
        f"Two reviewers agreed on {agreement.agreed:,} of {agreement.pairs:,} pairs "
        f"({share:.0f}%; {kappa})."
    )


def _keys(asked: Sequence[Asked]) -> list[Key]:
    return sorted({key for one in asked for key in (one.left, one.right)})


def _named(file: Path, reviewer: int) -> Path:
    return file.with_name(f"{file.stem}-{reviewer}{file.suffix or '.csv'}")
