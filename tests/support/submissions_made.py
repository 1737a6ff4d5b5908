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
from sixpoint_web.submissions import queries
from sixpoint_web.submissions.actions import answers
from sixpoint_web.submissions.models import (
    AgreedAction,
    Answer,
    Discussion,
    Draw,
    DrawnChild,
    Question,
    Request,
    ReturnForm,
    Upload,
)


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


def signed_off(by: Person, request: Request, revision: int | None = None) -> None:
    """Somebody signs the draft off as it is."""
    draft = queries.draft_of(request)
    assert draft
    answers.sign(by=by, request=request, revision=revision or draft.revision)


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


def a_return(by: Person, inspection: Inspection, state: str = "asked") -> Request:
    """A request for the return of an invented partnership."""
    made = a_request(by, inspection, state, kind="return", title="Pre-inspection return")
    ReturnForm.objects.create(
        request=made,
        framework="scotland-children/2014",
        programme="2012-17",
        partnership="Invermore Partnership",
        prefix="INV",
        as_at=today(),
        agencies=[["social-work", "Invermore Social Work"], ["health", "Invermore Health"]],
    )
    return made


def a_drawing(by: Person, inspection: Inspection) -> Draw:
    """One child to read and one in reserve, drawn from an accepted return."""
    returned = a_return(by, inspection, "accepted")
    upload = an_upload(by, returned.answers.get(), "Pre-inspection return")
    made = Draw.objects.create(
        request=returned,
        upload=upload,
        number=1,
        seed=7,
        size=1,
        reserves=1,
        listed=2,
        drawn_by=by,
        key=new_id(),
    )
    for order in (1, 2):
        DrawnChild.objects.create(
            draw=made,
            reference=f"INV-0000{order}",
            category="on_register",
            age_band="5 to 11",
            listed_by="social-work",
            order=order,
            reserve=order == 2,
        )
    return made


def a_discussion(by: Person, inspection: Inspection, state: str = "shared") -> Discussion:
    """A discussion in this state."""
    agreed = {"team_agreed": by, "partnership_agreed": by, "agreed_at": timezone.now()}
    return Discussion.objects.create(
        inspection=inspection,
        title="First discussion",
        held_on=today(),
        agenda="Early help",
        took_part="Chief social work officer",
        state=state,
        written_by=by,
        key=new_id(),
        **(agreed if state == "agreed" else {}),
    )


def an_agreed_action(one: Discussion, side: str = "team") -> AgreedAction:
    """Something that one side is to do."""
    return AgreedAction.objects.create(
        discussion=one, what="Send the plan", side=side, who="Lead", due=today(), key=new_id()
    )
