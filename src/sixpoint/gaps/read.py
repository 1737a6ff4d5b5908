"""Groups read from a CSV: every problem at once, with its line and never its cell.

By deprivation: series, rank (1 the most deprived), population, value, and if wanted standard_error
and period. Named groups: series, group, numerator, denominator, and if wanted period; the group
`all` is all children, of whom each other group is a part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sixpoint.files.columns import Columns, read_columns
from sixpoint.files.read import read_text
from sixpoint.terms.problems import Problem, UserError
from sixpoint.trends.periods import read_period

from .types import Counted

Key = tuple[str, str | None]
"""A series and its period, if there are periods."""
Numbers = dict[str, list[float | None]]
"""Columns of numbers by name; one that the file has not is empty."""

MOST_RANKS = 10
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """The deprivation groups of one series, in one period if there are several; by rank from 1.

    A rank that is absent is None in each list.
    """

    name: str
    period: str | None
    populations: tuple[float | None, ...]
    values: tuple[float | None, ...]
    standard_errors: tuple[float | None, ...] | None


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """The named groups of one series in one period; None where a count is not known."""

    name: str
    period: str | None
    groups: dict[str, Counted | None]


def read_groups(file: Path) -> list[Ranked] | list[Grouped]:
    """Deprivation groups if the file has ranks, else named groups; in the order of first rows."""
    header = read_text(file).partition("\n")[0]
    if "group" in [name.strip() for name in header.split(",")]:
        return _read_named(file)
    return _read_ranked(file)


def _read_ranked(file: Path) -> list[Ranked]:
    columns = read_columns(
        file,
        needed=("series", "rank", "population", "value"),
        optional=("standard_error", "period"),
    )
    keys, problems = _keys(columns)
    numbers: Numbers = {}
    for name in ("rank", "population", "value", "standard_error"):
        numbers[name], wrong = columns.numbers(name) if name in columns else ([], [])
        problems += wrong
    ranks = numbers["rank"]
    problems += _rank_problems(columns, ranks)
    problems += _negative(columns, numbers, ("population", "standard_error"))
    problems += _twice(columns, [(*key, rank) for key, rank in zip(keys, ranks, strict=True)])
    _raise(columns, keys, problems)
    return [_ranked(key, own, numbers) for key, own in _rows(keys).items()]


def _ranked(key: Key, own: Sequence[int], numbers: Numbers) -> Ranked:
    """The groups of one series by rank: five, or ten if there are more."""
    at = {int(numbers["rank"][index] or 0): index for index in own}
    size = 5 if max(at) <= 5 else MOST_RANKS

    def column(name: str) -> tuple[float | None, ...]:
        return tuple(numbers[name][at[rank]] if rank in at else None for rank in range(1, size + 1))

    return Ranked(
        name=key[0],
        period=key[1],
        populations=column("population"),
        values=column("value"),
        standard_errors=column("standard_error") if numbers["standard_error"] else None,
    )


def _negative(columns: Columns, numbers: Numbers, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        what, fix = f"`{name}` is below nought.", "Correct it."
        for index, number in enumerate(numbers[name]):
            if number is not None and number < 0:
                yield columns.problem(index, code="gap.negative", what=what, fix=fix)


def _rank_problems(columns: Columns, ranks: Sequence[float | None]) -> Iterator[Problem]:
    fix = "Number the groups 1 to 5, or 1 to 10; 1 is the most deprived."
    for index, rank in enumerate(ranks):
        if rank is None and not columns.cells["rank"][index].strip():
            yield columns.problem(index, code="gap.rank", what="`rank` is empty.", fix=fix)
        elif rank is not None and (rank != int(rank) or not 1 <= rank <= MOST_RANKS):
            yield columns.problem(
                index, code="gap.rank", what="`rank` is no whole number from 1 to 10.", fix=fix
            )


def _read_named(file: Path) -> list[Grouped]:
    columns = read_columns(
        file, needed=("series", "group", "numerator", "denominator"), optional=("period",)
    )
    keys, problems = _keys(columns)
    groups, wrong = columns.words("group")
    problems += wrong
    numbers: Numbers = {}
    for name in ("numerator", "denominator"):
        numbers[name], wrong = columns.numbers(name)
        problems += wrong
    problems += _negative(columns, numbers, ("numerator", "denominator"))
    problems += _twice(columns, [(*key, group) for key, group in zip(keys, groups, strict=True)])
    rows = _rows(keys)
    for own in rows.values():
        problems += _group_problems(columns, own, [groups[index] for index in own])
    _raise(columns, keys, problems)
    above, below = numbers["numerator"], numbers["denominator"]
    return [
        Grouped(
            name=key[0],
            period=key[1],
            groups={groups[index]: _counted(above[index], below[index]) for index in own},
        )
        for key, own in rows.items()
    ]


def _group_problems(
    columns: Columns, own: Sequence[int], groups: Sequence[str]
) -> Iterator[Problem]:
    """What one series lacks: all children, or a group to hold against them."""
    if ALL not in groups:
        what = f"This series has no group called `{ALL}`."
        fix = "Give all children together in a row of that name."
        yield columns.problem(own[0], code="gap.no-all", what=what, fix=fix)
    elif set(groups) == {ALL}:
        what = f"This series has no group besides `{ALL}`."
        fix = "Give the groups that are to be held against all children, a row each."
        yield columns.problem(own[0], code="gap.no-group", what=what, fix=fix)


def _counted(above: float | None, below: float | None) -> Counted | None:
    if above is None or below is None:
        return None
    return Counted(numerator=above, denominator=below)


def _keys(columns: Columns) -> tuple[list[Key], list[Problem]]:
    """Series and period of each row; periods of a series stand in their order."""
    names, problems = columns.words("series")
    if "period" not in columns:
        return [(name, None) for name in names], problems
    periods, wrong = columns.words("period")
    problems += wrong
    latest: dict[str, int] = {}
    for index, (name, label) in enumerate(zip(names, periods, strict=True)):
        when = read_period(label)
        if when is None:
            continue
        if when.place < latest.get(name, when.place):
            what = "This period comes before the one above it in the same series."
            problems.append(
                columns.problem(
                    index, code="trend.period-order", what=what, fix="Sort the rows by period."
                )
            )
        latest[name] = when.place
    return list(zip(names, periods, strict=True)), problems


def _rows(keys: Sequence[Key]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for index, key in enumerate(keys):
        found.setdefault(key, []).append(index)
    return found


def _twice(columns: Columns, keys: Sequence[tuple[object, ...]]) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for index, key in enumerate(keys):
        if key in seen and key[-1] is not None:
            what, fix = "This group is in the series twice.", "Keep one row for each group."
            yield columns.problem(index, code="gap.group-twice", what=what, fix=fix)
        seen.add(key)


def _raise(columns: Columns, keys: Sequence[Key], problems: list[Problem]) -> None:
    if not keys:
        what, fix = "The file has a header and no rows.", "Give each series its groups."
        problems.append(Problem(code="gap.rows", what=what, fix=fix, file=columns.file))
    if problems:
        raise UserError(sorted(problems, key=lambda problem: problem.line or 0))
