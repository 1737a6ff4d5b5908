"""An inspection's folder, read: everything people wrote, and every problem in it at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sixpoint.disclosure.output_check import CHECK, OutputCheckFile
from sixpoint.disclosure.quotes import CLEARANCES, Clearance, ClearancesFile
from sixpoint.evaluation.types import (
    AreaForImprovement,
    Conclusions,
    Evaluation,
    EvaluationsFile,
    ImprovementFile,
)
from sixpoint.evidence.types import EvidenceFile, EvidenceItem
from sixpoint.files import read_csv_rows
from sixpoint.files.yaml import read_yaml_lines
from sixpoint.files.yaml_nodes import Lines, line_at
from sixpoint.instruments.types import AnswerRow, InstrumentsFile, ReadingRow
from sixpoint.reports.facts import Inspection
from sixpoint.sampling.types import Drawn
from sixpoint.terms.problems import Problem, UserError, user_error

from .crossing import RECEIVED, read_received
from .crossing_types import Crossing

FILE = "inspection.yaml"
SAMPLE = "sample.csv"
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What an inspection's folder holds. `surveys` is keyed by the survey's name, `lines` by the
    name of the YAML file, `item_places` by the id of the evidence item."""

    path: Path
    inspection: Inspection
    instruments: InstrumentsFile
    crossing: Crossing | None
    sample: tuple[Drawn, ...]
    readings: tuple[ReadingRow, ...]
    surveys: dict[str, tuple[AnswerRow, ...]]
    items: tuple[EvidenceItem, ...]
    evaluations: tuple[Evaluation, ...]
    conclusions: Conclusions
    areas: tuple[AreaForImprovement, ...]
    clearances: tuple[Clearance, ...]
    output_check: OutputCheckFile
    lines: Mapping[str, Lines]
    item_places: Mapping[str, tuple[Path, int | None]]


def read_inspection(folder: Path) -> Inspection:
    """The inspection of a folder; every problem of its file at once."""
    return _read_inspection(folder)[0]


def _read_inspection(folder: Path) -> tuple[Inspection, Lines]:
    path = folder / FILE
    if not path.is_file():
        raise user_error(
            "no-inspection",
            what=f"This folder holds no {FILE}, so it is not an inspection."
            if folder.is_dir()
            else "This folder is not there.",
            fix=f"Name the folder that holds {FILE}.",
            file=folder,
        )
    return read_yaml_lines(path, Inspection)


class _Reader:
    """Reads file after file and keeps the problems, so that all can be said together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.lines: dict[str, Lines] = {}

    def attempt(self, read: Callable[[], T], *, otherwise: T) -> T:
        try:
            return read()
        except UserError as error:
            self.problems.extend(error.problems)
            return otherwise

    def yaml(self, name: str, type_: type[T], *, absent: T) -> T:
        path = self.folder / name
        if not path.exists():
            return absent
        no_lines: Lines = {}
        value, self.lines[name] = self.attempt(
            lambda: read_yaml_lines(path, type_), otherwise=(absent, no_lines)
        )
        return value

    def inspection(self) -> Inspection | None:
        nothing: tuple[Inspection | None, Lines] = (None, {})
        value, self.lines[FILE] = self.attempt(
            lambda: _read_inspection(self.folder), otherwise=nothing
        )
        return value

    def rows(self, name: str, type_: type[T]) -> tuple[T, ...]:
        path = self.folder / name
        if not path.exists():
            return ()
        return self.attempt(lambda: tuple(read_csv_rows(path, type_)), otherwise=())


def read_folder(path: Path) -> Folder:
    """The whole folder; one UserError with every problem of every file."""
    reader = _Reader(path)
    inspection = reader.inspection()
    instruments = reader.yaml("instruments.yaml", InstrumentsFile, absent=InstrumentsFile(format=1))
    items: list[EvidenceItem] = []
    places: dict[str, tuple[Path, int | None]] = {}
    for file in sorted((path / "evidence").glob("*.yaml")):
        name = str(file.relative_to(path))
        found = reader.yaml(name, EvidenceFile, absent=EvidenceFile(format=1, items=())).items
        items += found
        for number, item in enumerate(found):
            # Of two items with one id the later is named, as in every message on such ids.
            places[item.id] = Path(name), line_at(reader.lines[name], ("items", number))
    evaluations = reader.yaml(
        "evaluations.yaml", EvaluationsFile, absent=EvaluationsFile(format=1, evaluations=())
    )
    conclusions = reader.yaml("conclusions.yaml", Conclusions, absent=Conclusions(format=1))
    areas = reader.yaml("improvement.yaml", ImprovementFile, absent=ImprovementFile(format=1))
    clearances = reader.yaml(CLEARANCES, ClearancesFile, absent=ClearancesFile(format=1))
    output_check = reader.yaml(CHECK, OutputCheckFile, absent=OutputCheckFile(format=1))
    crossing = reader.attempt(lambda: read_received(path / RECEIVED), otherwise=None)
    sample = reader.rows(SAMPLE, Drawn)
    readings = reader.rows("readings.csv", ReadingRow)
    surveys = {
        survey.id: reader.rows(f"surveys/{survey.id}.csv", AnswerRow)
        for survey in instruments.surveys
    }
    if inspection is None or reader.problems:
        raise UserError(reader.problems)
    return Folder(
        path=path,
        inspection=inspection,
        instruments=instruments,
        crossing=crossing,
        sample=sample,
        readings=readings,
        surveys=surveys,
        items=tuple(items),
        evaluations=evaluations.evaluations,
        conclusions=conclusions,
        areas=areas.areas,
        clearances=clearances.clearances,
        output_check=output_check,
        lines=reader.lines,
        item_places=places,
    )
