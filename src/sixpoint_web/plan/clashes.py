"""Clashes in an engagement timetable: what cannot be, or ought not to be, as it is planned.

Takes plain values and gives what clashes with what, in words; asks no database, so that a test
shows it in small tables. Clashes warn: people decide, because a timetable is made step by step.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

NO_ROOM = "online"
"""What people write as the place where a meeting needs no room."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One engagement as far as it can clash; `people` are those who take part, by id."""

    id: UUID
    title: str
    day: date
    starts: time
    ends: time
    place: str
    people: frozenset[UUID]
    met: frozenset[str] = frozenset()
    """Whom it meets, where that is one person, by designation."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What clashes are held against.

    `names` are of everybody who takes part somewhere; `may_take_part` answers for a person on a
    day: whether he has a role then, an account, and no conflict of interest.
    """

    first: date
    last: date
    names: Mapping[UUID, str]
    may_take_part: Mapping[tuple[UUID, date], bool]
    holidays: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One clash: what kind, of which meetings, and what it is in words."""

    kind: str
    meetings: tuple[UUID, ...]
    says: str


def clashes(meetings: Iterable[Meeting], given: Given) -> tuple[Clash, ...]:
    """Every clash, by day and time; none twice."""
    ordered = sorted(meetings, key=lambda one: (one.day, one.starts, one.ends, str(one.id)))
    found = [*_at_once(ordered, given), *(c for one in ordered for c in _alone(one, given))]
    place = {one.id: number for number, one in enumerate(ordered)}
    return tuple(sorted(found, key=lambda one: (place[one.meetings[0]], one.kind, one.says)))


def _at_once(ordered: list[Meeting], given: Given) -> Iterator[Clash]:
    """Somebody or somewhere twice at one time."""
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.day != one.day or other.starts >= one.ends:
                break
            yield from _between(one, other, given)


def _between(one: Meeting, other: Meeting, given: Given) -> Iterator[Clash]:
    both = (one.id, other.id)
    words = {"one": one.title, "other": other.title}
    for person in sorted(given.names.get(who, "") for who in one.people & other.people):
        says = _("%(person)s is in two places: %(one)s and %(other)s.")
        yield Clash(kind="person", meetings=both, says=says % {**words, "person": person})
    for who in sorted(one.met & other.met):
        says = _("%(who)s is met twice at one time: %(one)s and %(other)s.")
        yield Clash(kind="met", meetings=both, says=says % {**words, "who": who})
    if _plain(one.place) == _plain(other.place) != NO_ROOM:
        says = _("%(place)s is taken twice: %(one)s and %(other)s.")
        yield Clash(kind="place", meetings=both, says=says % {**words, "place": one.place})


def _alone(one: Meeting, given: Given) -> Iterator[Clash]:
    """What is wrong with one meeting by itself."""
    if not given.first <= one.day <= given.last:
        says = _("%(one)s is outside the days in which inspectors look.") % {"one": one.title}
        yield Clash(kind="window", meetings=(one.id,), says=says)
    if any(first <= one.day <= last for first, last in given.holidays):
        says = _("%(one)s is in the school holidays.") % {"one": one.title}
        yield Clash(kind="holidays", meetings=(one.id,), says=says)
    if not one.people:
        says = _("Nobody of the team takes part in %(one)s.") % {"one": one.title}
        yield Clash(kind="nobody", meetings=(one.id,), says=says)
    for who in sorted(one.people, key=lambda who: given.names.get(who, "")):
        if not given.may_take_part.get((who, one.day), False):
            says = _("%(person)s may not take part in %(one)s: no role then, or a conflict.")
            words = {"person": given.names.get(who, ""), "one": one.title}
            yield Clash(kind="role", meetings=(one.id,), says=says % words)


def _plain(place: str) -> str:
    """A place however it was typed."""
    return " ".join(place.casefold().replace(",", " ").split())
