"""Requests, drafts and submitted answers for tests, in each state. On the inspectorate's side."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import new_id
from sixpoint_web.stored.keep import keep
from sixpoint_web.submissions.models import Answer, Question, Request, Upload


def a_request(by: Person, inspection: Inspection, state: str = "asked", **also: Any) -> Request:
    """A request in this state, without the pages; with an answer where it has to have one."""
    asked = {} if state == "draft" else {"asked_by": by, "asked_at": timezone.now()}
    if asked:
        asked["number"] = Request.objects.filter(inspection=inspection).count() + 1
    given = {
        "title": "Minutes of the committee",
        "asks": "The minutes of the last year",
        "why": "To see how decisions are followed",
        "service": "Social work",
        "due": today() + timedelta(days=7),
        **asked,
        **also,
    }
    made = Request.objects.create(
        inspection=inspection, state=state, drafted_by=by, key=new_id(), **given
    )
    if state in {"submitted", "accepted", "sent-back"}:
        an_answer(by, made, "submitted", decision="" if state == "submitted" else state)
    return made


def an_answer(by: Person, request: Request, state: str = "draft", **also: Any) -> Answer:
    """An answer in this state, without the pages."""
    now = timezone.now()
    given: dict[str, Any] = {"text": "The minutes are with this", **also}
    if state != "draft":
        given |= {"signed_by": by, "signed_at": now}
    if state == "submitted":
        given |= {"submitted_by": by, "submitted_at": now, "number": 1}
    if given.get("decision"):
        given |= {"decided_by": by, "decided_at": now}
    return Answer.objects.create(request=request, state=state, written_by=by, **given)


def an_upload(by: Person, answer: Answer, title: str = "Minutes") -> Upload:
    """A small file with an answer."""
    stored = keep(ContentFile(b"Invented minutes", name="minutes.txt"), by=by)
    return Upload.objects.create(answer=answer, stored=stored, title=title, key=new_id())


def a_question(by: Person, request: Request, side: str = "team", state: str = "open") -> Question:
    """A question of one side."""
    replied = {"answer": "Yes", "answered_by": by, "answered_at": timezone.now()}
    return Question.objects.create(
        request=request,
        side=side,
        text="Do you mean the whole year?",
        asked_by=by,
        state=state,
        key=new_id(),
        **(replied if state == "answered" else {}),
    )
