"""What can be done with the board: put something on it, and move it, each with reasons."""

from uuid import UUID

from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from .. import policies
from ..models import BoardItem, BoardMove
from ..models.board import Standing
from ..queries.board import Touched, may_touch


@action
def add_to_board(
    *,
    by: Person,
    inspection: Inspection,
    key: UUID,
    what: str,
    touches: Touched,
    state: str,
    reasons: str,
    would_settle: str,
) -> BoardItem:
    """A new item, about an indicator that this inspection evaluates or one of its themes."""
    policies.check_can_add_to_board(by, inspection)
    if touches not in may_touch(inspection):
        raise Refused(_("This inspection does not evaluate this indicator."))
    _check(state, would_settle)
    added = BoardItem.objects.create(
        inspection=inspection,
        key=key,
        what=what,
        indicator=touches.indicator,
        theme=touches.theme,
        state=state,
        reasons=reasons,
        would_settle=would_settle,
        made_by=by,
    )
    BoardMove.objects.create(item=added, after=state, reasons=reasons, by=by)
    _note(by, added, "board-item-added", {"state": state, "what": what, "reasons": reasons})
    return added


@action
def move_board_item(
    *, by: Person, item: BoardItem, revision: int, state: str, reasons: str, would_settle: str
) -> None:
    """To a column, with reasons that replace those before; the history keeps them all."""
    policies.check_can_move_board_item(by, item)
    _check(state, would_settle)
    same = BoardItem.objects.filter(id=item.id, revision=revision)
    values = {"state": state, "reasons": reasons, "would_settle": would_settle}
    if not same.update(revision=revision + 1, **values):
        raise policies.changed_meanwhile()
    BoardMove.objects.create(item=item, before=item.state, after=state, reasons=reasons, by=by)
    _note(by, item, "board-item-moved", {"before": item.state, **values})


def _check(state: str, would_settle: str) -> None:
    if state not in Standing.values:
        raise Refused(_("There is no such column."))
    if state == Standing.UNCERTAIN and not would_settle:
        raise Refused(_("Say what would settle it: otherwise it stays uncertain."))


def _note(by: Person, item: BoardItem, what: str, values: dict[str, str]) -> None:
    record.write(
        by=by,
        action=what,
        thing="board-item",
        subject=item.id,
        inspection=item.inspection_id,
        values=values,
    )
