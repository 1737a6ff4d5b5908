"""What people fill in about a timetable."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixpoint_web.shared.forms import Day, Revised

MOST_WEEKS = 104
LONGEST_HOLIDAY = timedelta(days=70)
YEARS = range(2000, 2091)


def _sensible(day: date) -> date:
    if day.year not in YEARS:
        raise forms.ValidationError(_("This year is too far away."))
    return day


class MakeTimetable(forms.Form):
    """When week 1 begins."""

    first_monday = Day(label=_("Monday of week 1"))

    def clean_first_monday(self) -> date:
        """A Monday."""
        day: date = _sensible(self.cleaned_data["first_monday"])
        if day.weekday() != 0:
            raise forms.ValidationError(_("Week 1 begins on a Monday. This day is none."))
        return day


class ChangeTimetable(Revised, MakeTimetable):
    """The same of one that is there, and how long it is."""

    weeks = forms.IntegerField(
        label=_("Weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        required=False,
        help_text=_("Leave it empty where nobody knows: it is then as long as its steps."),
    )
    holidays_count = forms.BooleanField(label=_("Weeks of school holidays count"), required=False)


class ChangeStep(Revised):
    """What happens, and in which weeks."""

    what = forms.CharField(label=_("What happens"), max_length=200)
    first = forms.IntegerField(
        label=_("First week"), min_value=1, max_value=MOST_WEEKS, required=False
    )
    last = forms.IntegerField(
        label=_("Last week"),
        min_value=1,
        max_value=MOST_WEEKS,
        required=False,
        help_text=_("Leave both empty where only the order is known."),
    )

    def clean(self) -> dict[str, Any]:
        """Weeks in order; one week is both first and last."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and not last:
            given["last"] = first
        if last and not first:
            self.add_error("first", _("Say the first week too."))
        if first and last and last < first:
            self.add_error("last", _("The last week is before the first."))
        return given


class AddHoliday(Revised):
    """School holidays in the partnership's area."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Such as: October week"))
    first = Day(label=_("First day"))
    last = Day(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        """In order, and no longer than a summer."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last:
            _sensible(first)
            if last < first:
                self.add_error("last", _("The last day is before the first."))
            elif last - first > LONGEST_HOLIDAY:
                self.add_error("last", _("No school holidays are so long."))
        return given
