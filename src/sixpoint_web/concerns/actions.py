"""What can be done with a concern: raise it, answer for it, hand it over, respond, close it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import changed_meanwhile
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from . import line, policies, queries, sealing, states
from .clock import due
from .destroying import destroy_note
from .models import About, Concern, Done, SealedNote
from .sealing import Note, digest_of, seal
from .telling import ASKED_AGAIN, HANDED_OVER, RECEIVED, tell

PARTNERSHIP_LEVEL, MANAGERS_LEVEL = 1, 2


class NobodyLeft(Refused):
    """Nobody here could receive the concern: it must be told by telephone."""


@action
def raise_concern(
    *,
    by: Person,
    inspection: Inspection,
    key: UUID,
    case_reference: str,
    note: Note,
    danger: bool,
    rung: str,
    rung_at: datetime | None,
    about: Collection[Person],
) -> Concern:
    """Keeps it, seals its note, starts its clock and tells whoever answers first; once for a key.

    NobodyLeft where it goes round everybody; nothing is kept then.
    """
    policies.check_can_raise(by, inspection)
    found = line.line_of(inspection, {one.pk for one in about})
    level = found.first_level(raised_by=by)
    if level is None:
        raise NobodyLeft(_("Nobody here can receive this. Ring one of the numbers now."))
    now = timezone.now()
    by_when = due(queries.limits_of(inspection), state=states.RECEIVED, danger=danger, since=now)
    raised, new = Concern.objects.get_or_create(
        key=key,
        defaults={
            "inspection": inspection,
            "raised_by": by,
            "received_at": now,
            "case_reference": case_reference,
            "danger": danger,
            "rung": rung,
            "rung_at": rung_at,
            "state_since": now,
            "due_at": by_when,
            "next_look": now,
            "with_partnership": level >= PARTNERSHIP_LEVEL,
            "with_managers": level >= MANAGERS_LEVEL,
        },
    )
    if raised.raised_by_id != by.pk or raised.inspection_id != inspection.pk:
        raise changed_meanwhile()
    if new:
        _begin(raised, note=note, about=about, now=now)
    name = "concern-raised" if new else "concern-sent-twice"
    _trace(by, raised, name, {"danger": danger, "about": sorted(str(one.pk) for one in about)})
    return raised


@action
def open_note(*, by: Person, concern: Concern) -> Note:
    """The sealed note, for somebody who answers for it; that he opened it is in the trail."""
    policies.check_can_open(by, concern)
    record.write(
        by=by,
        action="sealed-note-seen",
        thing="sealed-note",
        subject=concern.id,
        inspection=concern.inspection_id,
    )
    kept = SealedNote.objects.get(concern=concern)
    if kept.sealed is None:
        raise changed_meanwhile()
    return sealing.unseal(concern.id, bytes(kept.sealed))


@action
def acknowledge(*, by: Person, concern: Concern) -> None:
    """Somebody of the team has it."""
    _may_move(by, concern, "acknowledge")
    policies.check_can_acknowledge(by, concern)
    _move(by, concern, "acknowledge")


@action
def hand_over(*, by: Person, concern: Concern, told_by_telephone: str) -> None:
    """To the partnership: whoever answers there is told, or was rung and is named by designation.

    Refused where neither is so: nobody would have it.
    """
    _may_move(by, concern, "hand-over")
    policies.check_can_hand_over(by, concern)
    receivers = line.line_of_concern(concern).partnership
    if not receivers and not told_by_telephone:
        raise Refused(
            _("Nobody of the partnership is left here. Ring, and say whom you told by telephone.")
        )
    _move(by, concern, "hand-over", designation=told_by_telephone)
    Concern.objects.filter(id=concern.id).update(with_partnership=True)
    tell(receivers, concern, why=HANDED_OVER, at=timezone.now())


@action
def take_over(*, by: Person, concern: Concern) -> None:
    """The partnership has it."""
    _may_move(by, concern, "take-over")
    policies.check_can_take_over(by, concern)
    _move(by, concern, "take-over")


@action
def respond(
    *, by: Person, concern: Concern, says: str, happened_at: datetime, designation: str
) -> None:
    """What was done, when, and by whom by designation."""
    _may_move(by, concern, "respond")
    policies.check_can_respond(by, concern)
    _move(by, concern, "respond", says=says, happened_at=happened_at, designation=designation)


@action
def ask_again(*, by: Person, concern: Concern, says: str) -> None:
    """The response is not enough: everybody whom it has reached is told."""
    _may_move(by, concern, "ask-again")
    policies.check_can_ask_again(by, concern)
    _move(by, concern, "ask-again", says=says)
    reached = line.line_of_concern(concern).reached(concern)
    tell([one for one in reached if one != by], concern, why=ASKED_AGAIN, at=timezone.now())


@action
def close(*, by: Person, concern: Concern) -> None:
    """The response is enough: the sealed note is destroyed, and what was done stays."""
    _may_move(by, concern, "close")
    policies.check_can_close(by, concern)
    _move(by, concern, "close")
    destroy_note(concern, by=by)


def _begin(concern: Concern, *, note: Note, about: Collection[Person], now: datetime) -> None:
    """The note, whom it goes round, and the first messages."""
    sealed = seal(concern.id, note)
    SealedNote.objects.create(concern=concern, sealed=sealed, digest=digest_of(sealed))
    About.objects.bulk_create(About(concern=concern, person=one) for one in about)
    reached = line.line_of_concern(concern).reached(concern)
    tell([one for one in reached if one != concern.raised_by], concern, why=RECEIVED, at=now)


def _may_move(by: Person, concern: Concern, step: str) -> None:
    """Of those who may see it, the second of two at once is told so, and keeps what he typed."""
    policies.check_can_see_concern(by, concern)
    if concern.state not in states.STEPS[step].before:
        raise changed_meanwhile()


def _move(
    by: Person,
    concern: Concern,
    step: str,
    *,
    says: str = "",
    designation: str = "",
    happened_at: datetime | None = None,
) -> None:
    """Compare-and-set from the state that was asked about; starts the clock of the next."""
    after, now = states.STEPS[step].after, timezone.now()
    limits = queries.limits_of(concern.inspection)
    by_when = due(limits, state=after, danger=concern.danger, since=now)
    moved = Concern.objects.filter(id=concern.id, state=concern.state).update(
        state=after, state_since=now, due_at=by_when, next_look=now
    )
    if not moved:
        raise changed_meanwhile()
    Done.objects.create(
        concern=concern,
        by=by,
        at=now,
        step=step,
        says=says,
        designation=designation,
        happened_at=happened_at,
    )
    _trace(by, concern, f"concern-{after}", {"says": says, "designation": designation})


def _trace(by: Person, concern: Concern, name: str, values: dict[str, object]) -> None:
    record.write(
        by=by,
        action=name,
        thing="concern",
        subject=concern.id,
        inspection=concern.inspection_id,
        values=values,
    )
