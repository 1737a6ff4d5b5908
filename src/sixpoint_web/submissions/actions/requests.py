"""What the joint team does with a request."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import changed_meanwhile
from sixpoint_web.shared.acting import action

from .. import policies
from ..models import Request
from ..states import MOVES
from ..telling import tell_partnership


@action
def add_request(
    *, by: Person, inspection: Inspection, key: UUID, words: Mapping[str, object]
) -> Request:
    """A draft that only the joint team sees. `words` are the fields of its form."""
    policies.check_can_add_request(by, inspection)
    added = Request.objects.create(inspection=inspection, drafted_by=by, key=key, **words)
    trace(by, added, "request-drafted", words)
    return added


@action
def change_request(
    *, by: Person, request: Request, revision: int, words: Mapping[str, object]
) -> None:
    """Other words for a draft."""
    policies.check_can_change_request(by, request)
    _set(request, revision, dict(words))
    trace(by, request, "request-changed", words)


@action
def drop_request(*, by: Person, request: Request) -> None:
    """Throws a draft away; nobody was asked."""
    policies.check_can_drop_request(by, request)
    dropped, _each = Request.objects.filter(id=request.id, revision=request.revision).delete()
    if not dropped:
        raise changed_meanwhile()
    trace(by, request, "request-dropped")


@action
def ask(*, by: Person, request: Request) -> None:
    """Puts it to the partnership, under the next number of the inspection."""
    policies.check_can_ask_for(by, request)
    # Of two that are asked at once the second waits here, so that each gets its own number.
    Inspection.objects.select_for_update().get(id=request.inspection_id)
    given = Request.objects.filter(inspection=request.inspection_id).aggregate(last=Max("number"))
    number = (given["last"] or 0) + 1
    move(request, "ask", number=number, asked_by=by, asked_at=timezone.now())
    trace(by, request, "request-asked", {"number": number, "due": request.due})
    tell_partnership(
        request,
        kind="request-asked",
        title=_("The joint team asks you for something"),
        text=_("It is due on %(day)s.\n\nSign in to see it.")
        % {"day": request.due.strftime("%-d %B %Y")},
    )


@action
def change_due(*, by: Person, request: Request, revision: int, due: date) -> None:
    """Another day by which it is due; the partnership is told."""
    policies.check_can_change_due(by, request)
    _set(request, revision, {"due": due})
    trace(by, request, "request-due-changed", {"due": due})
    tell_partnership(
        request,
        kind="request-due-changed",
        title=_("Something is due on another day"),
        text=_("Now it is due on %(day)s.\n\nSign in to see which.")
        % {"day": due.strftime("%-d %B %Y")},
    )


@action
def withdraw(*, by: Person, request: Request, because: str) -> None:
    """It is not needed any more. What the partnership has begun stays its own."""
    policies.check_can_withdraw_request(by, request)
    move(request, "withdraw", withdrawn_because=because)
    trace(by, request, "request-withdrawn", {"because": because})
    tell_partnership(
        request,
        kind="request-withdrawn",
        title=_("A request was withdrawn"),
        text=_("You need not answer it any more.\n\nSign in to see which."),
    )


def move(request: Request, name: str, **also: object) -> None:
    """Compare-and-set along the table of moves: of two people at once, one moves it."""
    one = MOVES[name]
    here = Request.objects.filter(
        id=request.id, state=request.state, state__in=one.of, revision=request.revision
    )
    if not here.update(state=one.to, revision=request.revision + 1, **also):
        raise changed_meanwhile()


def _set(request: Request, revision: int, values: Mapping[str, object]) -> None:
    """Changes what nobody else changed since it was seen."""
    here = Request.objects.filter(id=request.id, state=request.state, revision=revision)
    if not here.update(revision=revision + 1, **values):
        raise changed_meanwhile()


def trace(
    by: Person, request: Request, what: str, values: Mapping[str, object] | None = None
) -> None:
    """An entry of the audit trail about a request."""
    record.write(
        by=by,
        action=what,
        thing="request",
        subject=request.id,
        inspection=request.inspection_id,
        values=values,
    )
