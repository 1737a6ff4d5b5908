"""What people fill in about the board."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import chosen_indicators
from sixpoint_web.shared.forms import Revised, SentOnce

from ..models.board import Standing
from ..queries.board import may_touch


class Placed(forms.Form):
    """A column, with reasons."""

    state = forms.ChoiceField(
        label=_("Where it stands"), choices=Standing.choices, widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("What was seen, heard or read so far. Staff by designation, nobody by name."),
    )
    would_settle = forms.CharField(
        label=_("What would settle it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Needed while it is uncertain: whom to ask, what to read or to look at."),
    )

    def clean(self) -> dict[str, Any]:
        """What is uncertain says what would settle it."""
        given = super().clean() or {}
        if given.get("state") == Standing.UNCERTAIN and not given.get("would_settle"):
            self.add_error("would_settle", _("Say it: otherwise this stays uncertain."))
        return given


class AddToBoard(Placed, SentOnce):
    """Something new on the board."""

    what = forms.CharField(label=_("What the team asks itself"), max_length=300)
    touches = forms.TypedChoiceField(label=_("Indicator or theme"))
    field_order = ("what", "touches", "state", "reasons", "would_settle")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {one.code: f"{one.code} {one.title}" for one in chosen_indicators(inspection)}
        found = may_touch(inspection)
        field = self.fields["touches"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            (titles[code], [(one.value, one.theme or titles[code]) for one in touched])
            for code, touched in groupby(found, key=lambda one: one.indicator)
        ]
        by_value = {one.value: one for one in found}
        field.coerce = by_value.__getitem__


class MoveItem(Placed, Revised):
    """To another column, or to other reasons."""
