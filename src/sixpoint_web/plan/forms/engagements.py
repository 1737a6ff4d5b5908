"""What people fill in about an engagement."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.forms import Day, Revised, SentOnce

from ..models import BoardItem, Engagement
from ..queries.board import open_questions
from ..queries.engagements import may_take_part
from .unnamed import without_names

MOST_MET = 12
LONGEST_WHO = 160


class Clock(forms.TimeField):
    """A time of the day, with whatever the browser offers."""

    def __init__(self, **options: Any) -> None:
        picker = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=picker, **options)


class WhenAndWhere(forms.Form):
    """A day, a time and a place."""

    day = Day(label=_("Day"))
    starts = Clock(label=_("From"))
    ends = Clock(label=_("To"))
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        help_text=_("Building and room; write: online, where it needs none."),
    )

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", _("It ends before it begins."))
        return given


class EngagementFacts(WhenAndWhere):
    """Everything about an engagement."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Engagement.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=160)
    met = forms.CharField(
        label=_("Whom the team meets, one a line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Staff by designation, children and families as groups. Never a name."),
    )
    about = forms.CharField(
        label=_("What it is about"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Everybody who takes part reads this, the partnership too."),
    )
    people = forms.MultipleChoiceField(
        label=_("Who takes part"), widget=forms.CheckboxSelectMultiple, required=False
    )
    shared = forms.BooleanField(
        label=_("The partnership takes part, or arranges it: its co-ordinator sees it"),
        required=False,
        initial=True,
    )
    settles = forms.MultipleChoiceField(
        label=_("What it is to settle"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("From the board. The partnership never sees this."),
    )
    field_order = (
        "kind", "title", "met", "about", "day", "starts", "ends", "place", "people", "shared",
        "settles",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        inspection: Inspection,
        linked: Collection[BoardItem] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = may_take_part(inspection)
        self._inside = {str(one.person.pk): one.inside for one in choices}
        people, settles = self.fields["people"], self.fields["settles"]
        assert isinstance(people, forms.MultipleChoiceField)
        assert isinstance(settles, forms.MultipleChoiceField)
        people.choices = [
            (str(one.person.pk), f"{one.person.name} ({', '.join(one.roles)})") for one in choices
        ]
        settles.choices = [
            (str(one.id), f"{one.indicator}: {one.what}")
            for one in dict.fromkeys((*open_questions(inspection), *linked))
        ]
        if not settles.choices:
            del self.fields["settles"]

    def clean_title(self) -> str:
        """Nobody is named."""
        return without_names(self.cleaned_data["title"])

    def clean_about(self) -> str:
        """Nobody is named."""
        return without_names(self.cleaned_data["about"])

    def clean_met(self) -> list[str]:
        """Each line once, nobody named."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["met"].splitlines())
        found = list(dict.fromkeys(without_names(line) for line in lines if line))
        if len(found) > MOST_MET:
            raise forms.ValidationError(_("At most %(n)s lines.") % {"n": MOST_MET})
        if any(len(one) > LONGEST_WHO for one in found):
            words = _("A line has at most %(n)s letters.")
            raise forms.ValidationError(words % {"n": LONGEST_WHO})
        return found

    def clean(self) -> dict[str, Any]:
        """Nobody of the partnership takes part in what it does not see."""
        given = super().clean() or {}
        given.setdefault("settles", [])
        others = [one for one in given.get("people", ()) if not self._inside.get(one)]
        if others and not given.get("shared"):
            self.add_error("shared", _("Somebody of the partnership takes part. Tick this too."))
        return given


class Because(Revised):
    """Why something changes that others rely on."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Those concerned read this. Name nobody.")
    )

    def clean_reason(self) -> str:
        """Nobody is named."""
        return without_names(self.cleaned_data["reason"])


class PlanEngagement(EngagementFacts, SentOnce):
    """A new one."""


class ChangeEngagement(EngagementFacts, Because):
    """Everything about one that is there, and why it changes."""


class MoveEngagement(WhenAndWhere, Because):
    """On the day: another time or place, and why."""


class CallOff(Because):
    """Why it will not be held."""
