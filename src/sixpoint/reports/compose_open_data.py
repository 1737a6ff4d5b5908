"""The levels as open data, each with an id that stays the same."""

from .matter import Matter
from .statements import level_label
from .types import OpenData, OpenEvaluation


def compose_open_data(matter: Matter) -> OpenData:
    """A row for each indicator or area evaluated; a level that is not known is empty.

    What is answered in words alone has no row, and a framework without levels none at all.
    """
    inspection = matter.inspection
    rows = []
    for indicator in inspection.indicators if matter.framework.scale else ():
        judged = matter.evaluation_of(indicator)
        rows.append(
            OpenEvaluation(
                id=f"{inspection.id}/{indicator}",
                inspection=inspection.title,
                area=inspection.partnership.area,
                framework=inspection.framework,
                indicator=indicator,
                title=matter.framework.title_of(indicator) or indicator,
                level=judged.level if judged else None,
                label=level_label(matter, judged.level if judged else None),
                basis=judged.basis if judged else "",
                source=(judged.stated_by or "") if judged else "",
            )
        )
    return OpenData(
        notice=matter.notice,
        licence=inspection.licence,
        published=None,
        evaluations=tuple(rows),
    )
