"""The cells about extracts, the analysis and what crosses, and the addresses that ask them."""

from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.analysis import policies
from sixpoint_web.analysis.models import Agency, Extract, Step, Table
from sixpoint_web.runs.models import Run
from tests.support.asked import Asked, Question, nobody_asks
from tests.support.extracts_made import a_crossing_in_the_store, a_table, an_extract
from tests.support.people import a_person

THINGS = frozenset(
    {"partnership-folder", "extract", "mapping", "intake-report", "step", "crossing-out", "key"}
)

PAGES = {
    "extracts": Asked("GET", "extract", "see", "taken"),
    "table": Asked("GET", "extract", "see", "taken", about="table"),
    "take-extract": Asked("POST", "extract", "take", "waited-for", about="table"),
    "remove-extract": Asked("POST", "extract", "remove", "taken", about="extract"),
    "mapping": Asked("GET", "mapping", "see", "kept", about="agency"),
    "whose-agency": Asked("POST", "partnership-folder", "change", "kept", about="agency"),
    "intake-report": Asked("GET", "intake-report", "see", "of-an-agency", about="agency"),
    "whole-report": Asked("GET", "intake-report", "see", "whole"),
    "report-style": Asked("GET", "extract", "see", "taken"),
    "step": Asked("GET", "step", "see", "done"),
    "ask-check": Asked("POST", "step", "ask-for", "waiting"),
    "ask-link": Asked("POST", "step", "ask-for", "waiting"),
    "ask-analyse": Asked("POST", "step", "ask-for", "waiting"),
    "partnership": Asked("GET", "partnership-folder", "change", "kept"),
    "what-crosses": Asked("GET", "crossing-out", "see", "asked"),
    "look-at-crossing": Asked("POST", "crossing-out", "look", "asked", about="crossing-out"),
    "hand-over": Asked("POST", "crossing-out", "hand-over", "asked", about="crossing-out"),
    "take-crossing": Asked("POST", "crossing-out", "take", "asked", about="crossing-out"),
    "key": Asked("GET", "key", "look-up", "kept"),
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """An agency of everybody's own body, a table with its file, a step and a crossing."""
    del made
    table = a_table(other.body)
    crossing = a_crossing_in_the_store(by=other)
    return {
        "agency": table.agency_id,
        "table": table.id,
        "extract": an_extract(table, by=other).id,
        "step": crossing.step_id,
        "crossing-out": crossing.id,
    }


def question_about(cell: Cell) -> tuple[Any, Question]:
    """No inspection, and what the cell's policy is asked; the agency is the person's own."""
    by_thing = {
        "partnership-folder": _of_folder,
        "extract": _of_extract,
        "mapping": _of_mapping,
        "intake-report": _of_report,
        "step": _of_step,
        "crossing-out": _of_crossing,
    }
    if cell.thing == "key":
        return None, policies.check_can_look_up_key
    return None, by_thing[cell.thing](cell)


def _of_folder(cell: Cell) -> Question:
    return policies.check_can_see_set_up if cell.action == "see" else policies.check_can_set_up


def _own(table: Table, by: Person) -> Table:
    Agency.objects.filter(id=table.agency_id).update(body=by.body)
    table.agency.refresh_from_db()
    return table


def _of_extract(cell: Cell) -> Question:
    table = a_table(None)
    if cell.action == "see":
        return lambda by: policies.check_can_see_table(by, _own(table, by), cell.state)
    if cell.action == "take":
        if cell.state != "waited-for":
            return nobody_asks
        return lambda by: policies.check_can_take_extract(by, _own(table, by))
    if cell.state == "waited-for":
        return nobody_asks
    gone = timezone.now() if cell.state == "gone" else None
    extract = Extract(table=table, key=uuid4(), gone_at=gone)

    def removes(by: Person) -> None:
        _own(extract.table, by)
        policies.check_can_remove_extract(by, extract)

    return removes


def _of_mapping(cell: Cell) -> Question:
    table = a_table(None)
    asks = {"see": policies.check_can_see_mapping, "change": policies.check_can_change_mapping}
    return lambda by: asks[cell.action](by, _own(table, by).agency)


def _of_report(cell: Cell) -> Question:
    if cell.state == "whole":
        return policies.check_can_see_whole_report
    table = a_table(None)
    return lambda by: policies.check_can_see_report(by, _own(table, by).agency)


def _of_step(cell: Cell) -> Question:
    if cell.action == "ask-for":
        return policies.check_can_ask_for_step if cell.state == "waiting" else nobody_asks
    step = Step(run=Run(state=cell.state))
    return lambda by: policies.check_can_see_step(by, step)


def _of_crossing(cell: Cell) -> Question:
    if cell.action == "see":
        return lambda by: policies.check_can_see_crossing(by, cell.state)
    crossing = a_crossing_in_the_store(by=a_person("Morag"), state=cell.state)
    if crossing is None:
        return nobody_asks
    questions: dict[str, Question] = {
        "look": lambda by: policies.check_can_look(by, crossing),
        "hand-over": lambda by: policies.check_can_hand_over(by, crossing),
        "take": lambda by: policies.check_can_take_crossing(by, crossing),
    }
    return questions[cell.action]
