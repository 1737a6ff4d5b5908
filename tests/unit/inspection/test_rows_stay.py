"""Rows of records are not written where the inspectorate would find them."""

import stat
from pathlib import Path

import pytest

from sixpoint.files import write_csv
from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.terms.problems import UserError


@pytest.mark.parametrize("place", ["rows.csv", "out/public/rows.csv", "evidence/../rows.csv"])
def test_an_inspections_folder_takes_no_rows(tmp_path: Path, place):
    inspection = tmp_path / "inspection"
    (inspection / "evidence").mkdir(parents=True)
    (inspection / "inspection.yaml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(UserError):
        refuse_inspectorates_side(inspection / place)


def test_a_link_into_an_inspections_folder_takes_no_rows(tmp_path: Path):
    inspection, link = tmp_path / "inspection", tmp_path / "elsewhere"
    inspection.mkdir()
    (inspection / "inspection.yaml").write_text("format: 1\n", encoding="utf-8")
    link.symlink_to(inspection)
    with pytest.raises(UserError):
        refuse_inspectorates_side(link / "rows.csv")


def test_the_folder_that_crosses_takes_no_rows(tmp_path: Path):
    with pytest.raises(UserError):
        refuse_inspectorates_side(tmp_path / "crossing" / "rows.csv")


def test_rows_are_written_elsewhere_for_their_owner_only(tmp_path: Path):
    file = tmp_path / "store" / "rows.csv"
    refuse_inspectorates_side(file)
    write_csv(file, ("line",), [(1,)], private=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
