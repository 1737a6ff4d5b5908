"""One identity over time: persons keep their pseudonyms, and merges and splits are remembered.

Takes who was whom before and which records are one person now; gives each person its pseudonym.
A pseudonym is dealt once, in an order that a secret seed shuffles, and never again: one that went
into another stays retired. It is never computed from an identifier.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.terms.strict import strict

from .cluster import Ints
from .types import Key

T = TypeVar("T")


@strict
class Merge:
    """Persons `was` were found to be one, called `into` (which may be one of them)."""

    run: int
    was: tuple[str, ...]
    into: str


@strict
class Split:
    """Of the records of person `was`, some are now of others; `into` are all who hold any."""

    run: int
    was: str
    into: tuple[str, ...]


@strict
class Run:
    """One time that who is who changed; `as_at` is the day of the extracts."""

    number: int
    as_at: date
    records: int
    persons: int
    new_persons: int


@strict
class Membership:
    """Whose record it is or was, and the last run that changed who is who and saw it."""

    agency: str
    person_id: str
    person: str
    run: int


@strict
class History:
    """history.json: what became of pseudonyms. `last` is the highest number dealt so far.

    `seal` is a hash of all the rest and of members.csv: a history edited by hand is refused.
    """

    format: Literal[1]
    last: int
    runs: tuple[Run, ...]
    merges: tuple[Merge, ...]
    splits: tuple[Split, ...]
    seal: str = ""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The history, and whose each record is or was when last seen."""

    history: History
    members: Mapping[Key, Membership]

    @property
    def persons(self) -> dict[Key, str]:
        return {key: member.person for key, member in self.members.items()}


NOBODY_YET = Identity(history=History(format=1, last=0, runs=(), merges=(), splits=()), members={})


def deal_numbers(new: Sequence[T], *, seed: int, last: int) -> dict[T, int]:
    """A number for each of the new, after the last one dealt, in an order the seed shuffles."""
    return {one: number for number, one in enumerate(_shuffled(new, seed), start=last + 1)}


def _shuffled(new: Sequence[T], seed: int) -> list[T]:
    shuffled = list(new)
    random.Random(seed).shuffle(shuffled)
    return shuffled


def name_groups(keys: Sequence[Key], first: Ints, *, known: Identity, seed: int) -> pa.Array:
    """The pseudonym of each record's person; `first` says which records are one person.

    A person keeps the pseudonym that most of its records had. Where two would keep one, it is
    the one with more of its records, then the one whose first record comes first; the other gets
    a new one. So the same records give the same names.
    """
    kept = _names_kept(keys, first, known=known) if known.members else {}
    groups, place = np.unique(first, return_inverse=True)
    old = np.fromiter(kept, np.int64, len(kept))
    new = np.setdiff1d(groups, old, assume_unique=True)
    numbers = np.zeros(len(groups), dtype=np.int64)
    dealt = np.array(_shuffled(new.tolist(), seed), dtype=np.int64)
    start = known.history.last + 1
    numbers[np.searchsorted(groups, dealt)] = np.arange(start, start + len(dealt))
    was = np.fromiter(map(_number, kept.values()), np.int64, len(kept))
    numbers[np.searchsorted(groups, old)] = was
    texts = pc.cast(pa.array(numbers), pa.string())
    return pc.binary_join_element_wise("P", texts, "").take(pa.array(place))


def _names_kept(keys: Sequence[Key], first: Ints, *, known: Identity) -> dict[int, str]:
    """The pseudonym of each group that keeps one, by its first record."""
    was = known.persons
    seen = zip(keys, first.tolist(), strict=True)
    shared = Counter((group, was[key]) for key, group in seen if key in was)
    kept: dict[int, str] = {}
    taken: set[str] = set()
    order = sorted(shared.items(), key=lambda item: (-item[1], _number(item[0][1]), item[0][0]))
    for (group, name), _ in order:
        if group not in kept and name not in taken:
            kept[group] = name
            taken.add(name)
    return kept


def remember(now: Mapping[Key, str], *, known: Identity, as_at: date) -> Identity:
    """The identity after a run in which each record is whose `now` says.

    It is the very same where nobody's records changed.
    """
    if known.history.runs and now == _current(known):
        return known
    run = len(known.history.runs) + 1
    members = dict(known.members)
    members |= {
        key: Membership(agency=key[0], person_id=key[1], person=person, run=run)
        for key, person in now.items()
    }
    made = set(now.values()) - {member.person for member in known.members.values()}
    step = Run(
        number=run,
        as_at=as_at,
        records=len(now),
        persons=len(set(now.values())),
        new_persons=len(made),
    )
    merges, splits = _events(now, known=known, run=run)
    history = History(
        format=1,
        last=max([known.history.last, *map(_number, now.values())]),
        runs=(*known.history.runs, step),
        merges=(*known.history.merges, *merges),
        splits=(*known.history.splits, *splits),
    )
    return Identity(history=history, members=members)


def _current(known: Identity) -> dict[Key, str]:
    """Whose each record was in the last run; records gone since are left out."""
    last = len(known.history.runs)
    return {key: member.person for key, member in known.members.items() if member.run == last}


def _events(
    now: Mapping[Key, str], *, known: Identity, run: int
) -> tuple[list[Merge], list[Split]]:
    came: dict[str, set[str]] = {}
    went: dict[str, set[str]] = {}
    for key, person in now.items():
        if key in known.members:
            before = known.members[key].person
            came.setdefault(person, set()).add(before)
            went.setdefault(before, set()).add(person)
    merges = [
        Merge(run=run, was=_in_order(was), into=into)
        for into, was in sorted(came.items(), key=lambda item: _number(item[0]))
        if len(was) > 1
    ]
    splits = [
        Split(run=run, was=was, into=_in_order(into))
        for was, into in sorted(went.items(), key=lambda item: _number(item[0]))
        if len(into) > 1
    ]
    return merges, splits


def _in_order(persons: set[str]) -> tuple[str, ...]:
    return tuple(sorted(persons, key=_number))


def _number(person: str) -> int:
    return int(person.removeprefix("P"))
