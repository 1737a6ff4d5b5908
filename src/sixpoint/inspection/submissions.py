"""store/submissions/ of a partnership: what was submitted before, for the next check to look back.

`check --keep` puts one here; nothing else does, so that a check can be repeated without a trace.
Each holds counts and hashes for good; rows and issues only as long as it is one of the last two,
since rows of named children are kept no longer than the next comparison needs them (ADR 0012).
"""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import ibis.expr.types as ir
import pyarrow.parquet as pq
from pydantic import Field

from sixpoint.engines.ask import EngineRefused
from sixpoint.files import read_json, sha256_of, write_json
from sixpoint.files.folders import write_folder
from sixpoint.packs.load import DatasetsPack
from sixpoint.records.types import LINE, Records
from sixpoint.terms.problems import Problem, UserError
from sixpoint.terms.strict import strict
from sixpoint.validation.compare import ISSUE_COLUMNS, Earlier, issues_to_keep
from sixpoint.validation.issues import Issues
from sixpoint.validation.previous import hashes_of, remember
from sixpoint.validation.types import Checked, Outcome, Previous
from sixpoint.validation.verdict import Decision, Verdict

from .store import STORE

SUBMISSIONS = STORE / "submissions"
SUMMARY = "submission.json"
TABLES = Path("tables")
ISSUES = "issues.parquet"
WITH_ROWS = 2
"""How many submissions keep their rows and issues."""
_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]+")
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@strict
class SubmittedRule:
    """What one rule came to."""

    code: str
    dataset: str
    status: Outcome
    count: int


@strict
class SubmittedTable:
    """One table: its files, the hash of them, and its rows by month of the day they happened on."""

    dataset: str
    files: tuple[str, ...]
    sha256: str
    rows: int
    set_aside: int
    going_on: int
    months: dict[str, int]


@strict
class SubmittedPack:
    """The rules it was checked by, and the hash of their files."""

    ref: str
    content: Sha256


@strict
class Submission:
    """submission.json: what was sent on a reference day, and how it stood up.

    `members` are the hashes of the files beside this one; empty once they were let go.
    """

    format: Literal[1]
    as_at: date
    pack: SubmittedPack
    verdict: Verdict
    tables: tuple[SubmittedTable, ...]
    rules: tuple[SubmittedRule, ...]
    members: dict[str, Sha256]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A kept submission as the next check uses it."""

    name: str
    submission: Submission
    previous: Previous
    earlier: Earlier | None


def names_of(folder: Path) -> list[str]:
    """The kept submissions of a partnership, oldest first."""
    place = folder / SUBMISSIONS
    if not place.is_dir():
        return []
    return sorted((p.name for p in place.iterdir() if _NAME.fullmatch(p.name)), key=_order)


def _order(name: str) -> tuple[str, int]:
    day, _, number = name.rpartition("-")
    return day, int(number)


def read_kept(folder: Path) -> tuple[Kept, ...]:
    """The submissions that still have their rows, newest first, every file as it was written.

    The next check looks back on the newest that is not itself: see `before`.
    """
    kept: list[Kept] = []
    problems: list[Problem] = []
    for name in reversed(names_of(folder)[-WITH_ROWS:]):
        try:
            kept.append(_read(folder / SUBMISSIONS / name))
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(problems)
    return tuple(kept)


def before(kept: Sequence[Kept], records: Records, *, as_at: date) -> Kept | None:
    """The newest submission that is not these very files on this very day.

    So a submission that was kept can be checked again and gets the same answer as the first time.
    """
    files = hashes_of(records)
    others = (one for one in kept if (one.submission.as_at, one.previous.files) != (as_at, files))
    return next(others, None)


def _read(place: Path) -> Kept:
    try:
        submission = read_json(place / SUMMARY, Submission)
    except UserError as error:
        raise UserError([_unreadable(place / SUMMARY), *error.problems]) from None
    changed = [name for name, sha in submission.members.items() if not _is(place / name, sha)]
    if changed:
        raise UserError(_unreadable(place / name) for name in changed)
    return _kept(place, submission)


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and sha256_of(path) == sha256


def _unreadable(path: Path) -> Problem:
    return Problem(
        code="submission-unreadable",
        what="This part of the last kept submission is damaged or was changed; comparing with it "
        "could say anything.",
        fix=f"Take the folder {path.parent.name if path.name == SUMMARY else 'it is in'} out of "
        "store/submissions/, or put it back from a backup.",
        file=path,
    )


def _kept(place: Path, submission: Submission) -> Kept:
    tables = {
        table.dataset: place / TABLES / f"{table.dataset}.parquet"
        for table in submission.tables
        if f"{TABLES}/{table.dataset}.parquet" in submission.members
    }
    previous = Previous(
        as_at=submission.as_at,
        tables=tables,
        files={table.dataset: table.sha256 for table in submission.tables},
        rows={table.dataset: table.months for table in submission.tables},
    )
    has_issues = ISSUES in submission.members
    return Kept(
        name=place.name,
        submission=submission,
        previous=previous,
        earlier=_earlier(place, submission) if has_issues else None,
    )


def _earlier(place: Path, submission: Submission) -> Earlier:
    return Earlier(
        name=place.name,
        as_at=submission.as_at,
        rules_content=submission.pack.content,
        issues=pq.read_table(place / ISSUES, columns=list(ISSUE_COLUMNS)),
        rows={table.dataset: table.rows for table in submission.tables},
        hashes={table.dataset: table.sha256 for table in submission.tables},
    )


@dataclass(frozen=True, kw_only=True)
class ToKeep:
    """A check as it is to be kept."""

    as_at: date
    pack: DatasetsPack
    records: Records
    checked: Checked
    issues: Issues
    decision: Decision


def keep_submission(folder: Path, check: ToKeep) -> str:
    """Keeps the check as a submission and gives its name; one like the last is not kept twice."""
    previous = remember(check.records, as_at=check.as_at)
    last = next(iter(read_kept(folder)), None)
    if last is not None and _is_same(last, check, previous):
        return last.name
    name = _next_name(folder, check.as_at)
    for above in (folder / STORE, folder / SUBMISSIONS):
        above.mkdir(mode=0o700, exist_ok=True)
    write_folder(
        folder / SUBMISSIONS / name, lambda made: _write(made, check, previous), private=True
    )
    for old in names_of(folder)[:-WITH_ROWS]:
        _let_rows_go(folder / SUBMISSIONS / old)
    return name


def _is_same(last: Kept, check: ToKeep, previous: Previous) -> bool:
    return (
        last.submission.as_at == check.as_at
        and last.submission.pack.content == check.pack.content_hash
        and last.previous.files == previous.files
    )


def _next_name(folder: Path, as_at: date) -> str:
    numbers = [_order(name)[1] for name in names_of(folder) if name.startswith(f"{as_at}-")]
    return f"{as_at}-{max(numbers, default=0) + 1}"


def _write(made: Path, check: ToKeep, previous: Previous) -> None:
    (made / TABLES).mkdir()
    for dataset, table in check.records.raw.items():
        _to_parquet(table, made / TABLES / f"{dataset}.parquet")
    pq.write_table(issues_to_keep(check.issues), made / ISSUES)
    written = sorted(made.rglob("*.parquet"))
    members = {path.relative_to(made).as_posix(): sha256_of(path) for path in written}
    write_json(made / SUMMARY, _submission(check, previous, members))


def _to_parquet(table: ir.Table, path: Path) -> None:
    try:
        table.order_by(LINE).to_parquet(path)
        return
    except Exception:
        refused = EngineRefused("The engine could not write this table.")
    raise refused


def _submission(check: ToKeep, previous: Previous, members: dict[str, str]) -> Submission:
    return Submission(
        format=1,
        as_at=check.as_at,
        pack=SubmittedPack(ref=check.pack.header.ref, content=check.pack.content_hash),
        verdict=check.decision.verdict,
        tables=tuple(
            SubmittedTable(
                dataset=one.dataset,
                files=tuple(file.file for file in one.files),
                sha256=previous.files[one.dataset],
                rows=one.rows,
                set_aside=one.set_aside,
                going_on=one.going_on,
                months=dict(previous.rows[one.dataset]),
            )
            for one in check.decision.tables
        ),
        rules=tuple(
            SubmittedRule(code=r.code, dataset=r.dataset, status=r.outcome, count=r.count)
            for r in check.checked.results
        ),
        members=members,
    )


def _let_rows_go(place: Path) -> None:
    """Takes rows and issues away from an old submission; its counts and hashes stay."""
    submission = read_json(place / SUMMARY, Submission)
    if not submission.members:
        return
    emptied = Submission(**{**vars(submission), "members": {}})
    # First the summary: a run killed between the two leaves rows that nothing names, and the next
    # one of all takes them away.
    write_json(place / SUMMARY, emptied)
    shutil.rmtree(place / TABLES, ignore_errors=True)
    (place / ISSUES).unlink(missing_ok=True)


def carry_over(folder: Path, store: Path) -> None:
    """Puts the kept submissions into a store that is about to replace the partnership's own."""
    if names_of(folder):
        shutil.copytree(folder / SUBMISSIONS, store / SUBMISSIONS.name)
