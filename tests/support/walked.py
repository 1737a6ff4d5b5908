"""Every address of ours, and people with one role each to walk them."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sixpoint_web.accounts.matrix import EVERYBODY, Cell, matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from tests.support.asked import Asked, arguments, pages
from tests.support.people import a_person, held_role

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SIDE = str(settings.SIDE)
PAGES = pages()
OPEN = {"health", "join"}
"""Addresses for anybody."""

ROLES = sorted(name for name, one in matrix().permissions.roles.items() if SIDE in one.given_for)


@dataclass(frozen=True)
class Address:
    """One address of ours."""

    name: str
    path: str
    view: object


def addresses() -> Iterator[Address]:
    """Every address that is not allauth's, with a made-up id where it wants one."""
    yield from _below(get_resolver(), "/")


def _below(resolver: URLResolver, prefix: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            if "allauth" not in getattr(one.callback, "__module__", ""):
                yield Address(one.name or "", path, one.callback)
        elif "allauth" not in str(one.urlconf_name):
            yield from _below(one, path)


OURS = {one.name: one for one in addresses() if one.name}
WALKED = sorted(set(OURS) & set(PAGES))


def path_of(name: str, ids: Mapping[str, uuid.UUID]) -> str:
    """The path of an address, about the thing that it is about."""
    path = OURS[name].path
    for key, value in arguments(name).items():
        path = re.sub(rf"<\w+:{key}>", value, path)
    if "<uuid:id_>" not in path:
        return path
    asked = PAGES[name]
    return path.replace("<uuid:id_>", str(ids[asked.about or asked.thing]))


def name_of(path: str) -> str:
    """The name of the address at a path, or nothing where it is none of ours."""
    for name in OURS:
        pattern = re.sub(r"<\w+:\w+>", "[^/]+", re.escape(OURS[name].path))
        if re.fullmatch(pattern, path.partition("?")[0]):
            return name
    return ""


def someone(role: str, ids: Mapping[str, uuid.UUID], name: str = "Ailsa") -> Person:
    """Somebody with this role where it is given, who has his second factor."""
    scope = matrix().permissions.roles[role].given_for[SIDE]  # type: ignore[index]
    person = a_person(name)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    if scope == "installation":
        held_role(person, role)
    elif scope == "inspection" and "inspection" in ids:
        from sixpoint_web.inspections.models import Inspection
        from tests.support.inspections_made import put_in_team

        put_in_team(person, Inspection.objects.get(id=ids["inspection"]), role)
    return person


def signed_in(person: Person) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person, BACKEND)
    return client


def may(role: str, asked: Asked) -> bool:
    """Whether the matrix allows a role what an address asks."""
    if asked.team_only and not in_team(role):
        return False
    cell = Cell(SIDE, asked.thing, asked.action, asked.state, role)  # type: ignore[arg-type]
    return bool({cell, cell._replace(role=EVERYBODY)} & matrix().allowed)


def in_team(role: str) -> bool:
    """Whether a role is given for one inspection."""
    return matrix().permissions.roles[role].given_for[SIDE] == "inspection"  # type: ignore[index]


def changes() -> int:
    """How many entries there are of something that was changed."""
    return Entry.objects.exclude(action__endswith="-seen").count()
