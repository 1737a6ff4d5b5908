"""Pages about the board of what is no concern, uncertain, or a concern."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sixpoint_web.accounts.views import whoever
from sixpoint_web.audit.record import was_read
from sixpoint_web.inspections.queries import chosen_indicators
from sixpoint_web.shared.guard import Refused
from sixpoint_web.shared.pages import page

from .. import policies
from ..actions import board as actions
from ..forms.board import AddToBoard, MoveItem
from ..models import BoardItem
from ..queries import board as queries
from .asked import inspection_with, keep_or_show, made_once

ON_A_PAGE = 50


@page
def board(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The three columns."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_see_board(by, inspection)
    was_read(by=by, thing="board", subject=inspection.id)
    pages = Paginator(queries.board(inspection), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    words = {
        "inspection": inspection,
        "columns": queries.columns(inspection, list(shown)),
        "shown": shown,
        "titles": {one.code: one.title for one in chosen_indicators(inspection)},
        "may_add": policies.can_add_to_board(by, inspection),
    }
    return render(request, "plan/board.html", words)


@page
def add(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Puts something on the board."""
    by, inspection = whoever(request), inspection_with(id_)
    policies.check_can_add_to_board(by, inspection)
    form = AddToBoard(request.POST or None, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        try:
            made = made_once(
                lambda: actions.add_to_board(by=by, inspection=inspection, **form.cleaned_data),
                lambda: queries.item_by_key(inspection, key),
            )
        except Refused as told:
            form.add_error(None, told.reason)
        else:
            return redirect("board-item", id_=made.id)
    words = {
        "form": form,
        "title": _("Put something on the board"),
        "button": _("Put it there"),
        "back": reverse("board", args=[id_]),
        "lead": ""
        if chosen_indicators(inspection)
        else _("Choose the indicators of this inspection first."),
    }
    return render(request, "shared/form.html", words)


@page
def item(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One item: reasons, what would settle it, what is planned for that, and its history."""
    by, found = whoever(request), _item(id_)
    policies.check_can_see_board_item(by, found)
    was_read(by=by, thing="board-item", subject=found.id)
    words = {
        "inspection": found.inspection,
        "item": found,
        "may_move": policies.can_move_board_item(by, found),
    }
    return render(request, "plan/board_item.html", words)


@page
def move(request: HttpRequest, id_: UUID) -> HttpResponse:
    """To another column, or to other reasons."""
    by, found = whoever(request), _item(id_)
    policies.check_can_move_board_item(by, found)
    form = MoveItem(request.POST or None, initial=vars(found))
    return keep_or_show(
        request,
        form=form,
        keep=lambda: actions.move_board_item(by=by, item=found, **form.cleaned_data),
        revision=lambda: _item(id_).revision,
        title=_("Move on the board"),
        lead=found.what,
        back=reverse("board-item", args=[id_]),
    )


def _item(id_: UUID) -> BoardItem:
    found = queries.board_item_with(id_)
    if found is None:
        raise Http404
    return found
