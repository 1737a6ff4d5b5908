"""Pages of extracts, their mappings, their check and the steps. They decide nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sixpoint.terms.problems import UserError
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.shared.guard import Refused, Stale
from sixpoint_web.shared.pages import page

from . import actions, describe, policies, queries, store
from .forms import TakeExtract, Text, WhoseAgency
from .models import Agency, Extract, Step, Table
from .reports import STYLE, WHOLE, report_file
from .steps import troubles_of
from .uploads import takes_extracts

STEPS = (
    (Step.Kind.CHECK, "ask-check", gettext_lazy("Check")),
    (Step.Kind.LINK, "ask-link", gettext_lazy("Link")),
    (Step.Kind.ANALYSE, "ask-analyse", gettext_lazy("Analyse")),
)


@page
def extracts(request: HttpRequest) -> HttpResponse:
    """Every agency's tables that somebody may know of, and how far the steps have come."""
    by = whoever(request)
    policies.check_can_see_extracts(by)
    agencies = list(queries.agencies_for(by))
    words = {
        "partnership": queries.the_partnership(),
        "agencies": agencies,
        "may_set_up": policies.can_set_up(by),
        "may_ask": policies.can_ask_for_step(by),
        "may_see_crossing": policies.can_see_crossing(by),
        "may_look_up_key": policies.can_look_up_key(by),
        "may_see_whole_report": policies.can_see_whole_report(by) and report_file(WHOLE).is_file(),
        "reports": report_file(WHOLE).is_file(),
        "steps": _steps(),
        "under_way": queries.under_way(),
    }
    return render(request, "analysis/extracts.html", words)


@page
def table(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One table: its files, and handing one in."""
    by, seen = whoever(request), _table(id_)
    policies.check_can_see_table(by, seen)
    return _table_page(request, by, seen, TakeExtract())


@page
@takes_extracts
@require_POST
def take_extract(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Takes the file that the upload handler put into the store."""
    by, seen = whoever(request), _table(id_)
    policies.check_can_take_extract(by, seen)
    form = TakeExtract(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.take_extract(by=by, table=seen, **form.cleaned_data)
            messages.success(request, _("Taken. The next check looks at it."))
            return redirect("table", id_=seen.id)
        except Refused as refused:
            form.add_error(None, refused.reason)
    return _table_page(request, by, seen, form)


@page
@require_POST
def remove_extract(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Takes a file out of the store."""
    extract = Extract.objects.select_related("table__agency").filter(id=id_).first()
    if extract is None:
        raise Http404
    actions.remove_extract(by=whoever(request), extract=extract)
    messages.success(request, _("Removed from the store."))
    return redirect("table", id_=extract.table_id)


@page
def mapping(request: HttpRequest, id_: UUID) -> HttpResponse:
    """How an agency's words become ours."""
    by, agency = whoever(request), _agency(id_)
    policies.check_can_see_mapping(by, agency)
    text = store.text_of(store.mapping_of(agency.code))
    first = {"text": text, "revision": agency.mapping_revision}
    form = Text(request.POST or None, initial=first, label=_("The mapping"), needed=False)
    if request.method == "POST":
        policies.check_can_change_mapping(by, agency)
        if form.is_valid() and _change_mapping(by, agency, form):
            messages.success(request, _("Kept. The next check uses it."))
            return redirect("extracts")
    return render(request, "analysis/mapping.html", {"agency": agency, "form": form})


@page
def set_up(request: HttpRequest) -> HttpResponse:
    """How the partnership is described."""
    by = whoever(request)
    policies.check_can_set_up(by)
    found = queries.the_partnership()
    text = store.text_of(store.partnership() / "partnership.yaml") or describe.to_begin_with()
    record.was_read(by=by, thing="partnership-folder", subject="description")
    first = {"text": text, "revision": found.revision if found else 0}
    form = Text(request.POST or None, initial=first, label=_("partnership.yaml"))
    if request.method == "POST" and form.is_valid() and _set_up(by, form):
        messages.success(request, _("Kept."))
        return redirect("partnership")
    agencies = [(one, WhoseAgency(agency=one, prefix=one.code)) for one in Agency.objects.all()]
    return render(request, "analysis/set_up.html", {"form": form, "agencies": agencies})


@page
@require_POST
def whose(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Says whose people hand in an agency's extracts."""
    by, agency = whoever(request), _agency(id_)
    policies.check_can_set_up(by)
    form = WhoseAgency(request.POST, agency=agency, prefix=agency.code)
    if form.is_valid():
        actions.say_whose(by=by, agency=agency, body=form.cleaned_data["body"])
        messages.success(request, _("Kept."))
    return redirect("partnership")


@page
def report(request: HttpRequest, id_: UUID) -> HttpResponse:
    """What the last check found in one agency's files."""
    by, agency = whoever(request), _agency(id_)
    policies.check_can_see_report(by, agency)
    record.was_read(by=by, thing="intake-report", subject=agency.id)
    return _report(agency.code)


@page
def whole_report(request: HttpRequest) -> HttpResponse:
    """What the last check found in all files."""
    by = whoever(request)
    policies.check_can_see_whole_report(by)
    record.was_read(by=by, thing="intake-report", subject=WHOLE)
    return _report(WHOLE)


@page
def report_style(request: HttpRequest) -> HttpResponse:
    """The style of the reports: it comes from an address, so that nothing inline may run."""
    policies.check_can_see_extracts(whoever(request))
    return HttpResponse(store.text_of(store.intake() / STYLE), content_type="text/css")


@page
def step(request: HttpRequest, id_: UUID) -> HttpResponse:
    """How far a step is, and what can be mended where it could not be done."""
    by, seen = whoever(request), queries.step_with(id_)
    if seen is None:
        raise Http404
    policies.check_can_see_step(by, seen)
    words = {"step": seen, "run": seen.run, "troubles": troubles_of(seen)}
    return render(request, "analysis/step.html", words)


@page
@require_POST
def ask_check(request: HttpRequest) -> HttpResponse:
    """Has everything checked."""
    return _ask(request, Step.Kind.CHECK)


@page
@require_POST
def ask_link(request: HttpRequest) -> HttpResponse:
    """Has everybody linked."""
    return _ask(request, Step.Kind.LINK)


@page
@require_POST
def ask_analyse(request: HttpRequest) -> HttpResponse:
    """Has everything analysed."""
    return _ask(request, Step.Kind.ANALYSE)


def _ask(request: HttpRequest, kind: Step.Kind) -> HttpResponse:
    by = whoever(request)
    policies.check_can_ask_for_step(by)
    try:
        return redirect("step", id_=actions.ask_for_step(by=by, kind=kind).id)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("extracts")


def _steps() -> list[dict[str, object]]:
    latest, now = queries.latest_steps(), queries.made_of()
    found = []
    for kind, address, title in STEPS:
        last = latest.get(kind)
        done = last is not None and last.run.state == "done"
        current = done and last is not None and last.made_of == now
        found.append({"title": title, "address": address, "last": last, "current": current})
    return found


def _report(of: str) -> HttpResponse:
    path = report_file(of)
    if not path.is_file():
        raise Http404
    return HttpResponse(store.text_of(path))


def _change_mapping(by: Person, agency: Agency, form: Text) -> bool:
    text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
    try:
        if text.strip():
            describe.read_mapping(text, agency)
        actions.change_mapping(by=by, agency=agency, text=text, revision=revision)
    except UserError as error:
        _say(form, error)
    except Stale as stale:
        agency.refresh_from_db()
        form.tell(stale.reason, revision=agency.mapping_revision)
    except Refused as refused:
        form.add_error(None, refused.reason)
    return not form.errors


def _set_up(by: Person, form: Text) -> bool:
    text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
    try:
        described = describe.read_description(text)
        actions.set_up(by=by, text=text, described=described, revision=revision)
    except UserError as error:
        _say(form, error)
    except Stale as stale:
        found = queries.the_partnership()
        form.tell(stale.reason, revision=found.revision if found else 0)
    except Refused as refused:
        form.add_error(None, refused.reason)
    return not form.errors


def _say(form: Text, error: UserError) -> None:
    for one in error.problems:
        line = _("Line %(n)s: ") % {"n": one.line} if one.line else ""
        form.add_error("text", f"{line}{one.what} {one.fix}")


def _table_page(request: HttpRequest, by: Person, seen: Table, form: TakeExtract) -> HttpResponse:
    now = queries.extract_now(seen)
    words = {
        "table": seen,
        "form": form,
        "now": now,
        "files": queries.extracts_of(seen)[:50],
        "may_take": policies.can_take_extract(by, seen),
        "may_remove": now is not None and policies.can_remove_extract(by, now),
        "may_see_mapping": policies.can_see_mapping(by, seen.agency),
    }
    return render(request, "analysis/table.html", words)


def _table(id_: UUID) -> Table:
    found = queries.table_with(id_)
    if found is None:
        raise Http404
    return found


def _agency(id_: UUID) -> Agency:
    found = queries.agency_with(id_)
    if found is None:
        raise Http404
    return found
