"""Issues in columns behave as the list of issues they stand for."""

import csv
from dataclasses import replace
from pathlib import Path

from sixpoint.files import to_csv
from sixpoint.files.csv_columns import write_csv_columns
from sixpoint.terms.issue import Issue, Severity
from sixpoint.validation.issues import COLUMNS, Issues, gather_issues


def _issue(code: str, line: int | None, *, file: str = "a.csv", key: str | None = "K") -> Issue:
    return Issue(
        code=code,
        severity=Severity.ERROR,
        dataset="clinic.visits",
        file=file,
        line=line,
        key=key,
        column="began" if line else None,
        message="Something is wrong.",
        fix="Mend it.",
    )


FOUND = [_issue("B-02", 9), _issue("A-01", 9, key=None), _issue("A-01", None), _issue("B-02", 3)]
OTHER = [_issue("A-01", 2, file="0.csv")]


def test_they_come_in_the_order_of_file_line_and_code() -> None:
    issues = gather_issues(FOUND, OTHER)
    assert [(i.file, i.line, i.code) for i in issues] == [
        ("0.csv", 2, "A-01"),
        ("a.csv", None, "A-01"),
        ("a.csv", 3, "B-02"),
        ("a.csv", 9, "A-01"),
        ("a.csv", 9, "B-02"),
    ]
    assert issues == gather_issues(gather_issues(OTHER), gather_issues(FOUND))


def test_they_can_be_counted_cut_and_taken_one_by_one() -> None:
    issues = gather_issues(FOUND)
    assert len(issues) == 4
    assert issues[-1] == FOUND[0]
    assert issues[1:3] == [FOUND[3], FOUND[1]]
    assert list(issues[::-1]) == list(issues)[::-1]
    assert issues.of_code("B-02") == [FOUND[3], FOUND[0]]
    assert sorted(issues.counts().values()) == [1, 1, 2]
    assert issues != [*FOUND, FOUND[0]]


def test_none_is_none() -> None:
    assert gather_issues() == Issues() == ()
    assert gather_issues().columns().num_rows == 0


def test_their_columns_written_are_their_rows_written(tmp_path: Path) -> None:
    issues = gather_issues([*FOUND, replace(FOUND[0], key="=1+1", line=12)])
    write_csv_columns(tmp_path / "issues.csv", issues.columns(), private=True)
    rows = [[getattr(issue, name) for name in COLUMNS] for issue in issues]
    with (tmp_path / "issues.csv").open(newline="") as file:
        assert list(csv.reader(file)) == list(csv.reader(to_csv(COLUMNS, rows).splitlines()))
