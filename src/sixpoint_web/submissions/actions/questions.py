"""Questions and answers about a request, from either side to the other."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.policies import changed_meanwhile
from sixpoint_web.shared.acting import action

from .. import policies
from ..models import Question, Request
from ..telling import tell_one, tell_partnership, tell_team


@action
def ask_question(*, by: Person, request: Request, key: UUID, text: str) -> Question:
    """Sends a question to the other side; both see it from now on."""
    policies.check_can_ask_question(by, request)
    ours = policies.is_of_partnership(by, request.inspection)
    side = Question.Side.PARTNERSHIP if ours else Question.Side.TEAM
    asked = Question.objects.create(request=request, side=side, text=text, asked_by=by, key=key)
    _trace(by, asked, "question-asked", text)
    tell = tell_team if ours else tell_partnership
    tell(
        request,
        kind="question-asked",
        title=_("There is a question about a request"),
        text=_("Sign in to answer it."),
    )
    return asked


@action
def answer_question(*, by: Person, question: Question, text: str) -> None:
    """Answers the other side's question; both see it from now on."""
    policies.check_can_answer_question(by, question)
    still = Question.objects.filter(id=question.id, state=Question.State.OPEN)
    if not still.update(
        state=Question.State.ANSWERED, answer=text, answered_by=by, answered_at=timezone.now()
    ):
        raise changed_meanwhile()
    _trace(by, question, "question-answered", text)
    tell_one(
        question.asked_by,
        kind="question-answered",
        title=_("Your question was answered"),
        text=_("Sign in to see the answer."),
    )


def _trace(by: Person, question: Question, what: str, text: str) -> None:
    record.write(
        by=by,
        action=what,
        thing="question",
        subject=question.id,
        inspection=question.request.inspection_id,
        values={"text": text},
    )
