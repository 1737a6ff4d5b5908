"""Which entries of the trail, and which messages, somebody must not see: those of concerns about
himself."""

from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.veil import Veiled, veils

from .models import About, Told


@veils
def concerns_about(by: Person) -> Veiled:
    """The ids of these concerns, and of what was sent about them."""
    about = list(About.objects.filter(person=by).values_list("concern", flat=True))
    if not about:
        return Veiled()
    sent = Told.objects.filter(concern__in=about).values_list("message", flat=True)
    return Veiled(
        subjects=frozenset(str(one) for one in about),
        messages=frozenset(one for one in sent if one is not None),
    )
