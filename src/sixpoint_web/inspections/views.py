"""Pages about an inspection and its team."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.accounts.views import whoever
from sixpoint_web.shared.guard import Stale
from sixpoint_web.shared.pages import page

from . import actions, policies, queries
from .forms import AddInspection, ChangeInspection, DeclareConflict, GiveTeamRole
from .models import Inspection


@page
def add(request: HttpRequest) -> HttpResponse:
    """Adds an inspection."""
    by = whoever(request)
    policies.check_can_add_inspection(by)
    form = AddInspection(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = actions.add_inspection(by=by, **form.cleaned_data)
        return redirect("inspection", id_=added.id)
    words = {"form": form, "title": _("Add an inspection"), "button": _("Add"), "back": "/"}
    return render(request, "shared/form.html", words)


@page
def inspection(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One inspection and, for those who may see it, its team."""
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_see_inspection(by, seen)
    return _page(request, by, seen)


@page
def change(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Another name, area or window."""
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_change_inspection(by, seen)
    form = ChangeInspection(request.POST or None, initial=vars(seen))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_inspection(by=by, inspection=seen, **form.cleaned_data)
        except Stale as told:
            form.tell(told.reason, revision=_inspection(id_).revision)
        else:
            return redirect("inspection", id_=id_)
    title = _("Change name, area or window")
    words = {"form": form, "title": title, "button": _("Keep"), "back": f"/inspections/{id_}/"}
    return render(request, "shared/form.html", words)


@page
@require_POST
def give_role(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Gives a role in the inspection."""
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_change_team(by, seen)
    form = GiveTeamRole(request.POST)
    if not form.is_valid():
        return _page(request, by, seen, give=form)
    actions.give_team_role(by=by, inspection=seen, **form.cleaned_data)
    messages.success(request, _("The role was given."))
    return redirect("inspection", id_=seen.id)


@page
@require_POST
def end_role(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Ends a role in an inspection."""
    role = queries.role_with(id_)
    if role is None:
        raise Http404
    actions.end_team_role(by=whoever(request), role=role)
    messages.success(request, _("The role was ended."))
    return redirect("inspection", id_=role.inspection_id)


@page
@require_POST
def begin(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The inspection is under way."""
    actions.begin_inspection(by=whoever(request), inspection=_inspection(id_))
    return redirect("inspection", id_=id_)


@page
@require_POST
def close(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The inspection is closed."""
    actions.close_inspection(by=whoever(request), inspection=_inspection(id_))
    return redirect("inspection", id_=id_)


@page
def declare_conflict(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Says why one should not take part."""
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_declare_conflict(by, seen)
    form = DeclareConflict(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.declare_conflict(by=by, inspection=seen, reason=form.cleaned_data["reason"])
        messages.success(request, _("Declared. The inspection is closed to you."))
        return redirect("home")
    title = _("Declare a conflict of interest")
    words = {"form": form, "title": title, "button": _("Declare"), "back": f"/inspections/{id_}/"}
    return render(request, "shared/form.html", words)


@page
@require_POST
def withdraw_conflict(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Decides that it is none."""
    conflict = queries.conflict_with(id_)
    if conflict is None:
        raise Http404
    actions.withdraw_conflict(by=whoever(request), conflict=conflict)
    return redirect("inspection", id_=conflict.inspection_id)


def _inspection(id_: UUID) -> Inspection:
    found = queries.inspection_with(id_)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, by: Person, seen: Inspection, *, give: GiveTeamRole | None = None
) -> HttpResponse:
    may_see_team = policies.can_see_team(by, seen)
    may_see_conflicts = policies.can_see_conflicts(by, seen)
    titles = matrix().permissions.roles
    words = {
        "inspection": seen,
        "team": [(one, titles[one.role].title) for one in queries.team(seen)]
        if may_see_team
        else None,
        "may_change_team": policies.can_change_team(by, seen),
        "give": give or GiveTeamRole(initial={"starts": today()}),
        "conflicts": queries.conflicts(seen) if may_see_conflicts else [],
        "may_change": policies.can_change_inspection(by, seen),
        "may_begin": policies.can_begin_inspection(by, seen),
        "may_close": policies.can_close_inspection(by, seen),
        "may_declare": policies.can_declare_conflict(by, seen),
    }
    return render(request, "inspections/inspection.html", words)
