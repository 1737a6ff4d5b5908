"""A second submission in which every rule is broken: each rule finds what was planted, and only it.

The first submission is clean. What a rule finds beside what was planted for it must follow from
something that was planted for another: the same row, or one that shares a number with it. The
table of precision and recall is printed; `pytest -s` shows it.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from sixpoint.engines import Engine
from sixpoint.packs.load import DatasetsPack, load_datasets
from sixpoint.packs.rules import Rule
from sixpoint.records.read import read_files, read_tables
from sixpoint.records.types import LINE
from sixpoint.synthetic.cells import Cells
from sixpoint.synthetic.extracts import make_extracts
from sixpoint.synthetic.plan import PLAN
from sixpoint.synthetic.plant_rules import SPOIL_TABLE, SecondSubmission, plant_rules
from sixpoint.synthetic.spoil import SPOIL, Row, TextTables
from sixpoint.synthetic.time import LAST
from sixpoint.terms.issue import Issue
from sixpoint.validation.kinds import CELL_KINDS, ROW_KINDS
from sixpoint.validation.previous import remember
from sixpoint.validation.types import Checked, Previous
from sixpoint.validation.validate import validate

SEED = 11


@dataclass(frozen=True, kw_only=True)
class First:
    """The clean submission: its files, its tables as text, and what is remembered of it."""

    folder: Path
    tables: TextTables
    previous: Previous
    found: Checked


@pytest.fixture(scope="module")
def pack() -> DatasetsPack:
    return load_datasets("scotland-extracts/1")


@pytest.fixture(scope="module")
def first(engine: Engine, pack: DatasetsPack, tmp_path_factory: pytest.TempPathFactory) -> First:
    folder = tmp_path_factory.mktemp("first")
    extracts = make_extracts(SEED, children=6000, plan=PLAN, told=lambda words, share: None)
    for table in extracts.tables:
        Cells(table).write(folder / f"{table.dataset}.csv")
    files = {path.stem: path for path in folder.glob("*.csv")}
    tables = {id_: _read(path) for id_, path in files.items()}
    records = read_files(engine, files=files, datasets=pack.datasets, folder=folder)
    return First(
        folder=folder,
        tables=tables,
        previous=remember(records, as_at=LAST),
        found=validate(records, pack.rules, as_at=LAST),
    )


def _read(path: Path) -> list[Row]:
    with path.open(newline="") as file:
        return [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]


def _arrow(tables: Mapping[str, list[Row]]) -> dict[str, pa.Table]:
    return {
        id_: pa.table(
            {name: pa.array([row[name] for row in rows], pa.string()) for name in rows[0]}
            | {LINE: pa.array(range(2, len(rows) + 2), pa.int64())}
        )
        for id_, rows in tables.items()
    }


def test_the_first_submission_is_wrong_in_nothing(first: First) -> None:
    """Agencies differ about a child now and then, which linkage has to live with: warnings."""
    assert {issue.code for issue in first.found.issues if issue.severity != "warning"} == set()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table: a rule, what was planted for it, and what it found."""

    rule: Rule
    planted: int
    noticed: int
    found: int
    follows: int

    @property
    def recall(self) -> float:
        return self.noticed / self.planted

    @property
    def precision(self) -> float:
        return (self.noticed + self.follows) / self.found if self.found else 1.0


def _known(first: First, pack: DatasetsPack) -> set[tuple[str, str | None]]:
    """Rule and record of all that was found in the first submission."""
    rows = ((one.code, one.dataset, _where(one)) for one in first.found.issues)
    return {
        (code, first.tables[id_][at][pack.datasets[id_].key])
        for code, id_, at in rows
        if isinstance(at, int)
    }


def _where(issue: Issue) -> int | str | None:
    return issue.key if issue.line is None else issue.line - 2


_SHARED = ("_id", "postcode", "chi", "scn")
"""How the columns end by which rows lean on one another."""


def _ids(rows: Iterable[Row]) -> set[str]:
    return {cell for row in rows for name, cell in row.items() if name.endswith(_SHARED) and cell}


def _disturbed(second: SecondSubmission) -> set[str]:
    """Every number that stands, now or before, in a row that was spoilt, and in those gone."""
    found = {cell for rows in second.gone.values() for cell in _ids(rows)}
    for id_, touched in second.touched.items():
        found |= _ids(touched.values()) | _ids(second.tables[id_][at] for at in touched)
    return found


def _line(
    rule: Rule, second: SecondSubmission, found: set[int | str | None], disturbed: set[str]
) -> Line:
    planted = {
        one.key if one.row is None else one.row for one in second.planted if one.rule == rule.code
    }
    touched, rows = second.touched[rule.dataset], second.tables[rule.dataset]
    follows = set()
    for at in found - planted:
        leans = rule.kind not in CELL_KINDS and rule.kind not in ROW_KINDS
        ids = _ids([rows[at]]) if isinstance(at, int) else {str(at)}
        if at in touched or (leans and ids & disturbed):
            follows.add(at)
    return Line(
        rule=rule,
        planted=len(planted),
        noticed=len(found & planted),
        found=len(found),
        follows=len(follows),
    )


def test_every_rule_about_rows_finds_what_was_planted_and_only_that(
    engine: Engine, pack: DatasetsPack, first: First
) -> None:
    by_row = [rule for rule in pack.rules if rule.kind not in SPOIL_TABLE]
    second = plant_rules(SEED, tables=first.tables, rules=by_row, datasets=pack.datasets)
    records = read_tables(engine, tables=_arrow(second.tables), datasets=pack.datasets)
    checked = validate(records, by_row, as_at=LAST, previous=first.previous)
    found: dict[str, set[int | str | None]] = {rule.code: set() for rule in by_row}
    known = _known(first, pack)
    for issue in checked.issues:
        at = _where(issue)
        key = (
            second.tables[issue.dataset][at][pack.datasets[issue.dataset].key]
            if isinstance(at, int)
            else at
        )
        if (issue.code, key) not in known:
            found[issue.code].add(at)
    disturbed = _disturbed(second)
    lines = [_line(rule, second, found[rule.code], disturbed) for rule in by_row]
    planted = [line for line in lines if line.planted]
    _print(planted)
    _print_left([line.rule for line in lines if not line.planted])
    assert [line.rule.code for line in planted if line.recall < 1] == []
    assert [line.rule.code for line in lines if line.precision < 1] == []
    assert {rule.kind for rule in by_row} <= {*SPOIL, "still_there"}
    assert len(planted) >= 0.9 * len(lines)


def _print(lines: Iterable[Line]) -> None:
    print(f"\n{'rule':<10} {'kind':<18} planted noticed found follows recall precision")
    for line in lines:
        counts = f"{line.planted:>7} {line.noticed:>7} {line.found:>5} {line.follows:>7}"
        shares = f"{line.recall:>6.2f} {line.precision:>9.2f}"
        print(f"{line.rule.code:<10} {line.rule.kind:<18} {counts} {shares}")


def _print_left(rules: list[Rule]) -> None:
    print(f"\nNot planted ({len(rules)}), since no row gave room for it:")
    for rule in rules:
        print(f"{rule.code:<10} {rule.kind:<18} {rule.dataset} {', '.join(rule.columns)}")


@pytest.mark.parametrize("kind", sorted(SPOIL_TABLE))
def test_every_rule_about_a_table_finds_the_spoilt_tables_and_only_those(
    engine: Engine, pack: DatasetsPack, first: First, kind: str, tmp_path: Path
) -> None:
    """Every other table that has such a rule is spoilt, the rest stays as it was."""
    rules = [rule for rule in pack.rules if rule.kind == kind]
    spoilt = [rule.dataset for rule in rules][::2]
    files = {id_: first.folder / f"{id_}.csv" for id_ in first.tables}
    for rule in rules:
        rows = list(first.tables[rule.dataset])
        if rule.dataset in spoilt:
            rows = SPOIL_TABLE[kind](rows, rule)
        elif kind == "not_the_same_file":
            rows = rows[1:]
        path = files[rule.dataset] = tmp_path / f"{rule.dataset}.csv"
        _write(path, rows)
    records = read_files(engine, files=files, datasets=pack.datasets, folder=tmp_path)
    checked = validate(records, rules, as_at=LAST, previous=first.previous)
    found = {one.dataset for one in checked.results if one.count}
    can_tell = {rule.dataset for rule in rules if _can_tell(rule, first)}
    print(f"\n{kind}: {len(spoilt)} of {len(rules)} tables spoilt, {len(found)} found;", end=" ")
    print("too small to tell:", ", ".join(sorted(set(spoilt) - can_tell)) or "none")
    assert found == set(spoilt) & can_tell
    assert len(found) >= 4


def _can_tell(rule: Rule, first: First) -> bool:
    """Whether the table has enough rows for the rule to say anything of what is done to it."""
    months, fewest = first.previous.rows[rule.dataset], rule.given.fewest or 0
    if rule.kind == "no_sudden_fall":
        return max(months.values()) >= fewest
    if rule.kind == "no_missing_period":
        around = ([3], [7]) if rule.given.every == "month" else ([1, 2, 3], [7, 8, 9])
        counts = [sum(months.get(f"2015-{m:02}", 0) for m in numbers) for numbers in around]
        return min(counts) >= fewest
    return len(first.tables[rule.dataset]) >= fewest


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
