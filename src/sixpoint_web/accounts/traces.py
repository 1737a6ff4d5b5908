"""Sign-in in the audit trail: who came, who left, who failed, and what changed about how.

These come from allauth as signals, the one place where we listen to any: what is done by ourselves
writes its own trace.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from sixpoint_web.audit import record

from .models import Person

CHANGES = {
    "password-changed": password_changed,
    "password-reset": password_reset,
    "password-set": password_set,
    "second-factor-added": authenticator_added,
    "second-factor-removed": authenticator_removed,
    "recovery-codes-made": authenticator_reset,
    "single-sign-on-added": social_account_added,
    "single-sign-on-removed": social_account_removed,
    "signed-in": user_logged_in,
    "signed-out": user_logged_out,
}


def listen() -> None:
    """Begins to write traces of all of these."""
    for name, signal in CHANGES.items():
        signal.connect(_tracer(name), weak=False, dispatch_uid=f"trace-{name}")
    user_login_failed.connect(_failed, dispatch_uid="trace-sign-in-failed")


def _tracer(name: str) -> Any:
    def trace(**given: Any) -> None:
        person = given.get("user") or getattr(given.get("sociallogin"), "user", None)
        if isinstance(person, Person):
            with transaction.atomic():
                record.write(by=person, action=name, thing="person", subject=person.id)

    return trace


def _failed(*, credentials: dict[str, Any], **_: Any) -> None:
    """Of an address that somebody has, says whose; of others nothing, or typing would fill it."""
    email = str(credentials.get("email") or credentials.get("username") or "").lower()
    person = Person.objects.filter(email=email).first()
    if person:
        with transaction.atomic():
            record.write(by=None, action="sign-in-failed", thing="person", subject=person.id)
