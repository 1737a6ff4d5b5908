"""What waits for somebody about requests, for whichever side he is on."""

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import roles_here
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import inspections_of
from sixpoint_web.shared.waiting import Waiting, tells_what_waits

from .models import AgreedAction, Answer, Discussion, Question, Request
from .policies import PARTNERSHIP
from .states import OPEN, State

ANSWERS = frozenset({"co-ordinator", "data-officer"})
SIGNS = frozenset({"co-ordinator", "chief-officer"})
LEADS = frozenset({"lead"})
AT_MOST = 50


@tells_what_waits
def requests_waiting(by: Person) -> list[Waiting]:
    """What to answer, to sign off, to submit, to look at and to ask."""
    mine = {
        one: frozenset(held.role for held in one.roles.all())
        for one in inspections_of(by)
        if one.state != Inspection.State.CLOSED
    }
    answers = [one for one, roles in mine.items() if roles & ANSWERS]
    here = roles_here(by)
    signs = [one for one, held in mine.items() if held & SIGNS and not (held | here) - PARTNERSHIP]
    leads = [one for one, roles in mine.items() if roles & LEADS]
    inspects = [one for one, roles in mine.items() if roles - PARTNERSHIP]
    return [
        *_of(_requests(answers, Q(state__in=OPEN)), _to_answer),
        *_drafts(by, signs),
        *_of(_requests(inspects, Q(state=State.SUBMITTED) & _his(by, leads)), _to_look_at),
        *_of(_requests(inspects, Q(state=State.DRAFT) & _drafted(by, leads)), _to_ask),
        *_questions(by, answers, inspects, leads),
        *_agreed(answers, leads),
    ]


def _his(by: Person, leads: list[Inspection]) -> Q:
    return Q(asked_by=by) | Q(inspection__in=leads)


def _drafted(by: Person, leads: list[Inspection]) -> Q:
    return Q(drafted_by=by) | Q(inspection__in=leads)


def _requests(within: list[Inspection], which: Q) -> QuerySet[Request]:
    if not within:
        return Request.objects.none()
    found = Request.objects.filter(which, inspection__in=within).select_related("inspection")
    return found.order_by("due", "id")[:AT_MOST]


def _of(found: Iterable[Request], tell: Callable[[Request], Waiting]) -> list[Waiting]:
    return [tell(one) for one in found]


def _to_answer(one: Request) -> Waiting:
    return _waiting(one, _("Answer: %(title)s") % {"title": one.title}, "request")


def _to_look_at(one: Request) -> Waiting:
    return _waiting(one, _("Look at the answer: %(title)s") % {"title": one.title}, "request")


def _to_ask(one: Request) -> Waiting:
    return _waiting(one, _("Ask for it, or drop it: %(title)s") % {"title": one.title}, "request")


def _waiting(one: Request, title: str, address: str) -> Waiting:
    where = reverse(address, args=[one.id])
    return Waiting(title=title, address=where, due=one.due, about=one.inspection.name)


def _drafts(by: Person, within: list[Inspection]) -> list[Waiting]:
    """The partnership's drafts, for those who sign and submit; nobody who inspects is asked.

    Nobody is asked to sign off what he wrote himself.
    """
    if not within:
        return []
    found = Answer.objects.filter(
        number=None, request__state__in=OPEN, request__inspection__in=within
    ).select_related("request__inspection")
    found = found.exclude(state=Answer.State.DRAFT, written_by=by)
    words = {
        Answer.State.DRAFT: _("Sign off, once it is ready: %(title)s"),
        Answer.State.SIGNED: _("Submit: %(title)s"),
    }
    return [
        _waiting(
            one.request,
            words[Answer.State(one.state)] % {"title": one.request.title},
            "draft-answer",
        )
        for one in found.order_by("request__due", "id")[:AT_MOST]
    ]


def _questions(
    by: Person,
    answers: list[Inspection],
    inspects: list[Inspection],
    leads: list[Inspection],
) -> list[Waiting]:
    """Questions of the other side."""
    of_team = Q(side=Question.Side.TEAM, request__inspection__in=answers)
    of_partnership = Q(side=Question.Side.PARTNERSHIP, request__inspection__in=inspects) & (
        Q(request__asked_by=by) | Q(request__inspection__in=leads)
    )
    if not answers and not inspects:
        return []
    found = Question.objects.filter(of_team | of_partnership, state=Question.State.OPEN)
    return [
        _waiting(
            one.request,
            _("Answer a question about: %(title)s") % {"title": one.request.title},
            "request",
        )
        for one in found.select_related("request__inspection").order_by("asked_at", "id")[:AT_MOST]
    ]


def _agreed(answers: list[Inspection], leads: list[Inspection]) -> list[Waiting]:
    """What was agreed and is not done yet, and what is shared to be agreed on."""
    if not answers and not leads:
        return []
    sides = AgreedAction.Side
    mine = Q(side=sides.PARTNERSHIP, discussion__inspection__in=answers)
    mine |= Q(side=sides.TEAM, discussion__inspection__in=leads)
    todo = AgreedAction.objects.filter(mine, done_at=None, discussion__state="agreed")
    ours = Q(partnership_agreed=None, inspection__in=answers)
    ours |= Q(team_agreed=None, inspection__in=leads)
    shared = Discussion.objects.filter(ours, state="shared").select_related("inspection")
    return [
        *(
            Waiting(
                title=_("Do what was agreed: %(what)s") % {"what": one.what},
                address=reverse("discussion", args=[one.discussion_id]),
                due=one.due,
                about=one.discussion.inspection.name,
            )
            for one in todo.select_related("discussion__inspection")[:AT_MOST]
        ),
        *(
            Waiting(
                title=_("Agree on a discussion: %(title)s") % {"title": one.title},
                address=reverse("discussion", args=[one.id]),
                about=one.inspection.name,
            )
            for one in shared[:AT_MOST]
        ),
    ]
