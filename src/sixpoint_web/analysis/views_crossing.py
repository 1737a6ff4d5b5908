"""Pages of what would cross, who looked at it, handing it over, and the key."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint.disclosure.output_check import WORDS
from sixpoint.inspection.links_said import say_links
from sixpoint.reports.compose_figures import HOW
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.shared.guard import Refused
from sixpoint_web.shared.pages import page

from . import actions, policies, queries
from .forms import LookAt, LookUp
from .models import Crossing

ON_A_PAGE = 50


@page
def what_crosses(request: HttpRequest) -> HttpResponse:
    """Every figure as it would be shown, what the auditor found, and who looked."""
    by = whoever(request)
    policies.check_can_see_crossing(by)
    return _page(request, by, queries.latest_crossing(), LookAt())


@page
@require_POST
def look(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Clears it, or sends it back."""
    by, crossing = whoever(request), _crossing(id_)
    policies.check_can_look(by, crossing)
    form = LookAt(request.POST)
    if form.is_valid():
        try:
            actions.look_at(by=by, crossing=crossing, **form.cleaned_data)
            messages.success(request, _("Your look is kept."))
            return redirect("what-crosses")
        except Refused as refused:
            form.add_error(None, refused.reason)
    return _page(request, by, crossing, form)


@page
@require_POST
def hand_over(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Has the ledger remember it, so that it may cross."""
    step = actions.hand_over(by=whoever(request), crossing=_crossing(id_))
    return redirect("step", id_=step.id)


@page
@require_POST
def take(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The file for the inspectorate."""
    crossing = _crossing(id_)
    content = actions.take_crossing(by=whoever(request), crossing=crossing)
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="crossing.zip"'
    return answer


@page
def key(request: HttpRequest) -> HttpResponse:
    """Whose records a local reference stands for; each look is in the trail, by a keyed hash."""
    by = whoever(request)
    policies.check_can_look_up_key(by)
    form = LookUp(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"]
        with transaction.atomic():
            record.write(
                by=by,
                action="key-seen",
                thing="key",
                subject=record.digest_of({"reference": reference}),
            )
        found = queries.records_of(reference)
    return render(request, "analysis/key.html", {"form": form, "found": found})


def _page(
    request: HttpRequest, by: Person, crossing: Crossing | None, form: LookAt
) -> HttpResponse:
    if crossing is None or not queries.is_there(crossing):
        return render(request, "analysis/crossing.html", {"crossing": None})
    content = queries.content_of(crossing)
    figures = [(one, f": {HOW[one.view]}" if one.view in HOW else "") for one in content.figures]
    words = {
        "crossing": crossing,
        "links": say_links(content.manifest.links),
        "manifest": content.manifest,
        "shown": Paginator(figures, ON_A_PAGE).get_page(request.GET.get("page")),
        "looks": queries.looks_at(crossing),
        "says": WORDS[queries.state_of_crossing(crossing)],
        "current": queries.is_current(crossing),
        "form": form,
        "may_look": policies.can_look(by, crossing)
        and not queries.looks_at(crossing).filter(by=by).exists(),
        "may_hand_over": policies.can_hand_over(by, crossing),
        "may_take": policies.can_take_crossing(by, crossing),
    }
    return render(request, "analysis/crossing.html", words)


def _crossing(id_: UUID) -> Crossing:
    found = queries.crossing_with(id_)
    if found is None:
        raise Http404
    return found
