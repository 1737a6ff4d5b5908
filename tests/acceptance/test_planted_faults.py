"""Every fault planted in an invented partnership is noticed, and little else is."""

import csv
from pathlib import Path

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.inspection.partnership import read_partnership
from sixpoint.packs.load import load_datasets
from sixpoint.records.read import read_extracts
from sixpoint.terms.issue import Severity
from sixpoint.validation.reasons import NO_PREVIOUS
from sixpoint.validation.types import Checked, Outcome
from sixpoint.validation.validate import validate


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from typer import Typer
    from typer.main import get_command

    from sixpoint.cli import synthesise

    folder = tmp_path_factory.mktemp("planted")
    app = Typer()
    app.callback()(lambda: None)
    synthesise.register(app)
    where = [str(folder / "partnership"), "--truth", str(folder / "truth"), "--quiet"]
    get_command(app).main(
        ["synthesise", *where, "--children", "3000", "--seed", "7"], standalone_mode=False
    )
    return folder


@pytest.fixture(scope="module")
def checked(engine: Engine, invented: Path) -> Checked:
    about = read_partnership(invented / "partnership")
    pack = load_datasets(about.packs.datasets)
    records = read_extracts(
        engine,
        folder=invented / "partnership",
        datasets=pack.datasets,
        expected=about.expected,
    )
    assert records.issues == ()
    return validate(records, pack.rules, as_at=about.as_at)


def _faults(invented: Path) -> list[dict[str, str]]:
    with (invented / "truth" / "faults.csv").open() as file:
        return list(csv.DictReader(file))


def test_every_rule_ran_that_needs_no_earlier_submission(checked: Checked) -> None:
    left = {result.why for result in checked.results if result.outcome is Outcome.NOT_RUN}
    assert all((why or "").startswith(NO_PREVIOUS) for why in left)
    assert {Outcome.PASSED, Outcome.FAILED} <= {result.outcome for result in checked.results}


def test_every_planted_fault_is_noticed_at_its_place(checked: Checked, invented: Path) -> None:
    """Of two rows with the same key the later is named, be it the spoilt one or the other."""
    faults = _faults(invented)
    places = {(issue.file, issue.line, issue.column) for issue in checked.issues}
    files_with_repeats = {i.file for i in checked.issues if "earlier row" in i.message}
    missed = [
        fault
        for fault in faults
        if (fault["file"], int(fault["line"]), fault["column"]) not in places
        and not (fault["kind"] == "duplicate key" and fault["file"] in files_with_repeats)
    ]
    assert len(faults) > 40
    assert missed == []


def test_errors_are_planted_or_follow_from_what_was_planted(
    checked: Checked, invented: Path
) -> None:
    """A spoilt key orphans rows that named it: at most a few for each fault."""
    errors = {
        (issue.file, issue.line) for issue in checked.issues if issue.severity is Severity.ERROR
    }
    planted = {(fault["file"], int(fault["line"])) for fault in _faults(invented)}
    assert len(errors - planted) <= len(planted) / 2


def test_one_thread_finds_the_same_and_lets_the_same_rows_go_on(
    checked: Checked, invented: Path
) -> None:
    about = read_partnership(invented / "partnership")
    pack = load_datasets(about.packs.datasets)
    with open_duckdb(threads=1) as alone:
        records = read_extracts(
            alone,
            folder=invented / "partnership",
            datasets=pack.datasets,
            expected=about.expected,
        )
        again = validate(records, pack.rules, as_at=about.as_at)
        assert again.issues == checked.issues
        assert again.results == checked.results
        for id_, table in checked.tables.items():
            assert again.tables[id_].to_pyarrow().equals(table.to_pyarrow()), id_
