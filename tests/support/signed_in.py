"""A browser in which somebody is signed in, second factor and all, for tests of the workspace."""

from allauth.mfa.models import Authenticator
from django.test import Client

from sixpoint_web.accounts.models import Person

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser_of(person: Person) -> Client:
    """A client that sends this person's cookies."""
    if not Authenticator.objects.filter(user=person).exists():
        Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(person, _BACKEND)
    return client
