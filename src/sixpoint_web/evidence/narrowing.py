"""How a list of evidence is narrowed, read from an address or a form. What it cannot read it leaves
out: an address that somebody cut short still shows a list."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.forms import Day

from .forms import indicator_choices
from .models import Direction
from .queries import Narrowed, authors, kinds_of_source

ANY = ("", _("Any"))


class Narrow(forms.Form):
    """Kind, indicator, direction, writer and days."""

    kind = forms.ChoiceField(label=_("Kind of source"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    direction = forms.ChoiceField(
        label=_("Which way"), required=False, choices=[ANY, *Direction.choices]
    )
    author = forms.ChoiceField(label=_("Recorded by"), required=False)
    since = Day(label=_("Seen from"), required=False)
    until = Day(label=_("Seen up to"), required=False)
    withdrawn = forms.BooleanField(label=_("Withdrawn items only"), required=False)
    telling = forms.BooleanField(label=_("Only what may name somebody"), required=False)

    def __init__(self, data: Any, *, by: Person, inspection: Inspection) -> None:
        super().__init__(data)
        kinds = [(one.id, one.title) for one in kinds_of_source(inspection)]
        wrote = [(str(one.pk), one.name) for one in authors(by, inspection)]
        _choices(self.fields["kind"], [ANY, *kinds])
        _choices(self.fields["indicator"], [ANY, *indicator_choices(inspection)[1:]])
        _choices(self.fields["author"], [ANY, *wrote])

    def narrowed(self) -> Narrowed:
        """What could be read of it."""
        self.is_valid()
        given: Mapping[str, Any] = self.cleaned_data
        author = given.get("author")
        return Narrowed(
            kind=given.get("kind", ""),
            indicator=given.get("indicator", ""),
            direction=given.get("direction", ""),
            author=UUID(author) if author else None,
            since=given.get("since"),
            until=given.get("until"),
            withdrawn=given.get("withdrawn", False),
            telling=given.get("telling", False),
        )


def as_address(narrowed: Narrowed) -> str:
    """The same narrowing as the end of an address, without the question mark."""
    said = {name: _said(value) for name, value in vars(narrowed).items() if value}
    return urlencode(said)


def _said(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "on" if value is True else str(value)


def _choices(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
