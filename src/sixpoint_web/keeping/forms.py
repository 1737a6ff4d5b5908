"""What is asked of the audit trail."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.shared.forms import Day


class Opened(forms.Form):
    """From one day to another, both of which count; of one thing by its id, or of all."""

    first = Day(label=_("First day"))
    last = Day(label=_("Last day"))
    subject = forms.CharField(
        label=_("Id of one thing"),
        max_length=64,
        required=False,
        help_text=_("As the audit trail has it. Leave it empty for everything."),
    )

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("The last day is before the first."))
        return given

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment that counts and the first that no longer does, in local time."""
        given = self.cleaned_data
        days = (given["first"], given["last"] + timedelta(days=1))
        first, after = (timezone.make_aware(datetime.combine(day, time.min)) for day in days)
        return first, after
