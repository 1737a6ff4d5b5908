"""What can be done with an inspection's scope: pin a framework, choose indicators, list services.

Each refuses where somebody else changed the inspection since the revision that was seen.
"""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.frameworks.queries import framework, may_choose, must_choose, usually_chosen
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from . import policies, queries
from .actions import next_revision
from .models import ChosenIndicator, Inspection, Pin, Service


@action
def pin_framework(
    *, by: Person, inspection: Inspection, revision: int, ref: str, programme: str
) -> Pin:
    """Pins a framework as it is now; indicators that the programme lets it have stay chosen.

    Where none were chosen, those that the programme names are. Pinned once more, a pack that has
    changed counts as it is now.
    """
    policies.check_can_change_scope(by, inspection)
    pack = framework(ref)
    chosen = pack.programme(programme) if pack else None
    if pack is None or chosen is None:
        raise Refused(_("There is no such programme on the shelf."))
    next_revision(inspection, revision)
    values = {
        "pack": pack.header.id,
        "version": pack.header.version,
        "content_hash": pack.content_hash,
        "title": pack.header.title,
        "programme": chosen.id,
        "programme_title": chosen.title,
        "pinned_by": by,
    }
    pin, _made = Pin.objects.update_or_create(inspection=inspection, defaults=values)
    before = {one.code for one in ChosenIndicator.objects.filter(inspection=inspection)}
    titles = {one.code: one.title for one in may_choose(pack, chosen)}
    kept = (before & set(titles)) or set(usually_chosen(chosen))
    _choose(inspection, titles, kept | must_choose(chosen))
    record.write(
        by=by,
        action="framework-pinned",
        thing="scope",
        subject=inspection.id,
        inspection=inspection.id,
        values={**values, "pinned_by": by.id},
    )
    return pin


@action
def choose_indicators(
    *, by: Person, inspection: Inspection, revision: int, codes: Collection[str]
) -> None:
    """These indicators are evaluated, and no others; refuses what the programme does not allow."""
    policies.check_can_change_scope(by, inspection)
    pack, programme = queries.pinned_framework(inspection), queries.pinned_programme(inspection)
    if pack is None:
        raise Refused(_("Choose a framework first."))
    titles = {one.code: one.title for one in may_choose(pack, programme)}
    if not set(codes) <= set(titles) or not must_choose(programme) <= set(codes):
        raise Refused(_("The programme does not allow this choice."))
    next_revision(inspection, revision)
    _choose(inspection, titles, codes)
    record.write(
        by=by,
        action="indicators-chosen",
        thing="scope",
        subject=inspection.id,
        inspection=inspection.id,
        values={"codes": sorted(codes)},
    )


@action
def change_services(
    *, by: Person, inspection: Inspection, revision: int, names: Sequence[str]
) -> None:
    """These services are looked at, and no others."""
    policies.check_can_change_scope(by, inspection)
    next_revision(inspection, revision)
    Service.objects.filter(inspection=inspection).delete()
    Service.objects.bulk_create(
        Service(inspection=inspection, name=name, place=place) for place, name in enumerate(names)
    )
    record.write(
        by=by,
        action="services-changed",
        thing="scope",
        subject=inspection.id,
        inspection=inspection.id,
        values={"names": list(names)},
    )


def _choose(inspection: Inspection, titles: dict[str, str], codes: Collection[str]) -> None:
    """Replaces the choice; places follow the framework's order, which `titles` has."""
    ChosenIndicator.objects.filter(inspection=inspection).delete()
    ChosenIndicator.objects.bulk_create(
        ChosenIndicator(inspection=inspection, code=code, title=title, place=place)
        for place, (code, title) in enumerate(titles.items())
        if code in codes
    )
