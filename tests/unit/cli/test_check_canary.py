"""A name planted in every column of every table is in nothing that a check says or writes."""

import csv
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.load import load_datasets
from tests.support.checking import PACK, PARTNERSHIP
from tests.support.commands import COULD_NOT_RUN, DONE, WRONG_FOUND, Said, run_command

CANARY = "Zebedee"


def write_table(dataset: Dataset, folder: Path) -> str:
    """Three rows in which every cell but the key is the name, alone and beside something."""
    path = folder / dataset.agency / f"{dataset.table}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in dataset.columns])
        for number, cell in enumerate((CANARY, f"{CANARY} 1", f"2016-09-30 {CANARY}")):
            writer.writerow(
                [f"K{number}" if column.name == dataset.key else cell for column in dataset.columns]
            )
    return str(path)


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_no_name_is_said_or_written(tmp_path: Path, form: tuple[str, ...]) -> None:
    tables = [write_table(one, tmp_path) for one in load_datasets(PACK).datasets.values()]
    page = tmp_path / "report" / "check.html"
    said = run_command("check", *tables, "--as-at", "2017-07-31", "--report", page, *form)
    assert said.code == WRONG_FOUND
    written = [page.read_text(), page.with_suffix(".csv").read_text()]
    assert all(len(text) > 10_000 for text in written)
    for text in (said.everything, *written):
        assert CANARY.lower() not in text.lower()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership of all agencies; the name is in every cell of every table."""
    folder = tmp_path_factory.mktemp("planted")
    datasets = load_datasets(PACK).datasets.values()
    (folder / "extracts").mkdir()
    for dataset in datasets:
        write_table(dataset, folder / "extracts")
    tables: dict[str, list[str]] = {}
    for dataset in datasets:
        tables.setdefault(dataset.agency, []).append(dataset.table)
    head = PARTNERSHIP[: PARTNERSHIP.index("agencies:")]
    said = "".join(
        f"- {{id: {agency}, name: {agency} (invented), tables: [{', '.join(names)}]}}\n"
        for agency, names in tables.items()
        if agency != "reference"
    )
    (folder / "partnership.yaml").write_text(f"{head}agencies:\n{said}")
    return folder


@pytest.fixture
def partnership(planted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(planted, tmp_path / "partnership"))


def holds_no_name(said: Said, written: Iterable[Path] = ()) -> None:
    assert CANARY.lower() not in said.everything.lower()
    for path in written:
        data = path.read_bytes()
        assert data, path
        assert CANARY.lower().encode() not in data.lower(), path


def test_no_name_is_in_a_proposal_of_files_whose_every_cell_is_one(partnership: Path) -> None:
    for path in (partnership / "extracts").glob("*/*.csv"):
        header, *rows = path.read_text().splitlines()
        path.write_text("\n".join([header.upper().replace("_", " "), *rows, ""]))
    said = run_command("check", partnership, "--propose")
    proposed = list((partnership / "mappings").glob("*.proposed.yaml"))
    assert len(proposed) > 3, said.everything
    holds_no_name(said, proposed)


def test_no_name_is_said_where_a_waiver_or_a_refusal_is(partnership: Path, tmp_path: Path) -> None:
    waiver = "{rule: SW-CON-03, keys: [K1], reason: Old system., by: Data officer, until: %s}"
    waivers = f"format: 1\nwaivers:\n- {waiver % '2030-01-01'}\n"
    (partnership / "waivers.yaml").write_text(waivers)
    people = partnership / "extracts/health/people.csv"
    people.write_text(people.read_text().replace("person_id", CANARY, 1))
    page = tmp_path / "check.html"
    said = run_command("check", partnership, "--json", "--report", page)
    assert said.code == COULD_NOT_RUN
    assert "missing-column" in said.err
    holds_no_name(said, [page, page.with_suffix(".csv")])


def test_no_name_is_in_a_kept_submission_but_in_its_rows(partnership: Path) -> None:
    said = run_command("check", partnership, "--keep")
    assert said.code == WRONG_FOUND
    kept = [
        path
        for path in (partnership / "store/submissions").rglob("*")
        if path.is_file() and path.parent.name != "tables"
    ]
    assert {path.name for path in kept} >= {"submission.json", "issues.parquet"}
    holds_no_name(said, kept)


@pytest.mark.parametrize("code", ["SW-CON-03", "RD-COL-01", CANARY])
def test_no_name_is_in_an_explanation(code: str) -> None:
    said = run_command("explain", code)
    text = said.everything if code != CANARY else said.everything.replace(code, "", 1)
    assert CANARY.lower() not in text.lower()


def test_no_name_is_in_the_return(partnership: Path, tmp_path: Path) -> None:
    book = tmp_path / "return.xlsx"
    asked = ("--framework", "scotland-children/2014", "--programme", "2012-17")
    said = run_command("return", partnership, *asked, "--excel", book)
    assert said.code == DONE, said.everything
    holds_no_name(said)
    with zipfile.ZipFile(book) as package:
        parts = [package.read(name) for name in package.namelist()]
    assert len(parts) > 5
    assert all(CANARY.lower().encode() not in part.lower() for part in parts)
