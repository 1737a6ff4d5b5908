"""Crossing files that somebody tampered with: whatever could name a child is refused."""

import json
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sixpoint.files import read_text
from sixpoint.inspection.crossing import read_crossing, read_received
from sixpoint.inspection.receive import receive
from sixpoint.terms.problems import UserError
from tests.support.demo import Demo

Change = Callable[[Any], None]
SOMEBODY = "Grace MacTavish, born 3 May 2009"
FOLDER, LINK = 0o040755, 0o120777


class Forger:
    """Makes crossing files out of a good one, hashes and all, as one with our software could."""

    def __init__(self, good: Path, folder: Path) -> None:
        with zipfile.ZipFile(good) as archive:
            self.parts = {name: archive.read(name).decode() for name in archive.namelist()}
        self.path = folder / "crossing.zip"

    def forge(
        self, *, modes: dict[str, int] | None = None, manifest: Change | None = None, **changed: str
    ) -> Path:
        parts = self.parts | changed
        listing = json.loads(parts.pop("crossing.json"))
        listing["members"] = {n: sha256(text.encode()).hexdigest() for n, text in parts.items()}
        if manifest:
            manifest(listing)
        with zipfile.ZipFile(self.path, "w") as archive:
            for name, text in {**parts, "crossing.json": json.dumps(listing)}.items():
                entry = zipfile.ZipInfo(name)
                entry.external_attr = (modes or {}).get(name, 0o100644) << 16
                archive.writestr(entry, text)
        return self.path

    def with_figure(self, change: Change, *, view: str = "who-took-part.trend") -> Path:
        figures = json.loads(self.parts["figures.json"])
        change(next(one for one in figures["figures"] if one["id"] == view))
        return self.forge(**{"figures.json": json.dumps(figures)})

    def with_return(self, old: str, new: str) -> Path:
        return self.forge(**{"return.csv": self.parts["return.csv"].replace(old, new, 1)})


@pytest.fixture
def forger(demo: Demo, tmp_path: Path) -> Forger:
    return Forger(demo.crossing, tmp_path)


def codes_of(path: Path) -> set[str]:
    with pytest.raises(UserError) as refused:
        read_crossing(path)
    said = " ".join(f"{one.what} {one.fix}" for one in refused.value.problems)
    assert "Grace" not in said
    return {one.code for one in refused.value.problems}


def test_a_forged_copy_of_a_good_file_is_taken_for_good(forger: Forger):
    assert read_crossing(forger.forge()).figures


def put(*path: str | int, value: object) -> Change:
    """Sets what lies at the end of the path."""

    def change(where: Any) -> None:
        for step in path[:-1]:
            where = where[step]
        where[path[-1]] = value

    return change


WORDS: list[tuple[str | int, ...]] = [
    ("title",),
    ("counts",),
    ("children_counted",),
    ("unit",),
    ("period",),
    ("phrase",),
    ("sentence",),
    ("points", 0, "label"),
    ("points", 0, "signals"),
    ("trail", "links"),
    ("trail", "datasets_pack"),
    ("trail", "definition"),
    ("trail", "rules_failed"),
    ("trail", "limits"),
    ("trail", "sources", 0, "file"),
    ("trail", "sources", 0, "dataset"),
]


@pytest.mark.parametrize("place", WORDS, ids=lambda place: ".".join(map(str, place)))
def test_a_name_has_no_place_in_the_words_of_a_figure(forger: Forger, place):
    value = [SOMEBODY] if place[-1] in ("signals", "rules_failed", "limits") else SOMEBODY
    assert codes_of(forger.with_figure(put(*place, value=value))) == {"crossing-not-as-made"}


@pytest.mark.parametrize(
    "place", [("forename",), ("cases", "of"), ("points", 0, "person"), ("trail", "who")]
)
def test_a_key_that_could_name_a_child_is_refused_however_deep(forger: Forger, place):
    codes = codes_of(forger.with_figure(put(*place, value=SOMEBODY)))
    assert codes == {"crossing-could-name-a-child"}


COUNTS = [
    {"status": "shown", "value": 3.0},
    {"status": "shown", "value": -300.0},
    {"status": "shown", "value": 300.5},
    {"status": "shown", "value": 0.0},
    {"status": "zero", "value": 300.0},
    {"status": "rounded", "value": 300.0},
    {"status": "shown", "value": 1e300},
]


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: f"{count['status']} {count['value']:g}")
def test_a_count_that_our_policy_hides_is_refused_though_the_sender_shows_it(forger: Forger, count):
    codes = codes_of(forger.with_figure(put("points", 0, "cases", value=count)))
    assert "crossing-not-as-made" in codes


def test_two_counts_that_give_a_small_one_are_refused(forger: Forger):
    def all_but_two(figure: Any) -> None:
        figure["met"] = {"status": "shown", "value": figure["cases"]["value"] - 2}

    figures = json.loads(forger.parts["figures.json"])["figures"]
    shown = next(
        one["id"]
        for one in figures
        if one["id"].endswith(".latest") and one["met"]["value"] and one["cases"]["value"]
    )
    path = forger.with_figure(all_but_two, view=shown)
    assert "crossing-not-as-made" in codes_of(path)


def test_a_percentage_that_its_counts_do_not_give_is_refused(forger: Forger):
    change = put("points", 0, "value", value={"status": "shown", "value": 12.0})
    assert "crossing-not-as-made" in codes_of(forger.with_figure(change))


def test_a_figure_of_an_unknown_measure_is_refused(forger: Forger):
    change = put("measure", value="bairns")
    assert codes_of(forger.with_figure(change)) == {"crossing-not-as-made"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",on_register,", f",{SOMEBODY.replace(',', '')},"),
        (",5 to 11", ",2009-05-03"),
        ("INV-00002", "INV-00001"),
        ("reference,", "name,"),
    ],
    ids=["category", "age band", "reference twice", "column"],
)
def test_a_row_of_the_return_says_a_reference_and_two_known_groups(forger: Forger, old, new):
    codes = codes_of(forger.with_return(old, new))
    assert codes <= {"crossing-could-name-a-child", "crossing-reference-twice"}


NAMES = [
    "../x.md",
    "/x.md",
    "documents/../../x.md",
    "documents//x.md",
    "documents/./x.md",
    "documents/.x.md",
    "documents/a\x1b[31m.md",
    "documents/a\nb.md",
    "documents/cafe\u0301.md",
    "documents/x.exe",
    "documents/Position-Statement.md",
    "RETURN.csv",
    "documents/unlisted.md",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_part_with_an_odd_name_or_that_nobody_checked_is_refused(forger: Forger, name):
    assert codes_of(forger.forge(**{name: "hello"}))


@pytest.mark.parametrize("mode", [LINK, FOLDER])
def test_a_link_or_a_folder_is_refused(forger: Forger, mode):
    name = "documents/position-statement.md"
    assert codes_of(forger.forge(modes={name: mode})) == {"crossing-part-unexpected"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(forger: Forger):
    with zipfile.ZipFile(forger.forge(), "a") as archive:
        archive.writestr("return.csv", forger.parts["return.csv"])
    assert codes_of(forger.path) == {"crossing-part-twice"}


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, '{"figures":' * 10_000, "9" * 6_000, '{"format": NaN}', "", "\x00"],
    ids=["lists", "objects", "digits", "NaN", "empty", "nul"],
)
def test_odd_json_is_refused_and_not_a_fault(forger: Forger, text):
    assert codes_of(forger.forge(**{"figures.json": text}))


def test_flipped_bytes_are_refused_and_not_a_fault(forger: Forger, demo: Demo):
    good = demo.crossing.read_bytes()
    for place in range(0, len(good), 97):
        forger.path.write_bytes(good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :])
        try:
            read_crossing(forger.path)
        except UserError:
            continue


def test_nothing_is_unpacked_of_a_file_that_is_refused(forger: Forger, demo: Demo, tmp_path: Path):
    inspection = tmp_path / "inspection"
    inspection.mkdir()
    shutil.copy(demo.inspection / "inspection.yaml", inspection)
    with pytest.raises(UserError):
        receive(inspection, forger.with_figure(put("phrase", value=SOMEBODY)))
    assert [file.name for file in inspection.iterdir()] == ["inspection.yaml"]


def test_what_was_received_is_checked_again_when_it_is_used(forger: Forger, tmp_path: Path):
    inspection = tmp_path / "inspection"
    inspection.mkdir()
    receive(inspection, forger.forge())
    figures = inspection / "received" / "figures.json"
    assert SOMEBODY not in read_text(figures)
    figures.write_text(read_text(figures).replace("Discussions", SOMEBODY), encoding="utf-8")
    with pytest.raises(UserError):
        read_received(inspection / "received")
