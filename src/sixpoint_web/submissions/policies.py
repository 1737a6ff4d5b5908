"""Who may do what with requests, answers and what belongs to them.

The partnership's drafts are asked for as a thing of their own, by the request that they would
answer: an inspector gets the same refusal whether there is one or not.
"""

from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import quietly, refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import authorities, roles_here, today
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import ask_in
from sixpoint_web.inspections.queries import roles_in

from .models import AgreedAction, Answer, Discussion, Draw, Question, Request, Upload
from .queries import draft_of, drawing_of
from .states import OPEN, State

PARTNERSHIP = frozenset(
    {"co-ordinator", "data-officer", "local-record-reader", "lead-for-concerns", "chief-officer"}
)
"""Roles of the partnership's people in an inspection; every other is of the joint team."""

NO_DRAFT = "none"


def is_of_partnership(by: Person, inspection: Inspection) -> bool:
    """Whether somebody takes part for the partnership."""
    return bool(roles_in(inspection, by) & PARTNERSHIP)


def check_can_see_requests(by: Person, inspection: Inspection) -> None:
    """The list of what was asked."""
    ask_in(inspection, by, thing="request", action="see", state=State.ASKED)


def check_can_see_drafted_requests(by: Person, inspection: Inspection) -> None:
    """What the joint team has not asked yet."""
    ask_in(inspection, by, thing="request", action="see", state=State.DRAFT)


def check_can_see_request(by: Person, request: Request) -> None:
    """One request, with its questions."""
    ask_in(request.inspection, by, thing="request", action="see", state=request.state)


def check_can_add_request(by: Person, inspection: Inspection) -> None:
    """A draft of the joint team."""
    ask_in(inspection, by, thing="request", action="add", state=State.DRAFT)
    _refuse_if_closed(inspection)


def check_can_change_request(by: Person, request: Request) -> None:
    """Its words, while it is a draft."""
    _ask(by, request, "change")


def check_can_drop_request(by: Person, request: Request) -> None:
    """Throwing a draft away."""
    _ask(by, request, "drop")


def check_can_ask_for(by: Person, request: Request) -> None:
    """Putting it to the partnership, with days left to answer."""
    _ask(by, request, "ask")
    refuse_if(request.due < today(), _("The day by which it is due is over. Choose another."))


def check_can_change_due(by: Person, request: Request) -> None:
    """More or less time, while the partnership has it."""
    _ask(by, request, "change-due")


def check_can_withdraw_request(by: Person, request: Request) -> None:
    """It is not needed any more."""
    _ask(by, request, "withdraw")


def check_can_take_up(by: Person, request: Request) -> None:
    """The partnership says that it is working on it. Nothing else says so."""
    _ask(by, request, "take-up")


def check_can_submit(by: Person, request: Request) -> None:
    """Giving the signed-off answer to the joint team."""
    _ask(by, request, "submit")
    _refuse_both_sides(by, request.inspection)
    draft = draft_of(request)
    refuse_if(
        draft is None or draft.state != Answer.State.SIGNED,
        _("It has to be signed off within the partnership first."),
    )


def check_can_accept(by: Person, request: Request) -> None:
    """The answer is what was asked for."""
    _ask(by, request, "accept")


def check_can_send_back(by: Person, request: Request) -> None:
    """The answer is not yet what was asked for."""
    _ask(by, request, "send-back")


def check_can_see_answers(by: Person, request: Request) -> None:
    """What was submitted. A return lists children, without names, and has a thing of its own."""
    thing = "return" if request.kind == Request.Kind.RETURN else "answer"
    ask_in(request.inspection, by, thing=thing, action="see", state=Answer.State.SUBMITTED)


def check_can_see_upload(by: Person, upload: Upload) -> None:
    """A file: once it is submitted for both sides, before that for the partnership alone."""
    if upload.answer.state == Answer.State.SUBMITTED:
        check_can_see_answers(by, upload.answer.request)
    else:
        check_can_see_draft(by, upload.answer.request)


def check_can_see_draft(by: Person, request: Request) -> None:
    """The partnership's own work on its answer, whether or not there is any."""
    _ask_draft(by, request, "see")


def check_can_write_draft(by: Person, request: Request) -> None:
    """Writing the answer and adding files, while the request is open."""
    _ask_draft(by, request, "write")
    _refuse_if_closed(request.inspection)
    refuse_if(request.state not in OPEN, _("This request is not open to be answered."))


def check_can_sign(by: Person, request: Request) -> None:
    """Standing for the answer within the partnership: never alone for one's own words."""
    _ask_draft(by, request, "sign")
    _refuse_if_closed(request.inspection)
    refuse_if(request.state not in OPEN, _("This request is not open to be answered."))
    draft = draft_of(request)
    wrote_it = draft is not None and draft.written_by_id == by.pk
    refuse_if(wrote_it, _("You wrote this last. Somebody else has to sign it off."))


def check_can_ask_question(by: Person, request: Request) -> None:
    """Asking the other side about a request that was asked."""
    ask_in(request.inspection, by, thing="question", action="ask", state="new")
    _refuse_if_closed(request.inspection)
    refuse_if(request.state in (State.DRAFT, State.WITHDRAWN), _("Nobody waits for this request."))


def check_can_answer_question(by: Person, question: Question) -> None:
    """The other side answers."""
    inspection = question.request.inspection
    ask_in(inspection, by, thing="question", action="answer", state=state_of(question))
    _refuse_if_closed(inspection)
    both = is_of_partnership(by, inspection) and _inspects(by, inspection)
    refuse_if(both, _("You take part on both sides. Let somebody else answer."))


def state_of(question: Question) -> str:
    """Who is to answer it, or that it was answered, as the permission matrix calls them."""
    if question.state == Question.State.ANSWERED:
        return "answered"
    return "for-team" if question.side == Question.Side.PARTNERSHIP else "for-partnership"


def check_can_see_drawn_list(by: Person, inspection: Inspection) -> None:
    """Whose records are read, by local reference; for whoever may read any kind of record."""
    ask_in(inspection, by, thing="drawn-list", action="see", state="drawn")
    may_read = is_of_partnership(by, inspection) or any(authorities(by).values())
    refuse_if(not may_read, _("Your authority covers no kind of record."))


def check_can_draw(by: Person, request: Request) -> None:
    """Drawing from the return, once it is accepted; again only before the inspection closes."""
    drawn = drawing_of(request.inspection)
    state = "drawn" if drawn else "none"
    ask_in(request.inspection, by, thing="drawn-list", action="draw", state=state)
    _refuse_if_closed(request.inspection)
    accepted = request.kind == Request.Kind.RETURN and request.state == State.ACCEPTED
    refuse_if(not accepted, _("The return has to be accepted first."))


def check_can_replace_drawn(by: Person, drawn: Draw) -> None:
    """Taking out a reference whose records cannot be read."""
    inspection = drawn.request.inspection
    ask_in(inspection, by, thing="drawn-list", action="replace", state="drawn")
    _refuse_if_closed(inspection)


def _ask(by: Person, request: Request, action: str) -> None:
    ask_in(request.inspection, by, thing="request", action=action, state=request.state)
    _refuse_if_closed(request.inspection)


def _ask_draft(by: Person, request: Request, action: str) -> None:
    """The same refusal for everybody who may never see one, whatever there is."""
    inspection = request.inspection
    draft = draft_of(request)
    state = draft.state if draft else NO_DRAFT
    ask_in(inspection, by, thing="partnership-draft", action=action, state=state)
    _refuse_both_sides(by, inspection)
    refuse_if(request.state == State.DRAFT, _("Your role does not allow it, or not at this stage."))


def _refuse_both_sides(by: Person, inspection: Inspection) -> None:
    """Whoever also inspects sees no draft, whatever role the partnership gave him."""
    refuse_if(_inspects(by, inspection), _("You also have a role that is not the partnership's."))


def _inspects(by: Person, inspection: Inspection) -> bool:
    """Whether somebody has any role that is not the partnership's, here or everywhere."""
    return bool((roles_in(inspection, by) | roles_here(by)) - PARTNERSHIP)


def _refuse_if_closed(inspection: Inspection) -> None:
    refuse_if(inspection.state == Inspection.State.CLOSED, _("This inspection is closed."))


can_see_requests = quietly(check_can_see_requests)
can_see_drafted_requests = quietly(check_can_see_drafted_requests)
can_see_request = quietly(check_can_see_request)
can_add_request = quietly(check_can_add_request)
can_change_request = quietly(check_can_change_request)
can_drop_request = quietly(check_can_drop_request)
can_ask_for = quietly(check_can_ask_for)
can_change_due = quietly(check_can_change_due)
can_withdraw_request = quietly(check_can_withdraw_request)
can_take_up = quietly(check_can_take_up)
can_submit = quietly(check_can_submit)
can_accept = quietly(check_can_accept)
can_send_back = quietly(check_can_send_back)
can_see_answers = quietly(check_can_see_answers)
can_see_upload = quietly(check_can_see_upload)
can_see_draft = quietly(check_can_see_draft)
can_write_draft = quietly(check_can_write_draft)
can_sign = quietly(check_can_sign)
can_ask_question = quietly(check_can_ask_question)
can_answer_question = quietly(check_can_answer_question)
can_see_drawn_list = quietly(check_can_see_drawn_list)
can_draw = quietly(check_can_draw)
can_replace_drawn = quietly(check_can_replace_drawn)


def check_can_see_discussions(by: Person, inspection: Inspection) -> None:
    """The list of those that are shared."""
    ask_in(inspection, by, thing="discussion", action="see", state="shared")


def check_can_see_drafted_discussions(by: Person, inspection: Inspection) -> None:
    """Those that the joint team has not shared yet."""
    ask_in(inspection, by, thing="discussion", action="see", state="draft")


def check_can_see_discussion(by: Person, one: Discussion) -> None:
    """One discussion, with what was agreed."""
    ask_in(one.inspection, by, thing="discussion", action="see", state=one.state)


def check_can_add_discussion(by: Person, inspection: Inspection) -> None:
    """Writing one down."""
    ask_in(inspection, by, thing="discussion", action="add", state="draft")
    _refuse_if_closed(inspection)


def check_can_change_discussion(by: Person, one: Discussion) -> None:
    """What the joint team wrote."""
    _ask_discussion(by, one, "change")


def check_can_share_discussion(by: Person, one: Discussion) -> None:
    """Letting the partnership see it."""
    _ask_discussion(by, one, "share")


def check_can_say_back(by: Person, one: Discussion) -> None:
    """Adding what the partnership said."""
    _ask_discussion(by, one, "say-back")


def check_can_agree(by: Person, one: Discussion) -> None:
    """Agreeing for one side; nobody agrees for both."""
    _ask_discussion(by, one, "agree")
    both = is_of_partnership(by, one.inspection) and _inspects(by, one.inspection)
    refuse_if(both, _("You take part on both sides. Let somebody else agree."))


def check_can_add_agreed_action(by: Person, one: Discussion) -> None:
    """Adding something to be done."""
    _ask_discussion(by, one, "add-action")


def check_can_finish_agreed_action(by: Person, agreed: AgreedAction) -> None:
    """The side that does it says that it is done."""
    _ask_discussion(by, agreed.discussion, f"finish-{agreed.side}-action")


def check_can_see_burden(by: Person, inspection: Inspection) -> None:
    """What the inspection costs the partnership, files of its drafts counted."""
    ask_in(inspection, by, thing="burden", action="see", state="kept")
    _refuse_both_sides(by, inspection)


def check_can_note_hours(by: Person, inspection: Inspection) -> None:
    """Noting hours that were spent."""
    ask_in(inspection, by, thing="burden", action="note", state="kept")
    _refuse_both_sides(by, inspection)
    _refuse_if_closed(inspection)


def _ask_discussion(by: Person, one: Discussion, action: str) -> None:
    ask_in(one.inspection, by, thing="discussion", action=action, state=one.state)
    _refuse_if_closed(one.inspection)


can_see_discussions = quietly(check_can_see_discussions)
can_see_drafted_discussions = quietly(check_can_see_drafted_discussions)
can_add_discussion = quietly(check_can_add_discussion)
can_change_discussion = quietly(check_can_change_discussion)
can_share_discussion = quietly(check_can_share_discussion)
can_say_back = quietly(check_can_say_back)
can_agree = quietly(check_can_agree)
can_add_agreed_action = quietly(check_can_add_agreed_action)
can_finish_agreed_action = quietly(check_can_finish_agreed_action)
can_see_burden = quietly(check_can_see_burden)
can_note_hours = quietly(check_can_note_hours)
