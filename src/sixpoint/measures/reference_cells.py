"""The plain twin of `cells`: one cell at a time, from cases counted by hand."""

from collections.abc import Sequence
from typing import Any

from sixpoint.packs.measures import Grouping, Kind

from .cells import Wanted
from .reference import PlainCase, PlainContext, is_looked_after, simd_of
from .types import EVERYBODY


def cell_plainly(
    wanted: Wanted, cases: Sequence[PlainCase], context: PlainContext
) -> dict[str, Any]:
    """The numbers of one cell of any kind but a rate, whose population is counted apart."""
    mine = [
        one
        for one in cases
        if not one.wrong and one.at in wanted.period and _group(one, wanted, context)
    ]
    done = [one for one in mine if one.until <= context.as_at]
    numbers: dict[str, Any] = {
        "cases": len(done),
        "pending": len(mine) - len(done),
        "children": len({one.person for one in done if one.person is not None}),
    }
    return numbers | (_figures(wanted.measure.kind, done) if done else {})


def _group(case: PlainCase, wanted: Wanted, context: PlainContext) -> bool:
    if wanted.grouping == EVERYBODY:
        return True
    if wanted.grouping == Grouping.SIMD_QUINTILE:
        return simd_of(case.person, context) == wanted.group
    looked_after = is_looked_after(case.person, case.at, context)
    return looked_after == (wanted.group == "looked after")


def _figures(kind: Kind, done: Sequence[PlainCase]) -> dict[str, Any]:
    values = [one.value for one in done if one.value is not None]
    met = [one.met for one in done if one.met is not None]
    if kind is Kind.RATIO:
        return {"amount": sum(values), "out_of": sum(one.out_of or 0 for one in done)}
    found: dict[str, Any] = {"met": sum(met) if len(met) == len(done) else None}
    if kind is Kind.DURATION:
        found |= {"median": share_below(values, 0.5), "ninetieth": share_below(values, 0.9)}
    return found


def share_below(values: Sequence[float], share: float) -> float:
    """The value below which this share lies, on the line between the two nearest."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
