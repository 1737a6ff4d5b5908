"""What an agency's own headers, codes, dates and numbers become through its mapping."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sixpoint.engines import Engine
from sixpoint.records.read import read_extracts
from sixpoint.records.types import Records
from sixpoint.terms.problems import UserError
from tests.support.visits import DATASETS

HEAD = "format: 1\nagency: clinic\nsystem: Invented records\nfiles:\n"
VISITS = """- file: {file}
  dataset: clinic.visits
  dates: day month year
  yes: [Y]
  no: [N]
  missing: [n/k]
  decimal_mark: ','
  columns:
  - {{ours: visit_id, theirs: [Visit No]}}
  - {{ours: person_id, theirs: [Client]}}
  - {{ours: began, theirs: [Start]}}
  - {{ours: asked_at, theirs: [Asked, Time]}}
  - {{ours: weight, theirs: [Kilos]}}
  - {{ours: possible, theirs: [Possible]}}
  - {{ours: seen, theirs: ["Seen?"]}}
  - ours: answer
    theirs: [Outcome]
    codes: [{{theirs: OFF, ours: offered}}, {{theirs: "2", ours: refused}}]
"""
HEADER = "Visit No;Client;Start;Asked;Time;Kilos;Possible;Seen?;Outcome;Team\n"
Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file of the partnership."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def _mapped(put: Put, entries: str = VISITS.format(file="calls.csv")) -> None:
    put("mappings/clinic.yaml", HEAD + entries)


def _read(engine: Engine, folder: Path) -> Records:
    return read_extracts(engine, folder=folder, datasets=DATASETS, expected=["clinic.visits"])


def _rows(records: Records) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = (
        records.raw["clinic.visits"].order_by("_line").to_pyarrow().to_pylist()
    )
    return rows


def test_headers_codes_dates_words_and_numbers_become_ours(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    _mapped(put)
    put(
        "extracts/clinic/calls.csv",
        HEADER + "V1;P1;3/4/2016;03/04/2016;2:05 pm;1.234,5;12,0;y;off;A\n"
        "V2;P2;30 Sep 2016;30-09-2016;09:00:30;0,5;n/k;N;2;B\n",
    )
    assert _rows(_read(engine, tmp_path)) == [
        {
            "visit_id": "V1", "person_id": "P1", "began": "2016-04-03",
            "asked_at": "2016-04-03T14:05", "weight": "1234.5", "possible": "12", "seen": "yes",
            "answer": "offered", "_line": 2,
        },
        {
            "visit_id": "V2", "person_id": "P2", "began": "2016-09-30",
            "asked_at": "2016-09-30T09:00:30", "weight": "0.5", "possible": None, "seen": "no",
            "answer": "refused", "_line": 3,
        },
    ]  # fmt: skip


def test_what_the_mapping_says_nothing_of_stays_as_it_is(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    _mapped(put)
    put(
        "extracts/clinic/calls.csv",
        HEADER + "V1;P1;soon;2016-04-03T09:00;;many;1.2.3;perhaps;unheard of;A\n"
        "V2;P2;3/4/16;;;;;;waiting;A\n",
    )
    first, second = _rows(_read(engine, tmp_path))
    assert (first["began"], first["asked_at"], first["weight"]) == (
        "soon", "2016-04-03T09:00", "many"
    )  # fmt: skip
    assert (first["possible"], first["seen"], first["answer"]) == ("1.2.3", "perhaps", "unheard of")
    assert (second["began"], second["answer"]) == ("3/4/16", "waiting"), "no pivot, no short year"


def test_a_column_that_nobody_maps_is_listed_by_its_place_and_not_read(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    _mapped(put)
    put("extracts/clinic/calls.csv", HEADER + "V1;P1;;;;;;;;Kanarienvogel\n")
    records = _read(engine, tmp_path)
    (dropped,) = records.dropped
    assert (dropped.place, dropped.column, dropped.dataset) == (10, None, "clinic.visits")
    assert records.issues == ()
    assert "Kanarienvogel" not in str(_rows(records))


def test_a_file_keeps_its_own_name_hash_and_lines(engine: Engine, put: Put, tmp_path: Path) -> None:
    from hashlib import sha256

    _mapped(put)
    path = put("extracts/clinic/calls.csv", HEADER.encode("cp1252") + b"V1;\xc9;;;;;;;;\n")
    (source,) = _read(engine, tmp_path).files
    assert source.sha256 == sha256(path.read_bytes()).hexdigest()
    assert (source.file, source.encoding, source.separator) == (
        "extracts/clinic/calls.csv", "windows-1252", ";"
    )  # fmt: skip
    assert source.mapped


def test_several_files_are_one_table_and_each_row_knows_its_file_and_line(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    _mapped(put, VISITS.format(file="'calls_20??.csv'"))
    put("extracts/clinic/calls_2015.csv", HEADER + "V1;P1;1/2/2015;;;;;;;\n")
    put("extracts/clinic/calls_2016.csv", HEADER + "V2;P1;1/2/2016;;;;;;;\n\nV3;P1;;;;;;;;\n")
    records = _read(engine, tmp_path)
    rows = _rows(records)
    assert [row["visit_id"] for row in rows] == ["V1", "V2", "V3"]
    places = [records.place("clinic.visits", row["_line"]) for row in rows]  # type: ignore[arg-type]
    assert places == [
        ("extracts/clinic/calls_2015.csv", 2),
        ("extracts/clinic/calls_2016.csv", 2),
        ("extracts/clinic/calls_2016.csv", 4),
    ]


def test_one_file_may_hold_two_tables(engine: Engine, put: Put, tmp_path: Path) -> None:
    _mapped(
        put,
        "- file: all.csv\n  dataset: clinic.visits\n  columns: [{ours: visit_id, theirs: [No]}]\n"
        "- file: all.csv\n  dataset: clinic.people\n  dates: year month day\n"
        "  columns: [{ours: person_id, theirs: [Who]}, {ours: born, theirs: [Born]}]\n",
    )
    put("extracts/clinic/all.csv", "No,Who,Born\nV1,P1,2009/1/2\n")
    records = read_extracts(engine, folder=tmp_path, datasets=DATASETS, expected=list(DATASETS))
    assert {id_: table.count().to_pyarrow().as_py() for id_, table in records.raw.items()} == {
        "clinic.visits": 1,
        "clinic.people": 1,
    }
    assert records.raw["clinic.people"].born.to_pyarrow().to_pylist() == ["2009-01-02"]
    assert records.issues == ()


def test_a_column_that_holds_two_things_is_split(engine: Engine, put: Put, tmp_path: Path) -> None:
    _mapped(
        put,
        "- file: all.csv\n  dataset: clinic.visits\n  columns:\n"
        "  - {ours: visit_id, theirs: [Name], split_at: ',', part: 2}\n"
        "  - {ours: person_id, theirs: [Name], split_at: ',', part: 1}\n",
    )
    put("extracts/clinic/all.csv", 'Name\n"Invented, Ann"\nAlone\n')
    rows = _rows(_read(engine, tmp_path))
    assert [(row["person_id"], row["visit_id"]) for row in rows] == [
        ("Invented", "Ann"),
        ("Alone", None),
    ]


def test_lines_above_the_header_are_not_read(engine: Engine, put: Put, tmp_path: Path) -> None:
    _mapped(
        put,
        "- file: all.csv\n  dataset: clinic.visits\n  header_line: 3\n"
        "  columns: [{ours: visit_id, theirs: [No]}, {ours: person_id, theirs: [Who]}]\n",
    )
    put("extracts/clinic/all.csv", "Report of visits\nmade,by,nobody\nNo,Who\nV1,P1\n")
    assert _rows(_read(engine, tmp_path)) == [{"visit_id": "V1", "person_id": "P1", "_line": 4}]


@pytest.mark.parametrize(
    ("order", "pivot", "text", "day"),
    [
        ("day month year", None, "04/05/2016", "2016-05-04"),
        ("month day year", None, "04/05/2016", "2016-04-05"),
        ("year month day", None, "2016/04/05", "2016-04-05"),
        ("year day month", None, "2016/04/05", "2016-05-04"),
        ("day month year", 30, "4.5.16", "2016-05-04"),
        ("day month year", 30, "4.5.31", "1931-05-04"),
        ("day month year", 30, "4.5.2016", "2016-05-04"),
        ("day month year", None, "4 September 2016 00:00:00", "2016-09-04"),
        ("day month year", None, "04052016", "2016-05-04"),
        ("year month day", None, "20160405", "2016-04-05"),
        ("day month year", None, "4 Foo 2016", "4 Foo 2016"),
        ("day month year", None, "2016-05-04", "2016-05-04"),
    ],
)
def test_dates_are_read_in_the_order_that_is_said(
    engine: Engine, put: Put, tmp_path: Path, order: str, pivot: int | None, text: str, day: str
) -> None:
    said = f"  pivot: {pivot}\n" if pivot else ""
    _mapped(
        put,
        f"- file: a.csv\n  dataset: clinic.visits\n  dates: {order}\n{said}"
        "  columns: [{ours: visit_id, theirs: [No]}, {ours: began, theirs: [On]}]\n",
    )
    put("extracts/clinic/a.csv", f"No,On\nV1,{text}\n")
    assert _rows(_read(engine, tmp_path))[0]["began"] == day


def test_everything_wrong_in_a_mapping_is_told_at_once_with_its_line(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    _mapped(
        put,
        """- file: ../a.csv
  dataset: clinic.visits
  dates: ask
  pivot: 200
  yes: [J]
  no: [j]
  columns:
  - {ours: began, theirs: []}
  - {ours: bgan, theirs: [On]}
  - {ours: answer, theirs: [A], codes: [{theirs: X, ours: offerd}], dates: day month year}
  - {ours: answer, theirs: [B], join: '-', part: 1}
- file: a.csv
  dataset: clinic.vists
  columns: []
""",
    )
    with pytest.raises(UserError) as raised:
        _read(engine, tmp_path)
    assert {one.code for one in raised.value.problems} == {"mapping"}
    said = [(one.line, one.what) for one in raised.value.problems]
    assert said == [
        (5, "This names no file of the agency's own folder."),
        (7, "Nobody has said in which order these dates are written."),
        (8, "A pivot is a year of two digits."),
        (10, "The same word stands for yes and for no."),
        (12, "began is read from no column."),
        (13, "clinic.visits has no column bgan."),
        (14, "answer is mapped more than once."),
        (14, "offerd is no code of answer."),
        (14, "`dates` means nothing for answer, which is a code."),
        (15, "answer is mapped more than once."),
        (15, "One column is joined with nothing."),
        (15, "`split_at` and `part` go together."),
        (11, "Nothing is mapped to visit_id, which clinic.visits cannot do without."),
        (17, "No dataset is called clinic.vists."),
    ]


def test_a_proposed_mapping_is_not_used(engine: Engine, put: Put, tmp_path: Path) -> None:
    put("mappings/clinic.proposed.yaml", "no mapping at all")
    put("extracts/clinic/visits.csv", "visit_id\nV1\n")
    assert not _read(engine, tmp_path).files[0].mapped


@pytest.mark.parametrize(
    ("header", "code"),
    [("Visit No;Client", "missing-column"), (HEADER.strip() + ";Client", "repeated-column")],
)
def test_a_header_that_is_not_the_mapped_one_is_told_in_the_mapping_s_words(
    engine: Engine, put: Put, tmp_path: Path, header: str, code: str
) -> None:
    _mapped(put)
    put("extracts/clinic/calls.csv", f"{header}\nV1;P1\n")
    with pytest.raises(UserError) as raised:
        _read(engine, tmp_path)
    assert {one.code for one in raised.value.problems} == {code}
    assert {one.line for one in raised.value.problems} == {1}


def test_a_mapped_file_that_is_not_there_is_a_problem(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    _mapped(put)
    put("extracts/clinic/visits.csv", "visit_id\nV1\n")
    with pytest.raises(UserError) as raised:
        _read(engine, tmp_path)
    assert [one.code for one in raised.value.problems] == ["missing-file"]


def test_a_mapped_table_that_the_partnership_does_not_name_is_a_problem(
    engine: Engine, put: Put, tmp_path: Path
) -> None:
    _mapped(put)
    put("extracts/clinic/people.csv", "person_id\nP1\n")
    with pytest.raises(UserError) as raised:
        read_extracts(engine, folder=tmp_path, datasets=DATASETS, expected=["clinic.people"])
    assert [one.code for one in raised.value.problems] == ["mapping"]
