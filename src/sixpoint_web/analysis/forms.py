"""What people hand in, describe and say."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Body
from sixpoint_web.shared.forms import Revised, SentOnce

from .models import Agency, Look

ENDINGS = {".csv": b"", ".xlsx": b"PK\x03\x04", ".parquet": b"PAR1"}
"""What may be taken, and how such a file begins."""
OTHERS = (b"PK\x03\x04", b"PAR1", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\x7fELF", b"MZ")
"""How files begin that no text is."""
LONGEST_YAML = 200_000


class TakeExtract(SentOnce):
    """One file of one table."""

    file = forms.FileField(
        label=_("The extract"),
        help_text=_("A .csv, .xlsx or .parquet file. It goes straight into the analysis store."),
        allow_empty_file=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.parquet"}),
    )

    def clean_file(self) -> Any:
        """Of a kind that we know, and of the kind that its name says."""
        given = self.cleaned_data["file"]
        ending = ending_of(given.name)
        if given.too_large:
            most = settings.LARGEST_EXTRACT // 1_000_000
            raise forms.ValidationError(_now("This file has more than %(n)s MB.") % {"n": most})
        if ending not in ENDINGS:
            raise forms.ValidationError(_now("Only .csv, .xlsx and .parquet files are taken."))
        begins = ENDINGS[ending]
        foreign = not begins and (given.head.startswith(OTHERS) or b"\0" in given.head[2:])
        if not given.head.startswith(begins) or foreign:
            raise forms.ValidationError(_now("This is not what its name says that it is."))
        return given


def ending_of(name: str) -> str:
    """The last ending of a file's name, in small letters."""
    return f".{name.rpartition('.')[2].lower()}" if "." in name else ""


class Text(Revised):
    """A text in YAML."""

    text = forms.CharField(label=_("Text"), widget=forms.Textarea, max_length=LONGEST_YAML)

    def __init__(self, *args: Any, label: str, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].required = needed
        self.fields["text"].strip = False  # type: ignore[attr-defined]  # a CharField


class WhoseAgency(forms.Form):
    """Whose people hand in an agency's extracts."""

    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Body.objects.none(), required=False
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.initial = agency.body_id
        field.queryset = Body.objects.filter(kind=Body.Kind.AGENCY)
        field.help_text = _now("Its data officers hand in the extracts of this agency alone.")


class LookAt(forms.Form):
    """One person's look at what would cross."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (Look.Decision.CLEAR, _("I looked at it myself, and it may cross")),
            (Look.Decision.SEND_BACK, _("It must not cross like this")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("What you looked at, and for what. Do not name a child."),
    )


class LookUp(forms.Form):
    """A local reference whose records somebody needs to find."""

    reference = forms.RegexField(
        label=_("Local reference"),
        regex=r"^[A-Z]{2,6}-[0-9]{3,7}$",
        help_text=_("As on the pre-inspection return, such as INV-00012."),
    )
