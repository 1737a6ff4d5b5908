"""The list of evidence, one item, and the matrix."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import inspection_with
from sixpoint_web.shared.pages import page

from . import policies, queries, shown
from .matrix import matrix_for
from .models import Item
from .narrowing import Narrow, as_address

ON_A_PAGE = 50


@page
def evidence(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The items that somebody may open, narrowed as the address says."""
    by, seen = whoever(request), inspection_at(id_)
    policies.check_can_see_evidence(by, seen)
    narrow = Narrow(request.GET, by=by, inspection=seen)
    how = narrow.narrowed()
    if how.withdrawn:
        policies.check_can_see_withdrawn(by, seen)
    found = Paginator(queries.items(by, seen, how), ON_A_PAGE).get_page(request.GET.get("page"))
    words = {
        "inspection": seen,
        "narrow": narrow,
        "narrowed": as_address(how),
        "shown": found,
        "rows": shown.rows(found, seen),
        "may_record": policies.can_record(by, seen),
        "may_see_withdrawn": policies.can_see_withdrawn(by, seen),
        "some_closed": queries.some_are_closed(by, seen),
        "drafts": queries.drafts(by, seen),
        "pinned": bool(queries.kinds_of_source(seen)),
    }
    return render(request, "evidence/evidence.html", words)


@page
def matrix(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Kinds of source by indicator."""
    by, seen = whoever(request), inspection_at(id_)
    policies.check_can_see_evidence(by, seen)
    words = {
        "inspection": seen,
        "matrix": matrix_for(by, seen),
        "may_record": policies.can_record(by, seen),
        "some_closed": queries.some_are_closed(by, seen),
    }
    return render(request, "evidence/matrix.html", words)


@page
def item(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One item; that somebody read it is in the trail."""
    by, seen = whoever(request), item_at(id_)
    policies.check_can_see_item(by, seen)
    record.was_read(by=by, thing="evidence", subject=seen.id)
    words = {
        "inspection": seen.inspection,
        "row": shown.row(seen, seen.inspection),
        "attachments": queries.attachments(seen),
        "may_change": seen.state == Item.State.RECORDED and policies.can_change_item(by, seen),
        "may_withdraw": seen.state == Item.State.RECORDED and policies.can_withdraw_item(by, seen),
    }
    return render(request, "evidence/item.html", words)


def inspection_at(id_: UUID) -> Inspection:
    """The inspection with this id, or a page that is not there."""
    found = inspection_with(id_)
    if found is None:
        raise Http404
    return found


def item_at(id_: UUID) -> Item:
    """The item with this id, or a page that is not there."""
    found = queries.item_with(id_)
    if found is None:
        raise Http404
    return found
