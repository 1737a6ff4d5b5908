"""Evidence for tests and benchmarks, made without the pages. On the inspectorate's side."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from uuid import UUID, uuid5

from sixpoint.evidence.types import Direction as Way
from sixpoint.evidence.types import Touches
from sixpoint_web.accounts.models import Person
from sixpoint_web.evidence.actions import words_of
from sixpoint_web.evidence.content import Content
from sixpoint_web.evidence.models import Direction, Item, Touch, Version, Words
from sixpoint_web.inspections.models import ChosenIndicator, Inspection, Pin

PACK, EDITION = "scotland-care-protection", "2019"
FIRST = date(2026, 9, 7)
NAMESPACE = UUID("5b0f8a52-8f0e-4c39-9e33-5a6f0a0f7c11")
KINDS = ("figure", "reading", "survey", "interview", "focus_group", "observation", "document")
INDICATORS = ("1.1", "2.1", "2.2", "5.1", "5.2", "5.3", "5.4", "6.2", "8.1", "9.2", "9.4")
SENTENCES = (
    "Staff described discussions that happen quickly and to which each brings what it knows.",
    "Chronologies were in place and seldom said what they meant for the child.",
    "Young people felt listened to, and did not always hear what had become of what they said.",
    "Managers look at plans of reviews each month and follow up what is late.",
)


def pinned(inspection: Inspection, *chosen: str) -> Inspection:
    """Pins the inspection to a framework; `chosen` are codes that it evaluates."""
    from sixpoint_web.frameworks.queries import framework

    pack = framework(f"{PACK}/{EDITION}")
    assert pack
    by = Person.objects.all()[:1][0]
    Pin.objects.create(
        inspection=inspection,
        pack=PACK,
        version=EDITION,
        content_hash=pack.content_hash,
        title=pack.header.title,
        programme=pack.programmes[0].id,
        programme_title=pack.programmes[0].title,
        pinned_by=by,
    )
    ChosenIndicator.objects.bulk_create(
        ChosenIndicator(
            inspection=inspection, code=code, title=pack.title_of(code) or "", place=place
        )
        for place, code in enumerate(chosen)
    )
    return inspection


def a_content(*touches: Touches, **changes: object) -> Content:
    """What an item says: an interview of one day, unless said otherwise."""
    said: dict[str, object] = {
        "kind": "interview",
        "title": "Health visitors on sharing concerns",
        "says": SENTENCES[0],
        "observed": FIRST,
        "touches": touches or (touching("5.2"),),
    }
    return Content(**said | changes)  # type: ignore[arg-type]


def touching(indicator: str, direction: str = "strength", weight: int = 2) -> Touches:
    """That something speaks to an indicator."""
    return Touches(indicator=indicator, direction=Way(direction), weight=weight)


def an_item(author: Person, inspection: Inspection, *touches: Touches, **changes: object) -> Item:
    """One item with its version, touches and words."""
    content = a_content(*touches, **changes)
    number = Item.objects.filter(inspection=inspection).count() + 1
    (item,) = put_in(author, inspection, [content], first=number)
    return item


def put_in(
    author: Person, inspection: Inspection, contents: Sequence[Content], *, first: int = 1
) -> list[Item]:
    """Many items at once, numbered from `first`, in a few statements."""
    numbers = count(first)
    items = [
        Item(
            inspection=inspection,
            number=(number := next(numbers)),
            author=author,
            recorded=one.observed + timedelta(days=1),
            key=uuid5(NAMESPACE, f"{inspection.id} {number}"),
            **one.fields(),
        )
        for one in contents
    ]
    Item.objects.bulk_create(items, batch_size=500)
    pairs = list(zip(items, contents, strict=True))
    Touch.objects.bulk_create(
        (
            Touch(item=i, indicator=t.indicator, direction=t.direction.value, weight=t.weight)
            for i, one in pairs
            for t in one.touches
        ),
        batch_size=500,
    )
    Version.objects.bulk_create(
        (Version(item=i, number=1, by=author, touches=c.touched(), **c.fields()) for i, c in pairs),
        batch_size=500,
    )
    Words.objects.bulk_create(
        (Words(item=i, inspection=inspection, text=words_of(c)) for i, c in pairs), batch_size=500
    )
    return items


def contents(how_many: int) -> list[Content]:
    """Invented contents of every kind over eleven indicators and sixty days, always the same."""
    ways = Direction.values
    return [
        a_content(
            touching(INDICATORS[n % 11], ways[n % 3], n % 3 + 1),
            touching(INDICATORS[(n + 4) % 11], ways[(n // 3) % 3], (n // 2) % 3 + 1),
            kind=KINDS[n % 7],
            title=f"Invented item {n}",
            says=" ".join(SENTENCES[(n + k) % 4] for k in range(n % 4 + 1)),
            observed=FIRST + timedelta(days=n % 60),
            source="attendance.latest" if n % 7 < 3 else "",
            records="social-work" if n % 7 == 1 else "",
        )
        for n in range(how_many)
    ]


def many_items(author: Person, inspection: Inspection, how_many: int) -> list[Item]:
    """So many invented items in an inspection that has none."""
    return put_in(author, inspection, contents(how_many))
