"""The partnership's last look: does anything about to cross hold what finds a child?

Texts are compared, word group by word group, with every shared identifier, postcode, address and
full name in the extracts. A single forename is not searched for: "Grace" is also a word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.packs.datasets import Column, Dataset, Sensitivity
from sixpoint.terms.problems import Problem

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 6
"""Words in the longest run compared; an address rarely has more before its town."""
_NAMES = ("forename", "surname")
_DATES = ("date_of_birth", "expected_date_of_birth")


def identifiers_in(
    datasets: Mapping[str, Dataset], raw: Mapping[str, ir.Table]
) -> frozenset[tuple[str, ...]]:
    """Everything in the extracts that finds a child, as runs of lower-case words."""
    found: set[tuple[str, ...]] = set()
    for id_, table in raw.items():
        supplied = [c.name for c in datasets[id_].columns if c.name in table.columns]
        columns = [c.name for c in datasets[id_].columns if _finds(c) and c.name in supplied]
        for column in columns:
            found.update(_runs(table, (column,)))
        if all(name in supplied for name in _NAMES):
            found.update(_runs(table, _NAMES))
    return frozenset(found)


def _finds(column: Column) -> bool:
    """Whether the column alone finds a child; names do so only together, a birthday never alone."""
    identifying = column.sensitivity is Sensitivity.IDENTIFYING
    return identifying and column.name not in (*_NAMES, *_DATES)


def _runs(table: ir.Table, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    rows = table.select(*columns).distinct().to_pyarrow().to_pylist()
    for row in rows:
        if all(row.values()):
            words = _words(" ".join(row.values()))
            yield words[:_LONGEST]
            yield ("".join(words),)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def what_finds_a_child(
    texts: Mapping[Path, str], identifiers: Iterable[tuple[str, ...]]
) -> list[Problem]:
    """A problem for each text that holds an identifier; where it stands, never what it is."""
    known = frozenset(run for run in identifiers if run and run != ("",))
    return [
        Problem(
            code="could-name-a-child",
            what="This text holds an identifier, postcode, address or full name from the extracts.",
            fix="Take it out; nothing has crossed.",
            file=file,
            line=number,
        )
        for file, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if _holds(_words(line), known)
    ]


def _holds(words: tuple[str, ...], known: frozenset[tuple[str, ...]]) -> bool:
    return any(
        words[start : start + length] in known
        for length in range(1, _LONGEST + 1)
        for start in range(len(words) - length + 1)
    )
