"""The rows behind a statement's figures, for the partnership's eyes only."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sixpoint.disclosure.make_safe import OVER_TIME_OF, VIEWS_OF
from sixpoint.disclosure.types import SafeFigure
from sixpoint.disclosure.views import View
from sixpoint.measures.cases import build_cases
from sixpoint.measures.periods import is_quarter
from sixpoint.measures.rows import children_behind, rows_behind
from sixpoint.measures.types import EVERYBODY, LATEST, Cases, ExactCell
from sixpoint.packs.measures import Window
from sixpoint.terms.problems import user_error

from .analyse import Analysis
from .folder import FILE as INSPECTION

_FOLLOWED = {str(view): str(grouping) for grouping, view in OVER_TIME_OF.items()}
_GROUPINGS = {str(view): str(grouping) for grouping, view in VIEWS_OF.items()}
COLUMNS = ("figure", "group", "period", "file", "line", "key")


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One row of an extract behind one cell of a figure; `key` is the agency's own."""

    figure: str
    group: str
    period: str
    file: str
    line: int
    key: str

    @property
    def cells(self) -> tuple[str, str, str, str, int, str]:
        return self.figure, self.group, self.period, self.file, self.line, self.key


@dataclass(frozen=True, kw_only=True)
class FigureBehind:
    """Everything behind one figure, exactly."""

    figure: str
    children: int
    cases: int
    rows: tuple[FigureRow, ...]


def refuse_inspectorates_side(path: Path) -> None:
    """Refuses a place inside an inspection's folder, or where files wait to cross to one."""
    folders = path.resolve().parents
    if any((folder / INSPECTION).exists() for folder in folders) or folders[0].name == "crossing":
        raise user_error(
            "rows-stay",
            what="Rows of records stay with the partnership; this place is on the other side.",
            fix="Name a file outside the inspection's folder, such as the partnership's store/.",
            file=path,
        )


def figure_behind(figure: SafeFigure, analysis: Analysis) -> FigureBehind | None:
    """The children, cases and rows behind a figure; None where it could not be counted."""
    measure = analysis.packs.measures.measure(figure.measure)
    if measure is None:
        return None
    cases = build_cases(measure, analysis.checked.tables, analysis.context)
    if not isinstance(cases, Cases):
        return None
    place = analysis.records.place
    cells = tuple(_cells(figure, analysis))
    rows: list[FigureRow] = []
    counted = 0
    for cell in cells:
        behind = rows_behind(cases, cell)
        counted += behind.cases
        rows += [
            FigureRow(
                figure=figure.id,
                group=cell.group,
                period=cell.label,
                file=file,
                line=line,
                key=row.key,
            )
            for row in behind.rows
            for file, line in [place(row.dataset, row.line)]
        ]
    children = children_behind(cases, cells)
    return FigureBehind(figure=figure.id, children=children, cases=counted, rows=tuple(rows))


def _cells(figure: SafeFigure, analysis: Analysis) -> Iterator[ExactCell]:
    """The exact cells that the figure shows; all children over time are the sum of their groups."""
    if followed := _FOLLOWED.get(figure.view):
        measure = analysis.packs.measures.measure(figure.measure)
        windows = measure.gaps_over_time if measure else ()
        by_quarter = (followed, Window.QUARTER) in {(str(w.grouping), w.window) for w in windows}
        for cell in analysis.exact.of(figure.measure, followed):
            if is_quarter(cell.label) is by_quarter:
                yield cell
        return
    grouping = _GROUPINGS.get(figure.view, EVERYBODY)
    for cell in analysis.exact.of(figure.measure, grouping):
        if is_quarter(cell.label) if figure.view == View.TREND else cell.label == LATEST:
            yield cell
