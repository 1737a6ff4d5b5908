"""Taking in a crossing file that was checked whole: kept with every figure, or not at all."""

from hashlib import sha256

from django.utils.translation import gettext as _

from sixpoint.disclosure.types import SafeFigure
from sixpoint.evidence.register import source_of_figure
from sixpoint.files import to_json
from sixpoint.terms.cells import Status
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from . import policies, queries
from .arriving import Arrived
from .models import Crossing, CrossingFile, Figure


@action
def receive(*, by: Person, inspection: Inspection, arrived: Arrived) -> Crossing:
    """The crossing is the one that counts from now on; earlier ones stay.

    The very same file a second time is refused.
    """
    policies.check_can_receive(by, inspection)
    # Of two at once the second waits here, and then finds what the first left.
    Inspection.objects.select_for_update().get(id=inspection.id)
    digest = sha256(arrived.file).hexdigest()
    if Crossing.objects.filter(inspection=inspection, sha256=digest).exists():
        raise Refused(_("This very file was received before."))
    last = queries.latest_crossing(inspection)
    received = _keep(by, inspection, arrived, number=last.number + 1 if last else 1)
    record.write(
        by=by,
        action="crossing-received",
        thing="crossing",
        subject=received.id,
        inspection=inspection.id,
        values={"sha256": digest, "size": len(arrived.file)},
    )
    return received


def _keep(by: Person, inspection: Inspection, arrived: Arrived, *, number: int) -> Crossing:
    content, file = arrived.content, arrived.file
    received = Crossing.objects.create(
        inspection=inspection,
        number=number,
        sha256=sha256(file).hexdigest(),
        size=len(file),
        partnership=content.manifest.partnership.name,
        as_at=content.manifest.as_at,
        invented=content.manifest.invented,
        figures_in_it=len(content.figures),
        hidden=sum(one.status is Status.SUPPRESSED for one in content.figures),
        on_return=len(content.returned),
        received_by=by,
    )
    CrossingFile.objects.create(crossing=received, content=file, manifest=to_json(content.manifest))
    Figure.objects.bulk_create(
        figure_of(received, place, one) for place, one in enumerate(content.figures)
    )
    return received


def figure_of(crossing: Crossing, place: int, figure: SafeFigure) -> Figure:
    """The figure as a row, not saved yet."""
    return Figure(
        crossing=crossing,
        place=place,
        name=figure.id,
        title=figure.title,
        view=figure.view,
        period=figure.period,
        status=figure.status,
        phrase=figure.phrase,
        sentence=figure.sentence,
        fingerprint=source_of_figure(figure).fingerprint,
        content=to_json(figure),
    )
