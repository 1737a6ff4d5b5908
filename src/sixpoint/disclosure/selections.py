"""Which records a count selects, read from the measure's definition alone.

Takes measures of a pack; says of two counts whether the records of one are among those of the
other, or apart from them, whatever the data are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sixpoint.packs.measures import ChildrenCounted, Condition, Kind, Length, Measure, Related

CASES, MET, UNMET = "cases", "met", "not met"
WHEN_ELSE = frozenset({Kind.STOCK, Kind.FOLLOW_UP})
"""Kinds whose cases of a quarter are not those that began in it."""
Codes = Mapping[str, frozenset[str]]
"""Columns that are asked, and the codes they may hold; of others nothing is asked."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Rows of the measure's table that hold one of these codes in each of these columns."""

    measure: Measure
    codes: Codes

    def contains(self, part: "Selection") -> bool:
        """Whether every record of the part is one of these: each condition here holds there."""
        if not _alike(self.measure, part.measure):
            return False
        return all(part.codes.get(c, _ANY) <= codes for c, codes in self.codes.items())

    def is_apart_from(self, other: "Selection") -> bool:
        """Whether no record can be in both: they ask for other codes of one column."""
        shared = self.codes.keys() & other.codes.keys()
        return any(not self.codes[column] & other.codes[column] for column in shared)


_ANY = frozenset({"any code"})
"""Of a column of which nothing is asked; among no codes that are."""


def selection_of(measure: Measure, what: str) -> Selection | None:
    """The records that one count of the measure selects; None where codes do not say it."""
    codes = _narrowed({}, measure.where)
    if what != CASES:
        by_codes = measure.kind is Kind.PROPORTION and measure.met and not measure.met_by
        if not by_codes:
            return None
        met = _narrowed(codes, measure.met)
        if what == UNMET:
            (*more, column) = {each.column for each in measure.met}
            if more or column not in codes:
                return None
            met = {**codes, column: codes[column] - met[column]}
        codes = met
    return Selection(measure=measure, codes=codes)


def _narrowed(codes: Codes, conditions: Sequence[Condition]) -> dict[str, frozenset[str]]:
    found = dict(codes)
    for each in conditions:
        asked = frozenset(each.codes)
        found[each.column] = found.get(each.column, asked) & asked
    return found


def _alike(whole: Measure, part: Measure) -> bool:
    """Whether rows of the part's table count for the whole too, as far as codes let them."""
    if (whole.base, whole.date) != (part.base, part.date):
        return False
    if _when(whole) != _when(part):
        return False
    # Who lives in the area is among all children that an agency has.
    of_whom = {whole.children_counted, ChildrenCounted.LIVING_IN}
    return part.children_counted in of_whom and _asks_no_more(whole, part)


def _when(measure: Measure) -> tuple[Kind, Length | None] | None:
    """What says when a record counts, where that is not the day it begins."""
    return (measure.kind, measure.follow_up) if measure.kind in WHEN_ELSE else None


def _asks_no_more(whole: Measure, part: Measure) -> bool:
    """Whether nothing is asked of other tables that the part does not ask as well."""
    return all(
        each in theirs
        for mine, theirs in ((whole.only_if, part.only_if), (whole.unless, part.unless))
        for each in mine
    )


def of_same_events(one: Measure, other: Measure) -> bool:
    """Whether both tell of the same children's same events, by one table or by two that are joined.

    A concern that came to a discussion is counted by its discussion elsewhere.
    """
    if one.children_counted is not other.children_counted:
        return False
    if _when(one) != _when(other):
        return False
    if one.base == other.base:
        mine, theirs = (selection_of(each, CASES) for each in (one, other))
        return bool(mine and theirs) and not _apart(mine, theirs)
    return bool(_tables(one) & _tables(other))


def _apart(one: Selection | None, other: Selection | None) -> bool:
    return one is not None and other is not None and one.is_apart_from(other)


def _tables(measure: Measure) -> set[str]:
    """Its own table, and those in which there is a row for each of its cases."""
    joined: list[Related] = [*measure.only_if]
    ends = {measure.end.dataset} if measure.end and measure.end.dataset else set()
    return {measure.base, *ends, *(each.dataset for each in joined)}
