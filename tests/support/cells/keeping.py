"""The cells about the trail, messages and long work, and the addresses that ask them."""

from typing import Any
from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.keeping import policies
from sixpoint_web.outbox.models import Message
from tests.support.asked import Asked, Question

THINGS = frozenset({"audit-trail", "message", "run"})

PAGES = {
    "trail": Asked("GET", "audit-trail", "see", "kept"),
    "opened": Asked("GET", "audit-trail", "see", "kept"),
    "verify-trail": Asked("POST", "audit-trail", "verify", "kept"),
    "messages": Asked("GET", "message", "see", "failed"),
    "send-again": Asked("POST", "message", "send-again", "failed"),
    "runs": Asked("GET", "run", "see", "failed"),
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """A message that reached nobody."""
    del made
    message = Message.objects.create(person=other, address=other.email, kind="x", state="failed")
    return {"message": message.id}


def question_about(cell: Cell) -> tuple[Any, Question]:
    """No inspection, and what the cell's policy is asked."""
    questions: dict[tuple[str, str], Question] = {
        ("audit-trail", "see"): policies.check_can_see_trail,
        ("audit-trail", "verify"): policies.check_can_verify_trail,
        ("message", "see"): lambda by: policies.check_can_see_messages(by, cell.state),
        ("message", "send-again"): lambda by: policies.check_can_send_again(
            by, Message(state=cell.state)
        ),
        ("run", "see"): lambda by: policies.check_can_see_runs(by, cell.state),
    }
    return None, questions[cell.thing, cell.action]
