"""Whose each record is, kept in the store, and refused where somebody edited it by hand."""

from datetime import date
from pathlib import Path

import pytest

from sixpoint.inspection.identity import read_identity, write_identity
from sixpoint.linkage.history import NOBODY_YET, Identity, remember
from sixpoint.terms.problems import UserError


@pytest.fixture
def identity() -> Identity:
    now = {("sw", "1"): "P2", ("h", "9"): "P2", ("e", "5"): "P1"}
    known = remember(now, known=NOBODY_YET, as_at=date(2017, 7, 31))
    return remember({**now, ("e", "5"): "P2"}, known=known, as_at=date(2018, 7, 31))


def test_it_is_read_as_it_was_written(identity: Identity, tmp_path: Path) -> None:
    write_identity(identity, tmp_path)
    read = read_identity(tmp_path)
    assert read.members == identity.members
    assert read.history.merges == identity.history.merges != ()
    assert {oct(f.stat().st_mode)[-3:] for f in (tmp_path / "people").iterdir()} == {"600"}


def test_nobody_is_known_before_the_first_run(tmp_path: Path) -> None:
    assert read_identity(tmp_path) is NOBODY_YET


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("members.csv", "e,5,P2", "e,5,P1"),
        ("members.csv", "sw,1,P2,2\n", ""),
        ("history.json", '"last": 2', '"last": 1'),
        ("history.json", '"persons": 1', '"persons": 2'),
    ],
)
def test_an_edited_history_is_refused_with_words(
    identity: Identity, tmp_path: Path, file: str, old: str, new: str
) -> None:
    write_identity(identity, tmp_path)
    path = tmp_path / "people" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        read_identity(tmp_path)
    (problem,) = raised.value.problems
    assert problem.code == "history-changed"


@pytest.mark.parametrize("gone", ["members.csv", "history.json"])
def test_one_file_without_the_other_is_refused(
    identity: Identity, tmp_path: Path, gone: str
) -> None:
    write_identity(identity, tmp_path)
    (tmp_path / "people" / gone).unlink()
    with pytest.raises(UserError):
        read_identity(tmp_path)
