"""What a measure counts, said in words and codes; how it is counted lives in sixpoint.measures.

A measure names one of a few kinds and what that kind needs: tables, columns and codes. There are
no expressions. Which parts belong to which kind, and that every name in them exists, is checked
by `measures_problems` in sixpoint.packs.measure_parts.
"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from sixpoint.terms.strict import strict

QUARTER = r"^[0-9]{4}-Q[1-4]$"
"""How a quarter is written, such as 2016-Q3."""


class Kind(StrEnum):
    """How cases are counted; each is one function in sixpoint.measures.kinds."""

    PROPORTION = "proportion"
    EVERY = "every"
    WITHIN_LIMIT = "within_limit"
    DURATION = "duration"
    FOLLOW_UP = "follow_up"
    RATIO = "ratio"
    RATE = "rate"
    COUNT = "count"
    MEAN = "mean"
    STOCK = "stock"


class ChildrenCounted(StrEnum):
    """Whose children a measure is about.

    LIVING_IN leaves out a child whose postcode is known to lie outside the area; the others take
    every child the agency has, wherever home is.
    """

    LIVING_IN = "living_in"
    LOOKED_AFTER_BY = "looked_after_by"
    TAUGHT_IN = "taught_in"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Grouping(StrEnum):
    """The groups a figure may be split by, besides all children together."""

    SIMD_QUINTILE = "simd_quintile"
    LOOKED_AFTER = "looked_after"
    SEX = "sex"
    AGE_BAND = "age_band"
    DISABLED = "disabled"
    ETHNIC_GROUP = "ethnic_group"
    RURAL = "rural"


FOLLOWED = frozenset({Grouping.SIMD_QUINTILE, Grouping.LOOKED_AFTER})
"""Groupings with one gap each, which can be followed over time."""


class Window(StrEnum):
    """How long the times are that a gap is followed by: whole years back from the latest period,
    for what is rare, or the calendar quarters of the trend."""

    YEAR = "year"
    QUARTER = "quarter"


class LengthUnit(StrEnum):
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class WithoutEnd(StrEnum):
    """What becomes of a start whose end has not come when the wait is over.

    LEFT_OUT: there need not be an end (not every concern leads to a discussion), so only those
    that came to one are counted, once the wait is over.
    WAITING: it is still waiting, and counts as having waited so far (censored, as Kaplan-Meier).
    """

    LEFT_OUT = "left_out"
    WAITING = "waiting"


@strict
class Length:
    """A length of time, such as 24 months or 15 working days."""

    number: int = Field(ge=1)
    unit: LengthUnit


@strict
class Condition:
    """The column holds one of these codes."""

    column: str
    codes: tuple[str, ...] = Field(alias="is", min_length=1)


@strict
class Related:
    """Rows of another table that carry the base row's value in the column `key`."""

    dataset: str
    key: str
    where: tuple[Condition, ...] = ()


@strict
class End:
    """Where a wait ends: the earliest day in `column` of the related rows.

    Without `dataset` the column is one of the base table's own, and there is no `key`.
    """

    column: str
    dataset: str | None = None
    key: str | None = None
    where: tuple[Condition, ...] = ()


@strict
class Every:
    """Each of these related rows must have a value in at least one of the columns `any_known`."""

    dataset: str
    key: str
    where: tuple[Condition, ...] = ()
    any_known: tuple[str, ...] = Field(min_length=1)


@strict
class Again:
    """The later event looked for: a row of the same child with a later day in `column`."""

    dataset: str
    column: str
    where: tuple[Condition, ...] = ()


@strict
class Stops:
    """Rows of another table that say when the clock stood still: from one day until another.

    They carry the base row's value in the column `key`; one without `until` still stands.
    """

    dataset: str
    key: str
    since: str = Field(alias="from")
    until: str


@strict
class LateReason:
    """Where the reason is recorded why a case was late: a column of the base row, or related.

    `reasons` are all the column's codes, each in the words in which it is told.
    """

    column: str
    reasons: dict[str, str] = Field(min_length=1)
    dataset: str | None = None
    key: str | None = None


@strict
class OwnLimit:
    """A limit that no guidance on protecting children sets, such as a national waiting time.

    It holds on every day, in calendar days or months; `source` says who set it.
    """

    number: int = Field(ge=1)
    unit: LengthUnit
    source: str = Field(min_length=1)

    @property
    def length(self) -> Length:
        return Length(number=self.number, unit=self.unit)


@strict
class Population:
    """Whom a rate is over: people of these ages, last birthday, on the middle day of the period.

    `dataset` is a table of people, or reference.population, which holds numbers of children by
    year and age with who supplied them. What is counted on a day is over the people of that day.
    """

    dataset: str
    age_from: int = Field(ge=0)
    age_to: int = Field(ge=0)
    per: int = Field(ge=1)


@strict
class NewBaseline:
    """From which quarter, such as 2016-Q3, a trend is told by new limits, and why."""

    quarter: str = Field(pattern=QUARTER)
    because: str = Field(min_length=1)


@strict
class GapOverTime:
    """By which groups a gap is followed over time, and how long each of the times is."""

    grouping: Grouping
    window: Window = Window.YEAR


@strict
class Gives:
    """What an example must give; a part that is not named is not checked."""

    cases: int
    pending: int = 0
    met: int | None = None
    amount: float | None = None
    out_of: float | None = None
    median: float | None = None
    ninetieth: float | None = None
    reasons: dict[str, int] | None = None


@strict
class Example:
    """Rows and the figure they must give; `limit` is the one in force, if any is.

    `rows` holds for each dataset a table as `sixpoint.packs.examples` reads it; a child has the
    same person_id in every agency. Cases count whichever day they fall on.
    """

    says: str
    as_at: date
    limit: Length | None = None
    rows: dict[str, str]
    gives: Gives


@strict
class Measure:
    """One measure. `counts` says in plain words what it counts, and when a case counts.

    `base` and `date` name the table whose rows are counted, and the day a row starts from.
    `only_if` and `unless` keep a base row by what other tables say of it. `follow_up` is how long
    every case waits before it counts; `process` names the limit it is held against, or `limit` is
    it, which is waited for too. `called_off` names a day after which no end is due any more.
    `stops` say when the clock stood still, and `late_reason` why an end was late. `ends` is the
    last day of what is counted on a day. `target`, in the measure's unit, is what a trend is held
    against; each of `new_baselines` has its reason. `gaps_over_time` names those of the groupings
    whose gap is told over time too: each is as many more counts as there are times and groups.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    counts: str
    children_counted: ChildrenCounted
    kind: Kind
    base: str
    date: str
    where: tuple[Condition, ...] = ()
    only_if: tuple[Related, ...] = ()
    unless: tuple[Related, ...] = ()
    met: tuple[Condition, ...] = ()
    met_by: tuple[Related, ...] = ()
    every: Every | None = None
    end: End | None = None
    process: str | None = None
    limit: OwnLimit | None = None
    without_end: WithoutEnd | None = None
    called_off: str | None = None
    stops: Stops | None = None
    late_reason: LateReason | None = None
    ends: str | None = None
    follow_up: Length | None = None
    again: Again | None = None
    amount: str | None = None
    out_of: str | None = None
    population: Population | None = None
    unit: str
    better: Better
    target: float | None = None
    new_baselines: tuple[NewBaseline, ...] = ()
    topic: str
    indicators: tuple[str, ...] = ()
    groupings: tuple[Grouping, ...] = (Grouping.SIMD_QUINTILE, Grouping.LOOKED_AFTER)
    gaps_over_time: tuple[GapOverTime, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @property
    def is_rate(self) -> bool:
        """Whether what is counted is told for so many children."""
        return self.population is not None


@strict
class MeasuresFile:
    """One file of a measures pack."""

    format: int = Field(ge=1, le=1)
    measures: tuple[Measure, ...] = Field(min_length=1)
