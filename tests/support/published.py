"""A reader of what is published, who imports nothing of sixpoint: words, numbers and pictures.

He reads files as they lie there, and measures pictures with a ruler.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w]|[.,]\d)")
SAID = ("alt", "title", "aria-label", "content", "summary", "placeholder", "value", "label")
"""Attributes that somebody hears or sees."""
PRECISE = 0.011
"""Half of what a picture's numbers are rounded to, twice."""


class _Words(HTMLParser):
    """All that a page says, hidden or not; comments and attributes too, and no style.

    Left of a chart stands its scale, which is no number of anything.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._skipped = 0
        self._scale = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        scale = tag == "text" and dict(attrs).get("transform", "") or ""
        self._scale = scale.startswith("translate(-2,")
        self._skipped += tag == "style"
        said = [text for name, text in attrs if text and self._is_said(name)]
        self.words += [text for text in said if not text.startswith(("width=", "#"))]

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._skipped and not self._scale:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.words.append(data)

    @staticmethod
    def _is_said(name: str) -> bool:
        return name in SAID or name.startswith("data-")


def words_of(file: Path) -> list[str]:
    """Each piece of text of a page, a picture or any other text file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".csv":
        return [cell for row in csv.reader(text.splitlines()) for cell in row]
    if file.suffix not in (".html", ".svg"):
        return text.splitlines()
    page = _Words()
    page.feed(text)
    return [" ".join(piece.split()) for piece in page.words if piece.strip()]


def numbers_in(words: str) -> Iterator[str]:
    """Each number in the text, without the commas between thousands."""
    for found in NUMBER.findall(words):
        plain = found.replace(",", "")
        yield plain.rstrip("0").rstrip(".") if "." in plain else plain


@dataclass(frozen=True)
class Mark:
    """A sign in a picture: how far from the left and from the top, in the chart's own places."""

    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """A picture as the ruler finds it: its size, the signs and the bars by their lengths."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    bars: tuple[float, ...]


def measure(svg: Path) -> Chart:
    """The first drawing of the file, measured."""
    paths = [
        one.attrib
        for one in ElementTree.fromstring(svg.read_text(encoding="utf-8")).iter()
        if one.tag.endswith("path")
    ]
    whole = next(m for m in (_box(one) for one in paths) if m and m[2] > 0)
    marks = [
        Mark(*map(float, at.groups()))
        for one in paths
        if one.get("fill") and (at := _AT.fullmatch(one.get("transform", "")))
    ]
    bars = [box[2] for one in paths if one.get("fill") and (box := _box(one))]
    return Chart(whole[2], whole[3], tuple(marks), tuple(bars))


_AT = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_BOX = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z")


def _box(path: dict[str, str]) -> tuple[float, float, float, float] | None:
    found = _BOX.fullmatch(path.get("d", ""))
    if not found:
        return None
    x, y, width, height = map(float, found.groups())
    return x, y, width, height


def off_the_line(values: Sequence[float], places: Sequence[float]) -> float:
    """How far, in the picture's units, any sign lies from where its value belongs.

    The signs of the least and of the greatest value say which place belongs to which value.
    """
    ends = min(values), max(values)
    if ends[0] == ends[1]:
        return max(places) - min(places)
    low, high = (places[values.index(end)] for end in ends)
    slope = (high - low) / (ends[1] - ends[0])
    wanted = [low + slope * (value - ends[0]) for value in values]
    return max(abs(place - want) for place, want in zip(places, wanted, strict=True))
