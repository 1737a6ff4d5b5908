"""For each kind of rule, how a row of an invented table is spoilt so that it breaks one.

Takes the tables as text, the rule and a row; spoils the row in place, and gives the number of the
row that the rule must name, or None where this row cannot be spoilt for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from sixpoint.packs.datasets import ColumnType, Dataset
from sixpoint.packs.rules import Rule

Row = dict[str, str | None]
TextTables = dict[str, list[Row]]

_CHI = "5705101007"
"""A number in the shape of a CHI number, with a day that cannot be and its check digit right."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A row to spoil, and another that may serve it; both are nobody else's."""

    tables: TextTables
    dataset: Dataset
    at: int
    other: int

    @property
    def row(self) -> Row:
        return self.tables[self.dataset.id][self.at]

    @property
    def beside(self) -> Row:
        return self.tables[self.dataset.id][self.other]

    def moment(self, column: str, day: date) -> str:
        """The day as the column writes it."""
        found = self.dataset.column(column)
        timed = found is not None and found.type is ColumnType.DATETIME
        return f"{day}T10:00" if timed else str(day)


Spoil = Callable[[Place, Rule], int | None]


def day_of(text: str | None) -> date | None:
    """The day a text says, as far as it says one."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _write(text: str | None) -> Spoil:
    def spoil(place: Place, rule: Rule) -> int | None:
        column = rule.columns[place.at % len(rule.columns)]
        place.row[column] = text
        return place.at

    return spoil


def _bad_day(place: Place, rule: Rule) -> int | None:
    column = rule.columns[place.at % len(rule.columns)]
    place.row[column] = place.moment(column, date(2016, 2, 28)).replace("-28", "-31")
    return place.at


def _later_than_now(place: Place, rule: Rule) -> int | None:
    place.row[rule.columns[0]] = place.moment(rule.columns[0], date(2027, 5, 4))
    return place.at


def _long_ago(place: Place, rule: Rule) -> int | None:
    place.row[rule.columns[0]] = place.moment(rule.columns[0], date(1901, 5, 4))
    return place.at


def _out_of_range(place: Place, rule: Rule) -> int | None:
    most, least = rule.given.most, rule.given.least
    place.row[rule.columns[0]] = str(most + 1 if most is not None else (least or 0) - 1)
    return place.at


def _ends_first(place: Place, rule: Rule) -> int | None:
    first = day_of(place.row[rule.columns[0]])
    if first is None:
        return None
    place.row[rule.columns[1]] = place.moment(rule.columns[1], first - timedelta(days=400))
    return place.at


def _more_than(place: Place, rule: Rule) -> int | None:
    larger = place.row[rule.columns[1]]
    if larger is None or not larger.isdigit():
        return None
    place.row[rule.columns[0]] = str(int(larger) + 20)
    return place.at


def _one_left_out(place: Place, rule: Rule) -> int | None:
    if any(place.row[name] is None for name in rule.columns):
        return None
    place.row[rule.columns[-1]] = None
    return place.at


def _all_left_out(place: Place, rule: Rule) -> int | None:
    place.row.update(dict.fromkeys(rule.columns))
    return place.at


def _condition_holds(place: Place, rule: Rule) -> bool:
    when = rule.given.when
    text = place.row[when.column] if when else None
    return text in when.codes if when and when.codes else text is not None


def _left_out_though(place: Place, rule: Rule) -> int | None:
    if not _condition_holds(place, rule) or place.row[rule.columns[0]] is None:
        return None
    place.row[rule.columns[0]] = None
    return place.at


def _filled_though(place: Place, rule: Rule) -> int | None:
    filled = place.beside[rule.columns[0]]
    if not _condition_holds(place, rule) or filled is None or place.row[rule.columns[0]]:
        return None
    place.row[rule.columns[0]] = filled
    return place.at


def _orphan(place: Place, rule: Rule) -> int | None:
    place.row[rule.columns[0]] = "ZZ99 9ZZ" if "postcode" in rule.columns[0] else "NOSUCH0001"
    return place.at


def _referred(place: Place, rule: Rule) -> list[Row]:
    """The rows of the other table that the row refers to."""
    other, key = rule.given.other, place.row[rule.columns[0]]
    rows = place.tables[other.dataset] if other and key is not None else []
    return [row for row in rows if other and row[other.key] == key]


def _says_another(place: Place, rule: Rule) -> int | None:
    other, compared = rule.given.other, rule.columns[1]
    there = {row[other.column or ""] for row in _referred(place, rule)} if other else set()
    text = place.beside[compared]
    if text is None or None in there or not there or text in there:
        return None
    place.row[compared] = text
    return place.at


def _before_other(place: Place, rule: Rule) -> int | None:
    other = rule.given.other
    there = [day_of(row[other.column or ""]) for row in _referred(place, rule)] if other else []
    days = [day for day in there if day is not None]
    if not days:
        return None
    place.row[rule.columns[1]] = place.moment(rule.columns[1], min(days) - timedelta(days=3))
    return place.at


def _repeat(place: Place, rule: Rule) -> int | None:
    if any(place.beside[name] is None for name in rule.columns):
        return None
    place.row.update({name: place.beside[name] for name in rule.columns})
    return max(place.at, place.other)


def _into_group(place: Place, rule: Rule) -> bool:
    """Moves the row into the group of the other one, which is alone in it."""
    group = [place.beside[name] for name in rule.given.within]
    rows = place.tables[place.dataset.id]
    alone = sum([row[name] for name in rule.given.within] == group for row in rows) == 1
    if None in group or not alone:
        return False
    place.row.update(zip(rule.given.within, group, strict=True))
    return True


def _span(place: Place, rule: Rule, *, start: date, end: date | None) -> int:
    first, last = rule.columns
    place.row[first] = place.moment(first, start)
    place.row[last] = None if end is None else place.moment(last, end)
    return place.at


def _overlap(place: Place, rule: Rule) -> int | None:
    start, end = (day_of(place.beside[name]) for name in rule.columns)
    if start is None or end is None or (end - start).days < 9 or not _into_group(place, rule):
        return None
    return _span(place, rule, start=start + timedelta(days=1), end=end)


def _second_open(place: Place, rule: Rule) -> int | None:
    start = day_of(place.beside[rule.columns[0]])
    still_open = place.beside[rule.columns[1]] is None
    if start is None or not still_open or not _into_group(place, rule):
        return None
    return _span(place, rule, start=start + timedelta(days=1), end=None)


def _gap(place: Place, rule: Rule) -> int | None:
    end = day_of(place.beside[rule.columns[1]])
    if end is None or not _into_group(place, rule):
        return None
    least = 2 if rule.given.least is None else rule.given.least
    return _span(place, rule, start=end + timedelta(days=least), end=None)


def _too_early(place: Place, rule: Rule) -> int | None:
    counting, column = rule.columns
    day = day_of(place.beside[column])
    first, *_, last = rule.given.codes or ("", "")
    if day is None or place.beside[counting] != first or not _into_group(place, rule):
        return None
    place.row[counting] = last
    place.row[column] = place.moment(column, day - timedelta(days=3))
    return place.at


def _changed(place: Place, rule: Rule) -> int | None:
    _, *compared = rule.columns
    pairs = [(place.row[name], place.beside[name]) for name in compared]
    if any(a is None or b is None or a == b for a, b in pairs):
        return None
    place.row.update({name: place.beside[name] for name in compared})
    return place.at


SPOIL: Mapping[str, Spoil] = MappingProxyType(
    {
        "required": _write(None),
        "is_date": _bad_day,
        "is_datetime": _bad_day,
        "is_integer": _write("many"),
        "is_yes_no": _write("perhaps"),
        "in_codes": _write("ZZ"),
        "matches": _write("XX"),
        "not_shaped": _write(_CHI),
        "in_range": _out_of_range,
        "not_in_future": _later_than_now,
        "not_earlier_than": _long_ago,
        "not_before": _ends_first,
        "not_more_than": _more_than,
        "filled_together": _one_left_out,
        "one_filled": _all_left_out,
        "required_if": _left_out_though,
        "empty_if": _filled_though,
        "exists_in": _orphan,
        "same_as": _says_another,
        "not_before_other": _before_other,
        "unique": _repeat,
        "not_shared": _repeat,
        "no_overlap": _overlap,
        "at_most_one_open": _second_open,
        "no_gap": _gap,
        "in_order": _too_early,
        "same_as_before": _changed,
    }
)
"""The kinds about single rows and groups. Whole tables are spoilt by `plant_rules`."""
