"""What people fill in about requests, answers and questions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Body
from sixpoint_web.accounts.queries import bodies, today
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import chosen_indicators, services
from sixpoint_web.shared.forms import Day, Revised, SentOnce
from sixpoint_web.stored.fields import StoredField

from .models import Draw, Request, Upload
from .queries import drawn_in
from .returned import MOST_BYTES


def drafts_of(request: Request) -> QuerySet[Upload]:
    """The files of the partnership's draft."""
    found = Upload.objects.filter(answer__request=request, answer__number=None)
    return found.select_related("answer__request__inspection", "stored")


NO_NAMES = _("Do not name a child, and do not describe one.")


def services_of(inspection: Inspection) -> list[str]:
    """Whom something goes to: the services looked at, else those whose records are read."""
    kinds = matrix().permissions.kinds_of_record.values()
    named = [one.name for one in services(inspection)] or [kind.title for kind in kinds]
    return [*named, str(_("Several services"))]


class RequestWords(forms.Form):
    """What is asked, of whom, why, and until when."""

    title = forms.CharField(label=_("In a few words"), max_length=160)
    asks = forms.CharField(
        label=_("What do you ask for?"),
        max_length=10_000,
        widget=forms.Textarea,
        help_text=NO_NAMES,
    )
    why = forms.CharField(
        label=_("Why do you need it?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("The partnership reads this. Say what it will settle."),
    )
    service = forms.ChoiceField(label=_("Which service is asked?"))
    held_by: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label=_("Does a body hold it already?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("No, as far as we know"),
        help_text=_("If it does, ask there first, so that nobody is asked twice."),
    )
    why_again = forms.CharField(
        label=_("If so, why ask the partnership again?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea,
    )
    indicators = forms.MultipleChoiceField(
        label=_("Which indicators does it bear on?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due = Day(label=_("Due on"))

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held_by, indicators = self.fields["held_by"], self.fields["indicators"]
        service = self.fields["service"]
        assert isinstance(service, forms.ChoiceField)
        service.choices = [(one, one) for one in services_of(inspection)]
        assert isinstance(held_by, forms.ModelChoiceField)
        assert isinstance(indicators, forms.MultipleChoiceField)
        held_by.queryset = bodies()
        chosen = chosen_indicators(inspection)
        indicators.choices = [(one.code, f"{one.code} {one.title}") for one in chosen]
        if not chosen:
            del self.fields["indicators"]

    def clean_due(self) -> Any:
        """A day that is still to come."""
        due = self.cleaned_data["due"]
        if due < today():
            raise forms.ValidationError(_("This day is over. Choose one that is to come."))
        return due

    def clean(self) -> dict[str, Any]:
        """What a body holds is asked for again with a reason, or not at all."""
        given = super().clean() or {}
        if given.get("held_by") and not given.get("why_again"):
            self.add_error("why_again", _("Say why what a body holds has to be asked for again."))
        if not given.get("held_by"):
            given["why_again"] = ""
        return given

    @property
    def words(self) -> dict[str, Any]:
        """What is stored, without the marks of the form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _MARKS}


_MARKS = ("key", "revision")


class AddRequest(SentOnce, RequestWords):
    """A new draft."""


class ChangeRequest(Revised, RequestWords):
    """Other words for a draft."""


class AddReturn(SentOnce, RequestWords):
    """A draft of the request for the return: what its workbook says, and who lists children."""

    partnership = forms.CharField(label=_("Name of the partnership"), max_length=120)
    letters = forms.RegexField(
        "^[A-Z]{3}$",
        label=_("Three capital letters with which local references begin"),
        max_length=3,
        help_text=_("Such as ABC, for ABC-00001."),
    )
    as_at = Day(label=_("As of which day"))

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, inspection=inspection, **kwargs)
        for name, kind in matrix().permissions.kinds_of_record.items():
            self.fields[f"lists_{name}"] = forms.CharField(
                label=_("Agency that lists children: %(kind)s") % {"kind": kind.title},
                max_length=80,
                required=False,
                help_text=_("Its name, or nothing if it lists nobody."),
            )

    def clean(self) -> dict[str, Any]:
        """Somebody lists children, and no two under one name."""
        given = super().clean()
        names = [name for _id, name in self.agencies]
        if not names or len(set(names)) < len(names):
            self.add_error(None, _("Name at least one agency, each under a name of its own."))
        return given

    @property
    def agencies(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each; the id is the kind of record."""
        found = ((name, self.cleaned_data.get(f"lists_{name}", "")) for name in _kinds())
        return tuple((name, said) for name, said in found if said)

    @property
    def words(self) -> dict[str, Any]:
        """What the request itself stores."""
        own = {"partnership", "letters", "as_at"}
        said = super().words.items()
        return {k: v for k, v in said if k not in own and not k.startswith("lists_")}


def _kinds() -> list[str]:
    return list(matrix().permissions.kinds_of_record)


class PutReturn(SentOnce):
    """The workbook, filled in."""

    file = StoredField(label=_("The workbook, filled in"), kinds=("xlsx",), largest=MOST_BYTES)


class DrawList(SentOnce):
    """How many are drawn."""

    size = forms.IntegerField(label=_("How many to read"), min_value=1, max_value=1000)
    reserves = forms.IntegerField(
        label=_("How many in reserve"), min_value=0, max_value=1000, initial=0
    )
    because = forms.CharField(
        label=_("Why it is drawn again"), max_length=2_000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if again:
            self.fields["because"].required = True
        else:
            del self.fields["because"]


class TakeOutDrawn(forms.Form):
    """A reference whose records cannot be read."""

    reference = forms.ChoiceField(label=_("Local reference"))
    because = forms.CharField(
        label=_("Why its records cannot be read"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=NO_NAMES,
    )

    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reference = self.fields["reference"]
        assert isinstance(reference, forms.ChoiceField)
        read = drawn_in(draw).filter(reserve=False, taken_out_because="")
        reference.choices = [(one.reference, one.reference) for one in read]


class ChangeDue(Revised):
    """Another day."""

    due = Day(label=_("Due on"))
    clean_due = RequestWords.clean_due


class Because(forms.Form):
    """Why something is withdrawn or sent back."""

    because = forms.CharField(label=_("Why?"), max_length=2_000, widget=forms.Textarea)


class WriteDraft(Revised):
    """The partnership's answer so far."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea,
        help_text=NO_NAMES,
    )


class AddFile(SentOnce):
    """A file for the answer, new or in place of one that is there."""

    replaces: forms.ModelChoiceField[Upload] = forms.ModelChoiceField(
        label=_("Is it a new version of a file above?"),
        queryset=Upload.objects.none(),
        required=False,
        empty_label=_("No, it is a new file"),
    )
    title = forms.CharField(
        label=_("What is it?"),
        max_length=160,
        required=False,
        help_text=_("A title for the list, for a new file. Without names of children."),
    )
    file = StoredField(label=_("File"))

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replaces = self.fields["replaces"]
        assert isinstance(replaces, forms.ModelChoiceField)
        replaces.queryset = drafts_of(request)

    def clean(self) -> dict[str, Any]:
        """A new file has a title."""
        given = super().clean() or {}
        if not given.get("replaces") and not given.get("title"):
            self.add_error("title", _("Say what it is."))
        return given


class TakeOut(forms.Form):
    """A file of the draft."""

    file: forms.ModelChoiceField[Upload] = forms.ModelChoiceField(queryset=Upload.objects.none())

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        assert isinstance(file, forms.ModelChoiceField)
        file.queryset = drafts_of(request)


class SaySomething(SentOnce):
    """A question."""

    text = forms.CharField(
        label=_("Your question"), max_length=5_000, widget=forms.Textarea, help_text=NO_NAMES
    )


class Reply(forms.Form):
    """An answer to a question."""

    text = forms.CharField(
        label=_("Your answer"), max_length=10_000, widget=forms.Textarea, help_text=NO_NAMES
    )
