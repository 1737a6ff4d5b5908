"""What people fill in about a task."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.forms import Day, Revised, SentOnce

from ..models import BoardItem
from ..queries.board import open_questions
from ..queries.tasks import may_do
from .unnamed import without_names


class TaskFacts(forms.Form):
    """Everything about a task."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    note = forms.CharField(
        label=_("More about it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Staff by designation, children and families as groups. Never a name."),
    )
    person = forms.ChoiceField(label=_("Who does it"))
    due = Day(label=_("Until"))
    settles = forms.MultipleChoiceField(
        label=_("What it is to settle"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("From the board."),
    )

    def __init__(
        self,
        *args: Any,
        inspection: Inspection,
        held_by: Person | None = None,
        linked: Collection[BoardItem] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        doers = {
            str(one.person.pk): f"{one.person.name} ({', '.join(one.roles)})"
            for one in may_do(inspection)
        }
        if held_by is not None:
            doers.setdefault(str(held_by.pk), held_by.name)
        person, settles = self.fields["person"], self.fields["settles"]
        assert isinstance(person, forms.ChoiceField)
        assert isinstance(settles, forms.MultipleChoiceField)
        person.choices = [("", _("Choose somebody")), *doers.items()]
        settles.choices = [
            (str(one.id), f"{one.indicator}: {one.what}")
            for one in dict.fromkeys((*open_questions(inspection), *linked))
        ]
        if not settles.choices:
            del self.fields["settles"]

    def clean_title(self) -> str:
        """Nobody is named."""
        return without_names(self.cleaned_data["title"])

    def clean_note(self) -> str:
        """Nobody is named."""
        return without_names(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """Where the board is empty nothing is to be settled."""
        given = super().clean() or {}
        given.setdefault("settles", [])
        return given


class AddTask(TaskFacts, SentOnce):
    """A new one."""


class ChangeTask(TaskFacts, Revised):
    """Everything about one that is there."""
