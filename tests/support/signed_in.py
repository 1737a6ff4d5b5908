"""A browser in which somebody is signed in, with his second factor."""

from allauth.mfa.models import Authenticator
from django.test import Client

from sixpoint_web.accounts.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person: Person) -> Client:
    """Ask it for pages with `secure=True`."""
    if not Authenticator.objects.filter(user=person).exists():
        Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(person, BACKEND)
    return client
