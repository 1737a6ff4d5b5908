"""Invented evidence over the indicators of the framework, from `evidence.yaml` beside this.

It has a hole, and sources that disagree, so that the matrix has something to show.
"""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from sixpoint.evidence.register import READING
from sixpoint.evidence.types import EvidenceFile, EvidenceItem
from sixpoint.files import read_yaml
from sixpoint_web.accounts.models import Person
from sixpoint_web.evidence.actions import words_of
from sixpoint_web.evidence.content import Content
from sixpoint_web.evidence.models import Item, Touch, Version, Words
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import new_id

FILE = Path(__file__).with_name("evidence.yaml")


@transaction.atomic
def invent(inspection: Inspection, people: Mapping[str, Person]) -> None:
    """Puts all of it in, as if each role had recorded its own the day after."""
    for number, one in enumerate(read_yaml(FILE, EvidenceFile).items, 1):
        _put_in(inspection, people[one.by], one, number)


def _put_in(inspection: Inspection, author: Person, one: EvidenceItem, number: int) -> None:
    """The actions would record it as of today, and leave a trace of somebody who did nothing."""
    content = Content(
        kind=one.kind,
        title=one.title,
        says=one.says,
        observed=one.observed,
        who=one.who or "",
        source=one.source or "",
        records="social-work" if one.kind == READING else "",
        touches=one.touches,
    )
    said, touched = content.fields(), content.touched()
    item = Item.objects.create(
        inspection=inspection,
        number=number,
        author=author,
        recorded=one.recorded,
        key=new_id(),
        **said,
    )
    Version.objects.create(item=item, number=1, by=author, touches=touched, **said)
    Touch.objects.bulk_create(
        Touch(item=item, indicator=indicator, direction=direction, weight=weight)
        for indicator, direction, weight in touched
    )
    Words.objects.create(item=item, inspection=inspection, text=words_of(content))
