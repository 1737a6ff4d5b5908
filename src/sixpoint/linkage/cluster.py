"""Joins linked records into persons; never two records of one agency, never across a refusal.

Plain Python over numbered records, so that it can be read, and tested, without an engine. Only
`reach` is for millions: what it finds without a contradiction needs nothing slower.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

Pair = tuple[int, int]


class Forest:
    """Records in groups that only grow; a group is named after its first record."""

    def __init__(self, records: int) -> None:
        self._parent = list(range(records))

    def find(self, record: int) -> int:
        """The first record of the group."""
        parent = self._parent
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    def join(self, left: int, right: int) -> None:
        """Makes one group of two, each given by its first record."""
        self._parent[max(left, right)] = min(left, right)

    def firsts(self) -> list[int]:
        """For each record the first of its group."""
        return [self.find(record) for record in range(len(self._parent))]


def connect(records: int, *, links: Iterable[Pair]) -> list[int]:
    """For each record the first of all that any chain of links reaches, whatever it holds."""
    forest = Forest(records)
    for left, right in links:
        one, two = forest.find(left), forest.find(right)
        if one != two:
            forest.join(one, two)
    return forest.firsts()


def reach(records: int, *, left: Ints, right: Ints) -> Ints:
    """What `connect` gives, for millions of links: passes lowest numbers on until none falls."""
    first = np.arange(records)
    while True:
        lowest = np.minimum(first[left], first[right])
        before = first.copy()
        np.minimum.at(first, before[left], lowest)
        np.minimum.at(first, before[right], lowest)
        first = first[first]
        if np.array_equal(first, before):
            return first


def cluster(
    agencies: Sequence[int], *, links: Iterable[Pair], refused: Collection[Pair]
) -> list[int]:
    """For each record the first record of its person.

    `links` come strongest first; a link that would put two records of one agency, or a refused
    pair, into one person is dropped, so that the weakest of a contradiction give way.
    `refused` holds (smaller, larger) pairs.
    """
    forest = Forest(len(agencies))
    members = [[record] for record in range(len(agencies))]
    held = [{agency} for agency in agencies]
    for left, right in links:
        one, two = sorted((forest.find(left), forest.find(right)))
        if one == two or not held[one].isdisjoint(held[two]):
            continue
        if refused and _any_refused(members[one], members[two], refused):
            continue
        forest.join(one, two)
        members[one] += members[two]
        held[one] |= held[two]
    return forest.firsts()


def _any_refused(ones: list[int], twos: list[int], refused: Collection[Pair]) -> bool:
    return any((min(a, b), max(a, b)) in refused for a in ones for b in twos)
