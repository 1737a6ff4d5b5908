"""A message goes out once its transaction is done, is tried again, and is seen when it failed."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from sixpoint_web.outbox.models import Message
from sixpoint_web.outbox.queries import reached_nobody, waiting
from sixpoint_web.outbox.send import LEASE, PAUSES, by_mail, send_due
from sixpoint_web.outbox.write import write
from tests.support.people import a_person

pytestmark = pytest.mark.django_db


def a_message() -> Message:
    return write(to=a_person("Morag"), kind="invitation", title="Come in", text="Code ABCD")


def later(message: Message, by: timedelta = timedelta()) -> None:
    """Lets the time of the next try come."""
    Message.objects.filter(id=message.id).update(next_try=timezone.now() - by)


def breaks(message: Message) -> None:
    raise SMTPServerDisconnected("words that quote morag@example.org")


def test_what_is_sent_is_erased_and_carries_its_id() -> None:
    message = a_message()
    assert send_due(by_mail) == 1
    message.refresh_from_db()
    assert (message.state, message.text, message.title, waiting()) == ("sent", "", "", 0)
    [sent] = mail.outbox
    assert sent.body == "Code ABCD"
    assert sent.extra_headers["Message-ID"] == f"<{message.id}@sixpoint>"


def test_what_is_undone_is_not_sent() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        a_message()
        _ = 1 / 0
    assert send_due(by_mail) == 0


def test_a_server_that_is_away_is_tried_again_later_and_later() -> None:
    message = a_message()
    waits = []
    for _ in PAUSES:
        later(message)
        before = timezone.now()
        assert send_due(breaks) == 0
        message.refresh_from_db()
        assert message.state == "waiting"
        waits.append(round((message.next_try - before).total_seconds() / 60))
    assert waits == [pause.total_seconds() / 60 for pause in PAUSES]
    assert waits == sorted(waits)
    later(message)
    send_due(breaks)
    message.refresh_from_db()
    assert (message.state, message.code, reached_nobody()) == ("failed", "not-handed-over", 1)
    assert "morag" not in message.code


def test_an_address_that_is_refused_fails_at_once_and_is_seen() -> None:
    message = a_message()

    def refuses(_: Message) -> None:
        raise SMTPRecipientsRefused({})

    send_due(refuses)
    message.refresh_from_db()
    assert (message.state, message.code) == ("failed", "address-refused")
    assert reached_nobody() == 1


def test_nothing_is_tried_before_its_time() -> None:
    message = a_message()
    send_due(breaks)
    assert send_due(by_mail) == 0
    later(message)
    assert send_due(by_mail) == 1


def test_two_senders_do_not_send_one_message() -> None:
    message = a_message()
    inner = []

    def meanwhile(one: Message) -> None:
        inner.append(send_due(by_mail))
        by_mail(one)

    assert send_due(meanwhile) == 1
    assert inner == [0]
    assert len(mail.outbox) == 1
    message.refresh_from_db()
    assert message.state == "sent"


def test_what_a_killed_sender_had_is_sent_by_another() -> None:
    message = a_message()

    def killed(_: Message) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_due(killed)
    message.refresh_from_db()
    assert message.state == "sending"
    assert message.next_try > timezone.now() + LEASE - timedelta(minutes=1)
    later(message)
    assert send_due(by_mail) == 1


def test_without_a_mail_server_messages_wait_visibly() -> None:
    a_message()
    assert send_due() == 0
    assert waiting() == 1


def test_the_database_keeps_no_text_of_what_was_sent() -> None:
    message = a_message()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(id=message.id).update(state="sent", sent_at=timezone.now())
