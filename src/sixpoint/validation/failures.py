"""Finds failing rows: all rules about single rows in one pass, each about a group by a query.

What is found stays in columns: a rule may fail millions of times. A rule that cannot be carried
out is left out of the answer, and takes no other rule with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import add, or_
from typing import TypeVar

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.packs.rules import Rule
from sixpoint.records.types import LINE
from sixpoint.validation.kinds import BLAMED, CELL_KINDS, ROW_KINDS, SET_KINDS
from sixpoint.validation.lookups import LOOKUP_KINDS, Joined, join_lookups, lookups_of
from sixpoint.validation.subject import Subject, Subjects

T = TypeVar("T")

KEY = "_key"
_BITS = 62
"""Conditions whose answers share one whole number of the row, so that few bytes are kept of it."""


@dataclass(frozen=True, kw_only=True)
class Failing:
    """Rows that break a rule: LINE and KEY (the agency's), and the column to look at.

    Without lines it is about the whole table, and `where` says what place of it, in words.
    """

    rows: pa.Table
    column: str | None
    where: str | None = None


@dataclass(frozen=True)
class _Condition:
    """True for a failing row; a rule about cells has one condition for each of its columns."""

    rule: Rule
    column: str | None
    fails: ir.BooleanValue


Found = Mapping[str, list[Failing]]


def find_in_one_pass(
    engine: Engine, subject: Subject, rules: Sequence[Rule], subjects: Subjects
) -> Found:
    """By code, the failing rows of each rule that goes by single rows and could be carried out."""
    together = attempt(partial(_find, engine, subject, rules, subjects)) if rules else {}
    if together is not None:
        return together
    found: dict[str, list[Failing]] = {}
    for rule in rules:
        found.update(attempt(partial(_find, engine, subject, [rule], subjects)) or {})
    return found


def find_by_query(engine: Engine, subject: Subject, rule: Rule) -> list[Failing] | None:
    """The failing rows of a rule about the order of a group; None if it could not be asked."""

    def ask() -> list[Failing]:
        failing = SET_KINDS[rule.kind](subject, rule)
        rows = failing.select(LINE, **{KEY: failing[subject.dataset.key]}).distinct()
        return [Failing(rows=fetch(engine, rows), column=blamed(rule))]

    return attempt(ask)


def attempt(act: Callable[[], T]) -> T | None:
    """What `act` returns; None when it raises, since the words of an engine may quote a row."""
    try:
        return act()
    except Exception:
        return None


def blamed(rule: Rule) -> str | None:
    """The column that issues of the rule point at; None where it blames several, or none."""
    place = BLAMED.get(rule.kind)
    return None if place is None else rule.columns[place]


def _find(engine: Engine, subject: Subject, rules: Sequence[Rule], subjects: Subjects) -> Found:
    joined = join_lookups(subject, lookups_of(subject, rules, subjects), subjects)
    asked = [condition for rule in rules for condition in _conditions(joined, rule)]
    found: dict[str, list[Failing]] = {rule.code: [] for rule in rules}
    rows = fetch(engine, _failing_rows(joined.subject, asked))
    places = rows.select([LINE, KEY])
    for at, condition in enumerate(asked):
        true = _is_true(rows, at)
        if true.any():
            here = Failing(rows=places.filter(pa.array(true)), column=condition.column)
            found[condition.rule.code].append(here)
    return found


def _conditions(joined: Joined, rule: Rule) -> list[_Condition]:
    subject = joined.subject
    if rule.kind in CELL_KINDS:
        supplied = [name for name in rule.columns if name in subject.raw.columns]
        of = CELL_KINDS[rule.kind]
        return [_Condition(rule, n, of(subject, rule, n).fill_null(False)) for n in supplied]
    if rule.kind in ROW_KINDS:
        fails = ROW_KINDS[rule.kind](subject, rule)
    else:
        fails = LOOKUP_KINDS[rule.kind].fails(subject, rule, joined.found[rule.code])
    return [_Condition(rule, blamed(rule), fails.fill_null(False))]


def _failing_rows(subject: Subject, conditions: Sequence[_Condition]) -> ir.Table:
    """Line and key of the rows that any condition is true of, and which ones, as bits."""
    raw = subject.raw
    words = [
        reduce(add, [c.fails.ifelse(2**bit, 0).cast("int64") for bit, c in enumerate(some)])
        for some in _in_words(conditions)
    ]
    named = {f"word{number}": word for number, word in enumerate(words)}
    marked = raw.select(raw[LINE], **{KEY: raw[subject.dataset.key]}, **named)
    return marked.filter(reduce(or_, [marked[name] != 0 for name in named]))


def _in_words(conditions: Sequence[_Condition]) -> list[Sequence[_Condition]]:
    return [conditions[at : at + _BITS] for at in range(0, len(conditions), _BITS)]


def _is_true(rows: pa.Table, at: int) -> np.ndarray:
    word, bit = divmod(at, _BITS)
    marks = rows[f"word{word}"].to_numpy()
    return np.asarray(marks & (1 << bit) != 0)
