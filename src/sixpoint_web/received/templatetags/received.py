"""Safe figures in templates: numbers with their status, views in words, pictures and tables."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sixpoint.inspection.crossing_types import LinksMade
from sixpoint.inspection.links_said import say_links
from sixpoint.pictures.types import Table
from sixpoint.reports.compose_figures import HOW
from sixpoint.terms.cells import SafeNumber, Status

register = template.Library()


@register.filter
def safe_number(number: SafeNumber) -> str:
    """The number as it may be shown; hidden, missing and nought are three things."""
    if number.status is Status.SUPPRESSED:
        return _("hidden")
    if number.value is None:
        return _("not known")
    return f"{number.value:,.0f}"


@register.filter
def view_in_words(view: str) -> str:
    """How a figure looks at its measure, after the title; nothing for the latest value."""
    return f": {HOW[view]}" if view in HOW else ""


@register.filter
def links_in_words(links: LinksMade) -> str:
    """How records became children."""
    return say_links(links)


@register.filter
def drawn(svg: str) -> SafeString:
    """SVG that the library drew, whose texts it escaped."""
    return mark_safe(svg)


@register.inclusion_tag("received/numbers.html")
def numbers(table: Table) -> dict[str, Any]:
    """The table beside a picture."""
    return {"table": table}
