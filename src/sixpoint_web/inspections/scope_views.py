"""Pages about what an inspection looks at, and by which framework."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.frameworks.queries import must_choose
from sixpoint_web.shared.forms import Revised
from sixpoint_web.shared.guard import Stale
from sixpoint_web.shared.pages import page

from . import policies, queries, scope_actions
from .models import Inspection
from .scope_forms import ChangeServices, ChooseIndicators, PinFramework


@page
def scope(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Framework, programme, indicators and services of one inspection."""
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_see_scope(by, seen)
    words = {
        "inspection": seen,
        "pin": queries.pin_of(seen),
        "changed": queries.pin_has_changed(seen),
        "must": must_choose(queries.pinned_programme(seen)),
        "chosen": queries.chosen_indicators(seen),
        "services": queries.services(seen),
        "may_change": policies.can_change_scope(by, seen),
    }
    return render(request, "inspections/scope.html", words)


@page
def pin(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Pins a framework and one of its programmes."""
    by, seen = _who_may_change(request, id_)
    stands = queries.pin_of(seen)
    now = f"{stands.ref}|{stands.programme}" if stands else ""
    form = PinFramework(request.POST or None, initial={"revision": seen.revision, "programme": now})

    def keep() -> None:
        ref, _bar, programme = form.cleaned_data["programme"].partition("|")
        revision = form.cleaned_data["revision"]
        scope_actions.pin_framework(
            by=by, inspection=seen, revision=revision, ref=ref, programme=programme
        )

    return _answer(request, seen, form, keep, _("Framework and programme"))


@page
def choose(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Chooses indicators."""
    by, seen = _who_may_change(request, id_)
    pack = queries.pinned_framework(seen)
    if pack is None:
        messages.error(request, _("Choose a framework first."))
        return redirect("scope", id_=id_)
    now = [one.code for one in queries.chosen_indicators(seen)]
    form = ChooseIndicators(
        request.POST or None,
        pack=pack,
        programme=queries.pinned_programme(seen),
        initial={"revision": seen.revision, "codes": now},
    )

    def keep() -> None:
        scope_actions.choose_indicators(by=by, inspection=seen, **form.cleaned_data)

    return _answer(request, seen, form, keep, _("Indicators"))


@page
def services(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Lists the services."""
    by, seen = _who_may_change(request, id_)
    now = "\n".join(one.name for one in queries.services(seen))
    form = ChangeServices(request.POST or None, initial={"revision": seen.revision, "names": now})

    def keep() -> None:
        scope_actions.change_services(by=by, inspection=seen, **form.cleaned_data)

    return _answer(request, seen, form, keep, _("Services looked at"))


def _answer(
    request: HttpRequest, seen: Inspection, form: Revised, keep: Callable[[], None], title: str
) -> HttpResponse:
    """Keeps what was sent and goes back to the scope, or shows the form."""
    if request.method == "POST" and form.is_valid():
        try:
            keep()
        except Stale as told:
            form.tell(told.reason, revision=_inspection(seen.id).revision)
        else:
            return redirect("scope", id_=seen.id)
    back = reverse("scope", args=[seen.id])
    words = {"form": form, "title": title, "button": _("Keep"), "back": back}
    return render(request, "shared/form.html", words)


def _who_may_change(request: HttpRequest, id_: UUID) -> tuple[Person, Inspection]:
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_change_scope(by, seen)
    return by, seen


def _inspection(id_: UUID) -> Inspection:
    found = queries.inspection_with(id_)
    if found is None:
        raise Http404
    return found
