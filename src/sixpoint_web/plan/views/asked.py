"""What several pages of the plan do: find what they are about, and keep what was sent."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sixpoint_web.inspections import queries as inspections
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import changed_meanwhile
from sixpoint_web.shared.forms import Revised
from sixpoint_web.shared.guard import Refused

Made = TypeVar("Made")


def inspection_with(id_: UUID) -> Inspection:
    """The inspection, or a page that is not there."""
    found = inspections.inspection_with(id_)
    if found is None:
        raise Http404
    return found


def keep_or_show(
    request: HttpRequest,
    *,
    form: Revised,
    keep: Callable[[], object],
    revision: Callable[[], int],
    title: str,
    back: str,
    lead: str = "",
) -> HttpResponse:
    """Keeps a form that was sent and goes back, or shows it with whatever is wrong.

    Somebody who was overtaken, or refused for what he typed, is told, and what he typed stays;
    `revision` is then looked up. Views ask whether he may at all before they come here.
    """
    if request.method == "POST" and form.is_valid():
        try:
            keep()
        except Refused as told:
            form.tell(told.reason, revision=revision())
        else:
            return redirect(back)
    words = {"form": form, "title": title, "button": _("Keep"), "back": back, "lead": lead}
    return render(request, "shared/form.html", words)


def made_once(make: Callable[[], Made], find: Callable[[], Made | None]) -> Made:
    """What a form makes, or what it made before: a form that is sent twice makes one thing."""
    before = find()
    if before is not None:
        return before
    try:
        return make()
    except IntegrityError as twice:
        before = find()
        if before is None:
            raise changed_meanwhile() from twice
        return before
