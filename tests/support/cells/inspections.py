"""The cells about inspections, teams and conflicts, and the addresses that ask them."""

from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections import policies
from sixpoint_web.inspections.models import Conflict, Inspection
from sixpoint_web.shared.guard import Refused
from tests.support.asked import Asked, Question
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person

THINGS = frozenset({"inspection", "scope", "team-role", "conflict"})

PAGES = {
    "add-inspection": Asked("GET", "inspection", "add", "planned"),
    "inspection": Asked("GET", "inspection", "see", "running"),
    "change-inspection": Asked("GET", "inspection", "change", "running"),
    "scope": Asked("GET", "scope", "see", "running", about="inspection"),
    "pin-framework": Asked("GET", "scope", "change", "running", about="inspection"),
    "choose-indicators": Asked("GET", "scope", "change", "running", about="inspection"),
    "change-services": Asked("GET", "scope", "change", "running", about="inspection"),
    "give-team-role": Asked("POST", "team-role", "give", "running", about="inspection"),
    "begin-inspection": Asked("POST", "inspection", "begin", "running"),
    "close-inspection": Asked("POST", "inspection", "close", "running"),
    "declare-conflict": Asked(
        "GET", "conflict", "declare", "new", about="inspection", team_only=True
    ),
    "end-team-role": Asked("POST", "team-role", "end", "running"),
    "withdraw-conflict": Asked("POST", "conflict", "withdraw", "declared"),
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """An inspection under way, somebody's role in it and his declared conflict."""
    del made
    inspection = an_inspection("running")
    conflict = Conflict.objects.create(person=other, inspection=inspection, reason="Invented")
    return {
        "inspection": inspection.id,
        "team-role": put_in_team(other, inspection, "inspector").id,
        "conflict": conflict.id,
    }


def question_about(cell: Cell) -> tuple[Inspection, Question]:
    """The inspection of a cell, and what its policy is asked."""
    if cell.thing == "conflict":
        return _about_conflict(cell)
    inspection = an_inspection(cell.state)
    other = a_person("Morag")
    theirs = put_in_team(other, inspection, "inspector")
    questions: dict[tuple[str, str], Question] = {
        ("inspection", "see"): lambda by: policies.check_can_see_inspection(by, inspection),
        ("inspection", "change"): lambda by: policies.check_can_change_inspection(by, inspection),
        ("inspection", "begin"): lambda by: policies.check_can_begin_inspection(by, inspection),
        ("inspection", "close"): lambda by: policies.check_can_close_inspection(by, inspection),
        ("inspection", "add"): _only(cell.state == "planned", policies.check_can_add_inspection),
        ("scope", "see"): lambda by: policies.check_can_see_scope(by, inspection),
        ("scope", "change"): lambda by: policies.check_can_change_scope(by, inspection),
        ("team-role", "see"): lambda by: policies.check_can_see_team(by, inspection),
        ("team-role", "give"): lambda by: policies.check_can_give_team_role(by, inspection, other),
        ("team-role", "end"): lambda by: policies.check_can_end_team_role(by, theirs),
    }
    return inspection, questions[cell.thing, cell.action]


def _about_conflict(cell: Cell) -> tuple[Inspection, Question]:
    inspection = an_inspection()
    other = a_person("Morag")
    conflict = Conflict(person=other, inspection=inspection, reason="Invented")
    if cell.state == "withdrawn":
        conflict.withdrawn_at, conflict.withdrawn_by = conflict.declared_at, a_person("Catriona")
    if cell.state != "new":
        conflict.save()

    def declares(by: Person) -> None:
        if cell.role == "signed-in" or by.inspection_roles.count() == 0:
            put_in_team(by, inspection, "chief-officer")
        policies.check_can_declare_conflict(by, inspection)

    questions: dict[str, Question] = {
        "declare": _only(cell.state == "new", declares),
        "see": _only(
            cell.state == "declared",
            lambda by: policies.check_can_see_conflicts(by, inspection),
            otherwise_matrix=cell,
        ),
        "withdraw": _only(
            cell.state != "new", lambda by: policies.check_can_withdraw_conflict(by, conflict)
        ),
    }
    return inspection, questions[cell.action]


def _only(there: bool, asks: Question, otherwise_matrix: Cell | None = None) -> Question:
    """The question where something can be in that state, else a refusal as the matrix has it."""
    if there:
        return asks
    if otherwise_matrix is not None:
        return lambda by: policies.ask_in(
            an_inspection_of(by), by, thing="conflict", action="see", state=otherwise_matrix.state
        )

    def refuses(by: Person) -> None:
        del by
        raise Refused("nothing is in this state when it is asked")

    return refuses


def an_inspection_of(person: Person) -> Inspection:
    """The inspection in which somebody has a role, or any."""
    role = person.inspection_roles.first()
    return role.inspection if role else Inspection.objects.all()[:1][0]
