"""What strangers send: every encoding, dialect and kind of file, and files that are traps."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sixpoint.engines import Engine
from sixpoint.files import write_csv
from sixpoint.records import blocks
from sixpoint.records.read import read_extracts
from sixpoint.records.types import Records
from sixpoint.terms.problems import UserError
from tests.support.visits import DATASETS

Put = Callable[[str, bytes], Path]
NAME = "Màiri O’Brien"


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes the agency's file of visits."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / "extracts" / "clinic" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return write


def _read(engine: Engine, folder: Path) -> Records:
    return read_extracts(engine, folder=folder, datasets=DATASETS, expected=["clinic.visits"])


def _rows(records: Records) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = (
        records.raw["clinic.visits"].order_by("_line").to_pyarrow().to_pylist()
    )
    return rows


def _problem(engine: Engine, folder: Path) -> tuple[str, int | None]:
    with pytest.raises(UserError) as raised:
        _read(engine, folder)
    (problem,) = raised.value.problems
    return problem.code, problem.line


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "windows-1252"),
    ],
)
def test_every_common_encoding_is_told_from_the_file(
    engine: Engine, put: Put, tmp_path: Path, codec: str, said: str
) -> None:
    put("visits.csv", f"visit_id,person_id\r\nV1,{NAME}\r\n".encode(codec))
    records = _read(engine, tmp_path)
    assert records.files[0].encoding == said
    assert _rows(records)[0]["person_id"] == NAME


def test_utf_16_with_its_mark_the_other_way_round_is_told(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    put("visits.csv", "\ufeffvisit_id,person_id\nV1,é\n".encode("utf-16-be"))
    assert _read(engine, tmp_path).files[0].encoding == "utf-16-be"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (b"Ren\x82e", "in Windows-1252 a low quotation mark would stand inside the word"),
        (b"Ren\x8ee", "in Windows-1252 a capital would stand inside the word"),
        (b"Ren\x81e", "Windows-1252 has no such byte"),
        (b"\xc3\xa9 Ren\xe9e", "some of it is UTF-8, and some not"),
    ],
)
def test_an_encoding_that_nobody_can_tell_is_refused_with_the_line(
    engine: Engine, put: Put, tmp_path: Path, cell: bytes, why: str
) -> None:
    put("visits.csv", b"visit_id,person_id\nV1,a\nV2," + cell + b"\n")
    assert _problem(engine, tmp_path) == ("wrong-encoding", 3), why


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_common_dialect_is_told_from_the_header(
    engine: Engine, put: Put, tmp_path: Path, separator: str, end: str
) -> None:
    lines = (["visit_id", "person_id"], ["V1", '"a, b; c"'], ["V2", '"say ""no"""'])
    put("visits.csv", (end.join(separator.join(line) for line in lines) + end).encode())
    records = _read(engine, tmp_path)
    assert records.files[0].separator == separator
    assert [(row["person_id"], row["_line"]) for row in _rows(records)] == [
        ("a, b; c", 2),
        ('say "no"', 3),
    ]


def test_a_number_below_zero_survives_our_own_csv(engine: Engine, put: Put, tmp_path: Path) -> None:
    path = put("visits.csv", b"")
    write_csv(path, ("visit_id", "weight", "person_id"), [("V1", -5, "=1+1"), ("V2", "-2.5", "-x")])
    first, second = _rows(_read(engine, tmp_path))
    assert (first["weight"], second["weight"]) == ("-5", "-2.5")
    assert (first["person_id"], second["person_id"]) == ("'=1+1", "'-x"), "no formula left us"


def test_ten_thousand_columns_are_refused(engine: Engine, put: Put, tmp_path: Path) -> None:
    header = ["visit_id", *(f"c{n}" for n in range(10_000))]
    put("visits.csv", (",".join(header) + "\n" + "," * 10_000 + "\n").encode())
    assert _problem(engine, tmp_path) == ("too-many-columns", 1)


@pytest.mark.parametrize("start", [b"", b'"'])
def test_a_header_without_an_end_is_refused(
    engine: Engine, put: Put, tmp_path: Path, start: bytes
) -> None:
    put("visits.csv", start + b"x" * (blocks.LONGEST_LINE + 2 * 2**22))
    assert _problem(engine, tmp_path) == ("too-many-columns", 1)


def test_a_row_of_a_million_cells_is_set_aside(engine: Engine, put: Put, tmp_path: Path) -> None:
    put("visits.csv", b"visit_id,person_id\nV1,P1\n" + b"," * 1_000_000 + b"\nV2,P2\n")
    records = _read(engine, tmp_path)
    assert [row["_line"] for row in _rows(records)] == [2, 4]
    assert [(one.code, one.line) for one in records.issues] == [("RD-ROW-01", 3)]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r"])
def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(
    engine: Engine, put: Put, tmp_path: Path, end: bytes
) -> None:
    long = b"x" * (blocks.LONGEST_LINE + 2 * 2**22)
    put("visits.csv", b"visit_id,person_id\nV1," + long + end + b"V2,x\n")
    assert _problem(engine, tmp_path) == ("line-too-long", 2)


def test_thousands_of_ragged_rows_are_told_one_by_one_and_then_counted(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    put("visits.csv", b"visit_id,person_id\nV1,P1\n" + b"V2\n" * 5000)
    records = _read(engine, tmp_path)
    assert records.files[0].set_aside == 5000
    assert len(records.issues) == 1001
    assert "4,000 more rows" in next(i for i in records.issues if i.code == "RD-ROW-04").message


def test_an_agency_that_is_missing_altogether_is_said_once(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        read_extracts(engine, folder=tmp_path, datasets=DATASETS, expected=list(DATASETS))
    assert [one.code for one in raised.value.problems] == ["missing-agency"]


def test_a_file_that_holds_another_table_is_called_by_it(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    put("visits.csv", b"person_id,born,chi\nP1,2009-01-02,\n")
    with pytest.raises(UserError) as raised:
        _read(engine, tmp_path)
    first = raised.value.problems[0]
    assert first.code == "another-table"
    assert "clinic.people" in first.what


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old-workbook"),
        (b"PK\x03\x04 no package", "not-a-workbook"),
        (b"PAR1 no columns PAR1", "not-parquet"),
        (b"", "empty-file"),
        (b"\xff\xfe", "empty-file"),
        (b"\x00\x01\x02\x03" * 100, "not-text"),
    ],
)
def test_what_is_no_table_at_all_is_refused(
    engine: Engine, put: Put, tmp_path: Path, data: bytes, code: str
) -> None:
    put("visits.csv", data)
    assert _problem(engine, tmp_path)[0] == code


def _book(*rows: tuple[object, ...]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return book


def _saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEAD = ("visit_id", "person_id", "began", "asked_at", "weight", "seen")


def test_typed_cells_of_a_sheet_become_text_as_we_write_it(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    book = _book(
        (None,),
        HEAD,
        ("V1", 7, date(2016, 9, 30), datetime(2016, 9, 30, 14, 5), -5.5, True),
        (),
        ("V2", None, datetime(2016, 9, 30), date(2016, 9, 30), 12, False),
    )
    put("visits.xlsx", _saved(book))
    records = _read(engine, tmp_path)
    assert (records.files[0].encoding, records.files[0].sheet) == ("xlsx", 1)
    assert [tuple(row.values()) for row in _rows(records)] == [
        ("V1", "7", "2016-09-30", "2016-09-30T14:05:00", "-5.5", "yes", 3),
        ("V2", None, "2016-09-30", "2016-09-30T00:00", "12", "no", 5),
    ]


def test_days_count_from_1904_where_the_workbook_says_so(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = _book(HEAD)
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active.append(("V1", "P1", date(2016, 9, 30)))
    put("visits.xlsx", _saved(book))
    assert _rows(_read(engine, tmp_path))[0]["began"] == "2016-09-30"


def test_zeros_that_a_format_shows_are_kept(engine: Engine, put: Put, tmp_path: Path) -> None:
    book = _book(("visit_id", "chi"), ("V1", 101010101))
    assert book.active is not None
    book.active["B2"].number_format = "0000000000"
    put("visits.xlsx", _saved(book))
    assert _rows(_read(engine, tmp_path))[0]["chi"] == "0101010101"


def _with_result(data: bytes, result: str) -> bytes:
    """The workbook as a spreadsheet would have saved it: with what the formula came to."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(
                part, text.replace(b"<v></v>", result.encode()).replace(b"<v />", result.encode())
            )
    return made.getvalue()


def test_a_formula_gives_its_last_result_and_is_said(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    book = _book(("visit_id", "possible"), ("V1", "=1+1"), ("V2", 3))
    put("visits.xlsx", _with_result(_saved(book), "<v>2</v>"))
    records = _read(engine, tmp_path)
    assert [row["possible"] for row in _rows(records)] == ["2", "3"]
    assert [(i.code, i.severity, i.line, i.column) for i in records.issues] == [
        ("RD-CELL-01", "warning", 2, "possible")
    ]


def test_a_formula_without_a_result_is_an_issue(engine: Engine, put: Put, tmp_path: Path) -> None:
    put("visits.xlsx", _saved(_book(("visit_id", "possible"), ("V1", "=1+1"))))
    records = _read(engine, tmp_path)
    assert _rows(records)[0]["possible"] is None
    assert [(i.code, i.severity, i.line, i.column) for i in records.issues] == [
        ("RD-CELL-02", "error", 2, "possible")
    ]


def test_merged_cells_and_hidden_rows_are_said(engine: Engine, put: Put, tmp_path: Path) -> None:
    book = _book(("visit_id", "person_id"), ("V1", "P1"), ("V2", None), ("V3", "P3"))
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("B2:B3")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["A"].hidden = True
    put("visits.xlsx", _saved(book))
    records = _read(engine, tmp_path)
    assert [row["person_id"] for row in _rows(records)] == ["P1", None, "P3"]
    assert [(i.code, i.line) for i in records.issues] == [
        ("RD-CELL-03", 2),
        ("RD-CELL-04", 4),
        ("RD-CELL-04", 1),
    ]


def test_a_workbook_with_two_full_sheets_needs_a_mapping(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    book = _book(("visit_id",), ("V1",))
    book.create_sheet("Empty")
    put("visits.xlsx", _saved(book))
    assert len(_rows(_read(engine, tmp_path))) == 1
    book.create_sheet("More").append(("visit_id",))
    put("visits.xlsx", _saved(book))
    with pytest.raises(UserError) as raised:
        _read(engine, tmp_path)
    (problem,) = raised.value.problems
    assert problem.code == "which-sheet"
    assert "Sheet, Empty, More" in problem.fix


def _bomb(unpacked: int) -> bytes:
    file = io.BytesIO(_saved(_book(("visit_id",))))
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(unpacked // 2**20):
            part.write(b" " * 2**20)
    return file.getvalue()


def test_a_zip_bomb_is_refused_unopened(engine: Engine, put: Put, tmp_path: Path) -> None:
    data = _bomb(2**26)
    assert len(data) < 2**17
    put("visits.xlsx", data)
    assert _problem(engine, tmp_path)[0] == "workbook-too-large"


def test_a_package_that_lies_about_its_sizes_is_refused(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    data = bytearray(_bomb(2**26))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"sheet9.xml"))
    struct.pack_into("<I", data, at + 24, 100)
    put("visits.xlsx", bytes(data))
    assert not any(one.rows for one in _read(engine, tmp_path).files)


def test_a_sheet_that_declares_entities_is_refused(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    made = io.BytesIO()
    sound = io.BytesIO(_saved(_book(("visit_id",))))
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                text = b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + text
            new.writestr(part, text)
    put("visits.xlsx", made.getvalue())
    assert _problem(engine, tmp_path)[0] == "not-a-workbook"


def test_parquet_comes_in_as_we_write_it(engine: Engine, put: Put, tmp_path: Path) -> None:
    table = pa.table(
        {
            "visit_id": pa.array(["V1", " V2 "]).dictionary_encode(),
            "began": pa.array([date(2016, 9, 30), None]),
            "asked_at": pa.array([datetime(2016, 9, 30, 14, 5), datetime(2016, 9, 30)]),
            "possible": pa.array([12.0, None]),
            "weight": pa.array([-5.5, float("nan")]),
            "seen": pa.array([True, False]),
            "other": pa.array([1, 2]),
        }
    )
    path = put("visits.parquet", b"")
    pq.write_table(table, path)
    records = _read(engine, tmp_path)
    assert [tuple(row.values()) for row in _rows(records)] == [
        ("V1", "2016-09-30", "2016-09-30T14:05:00", "12", "-5.5", "yes", 2),
        ("V2", None, "2016-09-30T00:00:00", None, None, "no", 3),
    ]
    assert [(i.code, i.line) for i in records.issues] == [("RD-COL-01", 1)]


def test_parquet_with_lists_in_its_cells_is_refused(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    path = put("visits.parquet", b"")
    pq.write_table(pa.table({"visit_id": [["V1"]]}), path)
    assert _problem(engine, tmp_path)[0] == "not-parquet"
