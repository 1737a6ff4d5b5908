"""Puts a message into the outbox, in the transaction of whatever it tells."""

from django.contrib.auth.base_user import AbstractBaseUser

from .models import Message


def write(*, to: AbstractBaseUser, kind: str, title: str, text: str) -> Message:
    """A message that is sent once the transaction is done, and not if it is undone."""
    address = getattr(to, to.get_email_field_name())
    return Message.objects.create(
        person_id=to.pk, address=address, kind=kind, title=title, text=text
    )


def write_to_address(address: str, *, kind: str, title: str, text: str) -> Message:
    """The same to an address that may belong to nobody here, as sign-in has to."""
    return Message.objects.create(address=address, kind=kind, title=title, text=text)
