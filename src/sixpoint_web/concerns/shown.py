"""What pages show of a concern: whom to ring now, and what became of each message."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection

from . import hours, line, queries
from .forms import DAYS, RUNG
from .models import Concern, DutyNumber, Told


@dataclass(frozen=True, kw_only=True)
class Fate:
    """Who was told, and whether the message reached nobody."""

    told: Told
    reached_nobody: bool


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number with its hours in words."""

    number: DutyNumber
    days: str

    @property
    def dial(self) -> str:
        """For a link that rings."""
        return dial(self.number.phone)


def to_ring(inspection: Inspection) -> dict[str, object]:
    """The duty numbers that answer now, the others, and lead and depute with their telephones."""
    now = timezone.now()
    answering, others = hours.split_by_now(queries.duty_numbers(inspection), now)
    phones = queries.own_numbers(inspection)
    return {
        "at": now,
        "answering": [_number(one) for one in answering],
        "others": [_number(one) for one in others],
        "team": _people(inspection, line.TEAM, phones),
        "partnership": _people(inspection, (line.PARTNERSHIP,), phones),
    }


def told(concern: Concern) -> list[Fate]:
    """Everybody who was told, in order."""
    found = queries.told_of(concern)
    return [Fate(told=one, reached_nobody=queries.reached_nobody(one)) for one in found]


def rung_in_words(concern: Concern) -> list[str]:
    """Whom somebody said he had rung."""
    titles = dict(RUNG)
    return [str(titles[one]) for one in concern.rung.split(",") if one in titles]


def dial(phone: str) -> str:
    """The digits of a number."""
    return "".join(one for one in phone if one in "+0123456789")


def _people(
    inspection: Inspection, roles: tuple[str, ...], phones: dict[UUID, str]
) -> list[dict[str, str]]:
    """Those who hold these roles and could answer, with the telephone each gave, if any."""
    titles = matrix().permissions.roles
    found = line.candidates([inspection.pk])[inspection.pk].by_role
    return [
        _person(one, titles[role].title, phones.get(one.pk, ""))
        for role in roles
        for one in found.get(role, ())
    ]


def _person(person: Person, title: str, phone: str) -> dict[str, str]:
    return {"name": person.name, "title": title, "phone": phone, "dial": dial(phone)}


def _number(number: DutyNumber) -> Number:
    return Number(number=number, days=_days(hours.days_of(number.weekdays)))


def _days(days: list[int]) -> str:
    """`Monday to Friday`, or each by name."""
    run = days == list(range(days[0], days[-1] + 1)) if days else False
    if run and len(days) > 2:
        return f"{DAYS[days[0]]} – {DAYS[days[-1]]}"
    return ", ".join(str(DAYS[day]) for day in days)
