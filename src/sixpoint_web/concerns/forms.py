"""What people fill in about a concern, and about whom to ring."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.forms import SentOnce

from .hours import WEEKDAYS
from .queries import people_to_name

REFERENCE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9/_.-]{1,39}")
"""A local reference: one word with a digit. A name is none."""

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,38}")
CLOCKS_DIFFER = timedelta(minutes=5)
NOBODY = "nobody"
RUNG = [
    ("999", _("999")),
    ("duty", _("A duty number of the partnership")),
    ("team", _("The lead or the depute of the inspection")),
    ("other", _("Somebody else, as written below")),
    (NOBODY, _("Nobody yet")),
]
DAYS = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday")]
DAYS += [_("Saturday"), _("Sunday")]


class Moment(forms.DateTimeField):
    """A day and a time by the clock on the wall, not in the future.

    In the night in which an hour comes twice, the first of the two is meant: no form is refused
    because of the clock.
    """

    def __init__(self, **options: Any) -> None:
        picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=picker, input_formats=["%Y-%m-%dT%H:%M"], **options)

    def to_python(self, value: Any) -> datetime | None:
        """The instant, or None."""
        if value in self.empty_values:
            return None
        try:
            naive = datetime.strptime(str(value).strip()[:16], "%Y-%m-%dT%H:%M")
        except ValueError:
            raise forms.ValidationError(_("Write a day and a time.")) from None
        at = naive.replace(tzinfo=timezone.get_current_timezone())
        if at > timezone.now() + CLOCKS_DIFFER:
            raise forms.ValidationError(_("This is in the future."))
        return at


class People(forms.ModelMultipleChoiceField[Person]):
    """People, each by name, designation and organisation."""

    def label_from_instance(self, obj: Person) -> str:
        """How one is shown."""
        return f"{obj.name}, {obj.designation}, {obj.body.name}"


class RaiseConcern(SentOnce):
    """A concern about a child: a reference or a name, what was seen, and who was rung."""

    danger = forms.TypedChoiceField(
        label=_("Is the child in danger now?"),
        choices=[("yes", _("Yes")), ("no", _("No, not at this moment"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        help_text=_("If you do not know, answer yes."),
    )
    case_reference = forms.CharField(
        label=_("Case reference, if you have it"),
        max_length=40,
        required=False,
        help_text=_("The local reference, such as C-1042. Never a name."),
    )
    name = forms.CharField(
        label=_("The child's name, only if you have no reference"),
        max_length=200,
        required=False,
        help_text=_("Sealed. Only those who answer for this concern can open it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(
        label=_("What did you see or hear?"),
        max_length=6000,
        widget=forms.Textarea,
        help_text=_("Sealed too. Facts, in the words that were used. Where, when, who was there."),
    )
    rung = forms.MultipleChoiceField(
        label=_("Whom have you rung?"), choices=RUNG, widget=forms.CheckboxSelectMultiple
    )
    rung_at = Moment(label=_("When did you ring first?"), required=False)
    about = People(
        label=_("Is it about somebody who uses this workspace?"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Choose everybody whom it is about. They are told nothing and see nothing of it; others"
            " get it instead. Write down there who else it is about."
        ),
    )

    def __init__(self, *args: Any, inspection: Inspection, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        assert isinstance(about, People)
        about.queryset = people_to_name(inspection, by)

    def clean_case_reference(self) -> str:
        """One word with a digit, or nothing."""
        given = str(self.cleaned_data["case_reference"]).strip()
        if given and not REFERENCE.fullmatch(given):
            raise forms.ValidationError(
                _("This does not look like a reference. A name belongs into the sealed field.")
            )
        return given

    def clean(self) -> dict[str, Any]:
        """Some way to know the child; a time with a call, and nobody means nobody."""
        given = super().clean() or {}
        wrong = self.errors
        if not {"case_reference", "name"} & set(wrong) and not (
            given.get("case_reference") or given.get("name")
        ):
            self.add_error("case_reference", _("Give the reference, or else the name."))
        rung = given.get("rung", [])
        if NOBODY in rung and len(rung) > 1:
            self.add_error("rung", _("You chose somebody, and nobody."))
        if rung and NOBODY not in rung and not given.get("rung_at") and "rung_at" not in wrong:
            self.add_error("rung_at", _("Say when you rang."))
        if rung == [NOBODY]:
            given["rung_at"] = None
        return given


class HandOver(forms.Form):
    """To the partnership."""

    told_by_telephone = forms.CharField(
        label=_("Whom did you tell by telephone?"),
        max_length=120,
        required=False,
        help_text=_("By job title, such as duty team manager. No names."),
    )

    def __init__(self, *args: Any, receivers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receivers = receivers

    def clean(self) -> dict[str, Any]:
        """Somebody has it: here, or by telephone."""
        given = super().clean() or {}
        if not self.receivers and not given.get("told_by_telephone"):
            self.add_error(
                "told_by_telephone",
                _("Nobody of the partnership can receive it here. Ring, and say whom you told."),
            )
        return given


class Respond(forms.Form):
    """What was done."""

    says = forms.CharField(
        label=_("What was done?"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("This stays when the sealed note is destroyed. No names."),
    )
    happened_at = Moment(label=_("When was it done?"))
    designation = forms.CharField(
        label=_("By whom?"), max_length=120, help_text=_("By job title. No names.")
    )


class AskAgain(forms.Form):
    """Why it is not enough."""

    says = forms.CharField(
        label=_("What is missing?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("No names."),
    )


class AddNumber(SentOnce):
    """A duty number of the partnership."""

    name = forms.CharField(
        label=_("Who answers"), max_length=120, help_text=_("Such as children's duty team.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40)
    out_of_hours = forms.BooleanField(
        label=_("Answers whenever no other number does (out of hours)"), required=False
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days"),
        choices=list(zip(WEEKDAYS, DAYS, strict=True)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_time = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    to_time = forms.TimeField(
        label=_("To"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("An end before the beginning means the next morning. Twice the same: all day."),
    )
    on_holidays = forms.BooleanField(label=_("Also on public holidays"), required=False)

    def clean_phone(self) -> str:
        """Digits that a telephone can ring."""
        return phone_of(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Days and hours, unless it answers whenever no other does."""
        given = super().clean() or {}
        if not given.get("out_of_hours"):
            for name in ("weekdays", "from_time", "to_time"):
                if name not in self.errors and given.get(name) in (None, [], ""):
                    self.add_error(name, _("Say when it answers, or choose out of hours."))
        return given


class GiveOwnNumber(forms.Form):
    """One's own telephone."""

    own_phone = forms.CharField(
        label=_("Your telephone for concerns"),
        max_length=40,
        help_text=_("Everybody of this inspection sees it when they have a concern."),
    )

    def clean_own_phone(self) -> str:
        """Digits that a telephone can ring."""
        return phone_of(self.cleaned_data["own_phone"])


class SetClock(forms.Form):
    """How long each step may take before the next person is told."""

    danger_minutes = forms.IntegerField(
        label=_("Minutes to an answer, if the child is in danger"), min_value=1, max_value=120
    )
    minutes = forms.IntegerField(label=_("Minutes to an answer"), min_value=1, max_value=1440)
    respond_hours = forms.IntegerField(
        label=_("Hours until a response is recorded"), min_value=1, max_value=336
    )
    close_days = forms.IntegerField(
        label=_("Days until the sealed note is destroyed"), min_value=1, max_value=60
    )

    def clean(self) -> dict[str, Any]:
        """Danger is not slower."""
        given = super().clean() or {}
        if given.get("danger_minutes", 0) > given.get("minutes", given.get("danger_minutes", 0)):
            self.add_error("danger_minutes", _("This is longer than without danger."))
        return given


def phone_of(given: str) -> str:
    """The number as it was typed, if a telephone could ring it."""
    if not PHONE.fullmatch(given.strip()):
        raise forms.ValidationError(_("Write the digits of a telephone number."))
    return given.strip()
