"""A partnership in which an agency supplied nothing: counted without it, and it says so."""

import shutil
from pathlib import Path

import pytest
import yaml

from tests.support.commands import WRONG_FOUND, must, run_command

AGENCIES = ("social_work", "health", "education", "police", "reporter", "reference")
PRESENT = [
    *(tuple(one for one in AGENCIES if one != absent) for absent in AGENCIES),
    ("social_work", "police", "reference"),
    ("social_work", "police"),
    ("health", "education"),
    ("social_work",),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "partnership"
    how = ("--children", "300", "--seed", "7")
    must(run_command("synthesise", folder, "--truth", folder.with_name("truth"), *how))
    return folder


@pytest.mark.parametrize("present", PRESENT, ids="+".join)
def test_what_is_there_is_counted_and_may_cross(
    whole: Path, tmp_path: Path, present: tuple[str, ...]
) -> None:
    folder = tmp_path / "partnership"
    shutil.copytree(whole, folder)
    absent = set(AGENCIES) - set(present)
    for agency in absent:
        shutil.rmtree(folder / "extracts" / agency)
    about = yaml.safe_load((folder / "partnership.yaml").read_text(encoding="utf-8"))
    about["agencies"] = [one for one in about["agencies"] if one["id"] in present]
    (folder / "partnership.yaml").write_text(yaml.safe_dump(about), encoding="utf-8")

    # Some measures could not be counted: that is said by the exit code too.
    said = must(run_command("analyse", folder, "--threads", "2"), WRONG_FOUND)

    assert "figures may cross" in said.everything
    for agency in absent & {"social_work", "health", "education", "police"}:
        assert f"Nobody supplied {agency}." in said.everything
    assert (folder / "crossing" / "crossing.zip").is_file()
