"""Fields that several forms have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Day(forms.DateField):
    """A day, chosen with whatever the browser offers."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, **options)


class Period(forms.Form):
    """From one day, to another or without an end; both days count."""

    starts = Day(label=_("First day"))
    ends = Day(label=_("Last day"), required=False, help_text=_("Leave it empty for no end."))

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", _("The last day is before the first."))
        return given
