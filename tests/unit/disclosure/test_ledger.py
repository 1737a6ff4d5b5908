"""The ledger of releases: append-only, in a chain that shows where somebody's hand was."""

import json
from pathlib import Path

import pytest

from sixpoint.disclosure import ledger as ledger_module
from sixpoint.disclosure.ledger import HEAD, Ledger, LedgerCell, Release, append, read_ledger
from sixpoint.packs.disclosure import CountRule, Method
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from sixpoint.terms.problems import UserError

RULE = CountRule(topic="any", method=Method.SUPPRESS, below=5, source="made up for a test")


def release(id_: str, *values: int) -> Release:
    cells = tuple(
        LedgerCell(
            measure="children",
            dimensions={"area": str(number)},
            value=value,
            shown=SafeNumber(status=Status.SHOWN, value=value) if value >= 5 else SUPPRESSED,
        )
        for number, value in enumerate(values)
    )
    return Release(
        format=1,
        number=1,
        release=id_,
        run="one",
        content=f"content of {id_}",
        rules=(RULE,),
        cells=cells,
        sums=(),
        previous="",
    )


@pytest.fixture
def three(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    for id_ in ("first", "second", "third"):
        append(read_ledger(folder), release(id_, 3, 20))
    return folder


def codes_of(folder: Path) -> set[str]:
    with pytest.raises(UserError) as told:
        read_ledger(folder)
    return {problem.code for problem in told.value.problems}


def test_a_ledger_that_is_not_there_yet_is_empty(tmp_path: Path):
    assert read_ledger(tmp_path / "none") == Ledger(folder=tmp_path / "none", releases=())


def test_releases_come_back_as_they_were_written(three: Path):
    ledger = read_ledger(three)
    assert [one.release for one in ledger.releases] == ["first", "second", "third"]
    assert ledger.releases[2].cells == release("third", 3, 20).cells
    assert ledger.releases[2].previous == ledger.releases[1].hash


def test_only_its_owner_may_read_it(three: Path):
    assert three.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in three.iterdir())


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_release_edited_by_hand_breaks_the_chain_and_says_where(three: Path, number: int):
    file = three / f"{number:06}.json"
    file.write_text(file.read_text().replace('"value": 3', '"value": 4'))
    with pytest.raises(UserError) as told:
        read_ledger(three)
    (problem,) = told.value.problems
    assert (problem.code, problem.file) == ("ledger-edited", file)
    assert "4" not in problem.what


def test_a_release_edited_with_its_hash_breaks_the_chain_at_the_next(three: Path, tmp_path: Path):
    """Who computes the hash anew must do so for every file after it, and for the head."""
    forged = tmp_path / "forged"
    append(read_ledger(forged), release("first", 4, 20))
    (three / "000001.json").write_text((forged / "000001.json").read_text())
    with pytest.raises(UserError) as told:
        read_ledger(three)
    assert [one.file for one in told.value.problems] == [three / "000002.json"]


def test_the_last_release_replaced_does_not_fit_the_head(three: Path, tmp_path: Path):
    (three / "000003.json").unlink()
    head = (three / HEAD).read_text()
    (three / HEAD).write_text(json.dumps({**json.loads(head), "releases": 2}))
    assert codes_of(three) == {"ledger-edited"}


def test_a_release_taken_away_is_missed(three: Path):
    (three / "000003.json").unlink()
    assert codes_of(three) == {"ledger-cut"}


def test_a_release_taken_from_the_middle_is_missed(three: Path):
    (three / "000002.json").unlink()
    assert codes_of(three) == {"ledger-gap"}


def test_a_release_that_cannot_be_read_is_refused(three: Path):
    file = three / "000002.json"
    file.write_text(file.read_text()[:100])
    assert "ledger-damaged" in codes_of(three)


def test_a_head_that_went_missing_is_noticed(three: Path):
    (three / HEAD).unlink()
    assert codes_of(three) == {"ledger-edited"}


def test_a_run_killed_before_the_head_was_written_has_released(three: Path):
    """The release is in its place, whole; the head is one behind, and comes right with the next."""
    head = (three / HEAD).read_text()
    append(read_ledger(three), release("fourth", 7))
    (three / HEAD).write_text(head)
    ledger = read_ledger(three)
    assert ledger.find("fourth") is not None
    append(ledger, release("fifth", 8))
    assert len(read_ledger(three).releases) == 5


def test_runs_killed_one_after_the_other_before_the_head_was_written_lock_nobody_out(three: Path):
    head = (three / HEAD).read_text()
    for number in range(3):
        append(read_ledger(three), release(f"killed-{number}", 7))
        if number:  # the one before was put right by this one, which was killed in its turn
            said = json.loads((three / HEAD).read_text())
            assert said["releases"] == 4 + number
            before = {"releases": 3 + number, "hash": read_ledger(three).releases[2 + number].hash}
            head = json.dumps({"format": 1, **before})
        (three / HEAD).write_text(head)
        assert len(read_ledger(three).releases) == 4 + number


def test_a_writer_that_was_slow_does_not_put_the_head_back(three: Path, monkeypatch):
    """He wrote his release, and before his head others released twice more."""
    write, late = ledger_module.write_new, read_ledger(three)

    def slowly(path: Path, text: str, *, private: bool) -> None:
        write(path, text, private=private)
        monkeypatch.setattr(ledger_module, "write_new", write)
        for id_ in ("fifth", "sixth"):
            append(read_ledger(three), release(id_, 9))

    monkeypatch.setattr(ledger_module, "write_new", slowly)
    append(late, release("fourth", 8))
    assert [one.release for one in read_ledger(three).releases][3:] == ["fourth", "fifth", "sixth"]
    assert json.loads((three / HEAD).read_text())["releases"] == 6


def test_a_ledger_that_grows_while_it_is_read_is_not_one_that_was_cut(three: Path, monkeypatch):
    """The reader sees the old files and then the new head."""
    late, read = [read_ledger(three)], ledger_module.read_json

    def meanwhile(path: Path, type_: type) -> object:
        if late and path.name == "000003.json":
            append(late.pop(), release("fourth", 8))
        return read(path, type_)

    monkeypatch.setattr(ledger_module, "read_json", meanwhile)
    assert [one.release for one in read_ledger(three).releases][3:] == ["fourth"]


def test_what_a_killed_run_left_beside_is_no_release(three: Path):
    (three / ".000004.json.1-1.part").write_text("{")
    assert len(read_ledger(three).releases) == 3


def test_of_two_that_release_at_once_one_is_refused(three: Path):
    both = read_ledger(three)
    append(both, release("mine", 6))
    with pytest.raises(UserError) as told:
        append(both, release("theirs", 9))
    assert told.value.problems[0].code == "already-written"
    assert "a moment ago" in told.value.problems[0].what
    assert [one.release for one in read_ledger(three).releases][-1] == "mine"


def test_the_same_id_twice_is_refused(three: Path):
    with pytest.raises(UserError) as told:
        append(read_ledger(three), release("second", 1))
    assert told.value.problems[0].code == "release-twice"


def test_an_id_that_could_be_a_path_is_no_id():
    with pytest.raises(ValueError, match="release"):
        release("../elsewhere", 3)
