"""Pages on which evidence is written: recorded, changed, withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sixpoint_web.accounts.queries import today
from sixpoint_web.accounts.views import whoever
from sixpoint_web.shared.guard import Stale
from sixpoint_web.shared.pages import page

from . import actions, policies, queries
from .content import content_of
from .forms import ChangeItem, RecordItem, Withdraw, initial_of
from .models import Item
from .views import inspection_at, item_at


@page
def record(request: HttpRequest, id_: UUID) -> HttpResponse:
    """A new item, with everything that can be said of it."""
    by, seen = whoever(request), inspection_at(id_)
    policies.check_can_record(by, seen)
    start = {"observed": today(), **{name: request.GET.get(name, "") for name in ("kind",)}}
    form = RecordItem(request.POST or None, initial=start, inspection=seen, by=by)
    if _is_done(request, form):
        key = form.cleaned_data["key"]
        made = actions.record_item(by=by, inspection=seen, key=key, content=form.content())
        messages.success(request, _("Recorded as E%(n)s.") % {"n": made.number})
        return redirect("evidence-item", id_=made.id)
    words = {"inspection": seen, "form": form, "title": _("Record evidence")}
    return render(request, "evidence/form.html", words)


@page
def change(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Another version; whoever was slower keeps his text and sees what the other wrote."""
    by, seen = whoever(request), item_at(id_)
    policies.check_can_change_item(by, seen)
    initial = initial_of(seen, content_of(seen))
    form = ChangeItem(request.POST or None, initial=initial, inspection=seen.inspection, by=by)
    words = {"inspection": seen.inspection, "form": form, "item": seen}
    if _is_done(request, form):
        revision = form.cleaned_data["revision"]
        try:
            actions.change_item(by=by, item=seen, revision=revision, content=form.content())
        except Stale as told:
            words |= _meanwhile(form, seen, told)
        else:
            messages.success(request, _("Kept as a new version."))
            return redirect("evidence-item", id_=seen.id)
    words["title"] = _("Change E%(n)s") % {"n": seen.number}
    return render(request, "evidence/form.html", words)


@page
def withdraw(request: HttpRequest, id_: UUID) -> HttpResponse:
    """With a reason; it then counts no more."""
    by, seen = whoever(request), item_at(id_)
    policies.check_can_withdraw_item(by, seen)
    form = Withdraw(request.POST or None, initial={"revision": seen.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_item(by=by, item=seen, **form.cleaned_data)
        except Stale as told:
            form.tell(told.reason, revision=item_at(id_).version)
        else:
            messages.success(request, _("Withdrawn. It counts no more."))
            return redirect("evidence-item", id_=seen.id)
    words = {
        "inspection": seen.inspection,
        "form": form,
        "title": _("Withdraw E%(n)s") % {"n": seen.number},
        "item": seen,
    }
    return render(request, "evidence/withdraw.html", words)


def _is_done(request: HttpRequest, form: RecordItem | ChangeItem) -> bool:
    """Sent to be kept, right, and nothing left to ask about."""
    if request.method != "POST":
        return False
    if "more" in request.POST:
        form.only_more_rows()
        return False
    return form.is_valid() and not form.asks


def _meanwhile(form: ChangeItem, seen: Item, told: Stale) -> dict[str, object]:
    """What the other wrote, beside the text that stays in the form."""
    now = queries.item_with(seen.id)
    assert now
    form.tell(told.reason, revision=now.version)
    return {"now": now, "newest": queries.versions(now)[-1]}
