"""The groups that figures are split by, and which of them a child is in on a day."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Grouping

from .types import EVERYBODY

NOT_KNOWN = "not known"
LOOKED_AFTER = "looked after"
NOT_LOOKED_AFTER = "not looked after"
AGE_BANDS: Mapping[str, tuple[int, int]] = {
    "under 5": (0, 4),
    "5 to 11": (5, 11),
    "12 to 15": (12, 15),
    "16 and over": (16, 120),
}
"""First and last age of each band, at the last birthday; about nursery, primary and secondary."""
SEXES = ("F", "M")
DISABLED, NOT_DISABLED = "disabled", "not disabled"
RURAL, NOT_RURAL = "rural", "not rural"
ETHNIC_GROUPS = (
    "white_scottish_british",
    "white_other",
    "mixed",
    "asian",
    "african_caribbean_black",
    "other",
)
"""As extracts hold them; of who is not_known it is not known."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    EVERYBODY: (EVERYBODY,),
    Grouping.SIMD_QUINTILE: ("1", "2", "3", "4", "5", NOT_KNOWN),
    Grouping.LOOKED_AFTER: (LOOKED_AFTER, NOT_LOOKED_AFTER),
    Grouping.SEX: (*SEXES, NOT_KNOWN),
    Grouping.AGE_BAND: (*AGE_BANDS, NOT_KNOWN),
    Grouping.DISABLED: (DISABLED, NOT_DISABLED, NOT_KNOWN),
    Grouping.ETHNIC_GROUP: (*ETHNIC_GROUPS, NOT_KNOWN),
    Grouping.RURAL: (RURAL, NOT_RURAL, NOT_KNOWN),
}


def age_on(born: ir.Value, day: ir.Value) -> ir.Value:
    """Age at the last birthday; who is born on 29 February has it on 1 March in other years."""
    had_it = (day.month() * 100 + day.day()) >= (born.month() * 100 + born.day())
    return day.year() - born.year() - had_it.ifelse(0, 1)


def age_band(born: ir.Value, day: ir.Value) -> ir.Value:
    """The band of the age on that day; not known without a birthday, or where it cannot be."""
    age = age_on(born, day)
    cases = [(age.between(first, last), name) for name, (first, last) in AGE_BANDS.items()]
    return ibis.cases(*cases, else_=NOT_KNOWN).fill_null(NOT_KNOWN)


def age_plainly(born: date, day: date) -> int:
    """The plain twin of `age_on`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
