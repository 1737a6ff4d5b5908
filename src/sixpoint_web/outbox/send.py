"""Sends what waits; tries again with longer and longer pauses; then says that nobody was reached.

A message is sent at least once: a sender that is killed between handing it over and writing so
sends it again, under the same Message-ID, by which mail programs know it.
"""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from .models import Message

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""After the first failure, the second and so on; after the last of them it has failed."""

LEASE = timedelta(minutes=5)
"""So long one sender may take over one message before another takes it up."""

AT_ONCE = 50

Deliver = Callable[[Message], None]


def send_due(deliver: Deliver | None = None) -> int:
    """Sends every message whose time has come; gives how many were handed over."""
    if deliver is None:
        if not settings.MAIL_IS_SET:
            return 0  # they wait, and the page about messages says why
        deliver = by_mail
    now = timezone.now()
    due = Message.objects.filter(
        Q(state=Message.State.WAITING) | Q(state=Message.State.SENDING), next_try__lte=now
    )
    ids = list(due.order_by("next_try", "id").values_list("id", flat=True)[:AT_ONCE])
    return sum(_send(one, deliver) for one in ids)


def _send(id_: UUID, deliver: Deliver) -> bool:
    """Takes one message, if no other sender has it, and hands it over."""
    now = timezone.now()
    mine = Message.objects.filter(id=id_, next_try__lte=now).exclude(
        state__in=[Message.State.SENT, Message.State.FAILED]
    )
    if not mine.update(state=Message.State.SENDING, next_try=now + LEASE):
        return False
    message = Message.objects.get(id=id_)
    try:
        deliver(message)
    except SMTPRecipientsRefused:
        _failed(message, code="address-refused", again=False)
    except (SMTPException, OSError):
        _failed(message, code="not-handed-over", again=True)
    else:
        _sent(message)
        return True
    return False


def by_mail(message: Message) -> None:
    """Hands one message to the mail server."""
    EmailMessage(
        subject=message.title,
        body=message.text,
        to=[message.address],
        headers={"Message-ID": f"<{message.id}@sixpoint>", "Auto-Submitted": "auto-generated"},
    ).send()


def _sent(message: Message) -> None:
    Message.objects.filter(id=message.id).update(
        state=Message.State.SENT,
        sent_at=timezone.now(),
        tries=message.tries + 1,
        title="",
        text="",
        code="",
    )


def _failed(message: Message, *, code: str, again: bool) -> None:
    tries = message.tries + 1
    over = not again or tries > len(PAUSES)
    Message.objects.filter(id=message.id).update(
        state=Message.State.FAILED if over else Message.State.WAITING,
        tries=tries,
        next_try=timezone.now() + PAUSES[min(tries, len(PAUSES)) - 1],
        code=code,
    )
