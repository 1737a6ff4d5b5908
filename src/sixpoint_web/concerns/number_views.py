"""Whom to ring in one inspection, and how soon a concern has to be answered."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import inspection_with
from sixpoint_web.shared.pages import page

from . import numbers as acts
from . import policies, queries
from .clock import Limits
from .forms import AddNumber, GiveOwnNumber, SetClock
from .shown import to_ring


@page
def numbers(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The numbers as they are, and forms for those who may change them."""
    by, inspection = whoever(request), _inspection(id_)
    policies.check_can_see_numbers(by, inspection)
    return _page(request, by, inspection)


@page
@require_POST
def add(request: HttpRequest, id_: UUID) -> HttpResponse:
    """A duty number."""
    by, inspection, form = whoever(request), _inspection(id_), AddNumber(request.POST)
    policies.check_can_change_numbers(by, inspection)
    if not form.is_valid():
        return _page(request, by, inspection, adding=form)
    acts.add_number(by=by, inspection=inspection, **form.cleaned_data)
    messages.success(request, _("The number was added."))
    return redirect("concern-numbers", id_=id_)


@page
@require_POST
def take_away(request: HttpRequest, id_: UUID) -> HttpResponse:
    """A number that answers no more."""
    number = queries.number_with(id_)
    if number is None:
        raise Http404
    acts.take_number_away(by=whoever(request), number=number)
    messages.success(request, _("The number was taken away."))
    return redirect("concern-numbers", id_=number.inspection_id)


@page
@require_POST
def mine(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One's own telephone."""
    by, inspection, form = whoever(request), _inspection(id_), GiveOwnNumber(request.POST)
    policies.check_can_give_own_number(by, inspection)
    if not form.is_valid():
        return _page(request, by, inspection, giving=form)
    acts.give_own_number(by=by, inspection=inspection, phone=form.cleaned_data["own_phone"])
    messages.success(request, _("Your number was kept."))
    return redirect("concern-numbers", id_=id_)


@page
@require_POST
def clock(request: HttpRequest, id_: UUID) -> HttpResponse:
    """How soon."""
    by, inspection, form = whoever(request), _inspection(id_), SetClock(request.POST)
    policies.check_can_change_clock(by, inspection)
    if not form.is_valid():
        return _page(request, by, inspection, setting=form)
    acts.set_clock(by=by, inspection=inspection, limits=Limits(**form.cleaned_data))
    messages.success(request, _("The clock was set."))
    return redirect("concern-numbers", id_=id_)


def _inspection(id_: UUID) -> Inspection:
    found = inspection_with(id_)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    by: Person,
    inspection: Inspection,
    *,
    adding: AddNumber | None = None,
    giving: GiveOwnNumber | None = None,
    setting: SetClock | None = None,
) -> HttpResponse:
    own = queries.own_numbers(inspection).get(by.pk, "")
    words = {
        "inspection": inspection,
        "adding": adding or AddNumber(),
        "giving": giving or GiveOwnNumber(initial={"own_phone": own}),
        "setting": setting or SetClock(initial=asdict(queries.limits_of(inspection))),
        "limits": queries.limits_of(inspection),
        "wrong": adding or giving or setting,
        "may_change": policies.can_change_numbers(by, inspection),
        "may_give_own": policies.can_give_own_number(by, inspection),
        "may_set_clock": policies.can_change_clock(by, inspection),
        **to_ring(inspection),
    }
    return render(request, "concerns/numbers.html", words)
