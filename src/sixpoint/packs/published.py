"""Results that inspectorates really published, as far as they are known, and questions to them.

Every result carries its date, programme and source. What is not known stays visible: a level that
nobody stated is a row without a level, and a tally whose indicators were not named stays a count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sixpoint.terms.strict import strict

from .header import PackHeader

PartialDay = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, a month or a year, as far as it is known: 2016-10-04, 2016-10 or 2016."""

DATE_NOT_KNOWN = "date not known"


class Basis(StrEnum):
    STATED = "stated"
    INFERRED = "inferred"
    NOT_KNOWN = "not known"


@strict
class Result:
    """What every published result says of itself; `published` None where no date was found."""

    area: str
    published: PartialDay | None
    framework: str
    programme: str
    source: Annotated[tuple[str, ...], Field(min_length=1)]


@strict
class Tally(Result):
    """How many indicators were given each level; `indicators` is how many were evaluated."""

    indicators: int
    levels: dict[int, int]
    basis: Literal[Basis.STATED]

    def __post_init__(self) -> None:
        if sum(self.levels.values()) != self.indicators:
            raise ValueError("the levels do not add up to the number of indicators")


@strict
class PublishedLevel(Result):
    """The level of one indicator, or of a whole area of the framework.

    `label` is the word that was published; `basis_text` says how it is known.
    """

    indicator: str | None = None
    whole_area: str | None = None
    title: str
    label: str
    basis: Literal[Basis.STATED, Basis.INFERRED]
    basis_text: str

    def __post_init__(self) -> None:
        if (self.indicator is None) == (self.whole_area is None):
            raise ValueError("name either an indicator or a whole_area")

    @property
    def evaluated(self) -> str:
        """The id of the indicator or area."""
        return self.indicator or self.whole_area or ""


@strict
class WithoutLevels(Result):
    """An inspection that is known to have been, and of which no level was found."""

    known: str


@strict
class AreaNames:
    """One area under all the names that sources use for it."""

    name: str
    also: tuple[str, ...]
    source: Annotated[tuple[str, ...], Field(min_length=1)]


@strict
class ResultsFile:
    format: Literal[1]
    tallies: tuple[Tally, ...] = ()
    levels: tuple[PublishedLevel, ...] = ()
    without_levels: tuple[WithoutLevels, ...] = ()


@strict
class AreaNamesFile:
    format: Literal[1]
    years_until_old: Annotated[int, Field(ge=1)]
    area_names: tuple[AreaNames, ...]


@dataclass(frozen=True, kw_only=True)
class PublishedPack:
    """`usual` names, by framework and programme, the indicators that the programme evaluates."""

    header: PackHeader
    content_hash: str
    tallies: tuple[Tally, ...]
    levels: tuple[PublishedLevel, ...]
    without_levels: tuple[WithoutLevels, ...]
    area_names: tuple[AreaNames, ...]
    years_until_old: int
    titles: Mapping[tuple[str, str], str]
    numbers: Mapping[tuple[str, str], int]
    usual: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One indicator of one inspection; `level` and `label` are None where it is not known."""

    area: str
    published: str | None
    framework: str
    programme: str
    indicator: str
    title: str
    level: int | None
    label: str | None
    basis: Basis
    basis_text: str
    source: tuple[str, ...]


def select_tallies(
    pack: PublishedPack,
    *,
    area: str | None = None,
    year: int | None = None,
    programme: str | None = None,
) -> tuple[Tally, ...]:
    """The tallies that fit, oldest first, those without a date last."""
    wanted = _Wanted(pack, area, year, programme)
    return tuple(sorted(filter(wanted.holds, pack.tallies), key=_order))


def select_without_levels(
    pack: PublishedPack,
    *,
    area: str | None = None,
    year: int | None = None,
    programme: str | None = None,
) -> tuple[WithoutLevels, ...]:
    """Inspections that fit and of which no level was found."""
    wanted = _Wanted(pack, area, year, programme)
    return tuple(sorted(filter(wanted.holds, pack.without_levels), key=_order))


def select_rows(
    pack: PublishedPack,
    *,
    area: str | None = None,
    indicator: str | None = None,
    year: int | None = None,
    programme: str | None = None,
) -> tuple[Row, ...]:
    """The indicators that fit, the unknown among them, oldest first.

    An inspection that evaluated as many indicators as its programme usually does has a row for
    each of these; where it evaluated another number, only those that were named have one.
    """
    wanted = _Wanted(pack, area, year, programme)
    known = [_row(one, pack) for one in pack.levels if wanted.holds(one)]
    unknown = [row for one in pack.tallies if wanted.holds(one) for row in _unknown(one, pack)]
    rows = [row for row in (*known, *unknown) if indicator in (None, row.indicator)]
    return tuple(sorted(rows, key=lambda row: (*_order(row), _natural(row.indicator))))


def not_named(tally: Tally, pack: PublishedPack) -> int:
    """How many of the tally's indicators have neither a published level nor a row of their own."""
    named = {one.evaluated for one in pack.levels if _same(one, tally)}
    return tally.indicators - len(named) - len(_unknown(tally, pack))


def age_of(published: str | None, *, today: date, pack: PublishedPack) -> str:
    """What must be said beside an old result; empty for a recent one."""
    if published is None:
        return "Of unknown date: not a current judgement."
    years = today.year - int(published[:4])
    if years < pack.years_until_old:
        return ""
    return f"Published in {published[:4]}: not a current judgement."


@dataclass(frozen=True)
class _Wanted:
    pack: PublishedPack
    area: str | None
    year: int | None
    programme: str | None

    def holds(self, result: Result) -> bool:
        dated = result.published is not None and result.published.startswith(f"{self.year}")
        return (
            (self.area is None or self._is_area(result.area))
            and (self.year is None or dated)
            and self.programme in (None, result.programme)
        )

    def _is_area(self, name: str) -> bool:
        wanted = (self.area or "").casefold()
        return any(wanted in one.casefold() for one in _names_of(name, self.pack.area_names))


def _names_of(name: str, known: Sequence[AreaNames]) -> Iterator[str]:
    yield name
    for names in known:
        if name in (names.name, *names.also):
            yield from (names.name, *names.also)


def _row(one: PublishedLevel, pack: PublishedPack) -> Row:
    return Row(
        area=one.area,
        published=one.published,
        framework=one.framework,
        programme=one.programme,
        indicator=one.evaluated,
        title=one.title,
        level=pack.numbers[one.framework, one.label.casefold()],
        label=one.label,
        basis=one.basis,
        basis_text=one.basis_text,
        source=one.source,
    )


def _unknown(tally: Tally, pack: PublishedPack) -> list[Row]:
    usual = pack.usual.get((tally.framework, tally.programme), ())
    if len(usual) != tally.indicators:
        return []
    named = {one.evaluated for one in pack.levels if _same(one, tally)}
    return [_row_without_level(id_, tally, pack) for id_ in usual if id_ not in named]


def _row_without_level(indicator: str, tally: Tally, pack: PublishedPack) -> Row:
    return Row(
        area=tally.area,
        published=tally.published,
        framework=tally.framework,
        programme=tally.programme,
        indicator=indicator,
        title=pack.titles[tally.framework, indicator],
        level=None,
        label=None,
        basis=Basis.NOT_KNOWN,
        basis_text="only the tally of all indicators was found",
        source=tally.source,
    )


def _same(one: Result, other: Result) -> bool:
    """Whether both come from one inspection."""
    return (one.area, one.published, one.framework, one.programme) == (
        other.area,
        other.published,
        other.framework,
        other.programme,
    )


def _order(result: Result | Row) -> tuple[bool, str, str]:
    return result.published is None, result.published or "", result.area


def _natural(id_: str) -> tuple[tuple[int, str], ...]:
    parts = id_.replace("CP", "").split(".")
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def levels_in(rows: Iterable[Row]) -> dict[int | None, int]:
    """How many rows have each level; None counts the unknown."""
    counts: dict[int | None, int] = {}
    for row in rows:
        counts[row.level] = counts.get(row.level, 0) + 1
    return counts
