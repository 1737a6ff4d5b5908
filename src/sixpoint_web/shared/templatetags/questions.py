"""Form fields in the look of the design system, for our forms and for allauth's alike."""

from typing import Any

from django import forms, template
from django.forms import BoundField, Form

register = template.Library()


@register.inclusion_tag("shared/question.html")
def question(field: BoundField) -> dict[str, Any]:
    """One field with its label, hint, error and input."""
    widget = field.field.widget
    kind = _kind(widget)
    several = isinstance(widget, forms.CheckboxSelectMultiple)  # which is a RadioSelect to Django
    part = "ds_checkbox" if several else "ds_radio"
    classes = {"checkbox": "ds_checkbox__input", "select": "ds_select"}.get(kind, "ds_input")
    if kind == "group":
        widget.attrs["class"] = f"{part}__input"
        return {"field": field, "kind": kind, "part": part}
    wrong = " ds_input--error" if field.errors else ""
    # A placeholder repeats the label in grey that few can read.
    widget.attrs.pop("placeholder", None)
    attrs: dict[str, str | bool] = {"class": f"{classes}{wrong}"}
    if kind == "text":
        attrs["rows"] = "5"
    return {"field": field, "kind": kind, "widget": field.as_widget(attrs=attrs)}


@register.inclusion_tag("shared/error_summary.html")
def error_summary(form: Form) -> dict[str, Any]:
    """What is wrong with a form, at the top of its page, each with a link to the place."""
    return {"form": form}


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Select):
        return "select"
    return "text" if isinstance(widget, forms.Textarea) else "input"
