"""The evaluations as open data, in CSV and JSON, with licence and stable ids."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sixpoint.disclosure.types import SafeFigure
from sixpoint.files import to_csv, to_json

from .types import OpenData, OpenEvaluation

FORMAT = 1
COLUMNS = (
    *("id", "inspection", "area", "framework", "indicator", "title", "level", "label"),
    *("basis", "source", "published", "licence", "notice"),
)


GAP_COLUMNS = (
    *("figure", "title", "unit", "time_or_group", "gap", "lower", "upper", "status", "why"),
    *("published", "licence", "notice"),
)


def to_gaps_csv(figures: Iterable[SafeFigure], data: OpenData) -> str:
    """gaps.csv: a row for each time of a gap over time, and for each group held against all.

    A gap of percentages is in percentage points; one that may not be shown, or cannot be told, is
    empty, and `status` and `why` say which.
    """
    about = [_published(data), data.licence, data.notice]
    rows = [
        [
            *(figure.id, figure.title, figure.unit, gap.label),
            *(gap.size.value, gap.lower, gap.upper, gap.size.status.value, gap.why, *about),
        ]
        for figure in figures
        for gap in figure.gaps
    ]
    return to_csv(GAP_COLUMNS, rows)


@dataclass(frozen=True, kw_only=True)
class EvaluationsDocument:
    """evaluations.json."""

    format: int
    notice: str
    licence: str
    published: str | None
    evaluations: tuple[OpenEvaluation, ...]


def to_open_csv(data: OpenData) -> str:
    """evaluations.csv; a level that is not known is empty."""
    about = {"published": _published(data), "licence": data.licence, "notice": data.notice}
    rows = [{**asdict(each), **about} for each in data.evaluations]
    return to_csv(COLUMNS, [[row[column] for column in COLUMNS] for row in rows])


def to_open_json(data: OpenData) -> str:
    """evaluations.json, with a `format` number."""
    whole = EvaluationsDocument(
        format=FORMAT,
        notice=data.notice,
        licence=data.licence,
        published=_published(data),
        evaluations=data.evaluations,
    )
    return to_json(whole)


def _published(data: OpenData) -> str | None:
    return data.published.isoformat() if data.published else None
