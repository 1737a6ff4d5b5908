"""What an administrator, or somebody who comes for the first time, fills in."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from sixpoint_web.shared.forms import Period

from .codes import person_with_code
from .matrix import matrix
from .models import Body, Person
from .queries import bodies


class AddPerson(forms.Form):
    """Somebody new; he gets a message with a one-time code."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Email address"))
    designation = forms.CharField(label=_("Job title"), max_length=120)
    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Body.objects.none(), required=False
    )
    new_body = forms.CharField(
        label=_("Or the name of an organisation that is not there yet"),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies()

    def clean_email(self) -> str:
        """The address in small letters, if nobody has it."""
        email = str(self.cleaned_data["email"]).lower()
        if Person.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody with this address is here already."))
        return email

    def clean(self) -> dict[str, Any]:
        """One organisation, not two and not none."""
        given = super().clean() or {}
        if bool(given.get("body")) == bool(given.get("new_body")):
            self.add_error("body", _("Choose one, or name a new one."))
        return given


class GiveRole(Period):
    """A role in the whole installation."""

    role = forms.ChoiceField(label=_("Role"))
    field_order = ("role", "starts", "ends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = matrix().roles_for(settings.SIDE, "installation")
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, role.title) for name, role in roles.items()]


class Authority(forms.Form):
    """Which kinds of record somebody may read."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of record"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = matrix().permissions.kinds_of_record
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, kind.title) for name, kind in known.items()]

    def allowed(self) -> dict[str, bool]:
        """For each kind whether it was chosen."""
        chosen = set(self.cleaned_data["kinds"])
        return {name: name in chosen for name in matrix().permissions.kinds_of_record}


class Join(forms.Form):
    """The first time: a one-time code, and a password of one's own."""

    email = forms.EmailField(
        label=_("Email address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        help_text=_("16 letters and numbers, as in your message."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Three or four words are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """The person whose code it is, as `person`; the same words whatever was wrong."""
        given = super().clean() or {}
        if self.errors:
            return given
        person = person_with_code(given["email"], given["code"])
        if person is None:
            raise forms.ValidationError(_("This code does not work for this address."))
        try:
            password_validation.validate_password(given["password"], person)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return {**given, "person": person}
