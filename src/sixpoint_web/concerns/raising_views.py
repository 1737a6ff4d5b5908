"""Ring first; then write it down; then see whether somebody has answered."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import inspection_with
from sixpoint_web.shared.ids import new_id
from sixpoint_web.shared.pages import page

from . import actions, policies, queries
from .forms import RaiseConcern
from .line import line_of
from .models import Concern
from .sealing import Note
from .shown import to_ring, told

MOST_SHOWN = 200
"""Inspections to choose from, those that end last first."""


@page
def now(request: HttpRequest) -> HttpResponse:
    """999, and which inspection it is; that one at once where there is only one."""
    by = whoever(request)
    policies.check_can_ring(by)
    found = list(queries.inspections_to_choose(by)[:MOST_SHOWN])
    if len(found) == 1:
        return redirect("concern-ring", id_=found[0].id)
    return render(request, "concerns/now.html", {"inspections": found})


@page
def ring(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Whom to ring at this moment; there is no form on it."""
    by, about = whoever(request), _inspection(id_)
    policies.check_can_raise(by, about)
    return render(request, "concerns/ring.html", {"where": about, **to_ring(about)})


@page
def write(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Writes it down, once somebody was rung."""
    by, about = whoever(request), _inspection(id_)
    policies.check_can_raise(by, about)
    if request.method != "POST":
        form = RaiseConcern(inspection=about, by=by, initial={"key": new_id()})
        nobody = line_of(about).first_level(raised_by=by) is None
        return _form(request, about, form, nobody_left=nobody)
    form = RaiseConcern(request.POST, inspection=about, by=by)
    if not form.is_valid():
        return _form(request, about, form)
    try:
        raised = _raise(by, about, dict(form.cleaned_data))
    except actions.NobodyLeft as refused:
        form.add_error(None, refused.reason)
        return _form(request, about, form, nobody_left=True)
    return redirect("concern-raised", id_=raised.id)


@page
def raised(request: HttpRequest, id_: UUID) -> HttpResponse:
    """For whoever raised it: when, who was told, and whether somebody has answered."""
    by = whoever(request)
    concern = Concern.objects.select_related("inspection").filter(id=id_, raised_by=by).first()
    policies.check_can_ring(by)
    if concern is None:
        raise Http404
    policies.check_can_follow(by, concern)
    answered = concern.state != Concern.State.RECEIVED
    fates = told(concern)
    others = [one for one in fates if one.told.person_id != by.pk]
    words = {
        "where": concern.inspection,
        "concern": concern,
        "answered": answered,
        "overdue": not answered and concern.due_at <= timezone.now(),
        "told": others,
        "nobody_reached": not answered and all(one.reached_nobody for one in others),
        "mail_is_set": settings.MAIL_IS_SET,
        **to_ring(concern.inspection),
    }
    return render(request, "concerns/raised.html", words)


def _raise(by: Person, about: Inspection, given: dict[str, object]) -> Concern:
    """From what was filled in."""
    note = Note(name=str(given.pop("name")), seen=str(given.pop("seen")))
    rung = given.pop("rung")
    assert isinstance(rung, list)
    given["about"] = list(given["about"])  # type: ignore[call-overload]
    return actions.raise_concern(
        by=by,
        inspection=about,
        note=note,
        rung=",".join(rung),
        **given,  # type: ignore[arg-type]
    )


def _form(
    request: HttpRequest, about: Inspection, form: RaiseConcern, *, nobody_left: bool = False
) -> HttpResponse:
    words = {"where": about, "form": form, "nobody_left": nobody_left, **to_ring(about)}
    return render(request, "concerns/write.html", words)


def _inspection(id_: UUID) -> Inspection:
    found = inspection_with(id_)
    if found is None:
        raise Http404
    return found
