"""Pages of figures that crossed, and of taking a crossing file in."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sixpoint.reports.compose_figures import DRAWN, block_of
from sixpoint.terms.problems import UserError
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import inspection_with
from sixpoint_web.shared.guard import Refused
from sixpoint_web.shared.pages import page

from . import actions, policies, queries
from .arriving import check_arrived, refuse_too_large
from .forms import Receive
from .models import Crossing, Figure

ON_A_PAGE = 50


@page
def figures(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The figures of the latest crossing, and which crossings came before."""
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_see_figures(by, seen)
    received = list(queries.crossings(seen))
    words = {"received": received, "may_receive": policies.can_receive(by, seen)}
    return _listed(request, by, seen, received[0] if received else None, words)


@page
def crossing(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The figures of one crossing, the latest or an earlier one."""
    by, shown = whoever(request), _crossing(id_)
    policies.check_can_see_figures(by, shown.inspection)
    return _listed(request, by, shown.inspection, shown, {})


@page
def figure(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One figure with its picture, its trail and what it was in other crossings."""
    by, shown = whoever(request), queries.figure_with(id_)
    if shown is None:
        raise Http404
    inspection = shown.crossing.inspection
    policies.check_can_see_figures(by, inspection)
    content = queries.content_of(shown)
    drawn = shown.view in DRAWN and content.points
    words = {
        "inspection": inspection,
        "figure": shown,
        "content": content,
        "block": block_of(content) if drawn else None,
        "versions": queries.same_figures_elsewhere(shown),
        "latest": queries.latest_crossing(inspection),
    }
    return render(request, "received/figure.html", words)


@page
def receive(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Takes a crossing file in, or says in the library's words what is wrong with it."""
    by, seen = whoever(request), _inspection(id_)
    policies.check_can_receive(by, seen)
    form = Receive(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken = _take(by, seen, form)
        if taken is not None:
            said = _("Received: %(n)s figures.") % {"n": taken.figures_in_it}
            messages.success(request, said)
            return redirect("figures", id_=seen.id)
    return render(request, "received/receive.html", {"inspection": seen, "form": form})


@page
def file(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The crossing file as it came."""
    by, shown = whoever(request), _crossing(id_)
    policies.check_can_take_file(by, shown.inspection)
    record.was_read(by=by, thing="crossing-file", subject=shown.id)
    answer = HttpResponse(queries.file_of(shown), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="crossing-{shown.number}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _take(by: Person, seen: Inspection, form: Receive) -> Crossing | None:
    """The crossing; None where something is wrong with it, which then stands in the form."""
    given: UploadedFile[bytes] = form.cleaned_data["file"]
    try:
        refuse_too_large(given.size or 0)
        return actions.receive(by=by, inspection=seen, arrived=check_arrived(given.read()))
    except UserError as error:
        for problem in error.problems:
            form.add_error("file", f"{problem.what} {problem.fix}")
    except Refused as refused:
        form.add_error("file", refused.reason)
    return None


def _listed(
    request: HttpRequest,
    by: Person,
    seen: Inspection,
    shown: Crossing | None,
    words: dict[str, object],
) -> HttpResponse:
    typed = request.GET.get("find", "")[:80]
    wanted = request.GET.get("shown", "") == "yes"
    every = queries.figures_of(shown) if shown else Figure.objects.none()
    found = _found(every, typed, only_shown=wanted)
    content = queries.manifest_of(shown) if shown else None
    everything = {
        "inspection": seen,
        "crossing": shown,
        "latest": queries.latest_crossing(seen),
        "shown": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "typed": typed,
        "only_shown": wanted,
        "manifest": content,
        "may_take_file": bool(shown) and policies.can_take_file(by, seen),
        **words,
    }
    return render(request, "received/figures.html", everything)


def _found(every: QuerySet[Figure], typed: str, *, only_shown: bool) -> QuerySet[Figure]:
    if typed:
        every = every.filter(Q(title__icontains=typed) | Q(name__icontains=typed))
    return every.exclude(status="suppressed") if only_shown else every


def _inspection(id_: UUID) -> Inspection:
    found = inspection_with(id_)
    if found is None:
        raise Http404
    return found


def _crossing(id_: UUID) -> Crossing:
    found = queries.crossing_with(id_)
    if found is None:
        raise Http404
    return found
