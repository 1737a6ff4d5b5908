"""Which entries of the trail somebody must not see who inspects: those of the partnership's own
work on its answers, which nobody of the joint team knows of."""

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import InspectionRole
from sixpoint_web.shared.veil import Veiled, veils

from .models import Answer
from .policies import PARTNERSHIP


@veils
def drafts_of_the_partnership(by: Person) -> Veiled:
    """The ids of answers in every inspection for which somebody inspects, or ever did."""
    held = InspectionRole.objects.filter(person=by).exclude(role__in=PARTNERSHIP)
    within = list(held.values_list("inspection", flat=True))
    if not within:
        return Veiled()
    found = Answer.objects.filter(request__inspection__in=within).values_list("id", flat=True)
    return Veiled(subjects=frozenset(str(one) for one in found))
