"""A name planted in every column is in no message, log, exception or comment, whatever the file."""

import logging
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.load import load_datasets
from sixpoint.records.evidence import look_at_values
from sixpoint.records.propose import Seen, propose
from sixpoint.records.proposed_yaml import proposed_text
from sixpoint.records.read import read_extracts
from sixpoint.terms.problems import UserError

CANARY = "Kanarienvogel"
KINDS = ["csv", "xlsx", "parquet"]


def _people() -> Dataset:
    return load_datasets("scotland-extracts/1").datasets["social_work.people"]


def _file(path: Path, header: list[str], row: list[str], kind: str) -> None:
    if kind == "parquet":
        pq.write_table(pa.table([[cell] for cell in row], names=header), path)
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.append(header)
        book.active.append(row)
        book.active.append([*row, CANARY])
        book.active["A4"] = f'="{CANARY}"'
        book.active.merge_cells("A2:A3")
        book.save(path)
    else:
        line = ",".join(row)
        path.write_text(f'{",".join(header)}\n{line}\n{line},{CANARY}\n"{CANARY}"x,\n')


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spoilt", [False, True], ids=["read", "refused"])
@pytest.mark.parametrize("mapped", [False, True], ids=["ours", "mapped"])
def test_reading_says_no_name(
    engine: Engine,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    kind: str,
    spoilt: bool,
    mapped: bool,
) -> None:
    caplog.set_level(logging.DEBUG)
    dataset = _people()
    place = tmp_path / "extracts" / "social_work"
    place.mkdir(parents=True)
    header = [column.name for column in dataset.columns]
    row = [CANARY] * len(header)
    _file(
        place / f"people.{kind}",
        [CANARY, *header[1:]] if spoilt else [*header, CANARY],
        row if spoilt else [*row, CANARY],
        kind,
    )
    if mapped:
        (tmp_path / "mappings").mkdir()
        entries = "".join(f"  - {{ours: {n}, theirs: [{n}]}}\n" for n in header)
        (tmp_path / "mappings" / "social_work.yaml").write_text(
            "format: 1\nagency: social_work\nsystem: x\nfiles:\n"
            f"- file: people.{kind}\n  dataset: {dataset.id}\n  dates: day month year\n"
            f"  columns:\n{entries}"
        )
    try:
        records = read_extracts(
            engine,
            folder=tmp_path,
            datasets={dataset.id: dataset},
            expected=[dataset.id],
        )
        said = str((records.issues, records.dropped, records.files))
        assert records.files[0].rows
        assert not spoilt
    except UserError as error:
        assert spoilt
        said = f"{error} {error.__context__} {error.__cause__}"
    assert CANARY not in said
    assert CANARY not in caplog.text


def test_a_proposal_quotes_no_cell(tmp_path: Path) -> None:
    dataset = _people()
    header = tuple(column.aliases[0] for column in dataset.columns)
    cells = [f"{CANARY}{n % 7}" for n in range(50)]
    seen = Seen(
        path=tmp_path / "people export.csv",
        header=(*header, "Unheard of"),
        evidence=tuple(look_at_values(cells) for _ in range(len(header) + 1)),
        encoding="utf-8",
        separator=",",
    )
    text = proposed_text("social_work", propose([seen], [dataset]))
    assert "- ours: surname" in text, "an empty proposal would prove nothing"
    assert CANARY not in text


def test_a_file_without_a_header_gives_no_proposal_that_quotes_it(tmp_path: Path) -> None:
    dataset = _people()
    seen = Seen(
        path=tmp_path / "people.csv",
        header=tuple(f"{CANARY}{n}" for n in range(10)),
        evidence=tuple(look_at_values([CANARY] * 50) for _ in range(10)),
        encoding="utf-8",
        separator=",",
    )
    assert CANARY not in proposed_text("social_work", propose([seen], [dataset]))
