"""What pages show of an item: titles in place of codes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import pinned_framework

from .content import touches_of
from .models import Direction, Item, Version
from .queries import kinds_of_source

WORDS = dict(Direction.choices)


@dataclass(frozen=True, kw_only=True)
class ShownTouch:
    """An indicator that is touched, which way in a word, and how strongly (1 to 3)."""

    indicator: str
    title: str
    direction: str
    word: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """An item with titles."""

    item: Item
    kind: str
    touches: tuple[ShownTouch, ...]
    records: tuple[str, ...]


def rows(items: Iterable[Item], inspection: Inspection) -> list[ShownItem]:
    """Items of one inspection, in the order given."""
    return [row(one, inspection) for one in items]


def row(item: Item, inspection: Inspection) -> ShownItem:
    """One item of the inspection."""
    return ShownItem(
        item=item,
        kind=kind_title(item.kind, inspection),
        touches=touches(item, inspection),
        records=record_titles(item.records),
    )


def touches(said: Item | Version, inspection: Inspection) -> tuple[ShownTouch, ...]:
    """What an item or one version touches."""
    pack = pinned_framework(inspection)
    return tuple(
        ShownTouch(
            indicator=one.indicator,
            title=(pack.title_of(one.indicator) or "") if pack else "",
            direction=one.direction.value,
            word=str(WORDS[one.direction.value]),
            weight=one.weight,
        )
        for one in touches_of(said)
    )


def kind_title(kind: str, inspection: Inspection) -> str:
    """What the framework calls a kind of source; its id where the framework has it no more."""
    titles = {one.id: one.title for one in kinds_of_source(inspection)}
    return titles.get(kind, kind)


def record_titles(records: str) -> tuple[str, ...]:
    """What the kinds of record are called."""
    kinds = matrix().permissions.kinds_of_record
    named = [one for one in records.split(",") if one]
    return tuple(kinds[one].title if one in kinds else one for one in named)
