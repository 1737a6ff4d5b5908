"""Requests, answers and questions as one side sees them."""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import in_force, today
from sixpoint_web.inspections.models import Conflict, Inspection, InspectionRole

from .models import AgreedAction, Answer, Discussion, Draw, DrawnChild, Question, Request, Upload
from .states import State


def requests_in(inspection: Inspection, *, drafted: bool, words: str = "") -> QuerySet[Request]:
    """The requests of an inspection, what is not asked yet first; `words` are looked for.

    Only what both sides see is searched, so that a search tells nothing else.
    """
    found = Request.objects.filter(inspection=inspection).select_related("held_by", "asked_by")
    if not drafted:
        found = found.exclude(state=State.DRAFT)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(asks__icontains=word))
    return found.order_by("-drafted_at", "id") if drafted else found


def request_with(id_: UUID) -> Request | None:
    """One request with its inspection."""
    related = ("inspection", "held_by", "asked_by", "drafted_by")
    return Request.objects.select_related(*related).filter(id=id_).first()


def request_made_with(key: UUID) -> Request:
    """What a form made, whichever of its sendings was the first."""
    return Request.objects.get(key=key)


def draft_of(request: Request) -> Answer | None:
    """The partnership's answer that is not submitted yet, if there is one."""
    found = Answer.objects.select_related("written_by", "signed_by")
    return found.filter(request=request, number=None).first()


def last_submitted(request: Request) -> Answer | None:
    """The newest answer that was submitted."""
    return submitted(request).last()


def submitted(request: Request) -> QuerySet[Answer]:
    """The answers that were submitted, the first of them first, with their files."""
    files = Prefetch("uploads", queryset=Upload.objects.select_related("stored"))
    found = Answer.objects.filter(request=request, state=Answer.State.SUBMITTED)
    related = ("submitted_by", "signed_by", "decided_by")
    return found.select_related(*related).prefetch_related(files).order_by("number")


def uploads_of(answer: Answer) -> QuerySet[Upload]:
    """The files of one answer."""
    return Upload.objects.filter(answer=answer).select_related("stored")


def upload_with(id_: UUID) -> Upload | None:
    """One file, with its answer and request."""
    related = ("stored", "answer__request__inspection")
    return Upload.objects.select_related(*related).filter(id=id_).first()


def questions_about(request: Request) -> QuerySet[Question]:
    """Questions and answers of both sides, in the order in which they were asked."""
    return Question.objects.filter(request=request).select_related("asked_by", "answered_by")


def question_with(id_: UUID) -> Question | None:
    """One question, with its request."""
    related = ("request__inspection", "asked_by")
    return Question.objects.select_related(*related).filter(id=id_).first()


def people_with(inspection: Inspection, *roles: str) -> QuerySet[Person]:
    """Who holds one of the roles in an inspection today, and declared no conflict there."""
    held = InspectionRole.objects.filter(in_force(today()), inspection=inspection, role__in=roles)
    standing = Conflict.objects.filter(inspection=inspection, withdrawn_at=None)
    found = Person.objects.filter(is_active=True, id__in=held.values("person"))
    return found.exclude(id__in=standing.values("person")).order_by("name", "id")


def return_of(inspection: Inspection) -> Request | None:
    """The request for the pre-inspection return that stands, if there is one."""
    found = Request.objects.filter(inspection=inspection, kind=Request.Kind.RETURN)
    found = found.exclude(state=State.WITHDRAWN).select_related("inspection", "return_form")
    return found.first()


def drawing_of(inspection: Inspection) -> Draw | None:
    """The drawing that counts: the last."""
    found = Draw.objects.filter(request__inspection=inspection)
    related = ("request__inspection", "request__return_form", "upload__stored", "drawn_by")
    return found.select_related(*related).order_by("-number").first()


def drawn_in(draw: Draw) -> QuerySet[DrawnChild]:
    """Everybody drawn, by category, age band and order."""
    return DrawnChild.objects.filter(draw=draw).select_related("instead_of")


def drawn_with(draw: Draw, reference: str) -> DrawnChild | None:
    """One of those drawn who is to be read."""
    found = DrawnChild.objects.filter(draw=draw, reference=reference, reserve=False)
    related = ("draw__request__inspection", "draw__request__return_form")
    return found.filter(taken_out_because="").select_related(*related).first()


def discussions_in(inspection: Inspection, *, drafted: bool) -> QuerySet[Discussion]:
    """Partnership discussions, the latest first."""
    found = Discussion.objects.filter(inspection=inspection)
    return found if drafted else found.exclude(state=Discussion.State.DRAFT)


def discussion_with(id_: UUID) -> Discussion | None:
    """One discussion with its inspection."""
    related = ("inspection", "written_by", "team_agreed", "partnership_agreed")
    return Discussion.objects.select_related(*related).filter(id=id_).first()


def agreed_actions(one: Discussion) -> QuerySet[AgreedAction]:
    """What is to be done after a discussion, the nearest day first."""
    related = ("discussion__inspection", "done_by")
    return AgreedAction.objects.filter(discussion=one).select_related(*related)


def agreed_action_with(id_: UUID) -> AgreedAction | None:
    """One of them."""
    related = ("discussion__inspection",)
    return AgreedAction.objects.select_related(*related).filter(id=id_).first()
