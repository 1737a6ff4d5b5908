"""Which evidence there is for somebody: never more than he may open, whatever he filters by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Max, QuerySet, Value, When

from sixpoint.evidence.triangulate import Tally
from sixpoint.packs.framework import EvidenceKind, Framework
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import pinned_framework
from sixpoint_web.shared.once import once

from .models import Attachment, Direction, Draft, Item, Touch, Version
from .policies import can_see_records


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """How a list is narrowed; empty means not at all. `indicator` may be a whole area."""

    kind: str = ""
    indicator: str = ""
    direction: str = ""
    author: UUID | None = None
    since: date | None = None
    until: date | None = None
    withdrawn: bool = False
    telling: bool = False


def open_records(by: Person, inspection: Inspection) -> list[str]:
    """The kinds of record, as items name them, of which somebody may see items here.

    Asked anew of what is stored, so that a kind nobody knows is closed.
    """
    kept = Item.objects.filter(inspection=inspection).order_by().values_list("records", flat=True)
    found = once(("records-kept", inspection.pk), lambda: sorted(set(kept.distinct())))
    return [one for one in found if can_see_records(by, inspection, one)]


def some_are_closed(by: Person, inspection: Inspection) -> bool:
    """Whether somebody's role or authority closes any kind of record to him."""
    from sixpoint_web.accounts.matrix import matrix

    kinds = matrix().permissions.kinds_of_record
    return not all(can_see_records(by, inspection, kind) for kind in kinds)


def items(by: Person, inspection: Inspection, narrowed: Narrowed | None = None) -> QuerySet[Item]:
    """The items of an inspection that somebody may open, the latest seen first."""
    how = narrowed or Narrowed()
    found = _open(by, inspection, withdrawn=how.withdrawn)
    if how.kind:
        found = found.filter(kind=how.kind)
    if how.author:
        found = found.filter(author=how.author)
    if how.since:
        found = found.filter(observed__gte=how.since)
    if how.until:
        found = found.filter(observed__lte=how.until)
    if how.telling:
        found = found.exclude(tells="")
    found = _touching(found, inspection, how)
    shown = found.select_related("author", "inspection").prefetch_related("touches")
    return shown.order_by("-observed", "-number")


def authors(by: Person, inspection: Inspection) -> list[Person]:
    """Who recorded what somebody may open."""
    wrote = _open(by, inspection).order_by().values("author")
    return list(Person.objects.filter(id__in=wrote))


def item_with(id_: UUID) -> Item | None:
    """One item with its inspection and author."""
    found = Item.objects.select_related("inspection", "author", "withdrawn_by")
    return found.filter(id=id_).first()


def versions(item: Item) -> list[Version]:
    """Every version, the first first."""
    return list(Version.objects.filter(item=item).select_related("by").order_by("number"))


def attachments(item: Item) -> QuerySet[Attachment]:
    """The files beside an item that are still there."""
    found = Attachment.objects.filter(item=item, stored__removed_at=None)
    return found.select_related("stored", "by")


def attachment_with(id_: UUID) -> Attachment | None:
    """One file with its item."""
    found = Attachment.objects.select_related("stored", "item__inspection")
    return found.filter(id=id_).first()


def drafts(by: Person, inspection: Inspection | None = None) -> QuerySet[Draft]:
    """What somebody has begun to write, the latest first."""
    found = Draft.objects.filter(person=by).select_related("inspection", "item")
    return found.filter(inspection=inspection) if inspection else found


def draft_with(id_: UUID) -> Draft | None:
    """One draft with its inspection."""
    return Draft.objects.select_related("inspection", "item").filter(id=id_).first()


def tallies(
    by: Person, inspection: Inspection, *, within: Mapping[str, str]
) -> dict[str, dict[str, Tally]]:
    """How many items of each kind speak to each indicator, of what somebody may open: one query.

    `within` names indicators that count for an area as a whole; an item counts there once.
    """
    whole = [When(indicator=one, then=Value(area)) for one, area in within.items()]
    rows = (
        Touch.objects.filter(
            item__inspection=inspection,
            item__state=Item.State.RECORDED,
            item__records__in=open_records(by, inspection),
        )
        .order_by()
        .annotate(place=Case(*whole, default=F("indicator")))
        .values_list("place", "item__kind", "direction")
        .annotate(number=Count("item", distinct=bool(whole)), heaviest=Max("weight"))
    )
    found: dict[str, dict[str, dict[str, tuple[int, int]]]] = {}
    for indicator, kind, direction, number, heaviest in rows:
        place = found.setdefault(indicator, {}).setdefault(kind, {})
        place[direction] = (number, heaviest)
    return {
        indicator: {kind: _tally(said) for kind, said in kinds.items()}
        for indicator, kinds in found.items()
    }


def kinds_of_source(inspection: Inspection) -> tuple[EvidenceKind, ...]:
    """The kinds of source that the inspection's framework knows; none before it is pinned."""
    pack = pinned_framework(inspection)
    return pack.method.evidence_kinds if pack else ()


def covers(pack: Framework | None, code: str) -> list[str]:
    """An indicator itself, or all of an area with the area."""
    inside = [one.id for one in pack.indicators if one.area == code] if pack else []
    return [code, *inside]


def _open(by: Person, inspection: Inspection, *, withdrawn: bool = False) -> QuerySet[Item]:
    state = Item.State.WITHDRAWN if withdrawn else Item.State.RECORDED
    records = open_records(by, inspection)
    return Item.objects.filter(inspection=inspection, state=state, records__in=records)


def _touching(found: QuerySet[Item], inspection: Inspection, how: Narrowed) -> QuerySet[Item]:
    """Indicator and direction are of the same touch."""
    asked: dict[str, Any] = {}
    if how.indicator:
        asked["indicator__in"] = covers(pinned_framework(inspection), how.indicator)
    if how.direction:
        asked["direction"] = how.direction
    if not asked:
        return found
    return found.filter(id__in=Touch.objects.filter(**asked).values("item"))


def _tally(said: Mapping[str, tuple[int, int]]) -> Tally:
    strengths, heaviest_strength = said.get(Direction.STRENGTH, (0, 0))
    weaknesses, heaviest_weakness = said.get(Direction.WEAKNESS, (0, 0))
    return Tally(
        strengths=strengths,
        weaknesses=weaknesses,
        neutral=said.get(Direction.NEUTRAL, (0, 0))[0],
        heaviest_strength=heaviest_strength,
        heaviest_weakness=heaviest_weakness,
    )
