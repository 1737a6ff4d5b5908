"""out/ is replaced whole; a run that fails on the way leaves what was there."""

from pathlib import Path

import pytest

from sixpoint.inspection.write_out import write_out

OLD = {Path("public/report.html"): "old", Path("public/gone.md"): "old"}


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_new_run_leaves_nothing_of_the_old(tmp_path: Path) -> None:
    write_out(tmp_path, OLD)
    write_out(tmp_path, {Path("public/report.html"): "new", Path("inside/report.pdf"): b"%PDF"})
    assert files(tmp_path) == {
        "out/public/report.html": b"new",
        "out/inside/report.pdf": b"%PDF",
    }


def test_a_run_that_fails_on_the_way_leaves_the_old(tmp_path: Path) -> None:
    write_out(tmp_path, OLD)
    before = files(tmp_path)
    broken: dict[Path, str | bytes] = {Path("a.md"): "new", Path("b.md"): None}  # type: ignore
    with pytest.raises(AttributeError):
        write_out(tmp_path, broken)
    assert files(tmp_path) == before


def test_what_a_killed_run_left_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / ".out.part/public").mkdir(parents=True)
    (tmp_path / ".out.part/public/half.html").write_text("half")
    write_out(tmp_path, OLD)
    assert set(files(tmp_path)) == {"out/public/report.html", "out/public/gone.md"}
