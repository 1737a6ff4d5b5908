"""The states of a request and the moves between them: one table for code, tests and documents."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a request has come; `draft` is the joint team's own."""

    DRAFT = "draft", _("draft")
    ASKED = "asked", _("asked")
    ANSWERING = "answering", _("being answered")
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted")
    SENT_BACK = "sent-back", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True, kw_only=True)
class Move:
    """From which states to which one."""

    of: tuple[State, ...]
    to: State


OPEN = (State.ASKED, State.ANSWERING, State.SENT_BACK)
"""The partnership has something to do."""

WITH_TEAM = (State.SUBMITTED, State.ACCEPTED)

MOVES: Mapping[str, Move] = {
    "ask": Move(of=(State.DRAFT,), to=State.ASKED),
    "take-up": Move(of=(State.ASKED,), to=State.ANSWERING),
    "submit": Move(of=OPEN, to=State.SUBMITTED),
    "accept": Move(of=(State.SUBMITTED,), to=State.ACCEPTED),
    "send-back": Move(of=(State.SUBMITTED,), to=State.SENT_BACK),
    "withdraw": Move(of=OPEN, to=State.WITHDRAWN),
}
"""Each action of the matrix that moves a request. Writing an answer moves nothing: the joint team
would see it."""
