"""Pages about the tasks of the team."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.queries import today
from sixpoint_web.accounts.views import whoever
from sixpoint_web.shared.forms import Revised
from sixpoint_web.shared.guard import Refused
from sixpoint_web.shared.pages import page

from .. import policies
from ..actions import tasks as actions
from ..forms.tasks import AddTask, ChangeTask
from ..models import Task
from ..queries import tasks as queries
from .asked import inspection_with, keep_or_show, made_once

ON_A_PAGE = 50


@page
def tasks(request: HttpRequest, id_: UUID) -> HttpResponse:
    """What is to do, or what was done, by day."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_see_own_tasks(by, inspection)
    over = request.GET.get("which") == "over"
    found = queries.tasks_for(by, inspection)
    open_ = found.filter(state=Task.State.OPEN)
    listed = found.exclude(state=Task.State.OPEN).order_by("-ended_at", "id") if over else open_
    words = {
        "inspection": inspection,
        "shown": Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page")),
        "over": over,
        "everybodys": policies.can_see_tasks(by, inspection),
        "may_add": policies.can_add_task(by, inspection),
        "by": by,
        "today": today(),
    }
    return render(request, "plan/tasks.html", words)


@page
def add(request: HttpRequest, id_: UUID) -> HttpResponse:
    """A new task."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_add_task(by, inspection)
    form = AddTask(
        request.POST or None,
        inspection=inspection,
        initial={"settles": request.GET.getlist("settles")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = made_once(
                lambda: actions.add_task(
                    by=by, inspection=inspection, key=given["key"], wanted=_wanted(given)
                ),
                lambda: queries.task_by_key(inspection, given["key"]),
            )
        except Refused as told:
            form.add_error(None, told.reason)
        else:
            return redirect("task", id_=made.id)
    back = reverse("tasks", args=[id_])
    words = {"form": form, "title": _("Add a task"), "button": _("Add it"), "back": back}
    return render(request, "shared/form.html", words)


@page
def task(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One task, and what it is to settle."""
    by, found = whoever(request), _task(id_)
    policies.check_can_see_task(by, found)
    words = {
        "inspection": found.inspection,
        "task": found,
        "form": Revised(initial={"revision": found.revision}),
        "may_change": policies.can_change_task(by, found),
        "may_finish": policies.can_finish_task(by, found),
        "may_reopen": policies.can_reopen_task(by, found),
        "may_see_board": policies.can_see_board(by, found.inspection),
        "today": today(),
    }
    return render(request, "plan/task.html", words)


@page
def change(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Changes everything about one."""
    by, found = whoever(request), _task(id_)
    policies.check_can_change_task(by, found)
    linked = [one.item for one in found.settles.all()]
    now = {**vars(found), "person": str(found.person_id), "settles": [str(i.id) for i in linked]}
    form = ChangeTask(
        request.POST or None,
        inspection=found.inspection,
        held_by=found.person,
        linked=linked,
        initial=now,
    )
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.change_task(
            by=by,
            task=found,
            revision=form.cleaned_data["revision"],
            wanted=_wanted(form.cleaned_data),
        ),
        revision=lambda: _task(id_).revision,
        title=_("Change the task"),
        back=reverse("task", args=[id_]),
    )


@page
@require_POST
def finish(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is done."""
    by, found = whoever(request), _task(id_)
    policies.check_can_finish_task(by, found)
    return _press(request, found, actions.finish_task, said=_("Done."))


@page
@require_POST
def drop(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Nobody does it any more."""
    by, found = whoever(request), _task(id_)
    policies.check_can_change_task(by, found)
    return _press(request, found, actions.drop_task, said=_("Dropped."))


@page
@require_POST
def reopen(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is to do after all."""
    by, found = whoever(request), _task(id_)
    policies.check_can_reopen_task(by, found)
    return _press(request, found, actions.reopen_task, said=_("It is to do again."))


def _press(
    request: HttpRequest, found: Task, act: Callable[..., None], *, said: str
) -> HttpResponse:
    """One button; a form that was not sent whole changes nothing."""
    form = Revised(request.POST)
    if form.is_valid():
        act(by=whoever(request), task=found, revision=form.cleaned_data["revision"])
        messages.success(request, said)
    return redirect("task", id_=found.id)


def _task(id_: UUID) -> Task:
    found = queries.task_with(id_)
    if found is None:
        raise Http404
    return found


def _wanted(given: dict[str, Any]) -> actions.Wanted:
    names = (one.name for one in fields(actions.Wanted))
    return actions.Wanted(**{name: given[name] for name in names})
