"""What was released before, laid beside what is to be released now.

Takes the counts and sums of now and the ledger; gives both as one problem: earlier counts as they
were and as they were shown, and a tie wherever the same group is counted twice. After a refresh
the two counts are two variables, which differ by no more than the refresh changed any of them.
Refuses a ledger whose counts of the same groups were rounded otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

from sixpoint.packs.disclosure import CountRule
from sixpoint.terms.cells import MISSING, SafeNumber
from sixpoint.terms.problems import user_error

from .ledger import Ledger, Release
from .tables import sums_by
from .tables_read import TableCell, name_of
from .types import Relation, Tie

Key = tuple[str, str]
"""Measure, and who is counted: the same in every release."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The counts of one release, or of now, by name.

    `keys` tell what each counts, and of some there is none; `dimensions` give its groups, without
    totals; `shown` how it was shown: of now nothing is yet. `rules` are those it was made safe
    with.
    """

    counts: Mapping[str, int]
    relations: Sequence[Relation]
    keys: Mapping[str, Key]
    dimensions: Mapping[str, Mapping[str, str]]
    rules: Sequence[CountRule]
    shown: Mapping[str, SafeNumber] = field(default_factory=dict)

    @property
    def names(self) -> Mapping[Key, str]:
        return {key: name for name, key in self.keys.items()}


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Now and before as one problem, for `protect`."""

    counts: Mapping[str, int]
    relations: tuple[Relation, ...]
    ties: tuple[Tie, ...]
    released: Mapping[str, SafeNumber]


def join_earlier(now: Kept, ledger: Ledger) -> Joined:
    """Now, and every earlier release that counts a group which now, or one of these, counts."""
    earlier = _that_tell(now, [_kept(release) for release in ledger.releases])
    _refuse_other_rounding(now, earlier, folder=ledger.folder)
    counts, released = dict(now.counts), dict[str, SafeNumber]()
    relations, ties = list(now.relations), list[Tie]()
    for one in earlier:
        counts |= one.counts
        released |= one.shown
        relations += one.relations
    everything = [now, *earlier]
    for place, one in enumerate(everything):
        for two in everything[place + 1 :]:
            ties += ties_of(one, two)
    for one, two in permutations(everything, 2):
        for total, parts in sums_across(one, two):
            worth, name = sum(counts[part] for part in parts), f"sum {len(counts)}"
            if worth == counts[total]:
                relations.append(Relation(total=total, parts=parts))
            else:
                counts[name], released[name] = worth, MISSING
                relations.append(Relation(total=name, parts=parts))
                ties.append(Tie(left=name, right=total, at_most=abs(worth - counts[total])))
    return Joined(counts=counts, relations=tuple(relations), ties=tuple(ties), released=released)


def ties_of(one: Kept, two: Kept) -> Iterator[Tie]:
    """A tie for each group that both count, for each measure as tight as its refresh was small."""
    mine, theirs = one.names, two.names
    shared = [key for key in mine if key in theirs]
    apart: dict[str, int] = {}
    for key in shared:
        differ = abs(one.counts[mine[key]] - two.counts[theirs[key]])
        apart[key[0]] = max(apart.get(key[0], 0), differ)
    for key in shared:
        yield Tie(left=mine[key], right=theirs[key], at_most=apart[key[0]])


def sums_across(one: Kept, two: Kept) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A count of `two` that no row of `one` gives, and the rows of `one` that together do."""
    mine, theirs = one.names, two.names
    kinds = {frozenset(two.dimensions[name]) for name in two.keys}
    for measure, rows in _tables(one).items():
        columns = frozenset(rows[0].dimensions)
        for kind in sorted((kind for kind in kinds if kind < columns), key=sorted):
            for group, parts in sums_by(rows, kind).items():
                key = measure[0], group
                if key in theirs and key not in mine:
                    yield theirs[key], tuple(mine[measure[0], part] for part in parts)


def _tables(kept: Kept) -> Mapping[tuple[str, tuple[str, ...]], list[TableCell]]:
    """The cells by measure and by the columns they were counted by."""
    found: dict[tuple[str, tuple[str, ...]], list[TableCell]] = defaultdict(list)
    for name, (measure, _) in kept.keys.items():
        dimensions = kept.dimensions[name]
        cell = TableCell(file=Path(), line=0, dimensions=dimensions, count=kept.counts[name])
        found[measure, tuple(sorted(dimensions))].append(cell)
    return found


def _that_tell(now: Kept, earlier: Sequence[Kept]) -> list[Kept]:
    """The releases that count what now counts, of anybody."""
    measures = {measure for measure, _ in now.keys.values()}
    return [one for one in earlier if any(key[0] in measures for key in one.keys.values())]


def _kept(release: Release) -> Kept:
    names = [f"release {release.number:06} cell {place}" for place in range(len(release.cells))]
    cells = dict(zip(names, release.cells, strict=True))
    return Kept(
        counts={name: cell.value for name, cell in cells.items()},
        relations=[
            Relation(total=names[one.total], parts=tuple(names[part] for part in one.parts))
            for one in release.sums
        ],
        keys={
            name: (cell.measure, name_of(cell.dimensions))
            for name, cell in cells.items()
            if cell.measure
        },
        dimensions={name: cell.dimensions for name, cell in cells.items()},
        rules=release.rules,
        shown={name: cell.shown for name, cell in cells.items()},
    )


def _refuse_other_rounding(now: Kept, earlier: Sequence[Kept], *, folder: Path) -> None:
    bases = {rule.topic: rule.base for rule in now.rules}
    if any(rule.base != bases.get(rule.topic, rule.base) for one in earlier for rule in one.rules):
        raise user_error(
            "ledger-other-method",
            what="The same was released before, and rounded otherwise. Two methods side by side "
            "undo each other.",
            fix="Use the method and the base of that release.",
            file=folder,
        )
