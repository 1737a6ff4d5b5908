"""What was released before, laid beside what is to be released now.

Takes the counts and sums of now and the ledger; gives both as one problem: earlier counts as they
were and as they were shown, and a tie wherever the same group is counted twice. After a refresh
the two counts are two variables, which differ by no more than the refresh changed any of them.
Refuses a ledger whose counts of the same groups were rounded otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, permutations
from pathlib import Path

from sixpoint.packs.disclosure import CountRule
from sixpoint.terms.cells import MISSING, SafeNumber
from sixpoint.terms.problems import user_error

from .ledger import Ledger, LedgerCell, LedgerSum, Release
from .related import OVER, PENDING
from .selections import CASES
from .tables import sums_by
from .tables_read import TableCell, name_of
from .types import Relation, Tie

Key = tuple[str, str]
"""Measure, and who is counted: the same in every release."""

COUNT_OF = " | "
"""Stands in a key between a measure and which of its counts this is."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The counts of one release, or of now, by name.

    `keys` tell what each counts, and of some there is none; `dimensions` give its groups, without
    totals; `shown` how it was shown: of now nothing is yet. `rules` are those it was made safe
    with. `definitions` say by id what each measure counts, where a pack defines it.
    """

    counts: Mapping[str, int]
    relations: Sequence[Relation]
    keys: Mapping[str, Key]
    dimensions: Mapping[str, Mapping[str, str]]
    rules: Sequence[CountRule]
    shown: Mapping[str, SafeNumber] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    under: Mapping[str, str] = field(default_factory=dict)

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
    under: Mapping[str, str]


def join_earlier(
    now: Kept, ledger: Ledger, *, whole: Kept | None = None, reckoned: int = 0
) -> Joined:
    """Now, and every earlier count that hangs together with what now counts.

    `whole` is all of what is counted now, where `now` is only a part: how much a refresh changed
    is read from the whole. `reckoned` is how many children a reader must reckon with as changed
    by a refresh; without it he is taken to know how few the counts themselves give away.
    """
    past = [renamed(_kept(release), whole or now) for release in ledger.releases]
    _refuse_other_rounding(now, past, folder=ledger.folder)
    everything = [now, *(near(one, now) for one in past)]
    full = [whole or now, *past]
    counts, released = dict(now.counts), dict[str, SafeNumber]()
    relations, ties = list(now.relations), list[Tie]()
    under = dict(now.under)
    for one in everything[1:]:
        under |= one.under
        counts |= one.counts
        released |= one.shown
        relations += one.relations
    for left, right in combinations(range(len(everything)), 2):
        apart = changed(full[left], full[right], reckoned=reckoned)
        ties += ties_of(everything[left], everything[right], apart=apart)
    for mine, theirs in permutations(everything, 2):
        for total, parts in sums_across(mine, theirs):
            worth, name = sum(counts[part] for part in parts), f"sum {len(counts)}"
            if worth == counts[total]:
                relations.append(Relation(total=total, parts=parts))
            else:
                counts[name], released[name] = worth, MISSING
                relations.append(Relation(total=name, parts=parts))
                apart_by = max(abs(worth - counts[total]), reckoned)
                ties.append(Tie(left=name, right=total, at_most=apart_by))
    return Joined(
        counts=counts,
        relations=tuple(relations),
        ties=tuple(ties),
        released=released,
        under=under,
    )


def as_release(
    now: Kept, safe: Mapping[str, SafeNumber], release: str, *, run: str, content: str
) -> Release:
    """What a ledger remembers of now under that id; `append` gives it its place in the chain."""
    place = {name: number for number, name in enumerate(now.counts)}
    return Release(
        format=1,
        number=1,
        release=release,
        run=run,
        content=content,
        rules=tuple(now.rules),
        cells=tuple(
            LedgerCell(
                measure=now.keys[name][0] if name in now.keys else "",
                dimensions=dict(now.dimensions.get(name, {})),
                value=value,
                shown=safe[name],
            )
            for name, value in now.counts.items()
        ),
        sums=tuple(
            LedgerSum(total=place[one.total], parts=tuple(place[part] for part in one.parts))
            for one in now.relations
        ),
        previous="",
        definitions=dict(now.definitions),
    )


def renamed(kept: Kept, now: Kept) -> Kept:
    """The measures of then under the ids that the same definitions have now.

    Under an edited definition most counts stay nearly what they were, and a reader compares them:
    so where a definition is gone, its id stands for it, unless that id means another measure of
    then.
    """
    then = kept.definitions
    same = {id_: id_ for id_, what in then.items() if now.definitions.get(id_) == what}
    ids = {what: id_ for id_, what in now.definitions.items() if id_ not in same}
    same |= {id_: ids.pop(what) for id_, what in then.items() if id_ not in same and what in ids}
    taken = {new for old, new in same.items() if new != old}
    gone = {id_: f"{id_}, as it was" for id_ in taken - same.keys()}
    names = gone | same
    keys = {name: (_by_id(key[0], names), key[1]) for name, key in kept.keys.items()}
    return replace(kept, keys=keys)


def _by_id(count: str, names: Mapping[str, str]) -> str:
    measure, between, what = count.partition(COUNT_OF)
    return f"{names.get(measure, measure)}{between}{what}"


def changed(one: Kept, two: Kept, *, reckoned: int = 0) -> dict[str, int]:
    """For each measure that both count, how many a refresh changed, as far as counts tell.

    That is the most that the counts of one kind lie apart together: never more than did change.
    Where any did, `reckoned` is the least it is taken for.
    """
    mine, theirs = one.names, two.names
    apart: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
    for key in mine.keys() & theirs.keys():
        kind = key[0], tuple(sorted(one.dimensions[mine[key]]))
        apart[kind] += abs(one.counts[mine[key]] - two.counts[theirs[key]])
    most: dict[str, int] = {}
    for (count, _), number in apart.items():
        measure = _measure((count, ""))
        most[measure] = max(most.get(measure, 0), number)
    return {measure: max(number, reckoned) if number else 0 for measure, number in most.items()}


def ties_of(one: Kept, two: Kept, *, apart: Mapping[str, int]) -> Iterator[Tie]:
    """A tie for each group that both count, for each measure as tight as its refresh was small."""
    mine, theirs = one.names, two.names
    for key in mine:
        if key in theirs:
            yield Tie(left=mine[key], right=theirs[key], at_most=apart[_measure(key)])


def _measure(key: Key) -> str:
    """The measure of which this is a count, such as its cases or those that were met."""
    return key[0].partition(COUNT_OF)[0]


def near(kept: Kept, now: Kept) -> Kept:
    """The counts of measures that now counts too, and all that sums tie to them."""
    measures = {_measure(key) for key in now.keys.values()}
    reached = {name for name, key in kept.keys.items() if _measure(key) in measures}
    if len(reached) < len(kept.keys):
        reached = _with_sums(reached, kept.relations)
    else:
        reached = set(kept.counts)
    return Kept(
        counts={name: n for name, n in kept.counts.items() if name in reached},
        relations=[one for one in kept.relations if one.total in reached],
        keys={name: key for name, key in kept.keys.items() if name in reached},
        dimensions={name: one for name, one in kept.dimensions.items() if name in reached},
        rules=kept.rules,
        definitions=kept.definitions,
        shown={name: number for name, number in kept.shown.items() if name in reached},
        under={name: above for name, above in kept.under.items() if above in reached},
    )


def _with_sums(names: set[str], relations: Sequence[Relation]) -> set[str]:
    reached, size = set(names), -1
    while len(reached) > size:
        size = len(reached)
        for one in relations:
            members = {one.total, *one.parts}
            if members & reached:
                reached |= members
    return reached


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


def _kept(release: Release) -> Kept:
    names = [f"release {release.number:06} cell {place}" for place in range(len(release.cells))]
    cells = dict(zip(names, release.cells, strict=True))
    keys = {
        name: (cell.measure, name_of(cell.dimensions))
        for name, cell in cells.items()
        if cell.measure
    }
    return Kept(
        counts={name: cell.value for name, cell in cells.items()},
        relations=[
            Relation(total=names[one.total], parts=tuple(names[part] for part in one.parts))
            for one in release.sums
        ],
        keys=keys,
        dimensions={name: cell.dimensions for name, cell in cells.items()},
        rules=release.rules,
        shown={name: cell.shown for name, cell in cells.items()},
        definitions=release.definitions,
        under=dict(_under(keys)) | {name: name for name in names if name not in keys},
    )


def _under(keys: Mapping[str, Key]) -> Iterator[tuple[str, str]]:
    """For what is counted among cases, the cases with which it is hidden, nought or not."""
    names = {key: name for name, key in keys.items()}
    for name, (count, groups) in keys.items():
        measure, _, what = count.partition(COUNT_OF)
        cases = names.get((f"{measure}{COUNT_OF}{CASES}", groups))
        if cases is not None and what not in (CASES, PENDING, OVER):
            yield name, cases


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
