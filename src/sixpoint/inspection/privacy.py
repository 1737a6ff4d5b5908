"""The partnership's last look: does anything about to cross hold what finds a child?

Texts are compared with every shared identifier, postcode, address, full name and agency's own
number in the extracts, however they are spaced, hyphenated, accented or broken over lines. A single
forename is not searched for: "Grace" is also a word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.packs.datasets import Column, Dataset, Sensitivity
from sixpoint.terms.problems import Problem

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]{9,}")
_MOST_WORDS = 12
"""A number of ten digits may stand digit by digit, and an address has a few words."""

_MOST_LETTERS = 80
_STREET = 3
"""Words of an address that find a home without its town: 6 Cooper Drive."""

_SHORTEST_ID = 5
_NAMES = ("forename", "surname")
_DATES = ("date_of_birth", "expected_date_of_birth")


def identifiers_in(datasets: Mapping[str, Dataset], raw: Mapping[str, ir.Table]) -> frozenset[str]:
    """Everything in the extracts that finds a child, in small letters and without spaces."""
    found: set[str] = set()
    for id_, table in raw.items():
        dataset = datasets[id_]
        supplied = [c for c in dataset.columns if c.name in table.columns]
        for column in supplied:
            if _finds(column):
                found.update(_forms(table, column.name))
            elif column.name == dataset.key and id_.endswith(".people"):
                found.update(filter(_is_telling, _forms(table, column.name)))
        if set(_NAMES) <= {column.name for column in supplied}:
            found.update(_full_names(table))
    return frozenset(found - {""})


def _finds(column: Column) -> bool:
    """Whether the column alone finds a child; names do so only together, a birthday never alone."""
    identifying = column.sensitivity is Sensitivity.IDENTIFYING
    return identifying and column.name not in (*_NAMES, *_DATES)


def _is_telling(number: str) -> bool:
    """Whether an agency's own number is such that nothing else is written like it."""
    letters = any(c.isalpha() for c in number)
    return letters and any(c.isdigit() for c in number) and len(number) >= _SHORTEST_ID


def _forms(table: ir.Table, column: str) -> Iterator[str]:
    for row in table.select(column).distinct().to_pyarrow().to_pylist():
        words = _words(row[column] or "")
        yield "".join(words)
        if len(words) > _STREET and words[0][:1].isdigit():
            yield "".join(words[:_STREET])


def _full_names(table: ir.Table) -> Iterator[str]:
    """Forename and surname, in both orders, and with the first of several forenames only."""
    for row in table.select(*_NAMES).distinct().to_pyarrow().to_pylist():
        first, last = (_words(row[name] or "") for name in _NAMES)
        if first and last:
            for name in ("".join(first), first[0]):
                yield name + "".join(last)
                yield "".join(last) + name


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    """Small letters without accents, and without the marks that nobody sees."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))


def what_finds_a_child(texts: Mapping[Path, str], identifiers: Iterable[str]) -> list[Problem]:
    """A problem for each line that holds an identifier; where it stands, never what it is."""
    known = frozenset(identifiers)
    return [
        Problem(
            code="could-name-a-child",
            what="This text holds an identifier, postcode, address or full name from the extracts.",
            fix="Take it out; nothing has crossed.",
            file=file,
            line=line,
        )
        for file, text in texts.items()
        for line in sorted(set(_lines_that_find(text, known)))
    ]


def _lines_that_find(text: str, known: frozenset[str]) -> Iterator[int]:
    """The lines on which something known begins."""
    lines = enumerate(text.splitlines(), start=1)
    words = [(word, number) for number, line in lines for word in _words(line)]
    for start, (word, line) in enumerate(words):
        if any(number in known for number in _NUMBER.findall(word)):
            yield line
        together = ""
        for following, _ in words[start : start + _MOST_WORDS]:
            together += following
            if len(together) > _MOST_LETTERS:
                break
            if together in known:
                yield line
