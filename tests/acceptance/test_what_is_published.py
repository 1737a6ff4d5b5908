"""Whoever reads all that is published finds no number that was not shown in the crossing file.

The reader of tests/support/published.py takes the pages, pictures and files as they lie in
out/public, and holds each number against the figures, the answers and what people wrote.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.demo import Demo
from tests.support.published import PRECISE, measure, numbers_in, off_the_line, words_of
from tests.support.repository import ROOT

Figure = Mapping[str, Any]
READ = (".html", ".svg", ".md", ".csv", ".json")
LEAST = 5
"""From so many on answers are told, and none."""
HELD_AGAINST_ALL = {"looked-after", "disabled", "ethnic-group", "rural"}
"""Views whose chart has a bar for all children too."""
SMALL = {str(number) for number in range(10)}
"""Ids, levels and fifths are numbers too."""


@pytest.fixture(scope="module")
def figures(demo: Demo) -> dict[str, Figure]:
    text = (demo.inspection / "received" / "figures.json").read_text()
    return {one["id"]: one for one in json.loads(text)["figures"]}


def values_in(thing: Any) -> Iterator[str]:
    """Every number in a document, as people write it and within words."""
    match thing:
        case bool() | None:
            return
        case int() | float():
            yield from numbers_in(f"{abs(thing):.1f}")
            yield from numbers_in(f"{abs(thing):g}")
            yield from numbers_in(f"{abs(thing):.0f}")
        case str():
            yield from numbers_in(thing)
        case Mapping():
            for key, value in thing.items():
                yield from values_in(key)
                yield from values_in(value)
        case list():
            for value in thing:
                yield from values_in(value)


def written_by_people(inspection: Path) -> Iterator[str]:
    """Numbers in what the team and the framework say, where no figure stands."""
    files = [*inspection.glob("*.yaml"), *(inspection / "evidence").glob("*.yaml")]
    files += (ROOT / "packs" / "scotland-children").rglob("*.yaml")
    for file in files:
        yield from numbers_in(file.read_text(encoding="utf-8"))


def answered(inspection: Path) -> Iterator[str]:
    """What may be said of answers: shares whose two sides are none or enough, and their counts."""
    for file in (inspection / "readings.csv", *(inspection / "surveys").glob("*.csv")):
        tallies: dict[str, Counter[str]] = {}
        seen = set()
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                key = row.get("reference", row.get("response")), row["question"]
                if key not in seen:  # a second reader is there for agreement only
                    seen.add(key)
                    tallies.setdefault(row["question"], Counter())[row["answer"]] += 1
        people = len({who for who, _ in seen})
        yield str((people + 5) // 10 * 10)
        for tally in tallies.values():
            yield from _shares(tally)


def _shares(tally: Counter[str]) -> Iterator[str]:
    """Every share that any choice of favourable answers could give, if it may be told."""
    left_out = ("not_applicable", "not_recorded", "do_not_know")
    answers = [answer for answer in tally if answer not in left_out]
    counted = sum(tally[answer] for answer in answers)
    for choice in range(2 ** len(answers)):
        good = sum(tally[a] for place, a in enumerate(answers) if choice >> place & 1)
        if all(number == 0 or number >= LEAST for number in (good, counted - good)) and counted:
            yield from (str(good), str(counted), str(round(100 * good / counted)))


def test_no_number_in_any_public_file_is_another_than_was_shown(
    demo: Demo, figures: dict[str, Figure]
):
    known = SMALL | set(values_in(list(figures.values())))
    known |= set(written_by_people(demo.inspection)) | set(answered(demo.inspection))
    manifest = json.loads((demo.inspection / "received" / "crossing.json").read_text())
    known |= set(values_in(manifest))
    files = [file for file in demo.public.rglob("*") if file.suffix in READ]
    strange = {
        (file.name, number)
        for file in files
        for words in words_of(file)
        for number in numbers_in(words)
        if number not in known and number.lstrip("0") not in known
    }
    assert len(files) > 20
    assert strange == set()


def test_no_picture_tells_more_than_its_figure(demo: Demo, figures: dict[str, Figure]):
    """Signs and bars stand where the values stand that are shown, to a hundredth of a pixel."""
    looked = 0
    for file in sorted((demo.public / "figures").glob("figure-*.svg")):
        figure = figures[file.stem.removeprefix("figure-")]
        shown = [
            (place, point["value"]["value"])
            for place, point in enumerate(figure["points"])
            if point["value"]["value"] is not None
        ]
        chart = measure(file)
        if figure["view"] == "trend" and shown:
            step = chart.width / len(figure["points"])
            marks = {round(mark.x / step - 0.5): mark for mark in chart.marks}
            assert sorted(marks) == [place for place, _ in shown], file.name
            values, places = [value for _, value in shown], [marks[at].y for at, _ in shown]
            assert off_the_line(values, places) <= 2 * PRECISE, file.name
            looked += 1
        elif not figure["view"].endswith("-over-time") and shown and chart.bars:
            bars = [point["value"]["value"] or 0.0 for point in figure["points"]]
            if figure["view"] in HELD_AGAINST_ALL:
                bars.append(figure["value"]["value"] or 0.0)
            lengths = list(chart.bars[-len(bars) :])
            assert off_the_line([0.0, *bars], [0.0, *lengths]) <= 2 * PRECISE, file.name
            looked += 1
    assert looked > 8


def test_the_alternative_text_and_the_table_show_no_more_values_than_the_figure(
    demo: Demo, figures: dict[str, Figure]
):
    for file in sorted((demo.public / "figures").glob("figure-*.svg")):
        figure = figures[file.stem.removeprefix("figure-")]
        allowed = SMALL | set(values_in(figure))
        told = {number for words in words_of(file) for number in numbers_in(words)}
        assert told <= allowed, file.name


def test_a_picture_one_hundredth_too_exact_would_be_found(demo: Demo, tmp_path: Path):
    """The ruler is worth its name."""
    assert off_the_line([10, 20, 54], [100, 90, 56]) <= PRECISE
    assert off_the_line([10, 20, 54], [100, 89.7, 56]) > PRECISE
    page = tmp_path / "page.html"
    page.write_text('<p data-n="17">12 <!-- 13 --></p><svg><desc>1,403.50</desc></svg>')
    assert {n for words in words_of(page) for n in numbers_in(words)} == {
        "12",
        "13",
        "17",
        "1403.5",
    }
