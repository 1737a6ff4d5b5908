"""No source file knows a framework: indicators, levels, bodies and programmes are data of packs.

What is looked for is read from the packs themselves, so that a new framework is looked for too.
Docstrings and comments may give examples; a string that the program uses may not.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sixpoint.packs.framework import Framework
from sixpoint.packs.load import load_framework
from tests.support.repository import ROOT, SOURCE

PACKS = SOURCE / "packs"
TEMPLATES = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.css")]
SOURCES = sorted(path for path in SOURCE.rglob("*.py") if not path.is_relative_to(PACKS))

EXCEPTIONS = {
    # What `--help` shows: an example has to name something, and nothing is computed from it.
    "cli/trail.py": {"5.2"},
    "cli/published.py": {"2.1", "5.2", "2012-17"},
    "cli/returned.py": {"2012-17"},
    # The report's own statement of confidence, which every framework's report has; that one
    # framework calls an area the same is chance.
    "reports/compose.py": {"capacity for improvement"},
}
"""Per file, the words that stand in it all the same. Each has its reason."""

ORDINARY = {"good", "weak", "adequate", "excellent", "satisfactory", "unsatisfactory"}
"""Labels that are also everyday words: they count where they are the whole of a string."""


@cache
def frameworks() -> tuple[Framework, ...]:
    headers = sorted((ROOT / "packs").glob("*/*/pack.yaml"))
    refs = [
        f"{path.parent.parent.name}/{path.parent.name}"
        for path in headers
        if "\nkind: framework\n" in path.read_text(encoding="utf-8")
    ]
    return tuple(load_framework(ref, shelf=ROOT / "packs") for ref in refs)


@cache
def forbidden() -> frozenset[str]:
    """Every word that names a part of some framework, in small letters."""
    words: set[str] = set()
    for framework in frameworks():
        words |= {one.id for one in framework.indicators if not one.id.isdigit()}
        words |= {one.title for one in (*framework.indicators, *framework.areas)}
        words |= {label for level in framework.scale for label in level.labels}
        words |= {body.id for body in framework.method.bodies}
        words |= {name.name for body in framework.method.bodies for name in body.names}
        words |= {name for one in framework.programmes for name in (one.id, one.title)}
        words |= {question.says for one in framework.programmes for question in one.questions}
        words |= {heading.title for heading in framework.headings}
        words.add(framework.header.title)
    return frozenset(word.casefold() for word in words)


@cache
def _pattern() -> re.Pattern[str]:
    """Any forbidden word, not inside a longer one; an everyday word only on its own."""
    parts = sorted(forbidden() - ORDINARY, key=len, reverse=True)
    long = "|".join(re.escape(word) for word in parts)
    return re.compile(rf"(?<![\w.])(?:{long})(?!\w|\.\d)")


def found_in(text: str) -> set[str]:
    """The forbidden words in one string."""
    small = text.casefold()
    whole = {small.strip()} & forbidden() & ORDINARY
    return whole | set(_pattern().findall(small))


def strings_of(path: Path) -> Iterator[str]:
    """Each string that the module uses; docstrings, also those below a name, are none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_string_names_a_part_of_a_framework(path: Path) -> None:
    allowed = EXCEPTIONS.get(path.relative_to(SOURCE).as_posix(), set())
    found = {word for text in strings_of(path) for word in found_in(text)}
    assert found <= allowed, "take it from the framework, or from the inspection"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_names_a_part_of_a_framework(path: Path) -> None:
    assert not found_in(path.read_text(encoding="utf-8"))


def test_every_exception_is_still_needed() -> None:
    for name, words in EXCEPTIONS.items():
        found = {word for text in strings_of(SOURCE / name) for word in found_in(text)}
        assert words == found & words, f"{name} no longer says all of {words}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Indicator 5.2 is judged", {"5.2"}),
        ("5.2-3", {"5.2"}),
        ("version 15.2", set()),
        ("5.2.1", set()),
        ("inspected by the Care Inspectorate", {"care inspectorate"}),
        ("VERY GOOD", {"very good"}),
        ("weak", {"weak"}),
        ("a weak link", set()),
        ("area CP4", {"cp4"}),
    ],
)
def test_the_search_finds_what_it_looks_for(text: str, found: set[str]) -> None:
    assert found_in(text) == found


def test_there_is_something_to_look_for_and_somewhere_to_look() -> None:
    assert len(frameworks()) >= 3
    assert len(forbidden()) > 100
    assert len(SOURCES) > 100
    assert TEMPLATES
