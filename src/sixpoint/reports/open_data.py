"""The evaluations as open data, in CSV and JSON, with licence and stable ids."""

from dataclasses import asdict, dataclass
from pathlib import Path

from sixpoint.files.csv import write_csv
from sixpoint.files.json import write_json

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


def write_open_data(data: OpenData, folder: Path) -> tuple[Path, Path]:
    """evaluations.csv and evaluations.json in the folder; a level that is not known is empty."""
    table, document = folder / "evaluations.csv", folder / "evaluations.json"
    published = data.published.isoformat() if data.published else None
    about = {"published": published, "licence": data.licence, "notice": data.notice}
    rows = [{**asdict(each), **about} for each in data.evaluations]
    write_csv(table, COLUMNS, [[row[column] for column in COLUMNS] for row in rows])
    whole = EvaluationsDocument(
        format=FORMAT,
        notice=data.notice,
        licence=data.licence,
        published=published,
        evaluations=data.evaluations,
    )
    write_json(document, whole)
    return table, document
