"""The partnership's draft, its sign-off, what is submitted, and what the joint team says of it."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint.terms.problems import Problem
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.shared.guard import Stale
from sixpoint_web.shared.pages import page
from sixpoint_web.stored.give import as_download

from .. import policies, queries
from ..actions import answers as actions
from ..forms import AddFile, Because, PutReturn, TakeOut, WriteDraft
from ..models import Request, Upload
from ..once_only import once_only
from .requests import request_at


@page
@require_POST
def take_up(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The partnership says that it is working on it."""
    actions.take_up(by=whoever(request), request=request_at(id_))
    messages.success(request, _("The joint team now sees that you are working on it."))
    return redirect("request", id_=id_)


@page
def draft(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The partnership's own page for its answer."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_see_draft(by, one)
    if request.method != "POST":
        return page_of(request, by, one)
    policies.check_can_write_draft(by, one)
    form = WriteDraft(request.POST)
    if form.is_valid():
        try:
            actions.save_draft(by=by, request=one, **form.cleaned_data)
        except Stale as stale:
            now = queries.draft_of(one)
            form.tell(stale.reason, revision=now.revision if now else 0)
        else:
            messages.success(request, _("Saved. Only the partnership sees it."))
            return redirect("draft-answer", id_=one.id)
    return page_of(request, by, one, form=form)


@page
@require_POST
def add_file(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Adds a file to the draft."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_write_draft(by, one)
    form = AddFile(request.POST, request.FILES, request=one)
    if not form.is_valid():
        return page_of(request, by, one, file=form)
    given = form.cleaned_data
    once_only(Upload, given["key"], lambda: actions.add_file(by=by, request=one, **given))
    messages.success(request, _("The file is with your draft. Only the partnership sees it."))
    return redirect("draft-answer", id_=one.id)


@page
@require_POST
def take_out(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Takes a file out of the draft."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_write_draft(by, one)
    form = TakeOut(request.POST, request=one)
    if form.is_valid():
        actions.take_out_file(by=by, upload=form.cleaned_data["file"])
    return redirect("draft-answer", id_=one.id)


@page
@require_POST
def sign(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Stands for the draft as it was seen."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_sign(by, one)
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    try:
        actions.sign(by=by, request=one, revision=revision)
    except Stale:
        says = _("The draft was changed after you opened it. Read it again, then sign it off.")
        messages.warning(request, says)
    else:
        messages.success(request, _("Signed off. It can be submitted now."))
    return redirect("draft-answer", id_=one.id)


@page
@require_POST
def submit(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Gives the answer to the joint team."""
    actions.submit(by=whoever(request), request=request_at(id_))
    messages.success(request, _("Submitted. The joint team sees it now."))
    return redirect("request", id_=id_)


@page
@require_POST
def accept(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is what was asked for."""
    actions.accept(by=whoever(request), request=request_at(id_))
    return redirect("request", id_=id_)


@page
def send_back(request: HttpRequest, id_: UUID) -> HttpResponse:
    """It is not yet what was asked for."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_send_back(by, one)
    form = Because(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_back(by=by, request=one, **form.cleaned_data)
        return redirect("request", id_=one.id)
    words = {
        "inspection": one.inspection,
        "form": form,
        "title": _("Send it back"),
        "button": _("Send back"),
        "lead": _("Say what is missing. The partnership reads this."),
        "back": reverse("request", args=[one.id]),
    }
    return render(request, "submissions/form.html", words)


@page
def download(request: HttpRequest, id_: UUID) -> HttpResponseBase:
    """A file, as a download and never shown by the browser."""
    by = whoever(request)
    upload = _upload_at(id_, by)
    policies.check_can_see_upload(by, upload)
    record.was_read(by=by, thing="upload", subject=upload.id)
    return as_download(upload.stored)


def page_of(
    request: HttpRequest,
    by: Person,
    one: Request,
    *,
    form: WriteDraft | None = None,
    file: AddFile | PutReturn | None = None,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    """The partnership's page; a form that was not taken stands where it was."""
    now = queries.draft_of(one)
    before = queries.last_submitted(one)
    started = {
        "text": now.text if now else (before.text if before else ""),
        "revision": now.revision if now else 0,
    }
    may_write = policies.can_write_draft(by, one)
    words = {
        "inspection": one.inspection,
        "request_": one,
        "draft": now,
        "before": before,
        "uploads": queries.uploads_of(now) if now else [],
        "write": (form or WriteDraft(initial=started)) if may_write else None,
        "stale_text": now.text if form is not None and form.errors and now else None,
        "file": (file or _file_form(one)) if may_write else None,
        "problems": problems,
        "form": form or file,
        "may_sign": policies.can_sign(by, one),
        "may_submit": policies.can_submit(by, one),
    }
    return render(request, "submissions/draft.html", words)


def _file_form(one: Request) -> AddFile | PutReturn:
    if one.kind == Request.Kind.RETURN:
        return PutReturn(auto_id="file_%s")
    return AddFile(request=one, auto_id="file_%s")


def _upload_at(id_: UUID, by: Person) -> Upload:
    """The file with this id. For whoever may not see drafts, a draft's file is not there at all."""
    found = queries.upload_with(id_)
    hidden = found and found.answer.number is None
    if found is None or (hidden and not policies.can_see_draft(by, found.answer.request)):
        raise Http404
    return found
