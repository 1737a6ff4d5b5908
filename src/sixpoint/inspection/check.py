"""One check of a submission, from files or bytes to the verdict, everything found, what changed.

`check_folder` is for a partnership's folder, `check_files` for files by themselves, `check_bytes`
for the same without any folder: all three come to the same verdict on the same bytes.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from sixpoint.engines import Engine
from sixpoint.files import write_bytes
from sixpoint.files.yaml import read_yaml_lines
from sixpoint.packs.load import DatasetsPack, load_datasets, load_measures
from sixpoint.packs.measure_parts import columns_needed
from sixpoint.packs.measures import Measure
from sixpoint.records.read import read_extracts, read_files
from sixpoint.records.types import Records
from sixpoint.terms.problems import Problem, UserError, user_error
from sixpoint.validation.compare import Changes, compare
from sixpoint.validation.completeness import TableFill, completeness
from sixpoint.validation.issues import Issues, gather_issues
from sixpoint.validation.previous import hashes_of
from sixpoint.validation.summary import PLACES, Figures, Summary, summarise
from sixpoint.validation.types import Checked
from sixpoint.validation.validate import validate
from sixpoint.validation.verdict import Decision, decide, rows_going_on
from sixpoint.validation.waivers import FILE as WAIVERS
from sixpoint.validation.waivers import (
    Waived,
    Waiver,
    WaiversFile,
    apply_waivers,
    waivers_problems,
)

from .needed import needed_by
from .partnership import FILE, Partnership, read_partnership
from .submissions import Kept, ToKeep, before, read_kept

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """By what something is checked: the rules, the day, what was decided and submitted before."""

    pack: DatasetsPack
    as_at: date
    measures: tuple[Measure, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    kept: tuple[Kept, ...] = ()
    partnership: Partnership | None = None
    places: int = PLACES


@dataclass(frozen=True, kw_only=True)
class Checking:
    """Everything that one check found. `changes` is None where nothing was kept before.

    The tables that could not be read are rejected in `decision`, and `problems` says why.
    """

    terms: Terms
    records: Records
    checked: Checked
    issues: Issues
    waived: Waived
    decision: Decision
    summary: Summary
    changes: Changes | None
    filled: tuple[TableFill, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(one.problem for one in self.records.unread)

    @property
    def to_keep(self) -> ToKeep:
        return ToKeep(
            as_at=self.terms.as_at,
            pack=self.terms.pack,
            records=self.records,
            checked=self.checked,
            issues=self.issues,
            decision=self.decision,
        )


def check_folder(folder: Path, *, engine: Engine, say: Say, places: int = PLACES) -> Checking:
    """The check of a partnership's folder, by its own packs, waivers and last submission."""
    terms = read_terms(folder, places=places)
    assert terms.partnership is not None
    say("Reading the extracts")
    records = read_extracts(
        engine,
        folder=folder,
        datasets=terms.pack.datasets,
        expected=terms.partnership.expected,
        needed=needed_by(terms.partnership, terms.pack),
        in_part=True,
    )
    return check_records(records, terms, say=say)


def read_terms(folder: Path, *, places: int = PLACES) -> Terms:
    """What a partnership's folder is checked by; every problem of its own files at once."""
    about = read_partnership(folder)
    pack = load_datasets(about.packs.datasets)
    problems: list[Problem] = []
    waivers: tuple[Waiver, ...] = ()
    kept: tuple[Kept, ...] = ()
    try:
        waivers = read_waivers(folder / WAIVERS, pack)
    except UserError as error:
        problems += error.problems
    try:
        kept = read_kept(folder)
    except UserError as error:
        problems += error.problems
    if problems:
        raise UserError(problems)
    return Terms(
        pack=pack,
        as_at=about.as_at,
        measures=load_measures(about.packs.measures).measures,
        waivers=waivers,
        kept=kept,
        partnership=about,
        places=places,
    )


def read_waivers(path: Path, pack: DatasetsPack) -> tuple[Waiver, ...]:
    """The waivers of the file, none where there is no file; every problem of it at once."""
    if not path.exists():
        return ()
    read, lines = read_yaml_lines(path, WaiversFile)
    problems = waivers_problems(read.waivers, pack.rules, file=path, lines=lines)
    if problems:
        raise UserError(problems)
    return read.waivers


def check_files(
    files: Mapping[str, Path], *, terms: Terms, engine: Engine, folder: Path, say: Say
) -> Checking:
    """The check of files by table; places are said relative to `folder`."""
    say("Reading the extracts")
    records = read_files(
        engine, files=files, datasets=terms.pack.datasets, folder=folder, in_part=True
    )
    return check_records(records, terms, say=say)


def check_bytes(
    files: Mapping[str, bytes],
    *,
    engine: Engine,
    pack: str | None = None,
    as_at: date | None = None,
    scratch: Path | None = None,
) -> Checking:
    """The check of what somebody is about to send, given as bytes by their path.

    With `partnership.yaml` among them, paths are those of a partnership's folder, and its waivers
    hold; otherwise each is `agency/table.csv`, and `pack` and `as_at` must be given. While they are
    read, they lie in a folder of their own that only its owner may open, under `scratch`.
    """
    with tempfile.TemporaryDirectory(prefix="sixpoint-", dir=scratch) as made:
        folder = Path(made)
        try:
            _lay_out(files, folder)
            if FILE in files:
                checking = check_folder(folder, engine=engine, say=_silence)
            else:
                checking = _check_loose(files, folder, engine=engine, pack=pack, as_at=as_at)
            return _named_as_given(checking, folder)
        except UserError as error:
            problems = [_relative(problem, folder) for problem in error.problems]
    raise UserError(problems)


def _silence(words: str) -> None:
    del words


def _lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise user_error(
                "path-outside",
                what="A file is named by a path that leads out of the folder.",
                fix="Name files by paths such as extracts/health/people.csv.",
            )
        write_bytes(folder / path, data, private=True)


def _check_loose(
    files: Mapping[str, bytes],
    folder: Path,
    *,
    engine: Engine,
    pack: str | None,
    as_at: date | None,
) -> Checking:
    if pack is None or as_at is None:
        raise user_error(
            "no-partnership",
            what="Nothing says by which rules and as of which day to check.",
            fix=f"Give {FILE} among the files, or a pack and a day.",
        )
    terms = Terms(pack=load_datasets(pack), as_at=as_at)
    by_table = {".".join(PurePosixPath(one).with_suffix("").parts[-2:]): one for one in files}
    unknown = sorted({*by_table} - {*terms.pack.datasets})
    if unknown or len(by_table) < len(files):
        raise user_error(
            "unknown-table",
            what="Nobody can tell which table each file holds.",
            fix=f"Name each agency/table.csv, of: {', '.join(sorted(terms.pack.datasets))}.",
        )
    paths = {table: folder / name for table, name in by_table.items()}
    return check_files(paths, terms=terms, engine=engine, folder=folder, say=_silence)


def _named_as_given(checking: Checking, folder: Path) -> Checking:
    unread = tuple(
        replace(one, problem=_relative(one.problem, folder)) for one in checking.records.unread
    )
    return replace(checking, records=replace(checking.records, unread=unread))


def _relative(problem: Problem, folder: Path) -> Problem:
    """The problem with its file named as it was given, not where it lay for a moment."""
    if problem.file is None or not problem.file.is_relative_to(folder):
        return problem
    return replace(problem, file=problem.file.relative_to(folder))


def check_records(records: Records, terms: Terms, *, say: Say) -> Checking:
    """Records held against the rules, with all that follows from it."""
    rules = terms.pack.rules
    last = before(terms.kept, records, as_at=terms.as_at) if terms.kept else None
    say(f"Checking {len(rules)} rules")
    checked = validate(records, rules, as_at=terms.as_at, previous=last.previous if last else None)
    say("Summing up")
    issues = gather_issues(records.issues, checked.issues)
    waived = apply_waivers(issues, terms.waivers, as_at=terms.as_at)
    return Checking(
        terms=terms,
        records=records,
        checked=checked,
        issues=issues,
        waived=waived,
        decision=decide(
            records,
            rules,
            checked,
            waived=waived,
            going_on=rows_going_on(records, checked.issues, rules),
            as_at=terms.as_at,
        ),
        summary=summarise(
            checked,
            rules,
            waived=waived,
            figures=figures_by_column(terms.measures),
            supplied=tuple(records.raw),
            places=terms.places,
        ),
        changes=_changes(records, issues, terms, last),
        filled=completeness(records, as_at=terms.as_at),
    )


def _changes(records: Records, issues: Issues, terms: Terms, last: Kept | None) -> Changes | None:
    if last is None or last.earlier is None:
        return None
    return compare(
        last.earlier,
        issues,
        rows={id_: sum(f.rows for f in records.files if f.dataset == id_) for id_ in records.raw},
        hashes=hashes_of(records),
        rules_content=terms.pack.content_hash,
    )


def figures_by_column(measures: Sequence[Measure]) -> Figures:
    """The measures that read each column, and under None those that read the table at all."""
    found: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for measure in measures:
        needed = columns_needed(measure)
        # Whose child a row is, where it lives and how old it is, every measure looks up.
        people = {f"{id_.partition('.')[0]}.people" for id_ in needed}
        for dataset in people - {*needed}:
            found[dataset, None].add(measure.id)
        for dataset, columns in needed.items():
            for column in (None, *columns):
                found[dataset, column].add(measure.id)
    return {place: frozenset(ids) for place, ids in found.items()}
