"""The field of a form that takes a file: what is wrong with it stands beside the field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .keep import LARGEST, MEGABYTE, take_in
from .kinds import DOCUMENTS, KINDS
from .unfit import Unfit


class StoredField(forms.FileField):
    """A file; cleaned, it is `Arrived` and goes to `keep`. Says which kinds and how large."""

    def __init__(
        self, *, kinds: Sequence[str] = DOCUMENTS, largest: int = LARGEST, **options: Any
    ) -> None:
        self.kinds, self.largest = tuple(kinds), largest
        endings = ",".join(ending for one in kinds for ending in KINDS[one].endings)
        options.setdefault("widget", forms.FileInput(attrs={"accept": endings}))
        options.setdefault("help_text", _takes(self.kinds, largest))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Arrived, or None where nothing was given and nothing has to be."""
        given = super().clean(data, initial)
        if not given:
            return None
        try:
            return take_in(given, kinds=self.kinds, largest=self.largest)
        except Unfit as unfit:
            raise ValidationError(unfit.reason, code="unfit") from None


def _takes(kinds: Sequence[str], largest: int) -> str:
    titles = ", ".join(str(KINDS[one].title) for one in kinds)
    words = {"kinds": titles, "most": largest // MEGABYTE or 1}
    return _("%(kinds)s; at most %(most)s MB.") % words
