"""The cells about evidence, and the addresses that ask them."""

from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.evidence import policies
from sixpoint_web.evidence.models import Item
from sixpoint_web.inspections.models import Inspection
from tests.support.asked import Asked, Question
from tests.support.evidence_made import an_item
from tests.support.inspections_made import an_inspection
from tests.support.people import a_person

THINGS = frozenset({"evidence", "evidence-of-records"})

PAGES = {
    "evidence": Asked("GET", "evidence", "see", "running", about="inspection"),
    "evidence-matrix": Asked("GET", "evidence", "see", "running", about="inspection"),
    "record-evidence": Asked("GET", "evidence", "record", "running", about="inspection"),
    "evidence-item": Asked("GET", "evidence", "see", "running"),
    "change-evidence": Asked("GET", "evidence", "change", "running"),
    "withdraw-evidence": Asked("GET", "evidence", "withdraw", "running"),
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """An item that somebody else recorded."""
    inspection = Inspection.objects.get(id=made["inspection"])
    return {"evidence": an_item(other, inspection).id}


def question_about(cell: Cell) -> tuple[Inspection, Question]:
    """The inspection of a cell, and what its policy is asked of an item there."""
    state = "running" if cell.state == "withdrawn" else cell.state
    inspection = an_inspection(state)
    records = "social-work" if cell.thing == "evidence-of-records" else ""
    other = a_person("Morag")
    if cell.action == "record":
        return inspection, _records(cell, inspection, records)

    def asks(by: Person) -> None:
        item = an_item(by if cell.action.endswith("-own") else other, inspection, records=records)
        if cell.state == "withdrawn":
            item.state = Item.State.WITHDRAWN
        action = cell.action.removesuffix("-own")
        {
            "see": policies.check_can_see_item,
            "change": policies.check_can_change_item,
            "withdraw": policies.check_can_withdraw_item,
        }[action](by, item)

    return inspection, asks


def _records(cell: Cell, inspection: Inspection, records: str) -> Question:
    """Nothing new is withdrawn: the matrix is asked as it stands."""
    if cell.state == "withdrawn":
        return lambda by: policies.ask_in(
            inspection, by, thing=cell.thing, action="record", state="withdrawn"
        )
    return lambda by: policies.check_can_record(by, inspection, records)
