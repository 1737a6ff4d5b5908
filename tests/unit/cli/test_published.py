"""`published`: real results with date, programme and source, and the unknown in sight."""

import json
from pathlib import Path

import pytest
import typer

from sixpoint.cli import published
from sixpoint.terms.problems import UserError


def run(*arguments: str) -> int:
    app = typer.Typer()
    app.callback()(lambda: None)
    published.register(app)
    code = typer.main.get_command(app).main(["published", *arguments], standalone_mode=False)
    assert isinstance(code, int)
    return code


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published.out, "width", 220)


def test_a_filtered_list_has_date_programme_level_and_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("--indicator", "5.2", "--year", "2017") == 0
    told = capsys.readouterr().out
    for word in ("West Lothian", "2017-08", "2012-17", "adequate (3)", "not known", "https://"):
        assert word in told
    assert "not issued by any inspectorate" in told
    assert "Published in 2017: not a current judgement." in told
    assert "have no known date and are left out" in told


def test_north_lanarkshire_is_counted_and_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--area", "north lanarkshire", "--year", "2015") == 0
    told = capsys.readouterr().out
    assert "10, counted and not named" in told
    assert "7 at level 5, 3 at level 4" in told
    assert "Levels" not in told


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--area", "South Ayrshire", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == 1
    assert len(document["results"]) == 9
    assert {"stated", "inferred"} == {one["basis"] for one in document["results"]}


def test_nothing_that_fits_is_said_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--area", "Brigadoon") == 0
    assert capsys.readouterr().out.startswith("No published result fits.")


def test_unknown_indicator_and_programme_are_refused_together() -> None:
    with pytest.raises(UserError) as caught:
        run("--indicator", "7.7", "--programme", "1066")
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["unknown-indicator", "unknown-programme"]


def test_a_drawing_shows_the_unknown_as_unknown(tmp_path: Path) -> None:
    file = tmp_path / "levels.svg"
    assert run("--indicator", "6.2", "--draw", str(file)) == 0
    drawn = file.read_text()
    assert drawn.startswith("<svg")
    assert "North Lanarkshire, 2015: 10 indicators, counted and not named: not known" in drawn
    assert "Programme 2012-17" in drawn
    assert "not issued by any inspectorate" in drawn


def test_a_page_has_the_same_as_a_table_with_links_to_the_sources(tmp_path: Path) -> None:
    file = tmp_path / "levels.html"
    assert run("--area", "South Ayrshire", "--draw", str(file)) == 0
    page = file.read_text()
    assert page.count("<tr>") == 10
    assert "inferred by elimination" in page
    assert 'href="https://www.ayrshiredailynews.co.uk/' in page


@pytest.mark.parametrize(("area", "name"), [("Fife", "levels.gif"), ("Brigadoon", "levels.svg")])
def test_what_cannot_be_drawn_is_refused_and_nothing_is_written(
    tmp_path: Path, area: str, name: str
) -> None:
    with pytest.raises(UserError):
        run("--area", area, "--draw", str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []
