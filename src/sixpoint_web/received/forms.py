"""What people hand in and look for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Receive(forms.Form):
    """One crossing file."""

    file = forms.FileField(
        label=_("The crossing file"),
        help_text=_(
            "crossing.zip, as the partnership's workspace gives it. Never an extract: this side "
            "has no place for records of children."
        ),
        max_length=None,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )
