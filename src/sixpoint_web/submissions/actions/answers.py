"""What the partnership does with its answer, and what the joint team says of it.

Everything before `submit` is the partnership's own: it changes no row of the request, writes to
nobody, and stands in the audit trail as a thing of its own.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.policies import changed_meanwhile
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Stale
from sixpoint_web.stored.keep import Arrived, keep
from sixpoint_web.stored.remove import remove

from .. import policies
from ..models import Answer, Request, Upload
from ..queries import draft_of, last_submitted, uploads_of
from ..telling import tell_partnership, tell_team
from .requests import move, trace


@action
def take_up(*, by: Person, request: Request) -> None:
    """Tells the joint team that the partnership is working on it."""
    policies.check_can_take_up(by, request)
    move(request, "take-up")
    trace(by, request, "request-taken-up")


@action
def save_draft(*, by: Person, request: Request, revision: int, text: str) -> Answer:
    """The partnership's text so far. `revision` is the draft's that was seen, 0 where none was."""
    policies.check_can_write_draft(by, request)
    draft = _begin(by, request) if revision == 0 else draft_of(request)
    if draft is None or (revision and draft.revision != revision):
        raise changed_meanwhile()
    _change(draft, by, text=text)
    _note(by, draft, "draft-written", {"text": text})
    return draft


@action
def add_file(
    *,
    by: Person,
    request: Request,
    key: UUID,
    title: str,
    file: Arrived,
    replaces: Upload | None = None,
) -> Upload:
    """One file more with the draft, or in place of one that it has."""
    policies.check_can_write_draft(by, request)
    refuse_if(request.kind == Request.Kind.RETURN, _("The return is a workbook of its own."))
    return put_file(by, request, key=key, title=title, file=file, replaces=replaces)


def put_file(
    by: Person,
    request: Request,
    *,
    key: UUID,
    title: str,
    file: Arrived,
    replaces: Upload | None,
) -> Upload:
    """Puts a file into the draft, within an action that asked whether it may."""
    draft = draft_of(request) or _begin(by, request)
    before = _taken_out(draft, replaces) if replaces else None
    title = replaces.title if replaces else title
    taken = uploads_of(draft).filter(title=title).exists()
    refuse_if(taken, _("There is a file of this title already. Replace it, or choose another."))
    upload = Upload.objects.create(
        answer=draft,
        stored=keep(file, by=by),
        title=title,
        version=before.version + 1 if before else 1,
        replaces=before,
        key=key,
    )
    _change(draft, by)
    _note(by, draft, "draft-file-added", {"sha256": file.sha256, "title": title})
    return upload


@action
def take_out_file(*, by: Person, upload: Upload) -> None:
    """A file less in the draft. What was submitted before stays where it was submitted."""
    policies.check_can_write_draft(by, upload.answer.request)
    draft = upload.answer
    refuse_if(draft.state == Answer.State.SUBMITTED, _("It was submitted, and stays."))
    _taken_out(draft, upload)
    _change(draft, by)
    _note(by, draft, "draft-file-removed")


@action
def sign(*, by: Person, request: Request, revision: int) -> None:
    """Somebody stands for the draft as he saw it; any change afterwards takes this away."""
    policies.check_can_sign(by, request)
    draft = draft_of(request)
    refuse_if(draft is None or _is_empty(draft), _("There is nothing to sign off yet."))
    assert draft is not None
    here = Answer.objects.filter(id=draft.id, state=Answer.State.DRAFT, revision=revision)
    if not here.update(state=Answer.State.SIGNED, signed_by=by, signed_at=timezone.now()):
        raise changed_meanwhile()
    _note(by, draft, "draft-signed-off", _content(draft))


@action
def submit(*, by: Person, request: Request) -> Answer:
    """Gives the signed-off answer to the joint team; from now on nobody changes it."""
    policies.check_can_submit(by, request)
    draft = draft_of(request)
    assert draft is not None  # the policy found it
    before = last_submitted(request)
    move(request, "submit")
    number = before.number + 1 if before and before.number else 1
    here = Answer.objects.filter(id=draft.id, state=Answer.State.SIGNED, revision=draft.revision)
    if not here.update(
        state=Answer.State.SUBMITTED, number=number, submitted_by=by, submitted_at=timezone.now()
    ):
        raise changed_meanwhile()
    trace(by, request, "answer-submitted", {"answer": draft.id, **_content(draft)})
    tell_team(
        request,
        kind="answer-submitted",
        title=_("The partnership answered a request"),
        text=_("Sign in to look at it, and accept it or send it back."),
    )
    return draft


@action
def accept(*, by: Person, request: Request) -> None:
    """It is what was asked for."""
    policies.check_can_accept(by, request)
    move(request, "accept")
    _decide(by, request, Answer.Decision.ACCEPTED)
    trace(by, request, "answer-accepted")
    tell_partnership(
        request,
        kind="answer-accepted",
        title=_("The joint team accepted an answer"),
        text=_("There is nothing more to do about it.\n\nSign in to see which."),
    )


@action
def send_back(*, by: Person, request: Request, because: str) -> None:
    """It is not yet what was asked for, and says why."""
    policies.check_can_send_back(by, request)
    move(request, "send-back")
    _decide(by, request, Answer.Decision.SENT_BACK, because=because)
    trace(by, request, "answer-sent-back", {"because": because})
    tell_partnership(
        request,
        kind="answer-sent-back",
        title=_("The joint team sent an answer back"),
        text=_("It is due on %(day)s.\n\nSign in to see what is missing.")
        % {"day": request.due.strftime("%-d %B %Y")},
    )


def _begin(by: Person, request: Request) -> Answer:
    """A new draft, which begins with what was sent back; one at a time."""
    before = last_submitted(request)
    try:
        with transaction.atomic():
            draft = Answer.objects.create(
                request=request, written_by=by, text=before.text if before else ""
            )
    except IntegrityError:
        raise _another_began() from None
    for one in uploads_of(before) if before else ():
        Upload.objects.create(
            answer=draft,
            stored=one.stored,
            title=one.title,
            version=one.version,
            replaces=one.replaces,
            key=_key_of(one, draft),
        )
    return draft


def _another_began() -> Stale:
    return Stale(_("Somebody else has just begun this answer. Open the page again."))


def _key_of(upload: Upload, draft: Answer) -> UUID:
    """No form makes a file that is carried over; its key follows from both."""
    return UUID(int=upload.id.int ^ draft.id.int)


def _taken_out(draft: Answer, upload: Upload) -> Upload | None:
    """Takes a file out of the draft; gives the submitted one that the next version replaces."""
    if upload.answer_id != draft.id:
        raise changed_meanwhile()
    kept = Upload.objects.filter(stored=upload.stored, answer__state=Answer.State.SUBMITTED)
    submitted = kept.order_by("-answer__number").first()
    before = submitted or upload.replaces
    Upload.objects.filter(id=upload.id).delete()
    if submitted is None:
        remove(upload.stored)
    return before


def _change(draft: Answer, by: Person, **values: object) -> None:
    """Whatever changes in a draft takes its sign-off away."""
    here = Answer.objects.filter(id=draft.id, revision=draft.revision).exclude(
        state=Answer.State.SUBMITTED
    )
    if not here.update(
        state=Answer.State.DRAFT,
        signed_by=None,
        signed_at=None,
        revision=draft.revision + 1,
        written_by=by,
        written_at=timezone.now(),
        **values,
    ):
        raise changed_meanwhile()


def _decide(by: Person, request: Request, decision: Answer.Decision, because: str = "") -> None:
    last = last_submitted(request)
    assert last is not None  # there is none only before anything was submitted
    Answer.objects.filter(id=last.id).update(
        decision=decision, decided_by=by, decided_at=timezone.now(), because=because
    )


def _is_empty(draft: Answer) -> bool:
    """A return needs its workbook; any other answer some text or a file."""
    if uploads_of(draft).exists():
        return False
    return draft.request.kind == Request.Kind.RETURN or not draft.text.strip()


def _content(draft: Answer) -> Mapping[str, object]:
    files = sorted(one.stored.sha256 for one in uploads_of(draft))
    return {"text": draft.text, "files": files}


def _note(by: Person, draft: Answer, what: str, values: Mapping[str, object] | None = None) -> None:
    """An entry about the partnership's own work: it names the draft and not the request."""
    record.write(
        by=by,
        action=what,
        thing="partnership-draft",
        subject=draft.id,
        inspection=draft.request.inspection_id,
        values=values,
    )
