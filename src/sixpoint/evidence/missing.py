"""Figures that a measure would give and nobody supplied: known to be missing, never nought."""

from collections.abc import Collection, Iterator, Mapping

from sixpoint.disclosure.types import SafeFigure, SafeTrail
from sixpoint.disclosure.views import View
from sixpoint.files import fingerprint
from sixpoint.packs.load import MeasuresPack
from sixpoint.packs.measures import Measure
from sixpoint.terms.cells import MISSING, Status


def missing_figures(
    pack: MeasuresPack, *, known: Collection[str], why: Mapping[str, str], otherwise: str
) -> Iterator[SafeFigure]:
    """A missing figure for every view of every measure that is not among `known`.

    `why` says for a measure why it could not be counted; `otherwise` for those it does not name.
    """
    for measure in pack.measures:
        for view in map(str, View):
            if f"{measure.id}.{view}" not in known:
                yield _missing(measure, view, pack, why=why.get(measure.id, otherwise))


def _missing(measure: Measure, view: str, pack: MeasuresPack, *, why: str) -> SafeFigure:
    because = why.rstrip(".")
    phrase = f"a figure not known ({because[:1].lower()}{because[1:]})"
    return SafeFigure(
        id=f"{measure.id}.{view}",
        measure=measure.id,
        view=view,
        title=measure.title,
        counts=measure.counts,
        children_counted=measure.children_counted,
        unit=measure.unit,
        better=measure.better,
        period="",
        status=Status.MISSING,
        value=MISSING,
        met=MISSING,
        cases=MISSING,
        pending=MISSING,
        phrase=phrase,
        sentence=f"{measure.title}: not known. {because}.",
        trail=SafeTrail(
            measure_pack=pack.header.ref,
            datasets_pack="",
            definition=fingerprint(measure),
            children=MISSING,
            sources=(),
            rules_passed=0,
            rules_failed=(),
            rules_not_run=(),
            links="",
        ),
    )
