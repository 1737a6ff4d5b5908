"""What an inspection received: figures of the latest crossing, and every crossing."""

from pathlib import Path
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from sixpoint.disclosure.types import SafeFigure
from sixpoint.files import read_json_text
from sixpoint.inspection.crossing_types import Manifest
from sixpoint_web.inspections.models import Inspection

from .models import Crossing, CrossingFile, Figure

NAMED = Path("crossing.zip")
"""What problems call the file, whatever it was called where it came from."""


def figures(inspection: Inspection) -> QuerySet[Figure]:
    """The figures that count, in the order of the file: those of the latest crossing.

    None where nothing was received. `name` is the id that findings cite, `phrase` what a sentence
    says in the figure's place, `fingerprint` what changes with the figure.
    """
    return Figure.objects.filter(crossing__in=_latest(inspection)).order_by("place")


def figure_named(inspection: Inspection, name: str) -> Figure | None:
    """The figure that counts under this id, such as `attendance.latest`."""
    return figures(inspection).filter(name=name).first()


def figure_with(id_: UUID) -> Figure | None:
    """One figure of any crossing, with its crossing and inspection."""
    found = Figure.objects.select_related("crossing__inspection")
    return found.filter(id=id_).first()


def figures_of(crossing: Crossing) -> QuerySet[Figure]:
    """The figures of one crossing, in the order of the file."""
    return Figure.objects.filter(crossing=crossing).order_by("place")


def content_of(figure: Figure) -> SafeFigure:
    """The whole figure: points, limits, gaps and trail."""
    return read_json_text(figure.content, SafeFigure, name=NAMED)


def crossings(inspection: Inspection) -> QuerySet[Crossing]:
    """Every crossing of an inspection, the latest first."""
    found = Crossing.objects.filter(inspection=inspection).select_related("received_by")
    return found.order_by("-number")


def latest_crossing(inspection: Inspection) -> Crossing | None:
    """The crossing that counts."""
    return crossings(inspection).first()


def crossing_with(id_: UUID) -> Crossing | None:
    """One crossing, with its inspection."""
    found = Crossing.objects.select_related("inspection", "received_by")
    return found.filter(id=id_).first()


def file_of(crossing: Crossing) -> bytes:
    """The file as it came."""
    return bytes(CrossingFile.objects.get(crossing=crossing).content)


def manifest_of(crossing: Crossing) -> Manifest:
    """What the file holds and what it was made with, as it was checked."""
    kept = CrossingFile.objects.only("manifest").get(crossing=crossing)
    return read_json_text(kept.manifest, Manifest, name=NAMED)


def same_figures_elsewhere(figure: Figure) -> QuerySet[Figure]:
    """The figure of this id in every crossing of its inspection, the latest first."""
    same = Figure.objects.filter(
        crossing__inspection=figure.crossing.inspection_id, name=figure.name
    )
    return same.select_related("crossing").order_by("-crossing__number")


def _latest(inspection: Inspection) -> QuerySet[Crossing]:
    newest = Crossing.objects.filter(inspection=OuterRef("inspection")).order_by("-number")
    return Crossing.objects.filter(
        inspection=inspection, number=Subquery(newest.values("number")[:1])
    )
