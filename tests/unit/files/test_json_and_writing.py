"""JSON, hashes and writing: the same bytes each time, and never half a file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import jsonschema
import pytest

from sixpoint.files import (
    fingerprint,
    read_json,
    schema_of,
    sha256_of,
    write_bytes,
    write_json,
    write_text,
)
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from sixpoint.terms.problems import UserError
from sixpoint.terms.strict import strict


@strict
class Note:
    format: Literal[1]
    day: date
    numbers: tuple[SafeNumber, ...] = ()


@dataclass(frozen=True)
class Held:
    words: frozenset[str]
    when: date


NOTE = Note(
    format=1, day=date(2017, 7, 31), numbers=(SUPPRESSED, SafeNumber(status=Status.SHOWN, value=3))
)


def test_a_value_written_is_the_value_read(tmp_path: Path) -> None:
    write_json(tmp_path / "note.json", NOTE)
    assert read_json(tmp_path / "note.json", Note) == NOTE


def test_json_ends_with_a_newline_and_sorts_its_keys(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"b": 1, "a": Held(frozenset("zyx"), date(2017, 1, 2))})
    text = (tmp_path / "a.json").read_text()
    assert text.index('"a"') < text.index('"b"')
    assert text.endswith("}\n")
    assert text.index('"x"') < text.index('"y"') < text.index('"z"')


def test_a_fingerprint_depends_on_the_content_only() -> None:
    assert fingerprint({"a": 1, "b": {"x", "y"}}) == fingerprint({"b": {"y", "x"}, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
    assert len(fingerprint(NOTE)) == 64


def test_a_number_that_is_none_has_no_place_in_json(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="finite"):
        write_json(tmp_path / "a.json", {"a": float("nan")})
    assert list(tmp_path.iterdir()) == []


def test_wrong_json_is_refused_with_all_problems(tmp_path: Path) -> None:
    file = tmp_path / "note.json"
    file.write_text('{"format": 2, "format": 2, "dya": "2017-07-31"}')
    with pytest.raises(UserError) as caught:
        read_json(file, Note)
    codes = sorted(problem.code for problem in caught.value.problems)
    assert codes == ["duplicate-key", "missing-key", "unknown-format", "unknown-key"]


def test_a_day_written_as_a_number_is_no_day(tmp_path: Path) -> None:
    file = tmp_path / "note.json"
    file.write_text('{"format": 1, "day": "20170731"}')
    with pytest.raises(UserError, match="`day` must be a date that exists"):
        read_json(file, Note)


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "[" * 100_000])
def test_text_that_is_not_json_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "note.json"
    file.write_text(text)
    with pytest.raises(UserError) as caught:
        read_json(file, Note)
    assert caught.value.problems[0].code == "not-json"


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    write_bytes(tmp_path / "deep" / "er" / "a.bin", b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of(tmp_path / "deep" / "er" / "a.bin") == expected


def test_a_failed_write_leaves_what_was_there_and_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.mkdir()
    (file / "kept").write_text("kept")
    with pytest.raises(UserError, match="could not be written"):
        write_text(file, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (file / "kept").read_text() == "kept"


def test_a_written_file_replaces_the_old_one_and_leaves_no_other(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "one")
    write_text(tmp_path / "a.txt", "two")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.txt": "two"}


def test_the_schema_of_a_format_accepts_what_the_reader_accepts() -> None:
    schema = schema_of(Note)
    jsonschema.validate({"format": 1, "day": "2017-07-31"}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": 1, "day": "2017-07-31", "more": 1}, schema)
