"""What people fill in about evidence. A form keeps what was typed, whatever is wrong with it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from sixpoint.evidence.naming import Doubt
from sixpoint.evidence.register import FIGURE, READING
from sixpoint.evidence.types import Direction as Way
from sixpoint.evidence.types import Touches
from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import authorities, today
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import chosen_indicators, pinned_framework
from sixpoint_web.received.queries import figures
from sixpoint_web.shared.forms import Day, Revised, SentOnce

from .actions import together
from .content import Content
from .models import CITED, Direction, Item, Weight
from .queries import kinds_of_source

MOST_TOUCHES = 20
FIRST_ROWS, MORE_ROWS = 2, 3
LONGEST_TITLE = 160


@dataclass(frozen=True, kw_only=True)
class TouchRow:
    """The three fields of one indicator."""

    number: int
    indicator: BoundField
    direction: BoundField
    weight: BoundField


class ItemFields(forms.Form):
    """Everything of an item. `asks` holds what its writer is asked to look at once more."""

    kind = forms.ChoiceField(label=_("Kind of source"))
    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        help_text=_("What it is, in a few words, such as: Health visitors on sharing concerns."),
    )
    says = forms.CharField(
        label=_("What was said, seen or read"),
        max_length=20_000,
        widget=forms.Textarea,
        help_text=_("Staff by designation. Never the name of a child or of a family."),
    )
    observed = Day(label=_("Day on which it was said, seen or read"))
    observed_until = Day(
        label=_("Last day"), required=False, help_text=_("Only if it took several days.")
    )
    who = forms.CharField(
        label=_("Who, by designation"),
        max_length=300,
        required=False,
        help_text=_("Such as: Health visitors and school nurses."),
    )
    people = forms.IntegerField(
        label=_("How many people"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("The exact number stays with the team."),
    )
    source = forms.CharField(
        label=_("Figure, reading or survey question that it weighs"),
        max_length=160,
        required=False,
        help_text=_(
            "Needed for figures, readings and surveys: the figure's id, such as attendance.latest,"
            " or the question in the checked file."
        ),
    )
    records = forms.MultipleChoiceField(
        label=_("Kinds of record that it comes from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tick each one. Only people with authority for all of them can then open it. They can"
            " be added later and not taken away."
        ),
    )
    themes = forms.CharField(
        label=_("Themes"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("One a line, in your words or the framework's."),
    )
    looked = forms.CharField(required=False, widget=forms.HiddenInput)
    rows = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=MOST_TOUCHES
    )

    def __init__(self, *args: Any, inspection: Inspection, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inspection = inspection
        self.asks: tuple[Doubt, ...] = ()
        _choose(self.fields["kind"], [(one.id, one.title) for one in kinds_of_source(inspection)])
        kinds = matrix().permissions.kinds_of_record
        mine = [(kind, kinds[kind].title) for kind, may in authorities(by).items() if may]
        _choose(self.fields["records"], mine)
        self._add_rows()

    @property
    def touch_rows(self) -> Iterator[TouchRow]:
        """The indicators, three fields each, to show beside each other."""
        for number in range(1, self.number_of_rows + 1):
            yield TouchRow(
                number=number,
                indicator=self[f"indicator_{number}"],
                direction=self[f"direction_{number}"],
                weight=self[f"weight_{number}"],
            )

    @property
    def plain_fields(self) -> Iterator[BoundField]:
        """Every field that is seen and is not of an indicator."""
        touching = {name for number in range(1, MOST_TOUCHES + 1) for name in _names(number)}
        return (field for field in self.visible_fields() if field.name not in touching)

    def clean(self) -> dict[str, Any]:
        """Days in order, an indicator at least, and what each kind of source needs."""
        given = super().clean() or {}
        self._check_days(given)
        self._check_source(given)
        touches = self._check_touches(given)
        if not self.errors:
            self._ask(given, touches)
        return given

    def content(self) -> Content:
        """What was filled in; only of a form that is valid."""
        given = self.cleaned_data
        return Content(
            kind=given["kind"],
            title=given["title"],
            says=given["says"],
            observed=given["observed"],
            observed_until=given.get("observed_until"),
            who=given.get("who", ""),
            people=given.get("people"),
            themes=_lines(given.get("themes", "")),
            source=given.get("source", ""),
            records=together(*given.get("records", [])),
            touches=self._touches(given),
        )

    def only_more_rows(self) -> None:
        """Shows what was typed with more rows, and nothing as wrong that is not finished."""
        self._errors = ErrorDict()

    @property
    def looked_at(self) -> str:
        """What the button sends that says: I have looked, keep it."""
        told = sorted(f"{one.telling}:{one.words}" for one in self.asks)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32] if told else ""

    def _ask(self, given: dict[str, Any], touches: tuple[Touches, ...]) -> None:
        """Asks once about the same words; new ones are asked about anew."""
        self.cleaned_data = given
        if not touches:
            return
        self.asks = self.content().doubts()
        if given.get("looked") == self.looked_at:
            self.asks = ()

    def _check_days(self, given: dict[str, Any]) -> None:
        first, last = given.get("observed"), given.get("observed_until")
        if first and first > today():
            self.add_error("observed", _("This day has not come yet."))
        if first and last and not first <= last <= today():
            self.add_error("observed_until", _("From the first day up to today."))

    def _check_source(self, given: dict[str, Any]) -> None:
        kind, source = given.get("kind"), given.get("source", "")
        if kind in CITED and not source:
            self.add_error("source", _("Say which one. It stands in what was received."))
        if kind == FIGURE and source and not self._received(source):
            self.add_error("source", _("No figure with this id was received. See Figures."))
        if kind == READING and not given.get("records"):
            self.add_error("records", _("Say which records were read."))

    def _received(self, name: str) -> bool:
        return figures(self.inspection).filter(name=name).exists()

    def _check_touches(self, given: dict[str, Any]) -> tuple[Touches, ...]:
        for number in range(1, self.number_of_rows + 1):
            indicator, direction, _weight = (given.get(name) for name in _names(number))
            if indicator and not direction:
                self.add_error(f"direction_{number}", _("Say which way it speaks."))
            if direction and not indicator:
                self.add_error(f"indicator_{number}", _("Say which indicator it touches."))
        touches = self._touches(given)
        if not touches and not self.errors:
            self.add_error("indicator_1", _("Name an indicator at least."))
        if len({one.indicator for one in touches}) < len(touches):
            self.add_error(None, _("An indicator is named twice."))
        return touches

    def _touches(self, given: dict[str, Any]) -> tuple[Touches, ...]:
        said = (
            [given.get(name) for name in _names(number)]
            for number in range(1, self.number_of_rows + 1)
        )
        return tuple(
            Touches(indicator=indicator, direction=Way(direction), weight=int(weight or 2))
            for indicator, direction, weight in said
            if indicator and direction
        )

    def _add_rows(self) -> None:
        asked = str(self.data.get("rows") or self.initial.get("rows") or FIRST_ROWS)
        rows = int(asked) if asked.isdecimal() else FIRST_ROWS
        if "more" in self.data:
            rows += MORE_ROWS
        self.number_of_rows = max(1, min(rows, MOST_TOUCHES))
        if self.is_bound and str(self.data.get("rows")) != str(self.number_of_rows):
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            self.data["rows"] = str(self.number_of_rows)  # type: ignore[index]
        self.initial["rows"] = self.number_of_rows
        choices = indicator_choices(self.inspection)
        for number in range(1, self.number_of_rows + 1):
            indicator, direction, weight = _names(number)
            self.fields[indicator] = forms.ChoiceField(
                label=_("Indicator %(n)s") % {"n": number}, required=False, choices=choices
            )
            self.fields[direction] = forms.ChoiceField(
                label=_("Which way"),
                required=False,
                choices=[("", _("Choose")), *Direction.choices],
            )
            self.fields[weight] = forms.TypedChoiceField(
                label=_("How strongly"),
                required=False,
                coerce=int,
                choices=Weight.choices,
                initial=Weight.CLEAR,
            )


class RecordItem(SentOnce, ItemFields):
    """A new item."""


class ChangeItem(Revised, ItemFields):
    """The same of one that is there."""


class CaptureItem(SentOnce, ItemFields):
    """A new item on a phone: the fewest questions; the rest can be added at a desk."""

    LEFT_OUT = ("observed_until", "people", "themes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.LEFT_OUT:
            del self.fields[name]
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Leave it empty to take the first words.")
        first = ("says", "indicator_1", "direction_1", "weight_1", "kind", "who", "observed")
        self.order_fields(first)

    def clean(self) -> dict[str, Any]:
        """Without a title the first words are one."""
        given = self.cleaned_data
        if not given.get("title") and given.get("says"):
            given["title"] = first_words(given["says"])
        return super().clean()


class Withdraw(Revised):
    """Why an item counts no more."""

    why = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("It stays to be read with this reason. It counts nowhere any more."),
    )


def initial_of(item: Item, content: Content) -> dict[str, Any]:
    """What the form of an item shows before anybody types."""
    touched = {
        name: value
        for number, one in enumerate(content.touches, 1)
        for name, value in zip(
            _names(number), (one.indicator, one.direction.value, one.weight), strict=True
        )
    }
    return {
        **content.fields(),
        "records": content.records.split(",") if content.records else [],
        "revision": item.version,
        "rows": len(content.touches) + 1,
        **touched,
    }


def indicator_choices(inspection: Inspection) -> list[tuple[str, Any]]:
    """What the inspection evaluates first, then the rest of its framework."""
    chosen = [(one.code, f"{one.code} {one.title}") for one in chosen_indicators(inspection)]
    known = {code for code, _title in chosen}
    pack = pinned_framework(inspection)
    others = [(one.id, f"{one.id} {one.title}") for one in pack.indicators] if pack else []
    rest = [(code, title) for code, title in others if code not in known]
    empty: list[tuple[str, Any]] = [("", _("Choose"))]
    if not chosen:
        return [*empty, *rest]
    return [*empty, (_("Evaluated"), chosen), (_("Others"), rest)]  # type: ignore[list-item]


def first_words(text: str) -> str:
    """The first line, cut at a word."""
    line = text.strip().splitlines()[0].strip()
    if len(line) <= LONGEST_TITLE // 2:
        return line
    return line[: LONGEST_TITLE // 2].rsplit(" ", 1)[0] + "…"


def _names(number: int) -> tuple[str, str, str]:
    return f"indicator_{number}", f"direction_{number}", f"weight_{number}"


def _lines(text: str) -> str:
    return "\n".join(one.strip() for one in text.splitlines() if one.strip())


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
