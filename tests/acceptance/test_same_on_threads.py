"""The same inputs give the same links, figures and files, on one thread and on two.

The shared demo ran on two threads; here everything is made once more on one, from the seed.
"""

from pathlib import Path

import pytest

from tests.support.commands import must, run_command
from tests.support.demo import Demo, invent


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo's partnership from the same seed, analysed on one thread."""
    made = Demo(tmp_path_factory.mktemp("again"), ())
    must(run_command(*invent(made)))
    must(run_command("analyse", made.partnership, "--threads", "1", "--quiet"))
    return made


def _files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def _different(one: Path, other: Path) -> list[str]:
    first, second = _files(one), _files(other)
    assert first
    return sorted(n for n in first.keys() | second.keys() if first.get(n) != second.get(n))


def test_the_same_seed_gives_the_same_partnership_and_truth(demo: Demo, again: Demo) -> None:
    assert _different(demo.partnership / "extracts", again.partnership / "extracts") == []
    assert _different(demo.truth, again.truth) == []
    plan = "partnership.yaml"
    assert (demo.partnership / plan).read_bytes() == (again.partnership / plan).read_bytes()


def test_the_crossing_file_is_the_same_bytes(demo: Demo, again: Demo) -> None:
    assert demo.crossing.read_bytes() == again.crossing.read_bytes()


@pytest.mark.parametrize(
    "file", ["people.parquet", "pairs.parquet", "key.csv", "exact.json", "issues.csv"]
)
def test_what_stays_in_the_store_is_the_same_bytes(demo: Demo, again: Demo, file: str) -> None:
    """Links, pseudonyms, exact figures and issues, each in its order."""
    one, other = ((d.partnership / "store" / file).read_bytes() for d in (demo, again))
    assert len(one) > 100
    assert one == other


def test_the_report_is_the_same_bytes_when_made_again(demo: Demo, tmp_path: Path) -> None:
    own = demo.copy(tmp_path)
    must(run_command("inspect", own.inspection, "--confirm", "--quiet"))
    assert _different(demo.inspection, own.inspection) == []


def test_the_same_seed_draws_the_same_records_and_answers(demo: Demo, tmp_path: Path) -> None:
    own = demo.copy(tmp_path)
    must(run_command("sample", own.inspection, "--again"))
    how = ("--truth", own.truth, "--seed", "2014")
    must(run_command("synthesise", "--answers", own.inspection, *how))
    for name in ("sample.csv", "readings.csv", "surveys"):
        one, other = demo.inspection / name, own.inspection / name
        if one.is_dir():
            assert _different(one, other) == []
        else:
            assert one.read_bytes() == other.read_bytes()


def test_another_seed_gives_other_children_and_other_records(demo: Demo, tmp_path: Path) -> None:
    """Else the tests above could pass with nothing drawn at all."""
    other = Demo(tmp_path, ())
    how = ("--truth", other.truth, "--children", "200")
    for seed in ("1", "2"):
        must(run_command("synthesise", tmp_path / seed, *how, "--seed", seed))
    people = "extracts/social_work/people.csv"
    assert (tmp_path / "1" / people).read_bytes() != (tmp_path / "2" / people).read_bytes()
    received = demo.inspection / "received/return.csv"
    for seed in ("1", "2"):
        how = ("--size", "20", "--seed", seed, "--out", tmp_path / f"{seed}.csv")
        must(run_command("sample", received, *how))
    assert (tmp_path / "1.csv").read_bytes() != (tmp_path / "2.csv").read_bytes()
