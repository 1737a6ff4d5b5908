"""Partnership discussions, and what the inspection costs the partnership."""

from decimal import Decimal
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
from sixpoint_web.shared.guard import Stale
from sixpoint_web.shared.pages import page

from .. import policies, queries
from ..actions import burden as hours_actions
from ..actions import discussions as actions
from ..burden import burden_of
from ..discussion_forms import (
    AddAgreedAction,
    AddDiscussion,
    Agree,
    ChangeDiscussion,
    NoteHours,
    SayBack,
)
from ..models import AgreedAction, Discussion, Hours
from ..once_only import once_only
from .requests import ON_A_PAGE, inspection_at


@page
def listed(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The discussions of an inspection, the latest first."""
    by, inspection = whoever(request), inspection_at(id_)
    policies.check_can_see_discussions(by, inspection)
    drafted = policies.can_see_drafted_discussions(by, inspection)
    found = queries.discussions_in(inspection, drafted=drafted)
    words = {
        "inspection": inspection,
        "shown": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_add": policies.can_add_discussion(by, inspection),
    }
    return render(request, "submissions/discussions.html", words)


@page
def add(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Writes one down."""
    by, inspection = whoever(request), inspection_at(id_)
    policies.check_can_add_discussion(by, inspection)
    form = AddDiscussion(request.POST or None, initial={"held_on": today()})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        once_only(
            Discussion,
            key,
            lambda: actions.add_discussion(by=by, inspection=inspection, key=key, words=form.words),
        )
        return redirect("discussion", id_=Discussion.objects.get(key=key).id)
    words = {
        "inspection": inspection,
        "form": form,
        "title": _("Write a discussion down"),
        "button": _("Keep the draft"),
        "lead": _("Only the joint team sees it until it is shared."),
        "back": reverse("discussions", args=[inspection.id]),
    }
    return render(request, "submissions/form.html", words)


@page
def shown(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One discussion with what was agreed."""
    by, one = whoever(request), _discussion_at(id_)
    policies.check_can_see_discussion(by, one)
    return _page(request, by, one)


@page
def change(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Other words of the joint team."""
    by, one = whoever(request), _discussion_at(id_)
    policies.check_can_change_discussion(by, one)
    form = ChangeDiscussion(request.POST or None, initial=vars(one))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_discussion(by=by, discussion=one, revision=revision, words=form.words)
        except Stale as stale:
            form.tell(stale.reason, revision=_discussion_at(id_).revision)
        else:
            return redirect("discussion", id_=one.id)
    words = {
        "inspection": one.inspection,
        "form": form,
        "title": _("Change the discussion"),
        "button": _("Save"),
        "back": reverse("discussion", args=[one.id]),
    }
    return render(request, "submissions/form.html", words)


@page
@require_POST
def share(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Lets the partnership see it."""
    actions.share(by=whoever(request), discussion=_discussion_at(id_))
    messages.success(request, _("Shared. The partnership is told."))
    return redirect("discussion", id_=id_)


@page
@require_POST
def say_back(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Adds what the partnership said."""
    by, one = whoever(request), _discussion_at(id_)
    policies.check_can_say_back(by, one)
    form = SayBack(request.POST, auto_id="back_%s")
    if form.is_valid():
        try:
            actions.say_back(by=by, discussion=one, **form.cleaned_data)
        except Stale as stale:
            form.tell(stale.reason, revision=_discussion_at(id_).revision)
        else:
            return redirect("discussion", id_=one.id)
    return _page(request, by, one, back=form)


@page
@require_POST
def agree(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One side agrees with what it saw."""
    by, one = whoever(request), _discussion_at(id_)
    policies.check_can_agree(by, one)
    form = Agree(request.POST)
    try:
        if not form.is_valid():
            raise Stale("")
        actions.agree(by=by, discussion=one, **form.cleaned_data)
    except Stale:
        says = _("It was changed after you opened it. Read it again, then agree.")
        messages.warning(request, says)
    return redirect("discussion", id_=one.id)


@page
@require_POST
def add_action(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Adds something to be done."""
    by, one = whoever(request), _discussion_at(id_)
    policies.check_can_add_agreed_action(by, one)
    form = AddAgreedAction(request.POST, auto_id="action_%s")
    if not form.is_valid():
        return _page(request, by, one, agreed=form)
    given = form.cleaned_data
    once_only(
        AgreedAction,
        given["key"],
        lambda: actions.add_agreed_action(by=by, discussion=one, **given),
    )
    return redirect("discussion", id_=one.id)


@page
@require_POST
def finish_action(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is done."""
    agreed = queries.agreed_action_with(id_)
    if agreed is None:
        raise Http404
    actions.finish(by=whoever(request), agreed=agreed)
    return redirect("discussion", id_=agreed.discussion_id)


@page
def burden(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Requests, files and hours by service, for the partnership alone."""
    by, inspection = whoever(request), inspection_at(id_)
    policies.check_can_see_burden(by, inspection)
    form = NoteHours(request.POST or None, inspection=inspection)
    if request.method == "POST":
        policies.check_can_note_hours(by, inspection)
        if form.is_valid():
            key = form.cleaned_data["key"]
            once_only(
                Hours,
                key,
                lambda: hours_actions.note_hours(
                    by=by, inspection=inspection, key=key, words=form.words
                ),
            )
            return redirect("burden", id_=inspection.id)
    rows, total = burden_of(inspection)
    words = {
        "inspection": inspection,
        "rows": rows,
        "total": total,
        "most": max([1, *(one.requests for one in rows)]),
        "longest": max([Decimal(1), *(one.hours for one in rows)]),
        "form": form if policies.can_note_hours(by, inspection) else None,
    }
    return render(request, "submissions/burden.html", words)


def _discussion_at(id_: UUID) -> Discussion:
    found = queries.discussion_with(id_)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    by: Person,
    one: Discussion,
    *,
    back: SayBack | None = None,
    agreed: AddAgreedAction | None = None,
) -> HttpResponse:
    """One discussion; a form that was not taken stands where it was."""
    stored = {"said_back": one.said_back, "revision": one.revision}
    todo = list(queries.agreed_actions(one))
    words = {
        "inspection": one.inspection,
        "one": one,
        "todo": [(each, policies.can_finish_agreed_action(by, each)) for each in todo],
        "may_change": policies.can_change_discussion(by, one),
        "may_share": policies.can_share_discussion(by, one),
        "may_agree": policies.can_agree(by, one),
        "back": (back or SayBack(initial=stored, auto_id="back_%s"))
        if policies.can_say_back(by, one)
        else None,
        "agreed": (agreed or AddAgreedAction(auto_id="action_%s"))
        if policies.can_add_agreed_action(by, one)
        else None,
        "form": back or agreed,
    }
    return render(request, "submissions/discussion.html", words)
