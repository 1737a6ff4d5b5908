"""What people fill in about an inspection and its team."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import people
from sixpoint_web.shared.forms import Day, Period, Revised, SentOnce


class InspectionFacts(forms.Form):
    """What an inspection is called, whose area, and when inspectors look."""

    name = forms.CharField(label=_("Name"), max_length=160)
    area = forms.CharField(label=_("The partnership's area"), max_length=120)
    window_from = Day(label=_("First day on which inspectors look"))
    window_to = Day(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        """The window does not end before it begins."""
        given = super().clean() or {}
        first, last = given.get("window_from"), given.get("window_to")
        if first and last and last < first:
            self.add_error("window_to", _("The last day is before the first."))
        return given


class AddInspection(SentOnce, InspectionFacts):
    """A new inspection."""


class ChangeInspection(Revised, InspectionFacts):
    """The same of one that is there."""


class GiveTeamRole(Period):
    """A role in one inspection."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none()
    )
    role = forms.ChoiceField(label=_("Role"))
    field_order = ("person", "role", "starts", "ends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, role = self.fields["person"], self.fields["role"]
        assert isinstance(person, forms.ModelChoiceField)
        assert isinstance(role, forms.ChoiceField)
        person.queryset = people().filter(is_active=True)
        roles = matrix().roles_for(settings.SIDE, "inspection")
        role.choices = [(name, one.title) for name, one in roles.items()]


class DeclareConflict(forms.Form):
    """Why somebody should not take part."""

    reason = forms.CharField(
        label=_("Why should you not take part?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("From now on you see nothing of this inspection. Do not name a child."),
    )
