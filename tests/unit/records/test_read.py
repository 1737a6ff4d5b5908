"""Extracts on disk: what becomes a table, an issue, or a reason not to read at all."""

from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.records.read import read_extracts
from sixpoint.records.types import Records
from sixpoint.terms.problems import UserError
from tests.support.visits import DATASETS

HEADER = "visit_id,person_id,began,possible\n"
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_extract(table: str, content: str | bytes) -> Path:
        path = tmp_path / "extracts" / "clinic" / f"{table}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return path

    return write_extract


def _read(engine: Engine, folder: Path, *expected: str) -> Records:
    ids = expected or ("clinic.visits",)
    return read_extracts(engine, folder=folder, datasets=DATASETS, expected=ids)


def _codes(folder: Path, engine: Engine, *expected: str) -> list[tuple[str, int | None]]:
    with pytest.raises(UserError) as raised:
        _read(engine, folder, *expected)
    return [(problem.code, problem.line) for problem in raised.value.problems]


def test_raw_holds_text_and_typed_holds_values(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    write("visits", HEADER + "V1,P1,2016-09-30,12\nV2,P1,soon,many\n")
    records = _read(engine, tmp_path)
    raw = records.raw["clinic.visits"].order_by("_line").to_pyarrow().to_pylist()
    typed = records.typed["clinic.visits"].order_by("_line").to_pyarrow().to_pylist()
    assert raw[0] == {
        "visit_id": "V1", "person_id": "P1", "began": "2016-09-30", "possible": "12", "_line": 2
    }  # fmt: skip
    assert [(row["began"], row["possible"]) for row in typed] == [
        (date(2016, 9, 30), 12),
        (None, None),
    ]


def test_typed_has_the_columns_that_were_not_supplied_too(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    write("visits", HEADER + "V1,P1,2016-09-30,12\n")
    records = _read(engine, tmp_path)
    assert "asked_at" not in records.raw["clinic.visits"].columns
    schema = records.typed["clinic.visits"].schema()
    assert schema["asked_at"].is_timestamp()
    assert schema["weight"].is_float64()


def test_a_time_keeps_its_minutes(engine: Engine, write: Write, tmp_path: Path) -> None:
    write("visits", "visit_id,asked_at\nV1,2016-09-30T14:05\n")
    table = _read(engine, tmp_path).typed["clinic.visits"].to_pyarrow()
    assert table["asked_at"].to_pylist() == [datetime(2016, 9, 30, 14, 5)]


def test_a_file_is_known_by_its_hash_and_its_rows(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    path = write("visits", HEADER + "V1,P1,2016-09-30,12\nV2\n")
    (source,) = _read(engine, tmp_path).files
    assert source.sha256 == sha256(path.read_bytes()).hexdigest()
    assert (source.file, source.rows, source.set_aside) == ("extracts/clinic/visits.csv", 1, 1)


def test_a_byte_order_mark_is_no_part_of_the_header(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    write("visits", b"\xef\xbb\xbf" + HEADER.encode() + b"V1,P1,,\n")
    assert _read(engine, tmp_path).issues == ()


def test_a_table_that_nobody_names_is_absent(engine: Engine, write: Write, tmp_path: Path) -> None:
    write("visits", HEADER)
    records = _read(engine, tmp_path)
    assert records.absent == ("clinic.people",)
    assert "clinic.people" not in records.raw


def test_a_file_that_nobody_names_is_an_issue_and_not_read(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    write("visits", HEADER + "V1,P1,,\n")
    write("people", "person_id\nP1\n")
    (issue,) = _read(engine, tmp_path).issues
    assert (issue.code, issue.file) == ("RD-FILE-01", "extracts/clinic/people.csv")


def test_a_ragged_row_is_an_issue_with_its_line(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    write("visits", HEADER + 'V1,P1,"a\nb",\nV2,P2\nV3,P3,,\n')
    records = _read(engine, tmp_path)
    assert [(issue.code, issue.line) for issue in records.issues] == [("RD-ROW-01", 4)]
    assert records.raw["clinic.visits"].order_by("_line").to_pyarrow()["_line"].to_pylist() == [
        2,
        5,
    ]


def test_a_header_without_rows_is_a_warning(engine: Engine, write: Write, tmp_path: Path) -> None:
    write("visits", HEADER)
    assert [issue.code for issue in _read(engine, tmp_path).issues] == ["RD-ROW-03"]


def test_an_unknown_column_is_left_unread_and_never_quoted(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    write("visits", "visit_id,Morag,person_id\nV1,x,P1\n")
    records = _read(engine, tmp_path)
    (issue,) = records.issues
    assert (issue.code, issue.line) == ("RD-COL-01", 1)
    assert "Column 2" in issue.message
    assert "Morag" not in str(issue)
    assert "Morag" not in records.raw["clinic.visits"].columns


def test_every_file_that_cannot_be_read_is_told_at_once(
    engine: Engine, write: Write, tmp_path: Path
) -> None:
    write("visits", "")
    assert _codes(tmp_path, engine, "clinic.visits", "clinic.people", "clinic.nothing") == [
        ("unknown-table", None),
        ("missing-file", None),
        ("empty-file", None),
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("\n \n", [("empty-file", None)]),
        ("person_id,began\nP1,\n", [("missing-column", 1)]),
        ("visit_id,began,began\nV1,,\n", [("repeated-column", 1)]),
        ("began,began\n,\n", [("missing-column", 1), ("repeated-column", 1)]),
        (b"visit_id\nV1\nV\xc3\xa9\nV\xe9ronique\n", [("wrong-encoding", 4)]),
        ("visit_id\nV1\n".encode("utf-32"), [("not-text", 1)]),
        (b"visit_id\nV\0001\n", [("not-text", 2)]),
        ('visit_id\nV1\n"V2\nV3\n', [("open-quotation", 3)]),
    ],
)
def test_what_spoils_the_whole_file_is_a_problem(
    engine: Engine,
    write: Write,
    tmp_path: Path,
    content: str | bytes,
    found: list[tuple[str, int | None]],
) -> None:
    write("visits", content)
    assert _codes(tmp_path, engine) == found


def test_the_order_is_that_of_the_file_on_any_number_of_threads(
    write: Write, tmp_path: Path
) -> None:
    write("visits", HEADER + "".join(f"V{n},P{n % 7},2016-09-30,{n}\n" for n in range(200_000)))
    tables = []
    for threads in (1, 2):
        with open_duckdb(threads=threads) as engine:
            tables.append(_read(engine, tmp_path).typed["clinic.visits"].to_pyarrow())
    assert tables[0].equals(tables[1])
    assert tables[0]["_line"].to_pylist() == list(range(2, 200_002))
