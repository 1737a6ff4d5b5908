"""A value planted in every column of an extract is found in nothing that people or logs see."""

import logging
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.ask import EngineRefused, fetch
from sixpoint.packs.datasets import ColumnType, Dataset, Sensitivity
from sixpoint.packs.load import DatasetsPack, load_datasets
from sixpoint.records.read import read_extracts
from sixpoint.terms.problems import UserError
from sixpoint.validation.validate import validate

CANARY = "Kanarienvogel"


@pytest.fixture(scope="module")
def pack() -> DatasetsPack:
    return load_datasets("scotland-extracts/1")


def _shown_as_key(dataset: Dataset, name: str) -> bool:
    """An agency's own key may be in an issue: it finds the row and, elsewhere, nobody."""
    column = dataset.column(name)
    return name == dataset.key and column is not None and (
        column.sensitivity is not Sensitivity.IDENTIFYING
    )  # fmt: skip


def _cells(dataset: Dataset) -> list[str]:
    return [
        "K1" if _shown_as_key(dataset, column.name) else f"{CANARY}{place}"
        for place, column in enumerate(dataset.columns)
    ]


def _write(folder: Path, dataset: Dataset, *, spoil: str = "") -> None:
    path = folder / "extracts" / dataset.agency / f"{dataset.table}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = ",".join(column.name for column in dataset.columns)
    row = ",".join(_cells(dataset))
    ragged = f"{row},{CANARY}"
    path.write_text(f"{header},{CANARY}\n{row},x\n{ragged},x\n{row},y\n{spoil}")


def test_no_issue_and_no_log_holds_a_value(
    engine: Engine, pack: DatasetsPack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for dataset in pack.datasets.values():
        _write(tmp_path, dataset)
    records = read_extracts(
        engine, folder=tmp_path, datasets=pack.datasets, expected=list(pack.datasets)
    )
    checked = validate(records, pack.rules, as_at=date(2017, 7, 31))
    issues = [*records.issues, *checked.issues]
    assert CANARY not in str([asdict(issue) for issue in issues])
    assert CANARY not in str(checked.results)
    assert CANARY not in caplog.text
    found_in = {issue.dataset for issue in issues}
    assert found_in == set(pack.datasets)
    typed = {(d.id, c.name) for d in pack.datasets.values() for c in d.columns if _has_shape(c)}
    seen = {(issue.dataset, issue.column) for issue in checked.issues}
    assert typed <= seen, "a column whose canary no rule noticed proves nothing"


def _has_shape(column: object) -> bool:
    type_ = getattr(column, "type", None)
    return type_ not in (ColumnType.TEXT, None)


@pytest.mark.parametrize(
    "spoil", [f'"{CANARY}', f"{CANARY}\0,", f"{CANARY},\udc81"], ids=["quote", "nul", "encoding"]
)
def test_no_problem_holds_a_value(
    engine: Engine, pack: DatasetsPack, tmp_path: Path, spoil: str
) -> None:
    dataset = pack.datasets["social_work.people"]
    _write(tmp_path, dataset)
    path = tmp_path / "extracts" / "social_work" / "people.csv"
    path.write_bytes(path.read_bytes() + spoil.encode(errors="surrogateescape"))
    with pytest.raises(UserError) as raised:
        read_extracts(engine, folder=tmp_path, datasets=pack.datasets, expected=[dataset.id])
    assert CANARY not in str(raised.value)
    assert raised.value.problems[0].line == 5 or "utf" in raised.value.problems[0].fix.lower()


def test_a_file_without_a_header_puts_no_child_into_a_message(
    engine: Engine, pack: DatasetsPack, tmp_path: Path
) -> None:
    path = tmp_path / "extracts" / "social_work" / "people.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"1,{CANARY},Smith\n")
    with pytest.raises(UserError) as raised:
        read_extracts(
            engine, folder=tmp_path, datasets=pack.datasets, expected=["social_work.people"]
        )
    assert CANARY not in str(raised.value)


def test_what_an_engine_says_is_not_even_the_context_of_the_error(engine: Engine) -> None:
    import ibis

    bad = ibis.memtable({"a": [CANARY]}).mutate(b=ibis._.a.cast("int64"))
    with pytest.raises(EngineRefused) as raised:
        fetch(engine, bad)
    assert CANARY not in str(raised.value)
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None
