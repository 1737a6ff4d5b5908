"""The evaluations as open data, in CSV and JSON, with licence and stable ids."""

from dataclasses import asdict, dataclass

from sixpoint.files import to_csv, to_json

from .types import OpenData, OpenEvaluation

FORMAT = 1
COLUMNS = (
    *("id", "inspection", "area", "framework", "indicator", "title", "level", "label"),
    *("basis", "source", "published", "licence", "notice"),
)


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
