"""Tells people that a concern waits, without saying so: a message lies about in mailboxes."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.outbox.write import write

from .models import Concern, Told

KIND = "urgent"
"""The kind of these messages, which those who look after the outbox see."""

RECEIVED, NOW_YOURS, HANDED_OVER = "received", "now-yours", "handed-over"
OVERDUE, NOBODY, ASKED_AGAIN = "overdue", "nobody-left", "asked-again"


def tell(people: Iterable[Person], concern: Concern, *, why: str, at: datetime) -> None:
    """One message to each, noted beside the concern, so that its fate can be watched."""
    for person in people:
        message = write(to=person, kind=KIND, title=_title(), text=_text())
        Told.objects.create(concern=concern, person=person, at=at, why=why, message=message)


def tell_who_raised(concern: Concern, *, why: str, at: datetime) -> None:
    """That nobody has answered what he wrote down."""
    says = _("Nobody has answered yet what you wrote down in Sixpoint. Do not wait: ring.")
    person, text = concern.raised_by, f"{says}\n\n{settings.ADDRESS}"
    message = write(to=person, kind=KIND, title=_title(), text=text)
    Told.objects.create(concern=concern, person=person, at=at, why=why, message=message)


def _title() -> str:
    return _("Urgent: something waits for you in Sixpoint")


def _text() -> str:
    says = _("Something waits for you that cannot wait. Sign in now and look under My work:")
    return f"{says}\n\n{settings.ADDRESS}"
