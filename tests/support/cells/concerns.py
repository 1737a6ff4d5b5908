"""The cells about concerns and whom to ring, and the addresses that ask them."""

from uuid import UUID, uuid4

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.concerns import policies
from sixpoint_web.concerns.models import Concern, DutyNumber
from sixpoint_web.inspections.models import Inspection
from tests.support.asked import Asked, Question, nobody_asks
from tests.support.concerns_made import a_concern
from tests.support.inspections_made import an_inspection
from tests.support.people import a_person

THINGS = frozenset({"raising", "concern", "duty-number"})

PAGES = {
    "concern-now": Asked("GET", "raising", "ring", "new"),
    "concern-ring": Asked("GET", "raising", "raise", "new", about="inspection"),
    "raise-concern": Asked("GET", "raising", "raise", "new", about="inspection"),
    "concern-raised": Asked("GET", "raising", "follow", "raised", about="concern"),
    "concerns": Asked("GET", "concern", "see", "received", about="inspection"),
    "concern": Asked("GET", "concern", "see", "received"),
    "open-sealed-note": Asked("POST", "concern", "open", "received"),
    "acknowledge-concern": Asked("POST", "concern", "acknowledge", "received"),
    "hand-over-concern": Asked("POST", "concern", "hand-over", "received"),
    "take-over-concern": Asked("POST", "concern", "take-over", "received"),
    "respond-to-concern": Asked("POST", "concern", "see", "received"),  # its form is empty
    "ask-again-about-concern": Asked("POST", "concern", "see", "received"),
    "close-concern": Asked("POST", "concern", "close", "answered", about="answered-concern"),
    "concern-numbers": Asked("GET", "duty-number", "see", "kept", about="inspection"),
    "add-duty-number": Asked("POST", "duty-number", "change", "kept", about="inspection"),
    "give-own-number": Asked("POST", "duty-number", "give-own", "kept", about="inspection"),
    "set-concern-clock": Asked("POST", "duty-number", "change-clock", "kept", about="inspection"),
    "take-number-away": Asked("POST", "duty-number", "change", "kept"),
}

VALID = {
    "raise-concern": {"case_reference": "C-1042", "rung": "999", "rung_at": "2026-01-05T10:00"},
    "add-duty-number": {"phone": "01632 960001"},  # of a range that is kept for fiction
    "give-own-number": {"own_phone": "01632 960002"},
    "set-concern-clock": {"danger_minutes": "5"},
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """Two concerns that somebody else raised, and a number."""
    inspection = Inspection.objects.get(id=made["inspection"])
    number = DutyNumber.objects.create(
        inspection=inspection,
        key=uuid4(),
        name="Duty",
        phone="01",
        out_of_hours=True,
        set_by=other,
    )
    return {
        "concern": a_concern(inspection, other).id,
        "answered-concern": a_concern(inspection, other, state="answered").id,
        "duty-number": number.id,
    }


def question_about(cell: Cell) -> tuple[Inspection, Question]:
    """The inspection of a cell, and what its policy is asked."""
    inspection = an_inspection("running")
    if cell.thing == "raising":
        return inspection, _about_raising(cell, inspection)
    if cell.thing == "duty-number":
        asks = {
            "see": policies.check_can_see_numbers,
            "change": policies.check_can_change_numbers,
            "give-own": policies.check_can_give_own_number,
            "change-clock": policies.check_can_change_clock,
        }[cell.action]
        return inspection, lambda by: asks(by, inspection)
    concern = a_concern(inspection, a_person("Morag"), state=cell.state)
    asked = {
        "see": policies.check_can_see_concern,
        "open": policies.check_can_open,
        "acknowledge": policies.check_can_acknowledge,
        "hand-over": policies.check_can_hand_over,
        "take-over": policies.check_can_take_over,
        "respond": policies.check_can_respond,
        "ask-again": policies.check_can_ask_again,
        "close": policies.check_can_close,
    }[cell.action]
    return inspection, lambda by: asked(by, concern)


def _about_raising(cell: Cell, inspection: Inspection) -> Question:
    if (cell.state == "raised") != (cell.action == "follow"):
        return nobody_asks
    if cell.action == "ring":
        return policies.check_can_ring
    if cell.action == "raise":
        return lambda by: policies.check_can_raise(by, inspection)
    return lambda by: policies.check_can_follow(by, _raised_by(by, inspection))


def _raised_by(by: Person, inspection: Inspection) -> Concern:
    return a_concern(inspection, by)
