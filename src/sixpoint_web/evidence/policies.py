"""Who may do what with evidence: the matrix, and each person's authority over kinds of record.

What comes from children's records is a thing of its own in the matrix, so that roles which may
never see records cannot be let in by any line; and whoever may see some reads only those kinds
that his authority covers.
"""

from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import quietly, refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import authorities
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import ask_in
from sixpoint_web.shared.guard import Stale
from sixpoint_web.shared.once import once

from .models import Attachment, Draft, Item


def state_of(item: Item) -> str:
    """`withdrawn`, else the state of its inspection."""
    if item.inspection.state != item.inspection.State.CLOSED and (
        item.state == Item.State.WITHDRAWN
    ):
        return "withdrawn"
    return item.inspection.state


def check_can_see_evidence(by: Person, inspection: Inspection) -> None:
    """Items, search and matrix of an inspection; each item is asked about for itself."""
    ask_in(inspection, by, thing="evidence", action="see")


def check_can_see_withdrawn(by: Person, inspection: Inspection) -> None:
    """Items that do not count any more."""
    ask_in(inspection, by, thing="evidence", action="see", state="withdrawn")


def check_can_see_records(by: Person, inspection: Inspection, records: str) -> None:
    """What comes from these kinds of record, named with commas; nothing: no record."""
    ask_in(inspection, by, thing=_thing(records), action="see")
    _refuse_without_authority(by, records)


def check_can_see_item(by: Person, item: Item) -> None:
    """One item with its versions and files."""
    _ask(by, item, "see")


def check_can_record(by: Person, inspection: Inspection, records: str = "") -> None:
    """A new item, from these kinds of record."""
    ask_in(inspection, by, thing=_thing(records), action="record")
    _refuse_without_authority(by, records)


def check_can_change_item(by: Person, item: Item) -> None:
    """What it says, and its files."""
    _ask(by, item, "change-own" if item.author_id == by.pk else "change")


def check_can_withdraw_item(by: Person, item: Item) -> None:
    """It then counts no more, and stays to be read."""
    _ask(by, item, "withdraw-own" if item.author_id == by.pk else "withdraw")


def check_can_open_file(by: Person, attachment: Attachment) -> None:
    """A file is as open as its item."""
    check_can_see_item(by, attachment.item)
    refuse_if(attachment.stored.removed_at is not None, _("This file was destroyed."))


def check_can_open_draft(by: Person, draft: Draft) -> None:
    """A draft is its writer's alone, as long as he may write."""
    check_can_record(by, draft.inspection)
    refuse_if(draft.person_id != by.pk, _("This is somebody else's draft."))


can_see_evidence = quietly(check_can_see_evidence)
can_see_withdrawn = quietly(check_can_see_withdrawn)
can_see_records = quietly(check_can_see_records)
can_see_item = quietly(check_can_see_item)
can_record = quietly(check_can_record)
can_change_item = quietly(check_can_change_item)
can_withdraw_item = quietly(check_can_withdraw_item)


def changed_meanwhile() -> Stale:
    """Somebody else was quicker."""
    return Stale(
        _("Somebody else changed this item after you opened it. Your text is still in the form.")
    )


def _ask(by: Person, item: Item, action: str) -> None:
    thing = _thing(item.records)
    ask_in(item.inspection, by, thing=thing, action=action, state=state_of(item))
    _refuse_without_authority(by, item.records)


def _thing(records: str) -> str:
    return "evidence-of-records" if records else "evidence"


def _refuse_without_authority(by: Person, records: str) -> None:
    """A kind that nobody decided about, or that the matrix does not know, is closed."""
    if records:
        may = once(("authorities", by.pk), lambda: authorities(by))
        closed = [kind for kind in records.split(",") if not may.get(kind, False)]
        refuse_if(bool(closed), _("Your authority does not cover this kind of record."))
