"""What somebody says in an item, on its way from a form to the database and to the library."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sixpoint.evidence.naming import Doubt, doubts
from sixpoint.evidence.types import Direction as Way
from sixpoint.evidence.types import EvidenceItem, Touches

from .models import Item, Said, Version


@dataclass(frozen=True, kw_only=True)
class Content:
    """An item without its number, its writer and its days in the workspace."""

    kind: str
    title: str
    says: str
    observed: date
    touches: tuple[Touches, ...]
    observed_until: date | None = None
    who: str = ""
    people: int | None = None
    themes: str = ""
    source: str = ""
    records: str = ""

    def fields(self) -> dict[str, Any]:
        """The columns of an item or a version."""
        return {name: value for name, value in asdict(self).items() if name != "touches"}

    def touched(self) -> list[list[str | int]]:
        """What is touched, as a version keeps it."""
        return [[one.indicator, one.direction.value, one.weight] for one in self.touches]

    def doubts(self) -> tuple[Doubt, ...]:
        """What in the words looks as if it tells who a child is."""
        texts = "\n".join((self.title, self.says, self.who, self.themes, self.source))
        return doubts(texts, on=self.observed)


def content_of(said: Item | Version) -> Content:
    """What an item says now, or said in one version."""
    columns = {field.name: getattr(said, field.name) for field in Said._meta.get_fields()}
    return Content(**columns, touches=touches_of(said))


def touches_of(said: Item | Version) -> tuple[Touches, ...]:
    """What it touches, by indicator."""
    if isinstance(said, Version):
        rows = [(str(one), str(way), int(weight)) for one, way, weight in said.touches]
    else:
        rows = [(one.indicator, one.direction, one.weight) for one in said.touches.all()]
    return tuple(
        Touches(indicator=indicator, direction=Way(way), weight=weight)
        for indicator, way, weight in sorted(rows)
    )


def as_evidence(item: Item) -> EvidenceItem:
    """The item as the library and an inspection's folder have it; `by` is a designation."""
    return EvidenceItem(
        id=f"e-{item.number}",
        kind=item.kind,
        title=item.title,
        observed=item.observed,
        recorded=item.recorded,
        by=item.author.designation,
        touches=touches_of(item),
        says=item.says,
        observed_until=item.observed_until,
        who=item.who or None,
        people=item.people,
        themes=tuple(item.themes_in_order),
        source=item.source or None,
    )
