"""The plain twins of the kinds: one row at a time, slow and obvious; tests compare the two."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sixpoint.packs.datasets import ColumnType, Dataset
from sixpoint.packs.rules import Rule, When
from sixpoint.records.reference import Value, cast_plainly
from sixpoint.validation.kinds import gap_limits
from sixpoint.validation.shapes import PLAIN_SHAPES
from sixpoint.validation.subject import codes_of, other_of, type_of

PlainRow = Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class PlainTable:
    """Rows of text in the order of their file; a row's number stands for its line."""

    rows: Sequence[PlainRow]
    dataset: Dataset
    as_at: date

    def value(self, row: PlainRow, name: str) -> Value:
        """The cell as a value of its column's type; None where it is not written as one."""
        return cast_plainly(row[name], type_of(self.dataset, name))


PlainTables = Mapping[str, PlainTable]


def failing_rows(tables: PlainTables, rule: Rule) -> set[int]:
    """The numbers, from 0, of the rows that break the rule."""
    table = tables[rule.dataset]
    if rule.kind in PLAIN_SETS:
        return PLAIN_SETS[rule.kind](table, rule, tables)
    return {number for number, row in enumerate(table.rows) if _fails(table, rule, row)}


def _fails(table: PlainTable, rule: Rule, row: PlainRow) -> bool:
    if rule.kind in PLAIN_ROWS:
        return PLAIN_ROWS[rule.kind](table, rule, row)
    filled = {name for name in rule.columns if row[name] is not None}
    if rule.kind == "required":
        return len(filled) < len(rule.columns)
    return any(PLAIN_CELLS[rule.kind](table, rule, row, name) for name in sorted(filled))


def _is_written_as_its_type(table: PlainTable, _rule: Rule, row: PlainRow, name: str) -> bool:
    return table.value(row, name) is None


def _in_codes(table: PlainTable, rule: Rule, row: PlainRow, name: str) -> bool:
    return row[name] not in codes_of(table.dataset, rule, name)


def _matches(_table: PlainTable, rule: Rule, row: PlainRow, name: str) -> bool:
    text = row[name] or ""
    if rule.given.shape is not None:
        return not PLAIN_SHAPES[rule.given.shape](text)
    return re.fullmatch(rule.given.pattern or "", text) is None


def _not_shaped(_table: PlainTable, rule: Rule, row: PlainRow, name: str) -> bool:
    return PLAIN_SHAPES[rule.given.shape or ""](row[name] or "")


def _in_range(table: PlainTable, rule: Rule, row: PlainRow, name: str) -> bool:
    value: Any = table.value(row, name)
    if value is None:
        return False
    least, most = rule.given.least, rule.given.most
    return (least is not None and value < least) or (most is not None and value > most)


def _not_in_future(table: PlainTable, _rule: Rule, row: PlainRow, name: str) -> bool:
    day = day_of(table.value(row, name))
    return day is not None and day > table.as_at


def _not_earlier_than(table: PlainTable, rule: Rule, row: PlainRow, name: str) -> bool:
    day, earliest = day_of(table.value(row, name)), rule.given.earliest
    return day is not None and earliest is not None and day < earliest


def day_of(value: Value) -> date | None:
    """The day of a day or of a day and time; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _is_before(first: Value, second: Value) -> bool:
    """By the minute where both tell the time, else by the day; false where one is missing."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first < second
    first_day, second_day = day_of(first), day_of(second)
    return first_day is not None and second_day is not None and first_day < second_day


def _not_before(table: PlainTable, rule: Rule, row: PlainRow) -> bool:
    first, second = (table.value(row, name) for name in rule.columns)
    return _is_before(second, first)


def _not_more_than(table: PlainTable, rule: Rule, row: PlainRow) -> bool:
    smaller, larger = (table.value(row, name) for name in rule.columns)
    numbers = isinstance(smaller, int | float) and isinstance(larger, int | float)
    return numbers and smaller > larger  # type: ignore[operator]


def _filled_together(_table: PlainTable, rule: Rule, row: PlainRow) -> bool:
    filled = sum(row[name] is not None for name in rule.columns)
    return 0 < filled < len(rule.columns)


def _one_filled(_table: PlainTable, rule: Rule, row: PlainRow) -> bool:
    return all(row[name] is None for name in rule.columns)


def _required_if(_table: PlainTable, rule: Rule, row: PlainRow) -> bool:
    return _holds(rule, row) and row[rule.columns[0]] is None


def _empty_if(_table: PlainTable, rule: Rule, row: PlainRow) -> bool:
    return _holds(rule, row) and row[rule.columns[0]] is not None


def _holds(rule: Rule, row: PlainRow) -> bool:
    when = rule.given.when or When(column="")
    text = row[when.column]
    return text in when.codes if when.codes else text is not None


def _exists_in(table: PlainTable, rule: Rule, tables: PlainTables) -> set[int]:
    other = other_of(rule)
    known = {row[other.key] for row in tables[other.dataset].rows} | {None}
    return {n for n, row in enumerate(table.rows) if row[rule.columns[0]] not in known}


def _same_as(table: PlainTable, rule: Rule, tables: PlainTables) -> set[int]:
    other, (name, compared) = other_of(rule), rule.columns
    known: dict[str | None, set[str | None]] = defaultdict(set)
    for row in tables[other.dataset].rows:
        known[row[other.key]].add(row[other.column or ""])
    failing = set()
    for number, row in enumerate(table.rows):
        there = known.get(row[name], set()) - {None}
        if row[name] and row[compared] and there and row[compared] not in there:
            failing.add(number)
    return failing


def _not_before_other(table: PlainTable, rule: Rule, tables: PlainTables) -> set[int]:
    other, (name, compared) = other_of(rule), rule.columns
    there = tables[other.dataset]
    failing = set()
    for number, row in enumerate(table.rows):
        found = [r for r in there.rows if row[name] is not None and r[other.key] == row[name]]
        values = [there.value(r, other.column or "") for r in found]
        readable = [value for value in values if value is not None]
        if readable and all(_is_before(table.value(row, compared), value) for value in readable):
            failing.add(number)
    return failing


def _unique(table: PlainTable, rule: Rule, _tables: PlainTables) -> set[int]:
    seen: set[tuple[str | None, ...]] = set()
    failing = set()
    for number, row in enumerate(table.rows):
        key = tuple(row[name] for name in rule.columns)
        if None not in key and key in seen:
            failing.add(number)
        seen.add(key)
    return failing


def _not_shared(table: PlainTable, rule: Rule, _tables: PlainTables) -> set[int]:
    keys = [tuple(row[name] for name in rule.columns) for row in table.rows]
    return {n for n, key in enumerate(keys) if None not in key and keys.count(key) > 1}


def _no_overlap(table: PlainTable, rule: Rule, _tables: PlainTables) -> set[int]:
    failing = set()
    for spans in _spans(table, rule).values():
        for place, (start, _end, number) in enumerate(spans):
            if any(end is None or _is_before(start, end) for _, end, _ in spans[:place]):
                failing.add(number)
    return failing


def _at_most_one_open(table: PlainTable, rule: Rule, _tables: PlainTables) -> set[int]:
    failing = set()
    for spans in _spans(table, rule).values():
        failing |= set([number for _, end, number in spans if end is None][1:])
    return failing


def _no_gap(table: PlainTable, rule: Rule, _tables: PlainTables) -> set[int]:
    least, most = gap_limits(rule)
    failing = set()
    for spans in _spans(table, rule).values():
        for place, (start, _end, number) in enumerate(spans):
            ends = [end for _, end, _ in spans[:place]]
            if ends and None not in ends:
                days = (_as_day(start) - _as_day(max(ends))).days
                if least <= days <= (days if most is None else most):
                    failing.add(number)
    return failing


def _as_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _in_order(table: PlainTable, rule: Rule, _tables: PlainTables) -> set[int]:
    counting, column = rule.columns
    groups: dict[Any, list[tuple[Any, Any, int]]] = defaultdict(list)
    for number, row in enumerate(table.rows):
        group = tuple(row[name] for name in rule.given.within)
        order, moment = _order(table, rule, row, counting), table.value(row, column)
        if None not in group and order is not None and moment is not None:
            groups[group].append((order, moment, number))
    return {
        number
        for group in groups.values()
        for order, moment, number in group
        if any(earlier < order and moment < later for earlier, later, _ in group)
    }


def _order(table: PlainTable, rule: Rule, row: PlainRow, name: str) -> Any:
    codes, text = rule.given.codes, row[name]
    if not codes:
        return table.value(row, name)
    return codes.index(text) if text in codes else None


def _spans(table: PlainTable, rule: Rule) -> dict[Any, list[tuple[Any, Any, int]]]:
    """By group, in order of start and line: start, end (None is open), number of the row."""
    groups: dict[Any, list[tuple[Any, Any, int]]] = defaultdict(list)
    exact = all(type_of(table.dataset, c) is ColumnType.DATETIME for c in rule.columns)
    for number, row in enumerate(table.rows):
        start, end = (table.value(row, name) for name in rule.columns)
        start, end = (start, end) if exact else (day_of(start), day_of(end))
        group = tuple(row[name] for name in rule.given.within)
        unreadable_end = end is None and row[rule.columns[1]] is not None
        if start is not None and None not in group and not unreadable_end:
            groups[group].append((start, end, number))
    return {key: sorted(spans, key=lambda s: (s[0], s[2])) for key, spans in groups.items()}


PlainCell = Callable[[PlainTable, Rule, PlainRow, str], bool]
PlainCheck = Callable[[PlainTable, Rule, PlainRow], bool]
PlainSet = Callable[[PlainTable, Rule, PlainTables], set[int]]

PLAIN_CELLS: Mapping[str, PlainCell] = MappingProxyType(
    {
        "is_date": _is_written_as_its_type,
        "is_datetime": _is_written_as_its_type,
        "is_integer": _is_written_as_its_type,
        "is_yes_no": _is_written_as_its_type,
        "in_codes": _in_codes,
        "matches": _matches,
        "not_shaped": _not_shaped,
        "in_range": _in_range,
        "not_in_future": _not_in_future,
        "not_earlier_than": _not_earlier_than,
    }
)
PLAIN_ROWS: Mapping[str, PlainCheck] = MappingProxyType(
    {
        "not_before": _not_before,
        "not_more_than": _not_more_than,
        "filled_together": _filled_together,
        "one_filled": _one_filled,
        "required_if": _required_if,
        "empty_if": _empty_if,
    }
)
PLAIN_SETS: Mapping[str, PlainSet] = MappingProxyType(
    {
        "exists_in": _exists_in,
        "same_as": _same_as,
        "not_before_other": _not_before_other,
        "unique": _unique,
        "not_shared": _not_shared,
        "no_overlap": _no_overlap,
        "at_most_one_open": _at_most_one_open,
        "no_gap": _no_gap,
        "in_order": _in_order,
    }
)
