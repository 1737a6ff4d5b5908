"""What stands at the top of every page: the places that this person may go to."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
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
    places += [(name, title) for name, title in _of_side(by)]
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


def _of_side(by: Person) -> list[tuple[str, str]]:
    """Extracts and what crosses, on the side that has them; on the other this app is not there."""
    if "sixpoint_web.analysis" not in settings.INSTALLED_APPS:
        return []
    places = [("can_see_extracts", "extracts", _("Extracts"))]
    places += [("can_see_crossing", "what-crosses", _("What would cross"))]
    policies = "sixpoint_web.analysis.policies"
    return [(name, title) for may, name, title in places if import_string(f"{policies}.{may}")(by)]
