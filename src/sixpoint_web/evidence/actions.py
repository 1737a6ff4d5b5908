"""What can be done with evidence: recorded, changed, withdrawn."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from . import policies
from .content import Content
from .models import Draft, Item, Touch, Version, Words


@action
def record_item(*, by: Person, inspection: Inspection, key: UUID, content: Content) -> Item:
    """A new item; sent twice with one key it is made once."""
    policies.check_can_record(by, inspection, content.records)
    # On PostgreSQL two people at once wait for each other here; SQLite has one writer anyway.
    Inspection.objects.select_for_update().get(id=inspection.id)
    made = Item.objects.filter(key=key, author=by, inspection=inspection).first()
    if made is None:
        made = _make(by, inspection, key, content)
    Draft.objects.filter(person=by, key=key).delete()
    _leave_trace("evidence-recorded", by, made, content)
    return made


@action
def change_item(*, by: Person, item: Item, revision: int, content: Content) -> None:
    """Another version, unless somebody else made one since `revision`.

    Kinds of record are added and never taken away: earlier versions hold what came from them.
    """
    policies.check_can_change_item(by, item)
    content = replace(content, records=together(item.records, content.records))
    policies.check_can_see_records(by, item.inspection, content.records)
    same = Item.objects.filter(id=item.id, version=revision, state=Item.State.RECORDED)
    if not same.update(version=revision + 1, tells=_tells(content), **content.fields()):
        raise policies.changed_meanwhile()
    Touch.objects.filter(item=item).delete()
    item.refresh_from_db()
    _keep_words(by, item, content)
    Draft.objects.filter(person=by, item=item).delete()
    _leave_trace("evidence-changed", by, item, content)


@action
def withdraw_item(*, by: Person, item: Item, revision: int, why: str) -> None:
    """It counts no more; it stays to be read, with the reason."""
    policies.check_can_withdraw_item(by, item)
    if not why.strip():
        raise Refused(_("Say why it is withdrawn."))
    same = Item.objects.filter(id=item.id, version=revision, state=Item.State.RECORDED)
    now = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "withdrawn_why": why}
    if not same.update(state=Item.State.WITHDRAWN, **now):
        raise policies.changed_meanwhile()
    record.write(
        by=by,
        action="evidence-withdrawn",
        thing="evidence",
        subject=item.id,
        inspection=item.inspection_id,
        values={"why": why},
    )


def together(*records: str) -> str:
    """Kinds of record of several, sorted, with commas."""
    return ",".join(sorted({kind for one in records for kind in one.split(",") if kind}))


def _make(by: Person, inspection: Inspection, key: UUID, content: Content) -> Item:
    last = Item.objects.filter(inspection=inspection).aggregate(last=Max("number"))["last"]
    item = Item.objects.create(
        inspection=inspection,
        number=(last or 0) + 1,
        author=by,
        recorded=today(),
        key=key,
        tells=_tells(content),
        **content.fields(),
    )
    _keep_words(by, item, content)
    return item


def _keep_words(by: Person, item: Item, content: Content) -> None:
    """The version, what it touches, and what can be found of it."""
    Version.objects.create(
        item=item, number=item.version, by=by, touches=content.touched(), **content.fields()
    )
    Touch.objects.bulk_create(
        Touch(item=item, indicator=one.indicator, direction=one.direction, weight=one.weight)
        for one in content.touches
    )
    Words.objects.update_or_create(
        item=item, defaults={"inspection": item.inspection, "text": words_of(content)}
    )


def words_of(content: Content) -> str:
    """Everything of an item in which somebody may look for a word."""
    return "\n".join(filter(None, (content.title, content.says, content.who, content.themes)))


def _tells(content: Content) -> str:
    return ",".join(sorted({one.telling.value for one in content.doubts()}))


def _leave_trace(what: str, by: Person, item: Item, content: Content) -> None:
    record.write(
        by=by,
        action=what,
        thing="evidence",
        subject=item.id,
        inspection=item.inspection_id,
        values={**content.fields(), "touches": content.touched(), "version": item.version},
    )
