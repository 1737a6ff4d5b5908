"""A name planted in every column of every table is in nothing that a check says or writes."""

import csv
from pathlib import Path

import pytest

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.load import load_datasets
from tests.support.checking import PACK
from tests.support.commands import WRONG_FOUND, run_command

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
