"""Pages about the timetable in weeks."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.queries import today
from sixpoint_web.accounts.views import whoever
from sixpoint_web.shared.pages import page

from .. import policies
from ..actions import weeks as actions
from ..forms.weeks import AddHoliday, ChangeStep, ChangeTimetable, MakeTimetable
from ..models import Timetable
from ..queries import weeks as queries
from .asked import inspection_with, keep_or_show


@page
def timetable(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The weeks with today in them."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_see_timetable(by, inspection)
    found = queries.timetable_of(inspection)
    words = {
        "inspection": inspection,
        "timetable": found,
        "laid": queries.lay_out(found, today()) if found else None,
        "today": today(),
        "may_change": policies.can_change_timetable(by, inspection),
    }
    return render(request, "plan/timetable.html", words)


@page
def make(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Takes the weeks of the pinned programme."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_change_timetable(by, inspection)
    monday = inspection.window_from - timedelta(days=inspection.window_from.weekday())
    form = MakeTimetable(request.POST or None, initial={"first_monday": monday})
    if request.method == "POST" and form.is_valid():
        actions.make_timetable(by=by, inspection=inspection, **form.cleaned_data)
        return redirect("timetable", id_=id_)
    lead = _("The steps come from the pinned framework's programme. You can change them after.")
    words = {
        "form": form,
        "title": _("Make the timetable"),
        "lead": lead,
        "button": _("Make it"),
        "back": reverse("timetable", args=[id_]),
    }
    return render(request, "shared/form.html", words)


@page
def change(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Another beginning or length."""
    by, found = whoever(request), _timetable(id_)
    policies.check_can_change_timetable(by, found.inspection)
    form = ChangeTimetable(request.POST or None, initial=vars(found))
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.change_timetable(by=by, timetable=found, **form.cleaned_data),
        revision=lambda: _timetable(id_).revision,
        title=_("Change the timetable"),
        back=reverse("timetable", args=[id_]),
    )


@page
def add_step(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One more step."""
    by, found = whoever(request), _timetable(id_)
    policies.check_can_change_timetable(by, found.inspection)
    form = ChangeStep(request.POST or None, initial={"revision": found.revision})
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.add_step(by=by, timetable=found, **form.cleaned_data),
        revision=lambda: _timetable(id_).revision,
        title=_("Add a step"),
        back=reverse("timetable", args=[id_]),
    )


@page
def change_step(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Other words or weeks of a step."""
    step = queries.step_with(id_)
    if step is None:
        raise Http404
    by, inspection = whoever(request), step.timetable.inspection
    policies.check_can_change_timetable(by, inspection)
    initial = {**vars(step), "revision": step.timetable.revision}
    form = ChangeStep(request.POST or None, initial=initial)
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.change_step(by=by, step=step, **form.cleaned_data),
        revision=lambda: _timetable(inspection.id).revision,
        title=_("Change a step"),
        back=reverse("timetable", args=[inspection.id]),
    )


@page
@require_POST
def remove_step(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Takes a step out."""
    step = queries.step_with(id_)
    if step is None:
        raise Http404
    actions.remove_step(by=whoever(request), step=step)
    messages.success(request, _("The step was taken out."))
    return redirect("timetable", id_=step.timetable.inspection_id)


@page
def add_holiday(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Names school holidays."""
    by, found = whoever(request), _timetable(id_)
    policies.check_can_change_timetable(by, found.inspection)
    form = AddHoliday(request.POST or None, initial={"revision": found.revision})
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.add_holiday(by=by, timetable=found, **form.cleaned_data),
        revision=lambda: _timetable(id_).revision,
        title=_("Add school holidays"),
        back=reverse("timetable", args=[id_]),
    )


@page
@require_POST
def remove_holiday(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Takes school holidays out."""
    holiday = queries.holiday_with(id_)
    if holiday is None:
        raise Http404
    actions.remove_holiday(by=whoever(request), holiday=holiday)
    messages.success(request, _("The holidays were taken out."))
    return redirect("timetable", id_=holiday.timetable.inspection_id)


def _timetable(id_: UUID) -> Timetable:
    found = queries.timetable_of(inspection_with(id_))
    if found is None:
        raise Http404
    return found
