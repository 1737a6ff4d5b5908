"""The pre-inspection return and the drawn list."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sixpoint.terms.problems import UserError
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import authorities
from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.pages import page
from sixpoint_web.stored.kinds import KINDS

from .. import policies, queries
from ..actions import returns as actions
from ..forms import AddReturn, DrawList, PutReturn, TakeOutDrawn
from ..models import Draw, Request, Upload
from ..once_only import once_only
from ..returned import NAME, plan_of
from ..returned import workbook as blank
from .answers import page_of as draft_page
from .requests import inspection_at, request_at


@page
def add(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Drafts the request for the return."""
    by, inspection = whoever(request), inspection_at(id_)
    policies.check_can_add_request(by, inspection)
    words = {
        "title": _("Pre-inspection return"),
        "asks": _("The return as the workbook asks for it, by local reference, without names."),
        "why": _("To draw the children whose records are read."),
    }
    form = AddReturn(request.POST or None, initial=words, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        given, key = form.cleaned_data, form.cleaned_data["key"]
        try:
            once_only(
                Request,
                key,
                lambda: actions.add_return(
                    by=by,
                    inspection=inspection,
                    key=key,
                    words=form.words,
                    partnership=given["partnership"],
                    prefix=given["letters"],
                    as_at=given["as_at"],
                    agencies=form.agencies,
                ),
            )
        except UserError as error:
            for one in error.problems:
                form.add_error(None, f"{one.what} {one.fix}")
        else:
            return redirect("request", id_=queries.request_made_with(key).id)
    shown = {
        "inspection": inspection,
        "form": form,
        "title": _("Ask for the pre-inspection return"),
        "button": _("Keep the draft"),
        "back": reverse("requests", args=[inspection.id]),
    }
    return render(request, "submissions/form.html", shown)


@page
def workbook(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The workbook to fill in, with no child in it."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_see_request(by, one)
    plan = plan_of(one.return_form) if one.kind == Request.Kind.RETURN else None
    if plan is None:
        raise Http404
    answer = HttpResponse(blank(plan), content_type=KINDS["xlsx"].media_type)
    answer["Content-Disposition"] = content_disposition_header(True, NAME)
    return answer


@page
@require_POST
def put(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Checks the filled-in workbook and puts it with the draft, or says all that is wrong."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_write_draft(by, one)
    if one.kind != Request.Kind.RETURN:
        raise Http404
    form = PutReturn(request.POST, request.FILES, auto_id="file_%s")
    if not form.is_valid():
        return draft_page(request, by, one, file=form)
    counted: list[int] = []
    given = form.cleaned_data
    try:
        once_only(
            Upload,
            given["key"],
            lambda: counted.append(actions.put_return(by=by, request=one, **given)),
        )
    except UserError as error:
        return draft_page(request, by, one, problems=error.problems)
    for n in counted:
        says = ngettext("%(n)s child is listed.", "%(n)s children are listed.", n) % {"n": n}
        messages.success(request, _("The workbook was checked, and nothing is wrong.") + " " + says)
    return redirect("draft-answer", id_=one.id)


@page
def drawn_list(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Whose records are read, by local reference."""
    by, inspection = whoever(request), inspection_at(id_)
    policies.check_can_see_drawn_list(by, inspection)
    return _page(request, by, inspection)


@page
def draw(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Draws from the accepted return, or again with a reason."""
    by, inspection = whoever(request), inspection_at(id_)
    returned = queries.return_of(inspection)
    policies.check_can_see_drawn_list(by, inspection)
    if returned is None:
        raise Http404
    policies.check_can_draw(by, returned)
    again = queries.drawing_of(inspection) is not None
    form = DrawList(request.POST or None, again=again)
    if request.method == "POST" and form.is_valid():
        given = {"because": "", **form.cleaned_data}
        try:
            once_only(Draw, given["key"], lambda: actions.draw(by=by, request=returned, **given))
        except UserError as error:
            for one in error.problems:
                form.add_error(None, f"{one.what} {one.fix}")
        else:
            return redirect("drawn-list", id_=inspection.id)
    shown = {
        "inspection": inspection,
        "form": form,
        "title": _("Draw whose records are read"),
        "button": _("Draw"),
        "lead": _(
            "In proportion over categories and age bands. Chance gives the seed, and it is "
            "kept, so that anybody can check the drawing."
        ),
        "back": reverse("drawn-list", args=[inspection.id]),
    }
    return render(request, "submissions/form.html", shown)


@page
@require_POST
def replace(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Puts the next reserve in somebody's place."""
    by, inspection = whoever(request), inspection_at(id_)
    drawn = queries.drawing_of(inspection)
    if drawn is None:
        raise Http404
    policies.check_can_replace_drawn(by, drawn)
    form = TakeOutDrawn(request.POST, draw=drawn)
    child = (
        queries.drawn_with(drawn, request.POST.get("reference", "")) if form.is_valid() else None
    )
    if child is None:
        return _page(request, by, inspection, form=form)
    try:
        actions.replace(by=by, child=child, because=form.cleaned_data["because"])
    except UserError as error:
        for one in error.problems:
            form.add_error(None, f"{one.what} {one.fix}")
        return _page(request, by, inspection, form=form)
    return redirect("drawn-list", id_=inspection.id)


def _page(
    request: HttpRequest, by: Person, inspection: Inspection, *, form: TakeOutDrawn | None = None
) -> HttpResponse:
    """The list; what an agency lists whose records somebody may not read is counted only."""
    drawn, returned = queries.drawing_of(inspection), queries.return_of(inspection)
    may_read = authorities(by)
    ours = policies.is_of_partnership(by, inspection)
    found = list(queries.drawn_in(drawn)) if drawn else []
    children = [one for one in found if ours or may_read.get(one.listed_by, False)]
    may_replace = bool(drawn and policies.can_replace_drawn(by, drawn))
    if drawn:
        record.was_read(by=by, thing="drawn-list", subject=drawn.id)
    words = {
        "inspection": inspection,
        "drawn": drawn,
        "children": children,
        "hidden": len(found) - len(children),
        "names": dict(drawn.request.return_form.agencies) if drawn else {},
        "may_draw": bool(returned and policies.can_draw(by, returned)),
        "form": form,
        "replace": (form or TakeOutDrawn(draw=drawn)) if drawn and may_replace else None,
    }
    return render(request, "submissions/drawn_list.html", words)
