"""The main job, end to end, through the command line: what it publishes, and that it can be
followed back to the rows."""

import csv
import json
import re
from pathlib import Path

import pytest

from sixpoint.packs.load import load_framework
from tests.support.commands import must, run_command
from tests.support.demo import Demo

TALLY = "Across ten quality indicators, inspectors found seven to be very good and three good."


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _published(demo: Demo, name: str, file: str) -> str:
    return _read(demo.folder / name / "out" / "public" / file)


def test_the_release_says_seven_very_good_and_three_good(demo: Demo) -> None:
    assert TALLY in _read(demo.public / "news-release.md")
    assert TALLY in demo.command("inspect", "--confirm").out


def test_the_tally_is_counted_from_what_the_team_wrote(demo: Demo) -> None:
    with (demo.public / "evaluations.csv").open(encoding="utf-8", newline="") as file:
        levels = [row["level"] for row in csv.DictReader(file)]
    assert sorted(levels) == ["4"] * 3 + ["5"] * 7


def test_every_page_says_that_it_is_invented(demo: Demo) -> None:
    pages = [file for file in demo.public.rglob("*") if file.suffix in (".html", ".md", ".csv")]
    assert len(pages) >= 4
    for page in pages:
        assert "invented" in _read(page), page.name


def test_quotes_are_slots_that_nobody_filled(demo: Demo) -> None:
    release = _read(demo.public / "news-release.md")
    assert "The inspectorate's chief executive" in release
    assert not re.search(r"^> *[“\"]", release, re.MULTILINE)


def test_every_file_of_the_report_is_there_and_none_is_empty(demo: Demo) -> None:
    public = {str(f.relative_to(demo.public)) for f in demo.public.rglob("*") if f.is_file()}
    assert public >= {
        *("report.html", "report.pdf", "news-release.md", "childrens-summary.html"),
        *("childrens-summary.pdf", "evaluations.csv", "evaluations.json", "trail.json"),
        *("figures/tally.svg", "gaps.csv"),
    }
    assert all(file.stat().st_size > 100 for file in demo.public.rglob("*") if file.is_file())


def test_the_report_says_that_the_gap_of_looked_after_children_closed(demo: Demo) -> None:
    """As it was planted: from 7.5 points below others to 1.5, by quarter."""
    with (demo.public / "gaps.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "looked-after-over-time" in row["figure"]]
    sizes = [float(row["gap"]) for row in rows if row["gap"]]
    assert len(sizes) > 12
    assert sizes[-1] < sizes[0] - 3
    assert "That is an improvement beyond usual variation." in _read(demo.public / "report.html")


def test_every_sentence_resolves_when_computed_again(demo: Demo) -> None:
    said = json.loads(demo.command("trail", "--all").out)
    assert len(said["statements"]) >= 40
    assert said["counts"] == {
        "resolves": len(said["statements"]),
        "checked as far as the crossing": 0,
        "stale": 0,
        "does not resolve": 0,
    }


def test_without_the_partnership_figures_are_checked_and_do_not_resolve(demo: Demo) -> None:
    said = json.loads(must(run_command("trail", demo.inspection, "--all", "--json")).out)
    states = {one["statement"]: one["state"] for one in said["statements"]}
    inside = json.loads(_read(demo.inspection / "out" / "inside" / "trail.json"))
    with_figure = {
        one["id"]: any(figure["measure"] for figure in one["figures"])
        for one in inside["statements"]
    }
    assert states.keys() == with_figure.keys()
    assert sum(with_figure.values()) >= 15
    for id_, state in states.items():
        wanted = "checked as far as the crossing" if with_figure[id_] else "resolves"
        assert state == wanted, id_


def test_rows_behind_a_sentence_are_where_they_are_said_to_be(demo: Demo) -> None:
    assert "overall-2: resolves" in demo.command("trail", "overall-2").out
    with demo.rows.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) > 100
    assert {row["figure"] for row in found} == {
        "concern-to-discussion.latest",
        "planning-meeting-in-time.latest",
        "decision-shared.latest",
    }
    lines = {
        name: _read(demo.partnership / name).splitlines() for name in {r["file"] for r in found}
    }
    assert len(lines) >= 3
    for row in found:
        key = lines[row["file"]][int(row["line"]) - 1].split(",")[0]
        assert key == row["key"], (row["file"], row["line"])


def test_the_chain_of_a_sentence_goes_down_to_files_and_rules(demo: Demo) -> None:
    said = must(run_command("trail", demo.inspection, "5.2-3"))
    for link in (
        "Evaluation",
        "Figure planning-meeting-in-time.latest",
        "scotland-measures/1",
        "extracts/social_work/planning_meetings.csv",
        "sealed fingerprint",
        "rules passed",
        "Linked children behind it",
        "checked as far as the crossing",
    ):
        assert link in said.out, link


def test_exact_counts_are_never_written_on_the_inspectorates_side(demo: Demo) -> None:
    """The partnership's store has exact figures; what crossed differs wherever one was hidden."""
    exact = json.loads(_read(demo.partnership / "store" / "exact.json"))
    assert exact["figures"]["cells"]
    names = {file.name for file in demo.inspection.rglob("*")}
    assert names.isdisjoint({"exact.json", "key.csv", "people.parquet", "pairs.parquet"})


def test_the_public_trail_names_no_person_place_day_or_file(demo: Demo) -> None:
    text = _read(demo.public / "trail.json")
    trail = json.loads(text)
    assert trail["edition"] == "public"
    assert "extracts/social_work" not in text
    for statement in trail["statements"]:
        assert all(not figure["files"] for figure in statement["figures"])
        assert all(not kind["items"] for kind in statement["sources"])
    inside = _read(demo.inspection / "out" / "inside" / "trail.json")
    assert "extracts/social_work" in inside
    assert "2017-09-12" in inside
    assert "2017-09-12" not in text


class TestNorthLanarkshire:
    """Ten indicators were counted and not named: nothing may say more than was published."""

    name = "north-lanarkshire-2014"

    def test_the_release_says_the_same_from_published_facts(self, demo: Demo) -> None:
        release = _published(demo, self.name, "news-release.md")
        assert TALLY in release
        assert "Not issued by any inspectorate" in release

    def test_no_indicator_is_named_as_evaluated(self, demo: Demo) -> None:
        with (demo.folder / self.name / "out/public/evaluations.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert all(not row["indicator"] and not row["level"] for row in rows)
        page = _published(demo, self.name, "report.html")
        titles = [one.title for one in load_framework("scotland-children/2014").indicators]
        assert len(titles) == 22
        assert [title for title in titles if title in page] == []

    def test_the_page_shows_the_ten_levels_as_not_known(self, demo: Demo) -> None:
        page = _published(demo, self.name, "report.html")
        assert "Which indicators were evaluated, and the level of each" in page
        assert "not known" in page.casefold()
        assert "Not issued by any inspectorate" in page

    def test_what_was_published_stands_with_its_source(self, demo: Demo) -> None:
        page = _published(demo, self.name, "report.html")
        assert "careinspectorate.com" in page
        assert "Decisions about child protection referrals" in page


class TestSouthAyrshire:
    """Nine levels: five as published, four by elimination, so marked."""

    name = "south-ayrshire-2016"

    def test_nine_are_shown_five_stated_and_four_inferred(self, demo: Demo) -> None:
        with (demo.folder / self.name / "out/public/evaluations.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 9
        assert sum(row["basis"].startswith("stated") for row in rows) == 5
        assert sum(row["basis"].startswith("inferred") for row in rows) == 4
        assert all(row["source"].startswith("https://") for row in rows)

    def test_the_page_marks_each_as_stated_or_inferred(self, demo: Demo) -> None:
        page = _published(demo, self.name, "report.html")
        (levels,) = {text for text in re.findall(r"<desc[^>]*>([^<]*)", page) if "9.4" in text}
        assert len(re.findall(r"\(\d\), inferred", levels)) == 4
        assert len(re.findall(r"\(\d\), stated", levels)) == 5

    def test_the_release_tells_the_tally(self, demo: Demo) -> None:
        release = _published(demo, self.name, "news-release.md")
        assert "Across nine quality indicators" in release
        assert "three to be good, four adequate and two weak" in release


@pytest.mark.parametrize("name", ["north-lanarkshire-2014", "south-ayrshire-2016"])
def test_pages_of_published_facts_need_neither_extracts_nor_crossing(demo: Demo, name: str) -> None:
    assert not (demo.folder / name / "received").exists()
    assert (demo.folder / name / "out/public/report.pdf").read_bytes().startswith(b"%PDF-")
