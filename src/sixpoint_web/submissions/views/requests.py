"""Requests: the list, one of them, and what the joint team does with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.accounts.views import whoever
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import chosen_indicators, inspection_with
from sixpoint_web.shared.guard import Stale
from sixpoint_web.shared.pages import page

from .. import policies, queries
from ..actions import requests as actions
from ..forms import AddRequest, Because, ChangeDue, ChangeRequest, Reply, SaySomething
from ..models import Request
from ..once_only import once_only
from ..states import OPEN

ON_A_PAGE = 50


@page
def listed(request: HttpRequest, id_: UUID) -> HttpResponse:
    """What was asked in an inspection, fifty at a time."""
    by, inspection = whoever(request), inspection_at(id_)
    policies.check_can_see_requests(by, inspection)
    words = request.GET.get("words", "")
    drafted = policies.can_see_drafted_requests(by, inspection)
    found = queries.requests_in(inspection, drafted=drafted, words=words)
    shown = {
        "inspection": inspection,
        "shown": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "may_add": (may_add := policies.can_add_request(by, inspection)),
        "may_add_return": may_add and queries.return_of(inspection) is None,
        "today": today(),
        "open": OPEN,
    }
    return render(request, "submissions/requests.html", shown)


@page
def add(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Drafts a request, beside what was asked before."""
    by, inspection = whoever(request), inspection_at(id_)
    policies.check_can_add_request(by, inspection)
    form = AddRequest(request.POST or None, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        once_only(
            Request,
            key,
            lambda: actions.add_request(by=by, inspection=inspection, key=key, words=form.words),
        )
        return redirect("request", id_=queries.request_made_with(key).id)
    before = queries.requests_in(inspection, drafted=True)[:ON_A_PAGE]
    shown = {"form": form, "inspection": inspection, "before": before}
    return render(request, "submissions/add_request.html", shown)


@page
def shown(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One request with what was submitted and the questions of both sides."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_see_request(by, one)
    return page_of(request, by, one)


@page
def change(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Other words for a draft; a colleague's change is not written over."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_change_request(by, one)
    names = ("title", "asks", "why", "service", "why_again", "indicators", "due", "revision")
    stored = {name: getattr(one, name) for name in names} | {"held_by": one.held_by}
    form = ChangeRequest(request.POST or None, initial=stored, inspection=one.inspection)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_request(by=by, request=one, revision=revision, words=form.words)
        except Stale as stale:
            form.tell(stale.reason, revision=request_at(id_).revision)
        else:
            return redirect("request", id_=one.id)
    return _form(request, one, form, title=_("Change the request"), button=_("Save"))


@page
@require_POST
def drop(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Throws a draft away."""
    one = request_at(id_)
    actions.drop_request(by=whoever(request), request=one)
    messages.success(request, _("The draft is gone. Nobody was asked."))
    return redirect("requests", id_=one.inspection_id)


@page
@require_POST
def ask(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Puts it to the partnership."""
    one = request_at(id_)
    actions.ask(by=whoever(request), request=one)
    messages.success(request, _("Asked. The partnership is told."))
    return redirect("request", id_=one.id)


@page
def change_due(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Another day by which it is due."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_change_due(by, one)
    form = ChangeDue(request.POST or None, initial={"due": one.due, "revision": one.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_due(by=by, request=one, **form.cleaned_data)
        except Stale as stale:
            form.tell(stale.reason, revision=request_at(id_).revision)
        else:
            return redirect("request", id_=one.id)
    return _form(request, one, form, title=_("Change the day"), button=_("Save"))


@page
def withdraw(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is not needed any more."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_withdraw_request(by, one)
    form = Because(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(by=by, request=one, **form.cleaned_data)
        return redirect("request", id_=one.id)
    return _form(request, one, form, title=_("Withdraw the request"), button=_("Withdraw"))


def page_of(
    request: HttpRequest,
    by: Person,
    one: Request,
    *,
    question: SaySomething | None = None,
    reply: tuple[UUID, Reply] | None = None,
) -> HttpResponse:
    """The page of one request; a form that was not taken stands where it was."""
    may_ask_question = policies.can_ask_question(by, one)
    words: dict[str, Any] = {
        "inspection": one.inspection,
        "request_": one,
        "late": one.state in OPEN and one.due < today(),
        "indicators": [i for i in chosen_indicators(one.inspection) if i.code in one.indicators],
        "answers": queries.submitted(one) if policies.can_see_answers(by, one) else None,
        "questions": _questions(by, one, reply),
        "question": (question or SaySomething()) if may_ask_question else None,
        "form": question or (reply[1] if reply else None),
        "may": _may(by, one),
    }
    return render(request, "submissions/request.html", words)


def _questions(
    by: Person, one: Request, reply: tuple[UUID, Reply] | None
) -> list[tuple[object, Reply | None]]:
    """Each question, with a form for those that this person may answer."""
    found: list[tuple[object, Reply | None]] = []
    for each in queries.questions_about(one):
        each.request = one  # one inspection for all of them, which their policies then share
        form = None
        if policies.can_answer_question(by, each):
            sent = reply is not None and reply[0] == each.id
            form = reply[1] if reply and sent else Reply(auto_id=f"id_{each.id}_%s")
        found.append((each, form))
    return found


def _may(by: Person, one: Request) -> dict[str, bool]:
    """What this person may do with it now, for the buttons."""
    return {
        "change": policies.can_change_request(by, one),
        "drop": policies.can_drop_request(by, one),
        "ask": policies.can_ask_for(by, one),
        "change_due": policies.can_change_due(by, one),
        "withdraw": policies.can_withdraw_request(by, one),
        "take_up": policies.can_take_up(by, one),
        "see_draft": policies.can_see_draft(by, one),
        "accept": policies.can_accept(by, one),
        "send_back": policies.can_send_back(by, one),
    }


def inspection_at(id_: UUID) -> Inspection:
    """The inspection with this id, or a page that is not there."""
    found = inspection_with(id_)
    if found is None:
        raise Http404
    return found


def request_at(id_: UUID) -> Request:
    """The request with this id, or a page that is not there."""
    found = queries.request_with(id_)
    if found is None:
        raise Http404
    return found


def _form(
    request: HttpRequest, one: Request, form: object, *, title: str, button: str
) -> HttpResponse:
    words = {
        "inspection": one.inspection,
        "form": form,
        "title": title,
        "button": button,
        "lead": one.title,
        "back": reverse("request", args=[one.id]),
    }
    return render(request, "submissions/form.html", words)
