"""Fields in which nobody is named: staff by designation, children and families as groups.

No software knows every name. This refuses what is surely one, and the help text says the rest.
"""

import re

from django import forms
from django.utils.translation import gettext as _

TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame)\.?\s+[A-Z]\w+")
NUMBERED = re.compile(r"\d{6,}")


def without_names(text: str) -> str:
    """The text; refuses somebody with a title, and long numbers, which identify too."""
    if TITLED.search(text):
        raise forms.ValidationError(_("Write a designation or a group here, never a name."))
    if NUMBERED.search(text):
        raise forms.ValidationError(_("Write no reference numbers here."))
    return text
