"""Finds failing rows: the cell and row rules of a table in one pass, each other rule by a query.

A rule that cannot be carried out is left out of the answer, and takes no other rule with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import TypeVar

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.packs.rules import Rule
from sixpoint.records.types import LINE
from sixpoint.validation.kinds import BLAMED, CELL_KINDS, ROW_KINDS, SET_KINDS
from sixpoint.validation.subject import Subject, Subjects

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that breaks a rule: its line, the agency's key, and the column to look at."""

    line: int
    key: str | None
    column: str | None


@dataclass(frozen=True)
class _Condition:
    """True for a failing row; a rule about cells has one condition for each of its columns."""

    rule: Rule
    column: str | None
    fails: ir.BooleanValue


def find_in_one_pass(
    engine: Engine, subject: Subject, rules: Sequence[Rule]
) -> Mapping[str, list[Failure]]:
    """By code, the failing rows of each cell and row rule that could be carried out."""
    conditions = {rule.code: _try(partial(_conditions, subject, rule)) for rule in rules}
    whole = {code: found for code, found in conditions.items() if found is not None}
    together = _try(partial(_find, engine, subject, whole)) if whole else {}
    if together is not None:
        return together
    return _one_by_one(engine, subject, whole)


def find_by_query(
    engine: Engine, subject: Subject, rule: Rule, subjects: Subjects
) -> list[Failure] | None:
    """The failing rows of a rule about groups or other tables; None if it could not be asked."""
    column = _blamed(rule)

    def ask() -> list[Failure]:
        failing = SET_KINDS[rule.kind](subject, rule, subjects)
        rows = failing.select(LINE, _key=failing[subject.dataset.key]).distinct().order_by(LINE)
        found = fetch(engine, rows)
        pairs = zip(found[LINE].to_pylist(), found["_key"].to_pylist(), strict=True)
        return [Failure(line, key, column) for line, key in pairs]

    return _try(ask)


def _try(act: Callable[[], T]) -> T | None:
    """What `act` returns; None when it raises, since the words of an engine may quote a row."""
    try:
        return act()
    except Exception:
        return None


def _conditions(subject: Subject, rule: Rule) -> list[_Condition]:
    if rule.kind in ROW_KINDS:
        fails = ROW_KINDS[rule.kind](subject, rule)
        return [_Condition(rule, _blamed(rule), fails.fill_null(False))]
    supplied = [name for name in rule.columns if name in subject.raw.columns]
    return [
        _Condition(rule, name, CELL_KINDS[rule.kind](subject, rule, name).fill_null(False))
        for name in supplied
    ]


def _blamed(rule: Rule) -> str | None:
    place = BLAMED.get(rule.kind)
    return None if place is None else rule.columns[place]


def _one_by_one(
    engine: Engine, subject: Subject, conditions: Mapping[str, list[_Condition]]
) -> dict[str, list[Failure]]:
    found: dict[str, list[Failure]] = {}
    for code, own in conditions.items():
        found.update(_try(partial(_find, engine, subject, {code: own})) or {})
    return found


def _find(
    engine: Engine, subject: Subject, conditions: Mapping[str, list[_Condition]]
) -> dict[str, list[Failure]]:
    found: dict[str, list[Failure]] = {code: [] for code in conditions}
    failing = _those_with_failures(engine, subject, [c for own in conditions.values() for c in own])
    if failing:
        rows = _failing_rows(engine, subject, failing)
        lines, keys = rows[LINE].to_pylist(), rows["_key"].to_pylist()
        for place, condition in enumerate(failing):
            where = _true_places(rows[f"c{place}"])
            found[condition.rule.code] += [
                Failure(lines[at], keys[at], condition.column) for at in where
            ]
    return found


def _those_with_failures(
    engine: Engine, subject: Subject, conditions: Sequence[_Condition]
) -> list[_Condition]:
    """The conditions that are true of any row; one query counts them all."""
    counts = {f"c{place}": c.fails.sum() for place, c in enumerate(conditions)}
    row = fetch(engine, subject.raw.aggregate(**counts)).to_pylist()[0]
    return [c for place, c in enumerate(conditions) if row[f"c{place}"]]


def _failing_rows(engine: Engine, subject: Subject, conditions: Sequence[_Condition]) -> pa.Table:
    """Line, key and every condition of the rows that any condition is true of."""
    raw = subject.raw
    marks = {f"c{place}": condition.fails for place, condition in enumerate(conditions)}
    marked = raw.select(raw[LINE], _key=raw[subject.dataset.key], **marks)
    return fetch(engine, marked.filter(reduce(or_, (marked[m] for m in marks))).order_by(LINE))


def _true_places(mask: pa.ChunkedArray) -> Iterable[int]:
    return [int(place) for place in mask.to_numpy().nonzero()[0]]
