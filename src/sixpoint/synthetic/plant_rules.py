"""A second submission of invented tables, in which every rule that can be broken is.

Takes the tables of a first submission as text; gives the second, with what was planted for which
rule and where. Rows are spoilt once, and those that a spoilt row leans on are left alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.rules import Rule

from .spoil import SPOIL, Place, Row, TextTables, day_of
from .streams import stream

TRIES = 4000
"""Pairs of rows looked at for a rule before it is given up."""


@dataclass(frozen=True, kw_only=True)
class Planted:
    """What was planted for a rule: the row it must name (from 0), or a record that has gone."""

    rule: str
    dataset: str
    row: int | None
    key: str | None = None


@dataclass(frozen=True, kw_only=True)
class SecondSubmission:
    """The tables, what was planted, how the touched rows were before, and the records taken out."""

    tables: TextTables
    planted: tuple[Planted, ...]
    touched: Mapping[str, Mapping[int, Row]]
    gone: Mapping[str, tuple[Row, ...]]


def plant_rules(
    seed: int,
    *,
    tables: TextTables,
    rules: Sequence[Rule],
    datasets: Mapping[str, Dataset],
    each: int = 2,
) -> SecondSubmission:
    """The tables with `each` rows spoilt for every rule about rows that they give room for."""
    second = {id_: [dict(row) for row in rows] for id_, rows in tables.items()}
    planted = [one for rule in rules for one in _take_out(seed, rule, second, datasets)]
    gone = {id_: _gone(tables[id_], second[id_], datasets[id_].key) for id_ in second}
    touched: dict[str, dict[int, Row]] = {id_: {} for id_ in second}
    for rule in rules:
        if rule.kind in SPOIL and rule.dataset in second:
            spoilt = _spoil(seed, rule, second, datasets=datasets, touched=touched)
            planted += [one for one, _ in zip(spoilt, range(each), strict=False)]
    return SecondSubmission(tables=second, planted=tuple(planted), touched=touched, gone=gone)


def _gone(before: Iterable[Row], now: Iterable[Row], key: str) -> tuple[Row, ...]:
    there = {row[key] for row in now}
    return tuple(row for row in before if row[key] not in there)


def _take_out(
    seed: int, rule: Rule, tables: TextTables, datasets: Mapping[str, Dataset]
) -> Iterator[Planted]:
    """Takes one record out of the table, from among those that must be there still."""
    if rule.kind != "still_there" or len(tables.get(rule.dataset, ())) < 2:
        return
    rows, key = tables[rule.dataset], datasets[rule.dataset].key
    days = [day_of(row[rule.columns[1]]) for row in rows] if len(rule.columns) > 1 else None
    can_go = [at for at in range(len(rows)) if days is None or days[at] is not None]
    order = sorted(can_go, key=lambda at: str(days[at]) if days else "")
    drawn = stream(seed, f"gone-{rule.code}").integers(len(order) // 2, len(order))
    yield Planted(
        rule=rule.code, dataset=rule.dataset, row=None, key=rows.pop(order[int(drawn)])[key]
    )


def _spoil(
    seed: int,
    rule: Rule,
    tables: TextTables,
    *,
    datasets: Mapping[str, Dataset],
    touched: dict[str, dict[int, Row]],
) -> Iterator[Planted]:
    rows, used = tables[rule.dataset], touched[rule.dataset]
    drawn = stream(seed, f"plant-{rule.code}").integers(0, len(rows), (TRIES, 2)) if rows else ()
    for at, other in ((int(a), int(b)) for a, b in drawn):
        if at == other or at in used or other in used:
            continue
        were = {at: dict(rows[at]), other: dict(rows[other])}
        place = Place(tables=tables, dataset=datasets[rule.dataset], at=at, other=other)
        named = SPOIL[rule.kind](place, rule)
        if named is not None:
            used |= were
            yield Planted(rule=rule.code, dataset=rule.dataset, row=named)


def _without_a_period(rows: list[Row], rule: Rule) -> list[Row]:
    """Without the rows of 2015's second quarter, and so of its months."""
    return [row for row in rows if not _is_in(row[rule.columns[0]], 2015, (4, 5, 6))]


def _is_in(text: str | None, year: int, months: tuple[int, ...]) -> bool:
    day = day_of(text)
    return day is not None and day.year == year and day.month in months


def _a_third(rows: list[Row], _rule: Rule) -> list[Row]:
    return rows[::3]


def _as_they_are(rows: list[Row], _rule: Rule) -> list[Row]:
    return rows


def _foreign(text: str) -> Callable[[list[Row], Rule], list[Row]]:
    return lambda rows, rule: [row | dict.fromkeys(rule.columns, text) for row in rows]


SPOIL_TABLE: Mapping[str, Callable[[list[Row], Rule], list[Row]]] = MappingProxyType(
    {
        "no_missing_period": _without_a_period,
        "no_sudden_fall": _a_third,
        "not_the_same_file": _as_they_are,
        "right_codes": _foreign("ZZ"),
        "right_agency": _foreign("OTHER1"),
    }
)
"""How a whole table is spoilt for a rule that judges it."""
