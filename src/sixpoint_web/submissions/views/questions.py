"""Questions and answers about a request."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sixpoint_web.accounts.views import whoever
from sixpoint_web.shared.pages import page

from .. import policies, queries
from ..actions import questions as actions
from ..forms import Reply, SaySomething
from ..models import Question
from ..once_only import once_only
from .requests import page_of, request_at


@page
@require_POST
def ask(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Asks the other side."""
    by, one = whoever(request), request_at(id_)
    policies.check_can_ask_question(by, one)
    form = SaySomething(request.POST)
    if not form.is_valid():
        return page_of(request, by, one, question=form)
    given = form.cleaned_data
    once_only(Question, given["key"], lambda: actions.ask_question(by=by, request=one, **given))
    return redirect("request", id_=one.id)


@page
@require_POST
def answer(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Answers the other side's question."""
    by, question = whoever(request), queries.question_with(id_)
    if question is None:
        raise Http404
    policies.check_can_answer_question(by, question)
    form = Reply(request.POST, auto_id=f"id_{question.id}_%s")
    if not form.is_valid():
        return page_of(request, by, question.request, reply=(question.id, form))
    actions.answer_question(by=by, question=question, text=form.cleaned_data["text"])
    return redirect("request", id_=question.request_id)
