"""Who may see and change the plan of an inspection.

The partnership sees weeks, and the engagements that it takes part in; never the board, nor what an
engagement is to settle. Nothing of a closed inspection changes.
"""

from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import quietly, refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import ask_in, changed_meanwhile

from .models import BoardItem, Engagement, Task

__all__ = ["changed_meanwhile"]


def check_can_see_timetable(by: Person, inspection: Inspection) -> None:
    """The weeks."""
    ask_in(inspection, by, thing="timetable", action="see")


def check_can_change_timetable(by: Person, inspection: Inspection) -> None:
    """Its beginning, steps and holidays."""
    ask_in(inspection, by, thing="timetable", action="change")


def check_can_see_board(by: Person, inspection: Inspection) -> None:
    """What is a concern, what is uncertain, and what would settle it."""
    ask_in(inspection, by, thing="board-item", action="see", state="uncertain")


def check_can_add_to_board(by: Person, inspection: Inspection) -> None:
    """A new item."""
    ask_in(inspection, by, thing="board-item", action="add", state="new")
    _still_open(inspection)


def check_can_see_board_item(by: Person, item: BoardItem) -> None:
    """One item with its history."""
    ask_in(item.inspection, by, thing="board-item", action="see", state=item.state)


def check_can_move_board_item(by: Person, item: BoardItem) -> None:
    """To another column, or to other reasons within its own."""
    ask_in(item.inspection, by, thing="board-item", action="move", state=item.state)
    _still_open(item.inspection)


def check_can_see_engagements(by: Person, inspection: Inspection) -> None:
    """The engagement timetable; the partnership sees what it takes part in."""
    ask_in(inspection, by, thing="engagement", action="see", state="shared")


def check_can_see_internal_engagements(by: Person, inspection: Inspection) -> None:
    """What the team does without the partnership."""
    ask_in(inspection, by, thing="engagement", action="see", state="internal")


def check_can_add_engagement(by: Person, inspection: Inspection) -> None:
    """A new one."""
    ask_in(inspection, by, thing="engagement", action="add", state="new")
    _still_open(inspection)


def check_can_see_engagement(by: Person, engagement: Engagement) -> None:
    """One engagement, by one's role or because one takes part."""
    state = _state(engagement)
    named = engagement.parts.filter(person=by).exists()
    action = "see-where-named" if named else "see"
    ask_in(engagement.inspection, by, thing="engagement", action=action, state=state)


def check_can_change_engagement(by: Person, engagement: Engagement) -> None:
    """Everything about it."""
    ask_in(engagement.inspection, by, thing="engagement", action="change", state=_state(engagement))
    _still_open(engagement.inspection)


def check_can_move_engagement(by: Person, engagement: Engagement) -> None:
    """On the day: another time or place, called off, or held."""
    ask_in(engagement.inspection, by, thing="engagement", action="move", state=_state(engagement))
    _still_open(engagement.inspection)


def check_can_see_tasks(by: Person, inspection: Inspection) -> None:
    """Everybody's tasks."""
    ask_in(inspection, by, thing="task", action="see", state="open")


def check_can_see_own_tasks(by: Person, inspection: Inspection) -> None:
    """The list of tasks: one's own at least."""
    ask_in(inspection, by, thing="task", action="see-own", state="open")


def check_can_add_task(by: Person, inspection: Inspection) -> None:
    """A new one, for somebody of the team."""
    ask_in(inspection, by, thing="task", action="add", state="new")
    _still_open(inspection)


def check_can_see_task(by: Person, task: Task) -> None:
    """Anybody's, or one's own."""
    action = "see-own" if task.person_id == by.pk else "see"
    ask_in(task.inspection, by, thing="task", action=action, state=task.state)


def check_can_change_task(by: Person, task: Task) -> None:
    """Its words, whose it is and until when; or dropping it."""
    ask_in(task.inspection, by, thing="task", action="change", state=task.state)
    _still_open(task.inspection)


def check_can_finish_task(by: Person, task: Task) -> None:
    """Saying that it is done: one's own, or, for those who lead, anybody's."""
    action = "finish-own" if task.person_id == by.pk else "finish"
    ask_in(task.inspection, by, thing="task", action=action, state=task.state)
    _still_open(task.inspection)


def check_can_reopen_task(by: Person, task: Task) -> None:
    """What was done or dropped is to do after all."""
    action = "reopen-own" if task.person_id == by.pk else "reopen"
    ask_in(task.inspection, by, thing="task", action=action, state=task.state)
    _still_open(task.inspection)


def _still_open(inspection: Inspection) -> None:
    refuse_if(inspection.state == Inspection.State.CLOSED, _("This inspection is closed."))


def _state(engagement: Engagement) -> str:
    """What the matrix calls its state: who sees it, and whether it is over."""
    whose = "shared" if engagement.shared else "internal"
    return whose if engagement.state == Engagement.State.PLANNED else f"{whose}-over"


can_see_timetable = quietly(check_can_see_timetable)
can_change_timetable = quietly(check_can_change_timetable)
can_see_board = quietly(check_can_see_board)
can_add_to_board = quietly(check_can_add_to_board)
can_move_board_item = quietly(check_can_move_board_item)
can_see_engagements = quietly(check_can_see_engagements)
can_see_internal_engagements = quietly(check_can_see_internal_engagements)
can_see_engagement = quietly(check_can_see_engagement)
can_add_engagement = quietly(check_can_add_engagement)
can_change_engagement = quietly(check_can_change_engagement)
can_move_engagement = quietly(check_can_move_engagement)
can_see_tasks = quietly(check_can_see_tasks)
can_see_task = quietly(check_can_see_task)
can_add_task = quietly(check_can_add_task)
can_change_task = quietly(check_can_change_task)
can_finish_task = quietly(check_can_finish_task)
can_see_own_tasks = quietly(check_can_see_own_tasks)
can_reopen_task = quietly(check_can_reopen_task)
