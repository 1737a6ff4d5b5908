"""The cells about requests, answers and questions, and the addresses that ask them."""

from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.submissions import policies
from tests.support.asked import Asked, Question, nobody_asks
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.submissions_made import (
    a_discussion,
    a_drawing,
    a_question,
    a_request,
    a_return,
    an_agreed_action,
    an_answer,
    an_upload,
)

THINGS = frozenset(
    {
        "discussion",
        "burden",
        "drawn-list",
        "request",
        "answer",
        "return",
        "partnership-draft",
        "question",
    }
)

PAGES = {
    "requests": Asked("GET", "request", "see", "asked", about="inspection"),
    "add-request": Asked("GET", "request", "add", "draft", about="inspection"),
    "request": Asked("GET", "request", "see", "asked"),
    "change-request": Asked("GET", "request", "change", "draft", about="request in draft"),
    "drop-request": Asked("POST", "request", "drop", "draft", about="request in draft"),
    "ask-request": Asked("POST", "request", "ask", "draft", about="request in draft"),
    "change-due": Asked("GET", "request", "change-due", "asked"),
    "withdraw-request": Asked("GET", "request", "withdraw", "asked"),
    "take-up-request": Asked("POST", "request", "take-up", "asked"),
    "draft-answer": Asked("GET", "partnership-draft", "see", "signed-off", about="request"),
    "add-file": Asked("POST", "partnership-draft", "write", "signed-off", about="request"),
    "sign-answer": Asked("POST", "partnership-draft", "sign", "draft", about="request to sign"),
    "submit-answer": Asked("POST", "request", "submit", "asked"),
    "accept-answer": Asked("POST", "request", "accept", "submitted", about="request submitted"),
    "send-back-answer": Asked(
        "GET", "request", "send-back", "submitted", about="request submitted"
    ),
    "ask-question": Asked("POST", "question", "ask", "new", about="request"),
    "answer-question": Asked("POST", "question", "answer", "for-partnership", about="question"),
    "add-return": Asked("GET", "request", "add", "draft", about="inspection"),
    "return-workbook": Asked("GET", "request", "see", "accepted", about="request for the return"),
    "put-return": Asked("POST", "partnership-draft", "write", "none", about="open return"),
    "drawn-list": Asked("GET", "drawn-list", "see", "drawn", about="inspection"),
    "draw-list": Asked("GET", "drawn-list", "draw", "drawn", about="inspection"),
    "replace-drawn": Asked("POST", "drawn-list", "replace", "drawn", about="inspection"),
    "discussions": Asked("GET", "discussion", "see", "shared", about="inspection"),
    "add-discussion": Asked("GET", "discussion", "add", "draft", about="inspection"),
    "discussion": Asked("GET", "discussion", "see", "shared"),
    "change-discussion": Asked("GET", "discussion", "change", "shared"),
    "share-discussion": Asked("POST", "discussion", "share", "draft", about="discussion in draft"),
    "say-back": Asked("POST", "discussion", "say-back", "shared"),
    "agree-discussion": Asked("POST", "discussion", "agree", "shared"),
    "add-agreed-action": Asked("POST", "discussion", "add-action", "shared"),
    "finish-action": Asked(
        "POST", "discussion", "finish-team-action", "agreed", about="agreed action"
    ),
    "burden": Asked("GET", "burden", "see", "kept", about="inspection"),
    "download": Asked("GET", "answer", "see", "submitted", about="upload"),
    "take-out-file": Asked("POST", "partnership-draft", "write", "draft", about="request to sign"),
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """Requests in the states that the addresses ask about, with what belongs to them."""
    inspection = Inspection.objects.get(id=made["inspection"])
    asked, to_sign = a_request(other, inspection), a_request(other, inspection)
    submitted = a_request(other, inspection, "submitted")
    an_answer(other, asked, "signed-off")
    returned = a_drawing(other, inspection).request
    an_upload(other, an_answer(other, to_sign), "Draft")
    return {
        "request": asked.id,
        "request in draft": a_request(other, inspection, "draft").id,
        "request to sign": to_sign.id,
        "request submitted": submitted.id,
        "request for the return": returned.id,
        "open return": asked.id,
        "question": a_question(other, asked, "team").id,
        "discussion": a_discussion(other, inspection).id,
        "discussion in draft": a_discussion(other, inspection, "draft").id,
        "agreed action": an_agreed_action(a_discussion(other, inspection, "agreed")).id,
        "upload": an_upload(other, submitted.answers.get()).id,
    }


def question_about(cell: Cell) -> tuple[Inspection, Question]:
    """The inspection of a cell, and what its policy is asked."""
    other, inspection = a_person("Morag"), an_inspection("running")
    put_in_team(other, inspection, "lead")
    about = {
        "request": _of_request,
        "partnership-draft": _of_draft,
        "question": _of_question,
        "drawn-list": _of_drawn_list,
        "discussion": _of_discussion,
        "burden": _of_burden,
    }.get(cell.thing, _of_answer)
    return inspection, about(cell, other, inspection)


def _of_request(cell: Cell, other: Person, inspection: Inspection) -> Question:
    if cell.action == "add":
        one = inspection if cell.state == "draft" else None
        return (lambda by: policies.check_can_add_request(by, one)) if one else nobody_asks
    request = a_request(other, inspection, cell.state)
    if cell.action == "submit":
        an_answer(other, request, "signed-off")
    check = {
        "see": policies.check_can_see_request,
        "change": policies.check_can_change_request,
        "drop": policies.check_can_drop_request,
        "ask": policies.check_can_ask_for,
        "change-due": policies.check_can_change_due,
        "withdraw": policies.check_can_withdraw_request,
        "take-up": policies.check_can_take_up,
        "submit": policies.check_can_submit,
        "accept": policies.check_can_accept,
        "send-back": policies.check_can_send_back,
    }[cell.action]
    return lambda by: check(by, request)


def _of_answer(cell: Cell, other: Person, inspection: Inspection) -> Question:
    kind = "return" if cell.thing == "return" else "documents"
    request = a_request(other, inspection, "submitted", kind=kind)
    return lambda by: policies.check_can_see_answers(by, request)


def _of_draft(cell: Cell, other: Person, inspection: Inspection) -> Question:
    request = a_request(other, inspection)
    if cell.state != "none":
        an_answer(other, request, cell.state)
    check = {
        "see": policies.check_can_see_draft,
        "write": policies.check_can_write_draft,
        "sign": policies.check_can_sign,
    }[cell.action]
    return lambda by: check(by, request)


def _of_question(cell: Cell, other: Person, inspection: Inspection) -> Question:
    request = a_request(other, inspection)
    if cell.action == "ask":
        if cell.state != "new":
            return nobody_asks
        return lambda by: policies.check_can_ask_question(by, request)
    if cell.state == "new":
        return nobody_asks
    state = "answered" if cell.state == "answered" else "open"
    side = "partnership" if cell.state == "for-team" else "team"
    question = a_question(other, request, side, state)
    return lambda by: policies.check_can_answer_question(by, question)


def _of_drawn_list(cell: Cell, other: Person, inspection: Inspection) -> Question:
    if cell.state == "drawn":
        drawn = a_drawing(other, inspection)
        return {
            "see": lambda by: policies.check_can_see_drawn_list(by, inspection),
            "draw": lambda by: policies.check_can_draw(by, drawn.request),
            "replace": lambda by: policies.check_can_replace_drawn(by, drawn),
        }[cell.action]
    returned = a_return(other, inspection, "accepted")
    if cell.action == "draw":
        return lambda by: policies.check_can_draw(by, returned)
    # Before anybody is drawn the page says so, to the same people.
    return (
        (lambda by: policies.check_can_see_drawn_list(by, inspection))
        if cell.action == "see"
        else nobody_asks
    )


def _of_discussion(cell: Cell, other: Person, inspection: Inspection) -> Question:
    if cell.action == "add":
        if cell.state != "draft":
            return nobody_asks
        return lambda by: policies.check_can_add_discussion(by, inspection)
    one = a_discussion(other, inspection, cell.state)
    if cell.action.startswith("finish-"):
        agreed = an_agreed_action(one, cell.action.split("-")[1])
        return lambda by: policies.check_can_finish_agreed_action(by, agreed)
    check = {
        "see": policies.check_can_see_discussion,
        "change": policies.check_can_change_discussion,
        "share": policies.check_can_share_discussion,
        "say-back": policies.check_can_say_back,
        "agree": policies.check_can_agree,
        "add-action": policies.check_can_add_agreed_action,
    }[cell.action]
    return lambda by: check(by, one)


def _of_burden(cell: Cell, other: Person, inspection: Inspection) -> Question:
    del other
    if cell.action == "see":
        return lambda by: policies.check_can_see_burden(by, inspection)
    return lambda by: policies.check_can_note_hours(by, inspection)
