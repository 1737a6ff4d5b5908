"""Fields that several forms have."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .ids import new_id


class Day(forms.DateField):
    """A day, chosen with whatever the browser offers."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, **options)


class Revised(forms.Form):
    """Changes something that others may change at the same time.

    It carries the revision that somebody saw. Of two who send it, the second is told, and what he
    typed stays.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def tell(self, reason: str, *, revision: int) -> None:
        """Says that somebody else was quicker; sent again, the form changes what is there now."""
        assert isinstance(self.data, QueryDict)
        given = self.data.copy()
        given[self.add_prefix("revision")] = str(revision)
        self.data = given
        self.add_error(None, reason)


class SentOnce(forms.Form):
    """Makes something once, however often it is sent: the key is drawn when it is opened."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


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
