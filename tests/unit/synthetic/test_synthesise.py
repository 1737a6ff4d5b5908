"""The folders that come out: the same for the same seed, whole, and never over other work."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sixpoint.inspection.partnership import read_partnership
from sixpoint.packs.load import load_datasets
from sixpoint.synthetic import synthesise
from sixpoint.terms.problems import UserError


def make(folder: Path, *, children: int = 400, seed: int = 5) -> Path:
    synthesise(folder / "partnership", truth=folder / "truth", children=children, seed=seed)
    return folder


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, two, other = (make(tmp_path / name) for name in ("one", "two", "other"))
    assert hashes(one) == hashes(two)
    make(other, seed=6)
    changed = {name for name, value in hashes(other).items() if hashes(one)[name] != value}
    extracts = {name for name in hashes(one) if "/extracts/" in name}
    assert len(extracts) == 25
    # The same towns and quintiles whatever the seed: only who lives there differs.
    assert extracts - changed == {"partnership/extracts/reference/postcodes.csv"}


def test_the_number_of_threads_changes_no_byte(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sixpoint.synthetic import synthesise; "
        "f = Path(sys.argv[1]); "
        "synthesise(f / 'partnership', truth=f / 'truth', children=400, seed=5)"
    )
    for threads in ("1", "2"):
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS")
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / threads)],
            check=True,
            env=os.environ | dict.fromkeys(names, threads),
        )
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")


def test_every_table_of_the_datasets_is_there_with_its_columns(invermore: Path) -> None:
    partnership = read_partnership(invermore / "partnership")
    datasets = load_datasets(partnership.packs.datasets).datasets
    assert set(partnership.expected) == set(datasets)
    for name, dataset in datasets.items():
        agency, _, table = name.partition(".")
        path = invermore / f"partnership/extracts/{agency}/{table}.csv"
        with path.open(encoding="utf-8") as file:
            header = file.readline().rstrip("\n").split(",")
        assert header == [column.name for column in dataset.columns]


def test_no_row_is_ragged(invermore: Path) -> None:
    for path in (invermore / "partnership/extracts").rglob("*.csv"):
        commas = {line.count(",") for line in path.read_text(encoding="utf-8").splitlines()}
        assert len(commas) == 1


def test_it_can_be_made_again_over_itself_and_over_what_was_made_from_it(tmp_path: Path) -> None:
    before = hashes(make(tmp_path))
    (tmp_path / "partnership/store").mkdir()
    (tmp_path / "partnership/store/links.parquet").write_bytes(b"old")
    assert hashes(make(tmp_path)) == before


@pytest.mark.parametrize("place", ["partnership/notes.md", "truth/notes.md"])
def test_somebody_elses_work_is_refused_and_left_alone(tmp_path: Path, place: str) -> None:
    make(tmp_path)
    (tmp_path / place).write_text("Not yours.", encoding="utf-8")
    before = hashes(tmp_path)
    with pytest.raises(UserError, match="folder-not-ours"):
        make(tmp_path, seed=6)
    assert hashes(tmp_path) == before


def test_a_folder_of_real_extracts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "partnership/extracts").mkdir(parents=True)
    (tmp_path / "partnership/partnership.yaml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(UserError, match="folder-not-ours"):
        make(tmp_path)


def test_the_truth_never_lies_inside_the_partnership(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="truth-inside"):
        synthesise(tmp_path / "p", truth=tmp_path / "p/truth", children=400, seed=1)
    with pytest.raises(UserError, match="truth-inside"):
        synthesise(tmp_path / "t/p", truth=tmp_path / "t", children=400, seed=1)
    assert not list(tmp_path.iterdir())


def test_too_few_children_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="too-few-children"):
        make(tmp_path, children=199)


def test_nothing_is_half_written_when_it_stops(tmp_path: Path) -> None:
    before = hashes(make(tmp_path))

    def stop(what: str, share: float) -> None:
        if what == "writing the truth":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesise(
            tmp_path / "partnership",
            truth=tmp_path / "truth",
            children=400,
            seed=6,
            progress=stop,
        )
    assert hashes(tmp_path) == before
