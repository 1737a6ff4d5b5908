"""Writing a partnership discussion down, sharing it, adding to it, and agreeing on it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import changed_meanwhile
from sixpoint_web.shared.acting import action

from .. import policies
from ..models import AgreedAction, Discussion
from ..queries import people_with
from ..telling import tell_one

State = Discussion.State


@action
def add_discussion(
    *, by: Person, inspection: Inspection, key: UUID, words: Mapping[str, object]
) -> Discussion:
    """A draft that only the joint team sees."""
    policies.check_can_add_discussion(by, inspection)
    added = Discussion.objects.create(inspection=inspection, written_by=by, key=key, **words)
    _trace(by, added, "discussion-drafted", words)
    return added


@action
def change_discussion(
    *, by: Person, discussion: Discussion, revision: int, words: Mapping[str, object]
) -> None:
    """What the joint team wrote; whoever agreed before has to agree again."""
    policies.check_can_change_discussion(by, discussion)
    _set(discussion, revision, written_by=by, written_at=timezone.now(), **words)
    _trace(by, discussion, "discussion-changed", words)


@action
def share(*, by: Person, discussion: Discussion) -> None:
    """The partnership sees it from now on, and adds what it said back."""
    policies.check_can_share_discussion(by, discussion)
    _set(discussion, discussion.revision, state=State.SHARED)
    _trace(by, discussion, "discussion-shared")
    for one in people_with(discussion.inspection, "co-ordinator"):
        tell_one(
            one,
            kind="discussion-shared",
            title=_("The joint team wrote a discussion down"),
            text=_("Sign in to add what was said back, and to agree."),
        )


@action
def say_back(*, by: Person, discussion: Discussion, revision: int, said_back: str) -> None:
    """What the partnership said; whoever agreed before has to agree again."""
    policies.check_can_say_back(by, discussion)
    _set(discussion, revision, said_back=said_back)
    _trace(by, discussion, "discussion-said-back", {"said_back": said_back})


@action
def agree(*, by: Person, discussion: Discussion, revision: int) -> None:
    """One side agrees with what stands there; with both, nothing changes any more."""
    policies.check_can_agree(by, discussion)
    ours = policies.is_of_partnership(by, discussion.inspection)
    other = discussion.team_agreed if ours else discussion.partnership_agreed
    values: dict[str, object] = {"partnership_agreed" if ours else "team_agreed": by}
    if other is not None:
        values |= {"state": State.AGREED, "agreed_at": timezone.now()}
    here = Discussion.objects.filter(
        id=discussion.id,
        state=State.SHARED,
        revision=revision,
        team_agreed=discussion.team_agreed,
        partnership_agreed=discussion.partnership_agreed,
    )
    if not here.update(**values):
        raise changed_meanwhile()
    _trace(by, discussion, "discussion-agreed")


@action
def add_agreed_action(
    *,
    by: Person,
    discussion: Discussion,
    key: UUID,
    what: str,
    side: str,
    who: str,
    due: date,
) -> AgreedAction:
    """Something to be done, which both sides then agree on."""
    policies.check_can_add_agreed_action(by, discussion)
    _set(discussion, discussion.revision)
    added = AgreedAction.objects.create(
        discussion=discussion, what=what, side=side, who=who, due=due, key=key
    )
    _trace(by, discussion, "agreed-action-added", {"what": what, "who": who, "due": due})
    return added


@action
def finish(*, by: Person, agreed: AgreedAction) -> None:
    """It is done, as the side says that does it."""
    policies.check_can_finish_agreed_action(by, agreed)
    still = AgreedAction.objects.filter(id=agreed.id, done_at=None)
    refuse_if(not still.exists(), _("It is done already."))
    still.update(done_by=by, done_at=timezone.now())
    _trace(by, agreed.discussion, "agreed-action-done")


def _set(discussion: Discussion, revision: int, **values: object) -> None:
    """Compare-and-set; whatever changes takes both sides' agreement away."""
    here = Discussion.objects.filter(
        id=discussion.id, state=discussion.state, revision=revision
    ).exclude(state=State.AGREED)
    if not here.update(revision=revision + 1, team_agreed=None, partnership_agreed=None, **values):
        raise changed_meanwhile()


def _trace(
    by: Person, one: Discussion, what: str, values: Mapping[str, object] | None = None
) -> None:
    record.write(
        by=by,
        action=what,
        thing="discussion",
        subject=one.id,
        inspection=one.inspection_id,
        values=values,
    )
