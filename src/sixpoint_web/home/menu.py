"""What stands at the top of every page: the places that this person may go to."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import DEMO_DOMAIN, Person
from sixpoint_web.accounts.policies import can_see_people
from sixpoint_web.keeping.policies import can_see_messages, can_see_trail

DEMO_PASSWORD = "invented for a demo"
"""Of every invented person; they sign in nowhere else."""


def menu(request: HttpRequest) -> dict[str, object]:
    """The menu of whoever is signed in, and on the demo who can sign in."""
    by = getattr(request, "user", None)
    if isinstance(by, Person):
        return {"menu": _items(request, by)}
    if settings.DEMO:
        people = Person.objects.filter(email__endswith=DEMO_DOMAIN).order_by("designation")
        return {"demo_people": people, "demo_password": DEMO_PASSWORD}
    return {}


def _items(request: HttpRequest, by: Person) -> list[dict[str, object]]:
    places = [("home", _("My work"))]
    if can_see_people(by):
        places.append(("people", _("People")))
    if can_see_trail(by):
        places.append(("trail", _("Audit trail")))
    if can_see_messages(by):
        places.append(("messages", _("Messages")))
    places.append(("mfa_index", _("My sign-in")))
    found = [(reverse(name), title) for name, title in places]
    return [
        {"address": address, "title": title, "here": _here(request.path, address)}
        for address, title in found
    ]


def _here(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
