"""One-time codes: how somebody whom an administrator added sets his first password.

A code is never in an address or in a log. It is short enough to type, lasts a few days, works once,
and ends after a few wrong tries. Only its hash is kept.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils import timezone

from .models import OneTimeCode, Person

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look like another
GROUPS, LETTERS_IN_GROUP = 4, 4
LASTS = timedelta(days=7)
MOST_TRIES = 10


def new_code(person: Person) -> str:
    """A new code for somebody, which takes the place of any earlier one."""
    groups = [
        "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_GROUP)) for _ in range(GROUPS)
    ]
    OneTimeCode.objects.update_or_create(
        person=person,
        defaults={
            "hash": make_password("".join(groups)),
            "until": timezone.now() + LASTS,
            "tries": 0,
        },
    )
    return "-".join(groups)


def person_with_code(email: str, code: str) -> Person | None:
    """Whose code this is, if it still works; a wrong try is counted."""
    found = (
        OneTimeCode.objects.select_related("person")
        .filter(
            person__email=email.strip().lower(),
            person__is_active=True,
            until__gt=timezone.now(),
            tries__lt=MOST_TRIES,
        )
        .first()
    )
    typed = "".join(code.upper().replace("-", " ").split())
    if found is None:
        make_password(typed)  # takes as long as a wrong code, so that nobody learns who is here
        return None
    if not check_password(typed, found.hash):
        OneTimeCode.objects.filter(id=found.id).update(tries=F("tries") + 1)
        return None
    return found.person
