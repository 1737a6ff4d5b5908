"""The audit trail, messages and long work, for those who look after them."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages as said
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.audit.models import Entry
from sixpoint_web.outbox import queries as outbox
from sixpoint_web.outbox.models import Message
from sixpoint_web.runs.queries import runs as all_runs
from sixpoint_web.shared.pages import page
from sixpoint_web.shared.veil import veiled_from

from . import actions, policies, queries
from .forms import Opened
from .tasks import VERIFY

ON_A_PAGE = 50


@page
def trail(request: HttpRequest) -> HttpResponse:
    """Entries, newest first; that somebody looked is an entry itself."""
    by = whoever(request)
    policies.check_can_see_trail(by)
    record.was_read(by=by, thing="audit-trail", subject="list")
    entries = Entry.objects.exclude(subject__in=veiled_from(by).subjects)
    entries = entries.select_related("by", "seal").order_by("-pk")
    words = {
        "shown": Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_verify": policies.can_verify_trail(by),
        "verified": all_runs().filter(kind=VERIFY).first(),
    }
    return render(request, "keeping/trail.html", words)


@page
def opened(request: HttpRequest) -> HttpResponse:
    """Who opened what between two days; that somebody asked is an entry itself."""
    by = whoever(request)
    policies.check_can_see_trail(by)
    form = Opened(request.GET if "first" in request.GET else None)
    words: dict[str, object] = {"form": form}
    if form.is_valid():
        record.was_read(by=by, thing="audit-trail", subject="opened")
        found = queries.opened(*form.moments, subject=form.cleaned_data["subject"])
        found = found.exclude(subject__in=veiled_from(by).subjects)
        words["shown"] = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
        asked = {name: request.GET.get(name, "") for name in form.fields}
        words["also"] = f"{urlencode(asked)}&"
        words["searched"] = True
    return render(request, "keeping/opened.html", words)


@page
@require_POST
def verify_trail(request: HttpRequest) -> HttpResponse:
    """Asks for it to be verified."""
    actions.verify_trail(by=whoever(request))
    said.success(request, _("Asked for. Open this page again in a moment."))
    return redirect("trail")


@page
def messages(request: HttpRequest) -> HttpResponse:
    """Messages to people, without their texts."""
    by = whoever(request)
    policies.check_can_see_messages(by)
    seen = outbox.messages().exclude(id__in=veiled_from(by).messages)
    shown = Paginator(seen, ON_A_PAGE).get_page(request.GET.get("page"))
    words = {"shown": shown, "mail_is_set": settings.MAIL_IS_SET, "waiting": outbox.waiting()}
    return render(request, "keeping/messages.html", words)


@page
@require_POST
def send_again(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One more round of tries."""
    message = Message.objects.filter(id=id_).first()
    if message is None:
        raise Http404
    actions.send_again(by=whoever(request), message=message)
    return redirect("messages")


@page
def runs(request: HttpRequest) -> HttpResponse:
    """Long work, newest first."""
    policies.check_can_see_runs(whoever(request))
    shown = Paginator(all_runs(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "keeping/runs.html", {"shown": shown})
