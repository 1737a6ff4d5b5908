"""What people fill in about partnership discussions and hours."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.queries import today
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.forms import Day, Revised, SentOnce

from .forms import NO_NAMES, services_of
from .models import AgreedAction


class DiscussionWords(forms.Form):
    """What the joint team writes down."""

    title = forms.CharField(label=_("In a few words"), max_length=160)
    held_on = Day(label=_("Day"))
    agenda = forms.CharField(
        label=_("Agenda"), max_length=5_000, widget=forms.Textarea, help_text=NO_NAMES
    )
    took_part = forms.CharField(
        label=_("Who took part"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=_("By designation, one a line; never by name."),
    )
    said_by_team = forms.CharField(
        label=_("What the joint team said"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea,
        help_text=NO_NAMES,
    )

    @property
    def words(self) -> dict[str, Any]:
        """What is stored, without the marks of the form."""
        marks = {"key", "revision"}
        return {name: value for name, value in self.cleaned_data.items() if name not in marks}


class AddDiscussion(SentOnce, DiscussionWords):
    """A new one."""


class ChangeDiscussion(Revised, DiscussionWords):
    """Other words."""


class SayBack(Revised):
    """What the partnership said."""

    said_back = forms.CharField(
        label=_("What was said back"),
        max_length=20_000,
        widget=forms.Textarea,
        help_text=NO_NAMES,
    )


class AddAgreedAction(SentOnce):
    """Something to be done."""

    what = forms.CharField(label=_("What is to be done"), max_length=500)
    side = forms.ChoiceField(label=_("Which side does it"), choices=AgreedAction.Side.choices)
    who = forms.CharField(
        label=_("Who, by designation"), max_length=120, help_text=_("Never by name.")
    )
    due = Day(label=_("By when"))


class Agree(Revised):
    """What somebody saw and agrees with."""


class NoteHours(SentOnce):
    """Hours spent."""

    service = forms.ChoiceField(label=_("Service"))
    hours = forms.DecimalField(
        label=_("Hours"), max_digits=6, decimal_places=2, min_value=Decimal("0.25")
    )
    spent_on = Day(label=_("Day"))
    what = forms.CharField(label=_("On what"), max_length=160, required=False, help_text=NO_NAMES)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service = self.fields["service"]
        assert isinstance(service, forms.ChoiceField)
        service.choices = [(one, one) for one in services_of(inspection)]
        self.fields["spent_on"].initial = today

    @property
    def words(self) -> dict[str, Any]:
        """What is stored, without the mark of the form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}
