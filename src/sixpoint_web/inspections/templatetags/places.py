"""`{% places inspection %}`: the pages of an inspection, at the top of each of them."""

from typing import Any

from django import template

from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.places import places_for

register = template.Library()


@register.inclusion_tag("inspections/places.html", takes_context=True)
def places(context: dict[str, Any], inspection: Inspection) -> dict[str, Any]:
    """The pages that whoever is signed in may see."""
    request = context["request"]
    shown = places_for(request.user, inspection, request.path)
    return {"places": shown, "inspection": inspection}
