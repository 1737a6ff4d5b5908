"""Concerns for those who answer for them: the list, one of them, and each step."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.inspections.queries import inspection_with
from sixpoint_web.shared.pages import page

from . import actions, line, policies, queries, states
from .forms import AskAgain, HandOver, Respond
from .models import Concern
from .sealing import CannotOpen, Note
from .shown import rung_in_words, told

ON_A_PAGE = 50


@page
def concerns(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Those of an inspection that have come to whoever looks."""
    by, inspection = whoever(request), inspection_with(id_)
    if inspection is None:
        raise Http404
    policies.check_can_see_concerns(by, inspection)
    record.was_read(by=by, thing="concern", subject=inspection.id)
    found = queries.concerns_for(by, [inspection.pk])
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    words = {"inspection": inspection, "shown": shown, "now": timezone.now(), "open": states.OPEN}
    return render(request, "concerns/concerns.html", words)


@page
def concern(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One concern, its clock, who was told and what was done; the note stays sealed."""
    by, seen = whoever(request), _concern(request, id_)
    policies.check_can_see_concern(by, seen)
    record.was_read(by=by, thing="concern", subject=seen.id)
    return _page(request, by, seen)


@page
@require_POST
def open_note(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The sealed note, on a page that no browser keeps."""
    by, seen = whoever(request), _concern(request, id_)
    try:
        note = actions.open_note(by=by, concern=seen)
    except CannotOpen:
        messages.error(request, _("The note does not open. Ring whoever raised the concern."))
        return redirect("concern", id_=id_)
    return _page(request, by, seen, note=note)


@page
@require_POST
def acknowledge(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Somebody of the team has it."""
    actions.acknowledge(by=whoever(request), concern=_concern(request, id_))
    messages.success(request, _("Acknowledged. The clock runs on until it is handed over."))
    return redirect("concern", id_=id_)


@page
@require_POST
def hand_over(request: HttpRequest, id_: UUID) -> HttpResponse:
    """To the partnership."""
    by, seen = whoever(request), _concern(request, id_)
    policies.check_can_hand_over(by, seen)
    form = HandOver(request.POST, receivers=bool(line.line_of_concern(seen).partnership))
    if not form.is_valid():
        return _page(request, by, seen, handing=form)
    actions.hand_over(by=by, concern=seen, **form.cleaned_data)
    messages.success(request, _("Handed over. Ring too: do not rely on a message."))
    return redirect("concern", id_=id_)


@page
@require_POST
def take_over(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The partnership has it."""
    actions.take_over(by=whoever(request), concern=_concern(request, id_))
    messages.success(request, _("Taken over. Record here what is done."))
    return redirect("concern", id_=id_)


@page
@require_POST
def respond(request: HttpRequest, id_: UUID) -> HttpResponse:
    """What was done, when, and by whom."""
    by, seen, form = whoever(request), _concern(request, id_), Respond(request.POST)
    policies.check_can_see_concern(by, seen)
    if not form.is_valid():
        return _page(request, by, seen, responding=form)
    actions.respond(by=by, concern=seen, **form.cleaned_data)
    messages.success(request, _("Recorded."))
    return redirect("concern", id_=id_)


@page
@require_POST
def ask_again(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is not enough."""
    by, seen, form = whoever(request), _concern(request, id_), AskAgain(request.POST)
    policies.check_can_see_concern(by, seen)
    if not form.is_valid():
        return _page(request, by, seen, asking=form)
    actions.ask_again(by=by, concern=seen, **form.cleaned_data)
    messages.success(request, _("Asked again. Everybody who answers for it was told."))
    return redirect("concern", id_=id_)


@page
@require_POST
def close(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is enough; the sealed note goes."""
    actions.close(by=whoever(request), concern=_concern(request, id_))
    messages.success(request, _("Closed. The sealed note was destroyed."))
    return redirect("concern", id_=id_)


def _concern(request: HttpRequest, id_: UUID) -> Concern:
    """Not there for whomever it is about, exactly as if it did not exist."""
    found = queries.concern_with(id_, by=whoever(request))
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    by: Person,
    seen: Concern,
    *,
    note: Note | None = None,
    handing: HandOver | None = None,
    responding: Respond | None = None,
    asking: AskAgain | None = None,
) -> HttpResponse:
    receivers = line.line_of_concern(seen).partnership
    words = {
        "inspection": seen.inspection,
        "concern": seen,
        "overdue": seen.state in states.OPEN and seen.due_at <= timezone.now(),
        "rung": rung_in_words(seen),
        "note": note,
        "told": told(seen),
        "done": queries.steps_of(seen),
        "receivers": receivers,
        "handing": handing or HandOver(receivers=bool(receivers)),
        "responding": responding or Respond(),
        "asking": asking or AskAgain(),
        "wrong": handing or responding or asking,
        "may_open": policies.can_open(by, seen),
        "may_acknowledge": policies.can_acknowledge(by, seen),
        "may_hand_over": policies.can_hand_over(by, seen),
        "may_take_over": policies.can_take_over(by, seen),
        "may_respond": policies.can_respond(by, seen),
        "may_ask_again": policies.can_ask_again(by, seen),
        "may_close": policies.can_close(by, seen),
    }
    return render(request, "concerns/concern.html", words)
