"""The cells about the plan of an inspection, and the addresses that ask them."""

from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.plan import policies
from sixpoint_web.plan.models import Engagement, Part
from tests.support.asked import Asked, Question, nobody_asks
from tests.support.inspections_made import an_inspection
from tests.support.people import a_person
from tests.support.plans_made import a_task, a_timetable, an_engagement, on_the_board

THINGS = frozenset({"timetable", "board-item", "engagement", "task"})

PAGES = {
    "timetable": Asked("GET", "timetable", "see", "running", about="inspection"),
    "make-timetable": Asked("GET", "timetable", "change", "running", about="inspection"),
    "change-timetable": Asked("GET", "timetable", "change", "running", about="inspection"),
    "add-step": Asked("GET", "timetable", "change", "running", about="inspection"),
    "add-holiday": Asked("GET", "timetable", "change", "running", about="inspection"),
    "change-step": Asked("GET", "timetable", "change", "running", about="step"),
    "remove-step": Asked("POST", "timetable", "change", "running", about="step"),
    "remove-holiday": Asked("POST", "timetable", "change", "running", about="holiday"),
    "board": Asked("GET", "board-item", "see", "uncertain", about="inspection"),
    "add-to-board": Asked("GET", "board-item", "add", "new", about="inspection"),
    "board-item": Asked("GET", "board-item", "see", "uncertain"),
    "move-board-item": Asked("GET", "board-item", "move", "uncertain"),
    "engagements": Asked("GET", "engagement", "see", "shared", about="inspection"),
    "add-engagement": Asked("GET", "engagement", "add", "new", about="inspection"),
    "engagement": Asked("GET", "engagement", "see", "shared"),
    "change-engagement": Asked("GET", "engagement", "change", "shared"),
    "move-engagement": Asked("GET", "engagement", "move", "shared"),
    "call-off-engagement": Asked("GET", "engagement", "move", "shared"),
    "engagement-held": Asked("POST", "engagement", "move", "shared"),
    "tasks": Asked("GET", "task", "see-own", "open", about="inspection"),
    "add-task": Asked("GET", "task", "add", "new", about="inspection"),
    "task": Asked("GET", "task", "see", "open"),
    "change-task": Asked("GET", "task", "change", "open"),
    "finish-task": Asked("POST", "task", "finish", "open"),
    "drop-task": Asked("POST", "task", "change", "open"),
    "reopen-task": Asked("POST", "task", "reopen", "done", about="task-done"),
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """A plan of the inspection that the addresses are about, with one of each."""
    inspection = Inspection.objects.get(id=made["inspection"])
    timetable = a_timetable(inspection, other)
    return {
        "step": timetable.steps.all()[0].id,
        "holiday": timetable.holidays.all()[0].id,
        "board-item": on_the_board(inspection, other).id,
        "engagement": an_engagement(inspection, other).id,
        "task": a_task(inspection, other).id,
        "task-done": a_task(inspection, other, "done").id,
    }


def question_about(cell: Cell) -> tuple[Inspection, Question]:
    """The inspection of a cell, and what its policy is asked."""
    asks = {
        "timetable": _of_timetable,
        "board-item": _of_board,
        "engagement": _of_engagement,
        "task": _of_task,
    }[cell.thing]
    return asks(cell)


def _of_timetable(cell: Cell) -> tuple[Inspection, Question]:
    inspection = an_inspection(cell.state)
    asks = {
        "see": policies.check_can_see_timetable,
        "change": policies.check_can_change_timetable,
    }[cell.action]
    return inspection, lambda by: asks(by, inspection)


def _of_board(cell: Cell) -> tuple[Inspection, Question]:
    inspection = an_inspection("running")
    if (cell.action == "add") != (cell.state == "new"):
        return inspection, nobody_asks
    if cell.action == "add":
        return inspection, lambda by: policies.check_can_add_to_board(by, inspection)
    item = on_the_board(inspection, a_person("Morag"), cell.state)
    asks = {
        "see": policies.check_can_see_board_item,
        "move": policies.check_can_move_board_item,
    }[cell.action]
    return inspection, lambda by: asks(by, item)


def _of_engagement(cell: Cell) -> tuple[Inspection, Question]:
    inspection = an_inspection("running")
    if (cell.action == "add") != (cell.state == "new"):
        return inspection, nobody_asks
    if cell.action == "add":
        return inspection, lambda by: policies.check_can_add_engagement(by, inspection)
    found = _an_engagement(inspection, cell.state)

    def sees_where_named(by: Person) -> None:
        Part.objects.create(engagement=found, person=by)
        policies.check_can_see_engagement(by, found)

    questions: dict[str, Question] = {
        "see": lambda by: policies.check_can_see_engagement(by, found),
        "see-where-named": sees_where_named,
        "change": lambda by: policies.check_can_change_engagement(by, found),
        "move": lambda by: policies.check_can_move_engagement(by, found),
    }
    return inspection, questions[cell.action]


def _an_engagement(inspection: Inspection, state: str) -> Engagement:
    """One that the matrix says is in this state."""
    return an_engagement(
        inspection,
        a_person("Morag"),
        shared=state.startswith("shared"),
        state="held" if state.endswith("over") else "planned",
    )


def _of_task(cell: Cell) -> tuple[Inspection, Question]:
    inspection = an_inspection("running")
    if (cell.action == "add") != (cell.state == "new"):
        return inspection, nobody_asks
    if cell.action == "add":
        return inspection, lambda by: policies.check_can_add_task(by, inspection)
    other = a_person("Morag")
    own = cell.action.endswith("-own")

    def asks(by: Person) -> None:
        task = a_task(inspection, by if own else other, cell.state)
        {
            "see": policies.check_can_see_task,
            "change": policies.check_can_change_task,
            "finish": policies.check_can_finish_task,
            "reopen": policies.check_can_reopen_task,
        }[cell.action.removesuffix("-own")](by, task)

    return inspection, asks
