"""The plain twin of `cells`: one cell at a time, from cases counted by hand."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sixpoint.packs.measures import Grouping, Kind

from .reference_rows import (
    PlainCase,
    PlainContext,
    age_band_of,
    disabled_of,
    ethnic_group_of,
    is_looked_after,
    rural_of,
    sex_of,
    simd_of,
)
from .types import EVERYBODY
from .wanted import Wanted


def cell_plainly(
    wanted: Wanted, cases: Sequence[PlainCase], context: PlainContext
) -> dict[str, Any]:
    """The numbers of one cell of any measure but a rate, whose population is counted apart."""
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
    if wanted.measure.kind is Kind.DURATION:
        numbers |= {"median": quantile(mine, 0.5), "ninetieth": quantile(mine, 0.9)}
    return numbers | (_figures(wanted.measure.kind, done) if done else {})


def _group(case: PlainCase, wanted: Wanted, context: PlainContext) -> bool:
    match wanted.grouping:
        case Grouping.SIMD_QUINTILE:
            return simd_of(case.person, context) == wanted.group
        case Grouping.LOOKED_AFTER:
            looked_after = is_looked_after(case.person, case.at, context)
            return looked_after == (wanted.group == "looked after")
        case Grouping.SEX:
            return sex_of(case.person, context) == wanted.group
        case Grouping.DISABLED:
            return disabled_of(case.person, context) == wanted.group
        case Grouping.ETHNIC_GROUP:
            return ethnic_group_of(case.person, context) == wanted.group
        case Grouping.RURAL:
            return rural_of(case.person, context) == wanted.group
        case Grouping.AGE_BAND:
            return age_band_of(case.person, case.at, context) == wanted.group
    return wanted.grouping == EVERYBODY


def _figures(kind: Kind, done: Sequence[PlainCase]) -> dict[str, Any]:
    if kind in (Kind.RATIO, Kind.MEAN):
        amount = sum(one.value or 0 for one in done)
        return {"amount": amount, "out_of": sum(one.out_of or 0 for one in done)}
    if kind in (Kind.COUNT, Kind.STOCK):
        return {"met": None}
    met = [one.met for one in done if one.met is not None]
    found: dict[str, Any] = {"met": sum(met) if len(met) == len(done) else None}
    if kind is not Kind.DURATION:
        reasons = Counter(one.reason for one in done if one.reason is not None)
        found["reasons"] = tuple(sorted(reasons.items()))
    return found


def quantile(cases: Sequence[PlainCase], share: float) -> float | None:
    """When this share of waits had ended (Kaplan and Meier 1958), in fractions, exactly."""
    watched = [(one.value, bool(one.ended)) for one in cases if one.value is not None]
    waiting, first = Fraction(1), None
    for time in sorted({value for value, ended in watched if ended}):
        ended = sum(value == time and over for value, over in watched)
        at_risk = sum(value >= time for value, _ in watched)
        if first is not None and ended:
            return (first + time) / 2
        waiting *= 1 - Fraction(ended, at_risk)
        left = 1 - Fraction(str(share))
        if waiting < left:
            return time
        if waiting == left:
            first = time
    return None
