"""My work, and my inspections."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.policies import check_can_see_own_work
from sixpoint_web.accounts.queries import roles_here, today
from sixpoint_web.accounts.views import whoever
from sixpoint_web.keeping.policies import can_see_messages, can_see_runs
from sixpoint_web.outbox import queries as outbox
from sixpoint_web.runs import queries as runs
from sixpoint_web.shared.pages import page
from sixpoint_web.shared.veil import veiled_from
from sixpoint_web.shared.waiting import waiting_for


@page
def home(request: HttpRequest) -> HttpResponse:
    """What waits for whoever is signed in, and where he has a role."""
    by = whoever(request)
    check_can_see_own_work(by)
    titles = matrix().permissions.roles
    words = {
        "roles": sorted(titles[role].title for role in roles_here(by) if role in titles),
        "reached_nobody": _reached_nobody(by),
        "runs_failed": runs.failed() if can_see_runs(by) else 0,
        "waiting": waiting_for(by),
        "today": today(),
        **_inspections(by),
    }
    return render(request, "home/home.html", words)


def _reached_nobody(by: Person) -> int:
    """For those who look after messages."""
    if not can_see_messages(by):
        return 0
    return outbox.reached_nobody(but=veiled_from(by).messages)


def _inspections(by: Person) -> dict[str, object]:
    """The inspections of the side that has any; on the other this app is not even imported."""
    if "sixpoint_web.inspections" not in settings.INSTALLED_APPS:
        return {}
    found: dict[str, object] = import_string("sixpoint_web.inspections.shown.for_home")(by)
    return found
