"""Pages about the engagement timetable."""

from dataclasses import fields
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.views import whoever
from sixpoint_web.shared.guard import Refused
from sixpoint_web.shared.pages import page

from .. import policies
from ..actions import engagements as actions
from ..forms.engagements import CallOff, ChangeEngagement, MoveEngagement, PlanEngagement
from ..models import Engagement
from ..queries import engagements as queries
from .asked import inspection_with, keep_or_show, made_once


@page
def timetable(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One week of engagements, by day."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_see_engagements(by, inspection)
    found = queries.engagements_for(by, inspection)
    weeks = queries.weeks_of(found)
    week = queries.week_to_show(weeks, request.GET.get("week", ""))
    if week:
        found = found.filter(day__range=(week, week + timedelta(days=6)))
    inside = policies.can_see_internal_engagements(by, inspection)
    words = {
        "inspection": inspection,
        "weeks": weeks,
        "week": week,
        "days": queries.days_of(found),
        "clashes": queries.clashes_of(inspection) if inside else (),
        "may_add": policies.can_add_engagement(by, inspection),
        "inside": inside,
    }
    return render(request, "plan/engagements.html", words)


@page
def add(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Plans an engagement."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_add_engagement(by, inspection)
    form = PlanEngagement(
        request.POST or None, inspection=inspection, initial={"settles": _asked_for(request)}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = made_once(
                lambda: actions.plan_engagement(
                    by=by, inspection=inspection, key=given["key"], plan=_plan(given)
                ),
                lambda: queries.engagement_by_key(inspection, given["key"]),
            )
        except Refused as told:
            form.add_error(None, told.reason)
        else:
            return _after(request, made)
    back = reverse("engagements", args=[id_])
    words = {"form": form, "title": _("Plan an engagement"), "button": _("Plan it"), "back": back}
    return render(request, "shared/form.html", words)


@page
def engagement(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One engagement with its history."""
    by, found = whoever(request), _engagement(id_)
    policies.check_can_see_engagement(by, found)
    inside = policies.can_see_internal_engagements(by, found.inspection)
    clashes = queries.clashes_of(found.inspection) if inside else ()
    words = {
        "inspection": found.inspection,
        "engagement": found,
        "clashes": [one for one in clashes if found.id in one.meetings],
        "may_see_board": policies.can_see_board(by, found.inspection),
        "may_change": policies.can_change_engagement(by, found),
        "may_move": policies.can_move_engagement(by, found),
        "inside": inside,
    }
    return render(request, "plan/engagement.html", words)


@page
def change(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Changes everything about one."""
    by, found = whoever(request), _engagement(id_)
    policies.check_can_change_engagement(by, found)
    now = {
        **vars(found),
        "met": "\n".join(one.who for one in found.met.all()),
        "people": [str(one.person_id) for one in found.parts.all()],
        "settles": [str(one.item_id) for one in found.settles.all()],
    }
    linked = [one.item for one in found.settles.all()]
    form = ChangeEngagement(
        request.POST or None, inspection=found.inspection, linked=linked, initial=now
    )
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.change_engagement(
            by=by,
            engagement=found,
            revision=form.cleaned_data["revision"],
            plan=_plan(form.cleaned_data),
            reason=form.cleaned_data["reason"],
        ),
        revision=lambda: _engagement(id_).revision,
        title=_("Change the engagement"),
        back=reverse("engagement", args=[id_]),
    )


@page
def move(request: HttpRequest, id_: UUID) -> HttpResponse:
    """On the day: another time or place."""
    by, found = whoever(request), _engagement(id_)
    policies.check_can_move_engagement(by, found)
    form = MoveEngagement(request.POST or None, initial=vars(found))
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.move_engagement(by=by, engagement=found, **form.cleaned_data),
        revision=lambda: _engagement(id_).revision,
        title=_("Move the engagement"),
        lead=found.title,
        back=reverse("engagement", args=[id_]),
    )


@page
def call_off(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Calls it off."""
    by, found = whoever(request), _engagement(id_)
    policies.check_can_move_engagement(by, found)
    form = CallOff(request.POST or None, initial={"revision": found.revision})
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.call_off(by=by, engagement=found, **form.cleaned_data),
        revision=lambda: _engagement(id_).revision,
        title=_("Call the engagement off"),
        lead=found.title,
        back=reverse("engagement", args=[id_]),
    )


@page
@require_POST
def held(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Notes that it was held."""
    found = _engagement(id_)
    actions.note_held(by=whoever(request), engagement=found)
    messages.success(request, _("Noted as held."))
    return redirect("engagement", id_=id_)


def _engagement(id_: UUID) -> Engagement:
    found = queries.engagement_with(id_)
    if found is None:
        raise Http404
    return found


def _plan(given: dict[str, Any]) -> actions.Plan:
    names = (one.name for one in fields(actions.Plan))
    return actions.Plan(**{name: given[name] for name in names})


def _after(request: HttpRequest, made: Engagement) -> HttpResponse:
    """To the new engagement; what clashes stands there."""
    messages.success(request, _("Planned. Those who take part get a message."))
    return redirect("engagement", id_=made.id)


def _asked_for(request: HttpRequest) -> list[str]:
    """What on the board the link to this page was about."""
    return request.GET.getlist("settles")
