"""Proposes a mapping from an agency's files and the names that our datasets know for their columns.

Takes files that look like tables and the datasets they may hold; gives for each file the dataset it
is most like, and for each of its columns ours with how sure that is and why. Nothing is used until
a person has looked at it. What nobody can tell is said, and an ambiguous order of dates is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from sixpoint.packs.datasets import Column, ColumnType, Dataset
from sixpoint.records.evidence import NO, YES, Evidence
from sixpoint.records.likeness import (
    alike,
    code_for,
    known_share,
    name_likeness,
    value_likeness,
)
from sixpoint.records.mapping import DateOrder, normal

SURE, LIKELY, LEAST = 0.85, 0.7, 0.58
"""From which score a proposal is called sure or likely, and below which none is made."""
_NAMED = 0.6
"""From which likeness of names the values have only to agree."""
_TELLING = 0.55
"""The score of a column whose values alone say what it is."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A file, or a sheet of one: its header and what stands in each of its columns."""

    path: Path
    header: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    encoding: str
    separator: str
    sheet: str | None = None
    header_line: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProposedColumn:
    """A column of ours with where in their header it stands, how sure that is, and why.

    `is_named`: by its name, and not by its values alone. `codes` are theirs and ours; `strange`
    their words of no code of ours, kept only where the column is plainly one of codes.
    `strangers` counts all words that were not recognised.
    """

    column: Column
    places: tuple[int, ...]
    score: float
    why: str
    is_named: bool = True
    part: int | None = None
    codes: tuple[tuple[str, str], ...] = ()
    strange: tuple[str, ...] = ()
    strangers: int = 0
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProposedFile:
    """Files of one shape with the dataset they are most like.

    `order` None means that no dates are written otherwise than ours; ASK that nobody can tell.
    `lacking` are columns of ours that the dataset cannot do without; `unplaced` places of theirs.
    """

    seen: Seen
    pattern: str
    dataset: Dataset
    columns: tuple[ProposedColumn, ...]
    order: DateOrder | None
    order_why: str
    short_years: bool
    decimal_commas: bool

    @property
    def lacking(self) -> tuple[str, ...]:
        there = {one.column.name for one in self.columns}
        return tuple(
            column.name
            for column in self.dataset.columns
            if (column.required or column.name == self.dataset.key) and column.name not in there
        )

    @property
    def unplaced(self) -> tuple[int, ...]:
        taken = {place for one in self.columns for place in one.places}
        return tuple(place for place in range(len(self.seen.header)) if place not in taken)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is proposed for an agency, the files that look like nothing, and the tables without."""

    files: tuple[ProposedFile, ...]
    unlike: tuple[Seen, ...]
    without: tuple[str, ...]


def propose(files: Sequence[Seen], datasets: Sequence[Dataset]) -> Proposal:
    """For each file the table it is most like, every table at most once for files of one shape."""
    shapes = [list(group) for _, group in groupby(sorted(files, key=_shape), key=_shape)]
    fits = sorted(
        (
            (_fit(group[0], one), n, m)
            for n, group in enumerate(shapes)
            for m, one in enumerate(datasets)
        ),
        key=lambda fit: (-fit[0], fit[1], fit[2]),
    )
    found: dict[int, int] = {}
    for fit, number, table in fits:
        if fit >= _LEAST_FIT and number not in found and table not in found.values():
            found[number] = table
    proposed = [
        _proposed(shapes[number], datasets[table]) for number, table in sorted(found.items())
    ]
    order = {one.id: place for place, one in enumerate(datasets)}
    return Proposal(
        files=tuple(sorted(proposed, key=lambda one: order[one.dataset.id])),
        unlike=tuple(one for n, group in enumerate(shapes) if n not in found for one in group),
        without=tuple(one.id for m, one in enumerate(datasets) if m not in found.values()),
    )


_LEAST_FIT = 0.35


def _shape(seen: Seen) -> tuple[tuple[str, ...], str, str, str]:
    header = tuple(normal(cell) for cell in seen.header)
    return header, seen.encoding, seen.separator, seen.sheet or ""


def _fit(seen: Seen, dataset: Dataset) -> float:
    """How much of the file and of the table fit, and whether the file is called so."""
    columns = _place(seen, dataset)
    if sum(one.is_named for one in columns) < min(2, len(dataset.columns)):
        return 0.0  # perhaps it has no header at all, and then its first row is somebody's
    total = sum(one.score for one in columns)
    needed = [c.name for c in dataset.columns if c.required or c.name == dataset.key]
    there = {one.column.name for one in columns}
    whole = sum(name in there for name in needed) / len(needed)
    called = max(
        alike(name, word) for name in _names(seen) for word in (dataset.table, dataset.title)
    )
    size = len(seen.header) + len(dataset.columns)
    return 2 * total / size * (0.5 + 0.5 * whole) + 0.25 * called


def _names(seen: Seen) -> tuple[str, ...]:
    return (seen.path.stem, *((seen.sheet,) if seen.sheet else ()))


def _proposed(group: Sequence[Seen], dataset: Dataset) -> ProposedFile:
    seen = group[0]
    columns = _with_clocks(seen, _with_names(seen, dataset, _place(seen, dataset)))
    dated = [
        (one, seen.evidence[one.places[0]])
        for one in columns
        if one.column.type in (ColumnType.DATE, ColumnType.DATETIME)
    ]
    order, why = _order(seen, dated)
    numbers = (ColumnType.INTEGER, ColumnType.DECIMAL)
    return ProposedFile(
        seen=seen,
        pattern=_pattern([one.path.name for one in group]),
        dataset=dataset,
        columns=tuple(_with_words(seen, one) for one in columns),
        order=order,
        order_why=why,
        short_years=any(found.short_years for _, found in dated),
        decimal_commas=any(
            seen.evidence[one.places[0]].decimal_commas
            for one in columns
            if one.column.type in numbers
        ),
    )


def _pattern(names: Sequence[str]) -> str:
    """One name, or what all begin and end with."""
    first, last = min(names), max(names)
    if first == last:
        return first
    start = next(n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    end = 0
    while all(name[-1 - end] == first[-1 - end] for name in names) and end < len(first) - start - 1:
        end += 1
    return f"{first[:start]}*{first[len(first) - end :]}"


def _place(seen: Seen, dataset: Dataset) -> list[ProposedColumn]:
    """Each column of ours at the place it fits best, the best first; no place twice."""
    scored = sorted(
        (
            (score, -number, -place, why)
            for number, column in enumerate(dataset.columns)
            for place, header in enumerate(seen.header)
            for score, why in [_score(header, seen.evidence[place], column)]
            if score >= LEAST - 0.05
        ),
        reverse=True,
    )
    found: dict[int, ProposedColumn] = {}
    taken: set[int] = set()
    for score, number, place, why in scored:
        if -number not in found and -place not in taken:
            column = dataset.columns[-number]
            found[-number] = ProposedColumn(
                column=column,
                places=(-place,),
                score=score,
                why=why,
                is_named=name_likeness(seen.header[-place], column)[0] >= _NAMED,
            )
            taken.add(-place)
    return [found[number] for number in sorted(found)]


def _score(header: str, seen: Evidence, column: Column) -> tuple[float, str]:
    """How well their column fits ours, and why."""
    named, by = name_likeness(header, column)
    held = value_likeness(seen, column)
    if named >= _NAMED:
        said = "its name is one we know" if named == 1 else f"its name is like `{by}`"
        return 0.75 * named + 0.25 * held, f"{said}; {_held(seen, column, held)}"
    if _tells(seen, column, held):
        return _TELLING + 0.2 * named, f"by its values alone: {_held(seen, column, held)}"
    return 0.0, ""


def _tells(seen: Evidence, column: Column, held: float) -> bool:
    """Whether values alone may say which column it is."""
    if held < 0.9 or seen.filled < 10:
        return False
    if column.type is ColumnType.CODE:
        return len(column.codes) > 2 and sum(1 for _ in seen.words) >= 3
    return column.name == "postcode"


def _held(seen: Evidence, column: Column, held: float) -> str:
    """What the values say, in words and shares, and never a value."""
    if not seen.filled:
        return "it holds nothing"
    share = f"{held:.0%} of its cells"
    match column.type:
        case ColumnType.DATE | ColumnType.DATETIME:
            return f"{share} are dates"
        case ColumnType.YES_NO:
            return f"{share} are words for yes or no"
        case ColumnType.INTEGER | ColumnType.DECIMAL:
            return f"{share} are numbers"
        case ColumnType.CODE:
            return f"{known_share(seen, column):.0%} of its cells are like our codes"
    if column.name in ("postcode", "chi", "scn"):
        return f"{share} have its shape"
    return "its values are text"


def _with_clocks(seen: Seen, columns: list[ProposedColumn]) -> list[ProposedColumn]:
    """A time that stands in a column of its own goes to the date it stands nearest to."""
    taken = {place for one in columns for place in one.places}
    clocks = [
        place
        for place, found in enumerate(seen.evidence)
        if place not in taken and found.filled and found.times > 0.9
    ]
    for clock in clocks:
        bare = [
            one
            for one in columns
            if one.column.type is ColumnType.DATETIME
            and len(one.places) == 1
            and seen.evidence[one.places[0]].with_time < 0.5
        ]
        if bare:
            near = min(bare, key=lambda one: (abs(one.places[0] - clock), one.places))
            why = f"{near.why}; the time stands in a column of its own"
            joined = replace(near, places=(near.places[0], clock), why=why)
            columns = [joined if one is near else one for one in columns]
    return columns


def _with_names(
    seen: Seen, dataset: Dataset, columns: list[ProposedColumn]
) -> list[ProposedColumn]:
    """A column that holds `Surname, Forename` is split into both."""
    there = {one.column.name for one in columns}
    both = [dataset.column(name) for name in ("surname", "forename")]
    if None in both or there >= {"surname", "forename"}:
        return columns
    taken = {
        p for one in columns if one.column.name not in ("surname", "forename") for p in one.places
    }
    for place, header in enumerate(seen.header):
        found = seen.evidence[place]
        if place not in taken and "name" in header.lower() and found.commas > 0.8:
            kept = [one for one in columns if place not in one.places]
            why = f"{found.commas:.0%} of its cells have one comma, as in `Surname, Forename`"
            parts = [
                ProposedColumn(column=column, places=(place,), score=LIKELY, why=why, part=part)
                for part, column in enumerate(both, start=1)
                if column is not None and column.name not in {one.column.name for one in kept}
            ]
            order = {column.name: n for n, column in enumerate(dataset.columns)}
            return sorted([*kept, *parts], key=lambda one: order[one.column.name])
    return columns


def _order(
    seen: Seen, dated: Sequence[tuple[ProposedColumn, Evidence]]
) -> tuple[DateOrder | None, str]:
    """The one order in which all dates of the file can be read, or that it must be asked."""
    written = [(one, found) for one, found in dated if found.dates > 0.5 and not found.is_iso]
    if not written:
        return None, ""
    possible = [o for o in DateOrder if all(o in found.orders for _, found in written)]
    if len(possible) == 1:
        telling = [one for one, found in written if len(found.orders) == 1]
        by = seen.header[(telling or [written[0][0]])[0].places[0]]
        return possible[0], f"no other order fits all dates of `{by}`"
    if not possible:
        return DateOrder.ASK, "no one order fits all dates of this file"
    return DateOrder.ASK, f"these fit alike: {', '.join(possible)}"


def _with_words(seen: Seen, one: ProposedColumn) -> ProposedColumn:
    """The column with what its words mean."""
    words = seen.evidence[one.places[0]].words
    if one.column.type is ColumnType.YES_NO:
        said = [word for word, _ in words]
        yes = tuple(w for w in said if normal(w) in YES and normal(w) != "yes")
        no = tuple(w for w in said if normal(w) in NO and normal(w) != "no")
        return replace(one, yes=_once(yes), no=_once(no), strangers=_strangers(said))
    if one.column.type is not ColumnType.CODE:
        return one
    codes = _once_each(_codes(words, one.column))
    unknown = [(word, n) for word, n in words if code_for(word, one.column.codes) is None]
    plainly = known_share(seen.evidence[one.places[0]], one.column) > 0.5 and one.score >= LIKELY
    strange = tuple(w for w, n in unknown if plainly and n >= 3 and len(w) <= 30)
    return replace(one, codes=codes, strange=strange, strangers=len(unknown))


def _strangers(said: Sequence[str]) -> int:
    return sum(normal(word) not in YES | NO for word in said)


def _codes(words: Sequence[tuple[str, int]], column: Column) -> Iterator[tuple[str, str]]:
    for word, _ in words:
        found = code_for(word, column.codes)
        if found is not None and word != found[0].code:
            yield word, found[0].code


def _once(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({normal(word): word for word in words}.values()))


def _once_each(pairs: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept: Mapping[str, tuple[str, str]] = {normal(theirs): (theirs, ours) for theirs, ours in pairs}
    return tuple(sorted(kept.values(), key=lambda pair: (pair[1], pair[0])))
