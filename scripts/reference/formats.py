"""Every file format: what the file is, its keys with their meaning, and its JSON Schema."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml

from scripts.reference.markdown import code, page, table
from sixpoint.disclosure.ledger import Head, Release
from sixpoint.disclosure.output_check import OutputCheck, OutputCheckFile
from sixpoint.disclosure.quotes import ClearancesFile
from sixpoint.evaluation.types import Conclusions, EvaluationsFile, ImprovementFile
from sixpoint.evidence.types import EvidenceFile
from sixpoint.files.schema import schema_of
from sixpoint.inspection.cited import Confirmed
from sixpoint.inspection.crossing_types import FiguresFile, Manifest, ReturnRow
from sixpoint.inspection.partnership import Partnership
from sixpoint.inspection.release import AuditFile
from sixpoint.inspection.returned_signed import SignaturesFile
from sixpoint.inspection.submissions import Submission
from sixpoint.instruments.types import AnswerRow, InstrumentsFile, ReadingRow
from sixpoint.linkage.history import History, Membership
from sixpoint.linkage.judgements import DecisionsFile
from sixpoint.linkage.sheets import SheetRow
from sixpoint.packs import framework, measures
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.header import PackHeader, SourcesFile
from sixpoint.packs.load import DatasetsFile
from sixpoint.packs.processes import ProcessesFile
from sixpoint.packs.published import AreaNamesFile, ResultsFile
from sixpoint.packs.rules import RuleBook
from sixpoint.records.mapping import AgencyMapping
from sixpoint.reports.facts import Inspection
from sixpoint.reports.open_data import EvaluationsDocument
from sixpoint.reports.trail_types import TrailFile
from sixpoint.sampling.types import Drawn
from sixpoint.validation.waivers import WaiversFile


class By(StrEnum):
    """Who writes a file."""

    PEOPLE = "people"
    SIXPOINT = "Sixpoint"


@dataclass(frozen=True, kw_only=True)
class Format:
    """One format; `name` is what its schema is called, `file` where such a file stands."""

    name: str
    file: str
    type_: Any
    about: str
    by: By = By.PEOPLE

    @property
    def is_csv(self) -> bool:
        return self.file.endswith(".csv")


PARTNERSHIP = (
    Format(
        name="partnership",
        file="partnership.yaml",
        type_=Partnership,
        about="Who the partnership is, what its agencies supply, and which rules it works to.",
    ),
    Format(
        name="mapping",
        file="mappings/<agency>.yaml",
        type_=AgencyMapping,
        about="How an agency's headers, codes and dates become ours. May be absent; "
        "`sixpoint check FOLDER --propose` proposes one.",
    ),
    Format(
        name="waivers",
        file="waivers.yaml",
        type_=WaiversFile,
        about="Issues that the partnership has decided to live with, why, and until when. May be "
        "absent.",
    ),
    Format(
        name="submission",
        file="store/submissions/*/submission.json",
        type_=Submission,
        about="What was submitted, as `sixpoint check --keep` kept it. Rows and issues of the last "
        "two lie beside it.",
        by=By.SIXPOINT,
    ),
    Format(
        name="signatures",
        file="return/signatures.json",
        type_=SignaturesFile,
        about="Who stands for which part of the pre-inspection return. `sixpoint return --sign` "
        "writes it.",
        by=By.SIXPOINT,
    ),
    Format(
        name="sheet",
        file="a reviewer's sheet",
        type_=SheetRow,
        about="Pairs of records for one reviewer to judge. `sixpoint link --review` writes it; "
        "people fill in the last three columns.",
    ),
    Format(
        name="decisions",
        file="store/decisions/decisions.json",
        type_=DecisionsFile,
        about="What people were asked about pairs of records, and what they said.",
        by=By.SIXPOINT,
    ),
    Format(
        name="history",
        file="store/people/history.json",
        type_=History,
        about="What became of pseudonyms: merges and splits.",
        by=By.SIXPOINT,
    ),
    Format(
        name="members",
        file="store/people/members.csv",
        type_=Membership,
        about="Whose each record is. The one table that leads from a pseudonym to records.",
        by=By.SIXPOINT,
    ),
)
PARTNERSHIP += (
    Format(
        name="release",
        file="releases/*.json",
        type_=Release,
        about="One release of the ledger, exact: what was counted and how it was shown. "
        "`protect --ledger` keeps the same in a folder of its own.",
        by=By.SIXPOINT,
    ),
    Format(
        name="ledger-head",
        file="releases/head.json",
        type_=Head,
        about="How many releases there are, and the hash of the last.",
        by=By.SIXPOINT,
    ),
    Format(
        name="audit",
        file="store/audit.json",
        type_=AuditFile,
        about="What the auditor found of every count that is not shown. Never leaves.",
        by=By.SIXPOINT,
    ),
)
INSPECTION = (
    Format(
        name="inspection",
        file="inspection.yaml",
        type_=Inspection,
        about="What is inspected, by whom, when, and on which indicators.",
    ),
    Format(
        name="instruments",
        file="instruments.yaml",
        type_=InstrumentsFile,
        about="What readers of records and surveys ask. May be absent.",
    ),
    Format(
        name="evidence",
        file="evidence/*.yaml",
        type_=EvidenceFile,
        about="What was seen, heard and read. Any number of files, under any names.",
    ),
    Format(
        name="evaluations",
        file="evaluations.yaml",
        type_=EvaluationsFile,
        about="A level for each indicator, with reasons and what they cite.",
    ),
    Format(
        name="conclusions",
        file="conclusions.yaml",
        type_=Conclusions,
        about="What the team concludes beyond the levels. May be absent, as may each key.",
    ),
    Format(
        name="improvement",
        file="improvement.yaml",
        type_=ImprovementFile,
        about="What the partnership is asked to do better. May be absent.",
    ),
    Format(
        name="clearances",
        file="clearances.yaml",
        type_=ClearancesFile,
        about="What two people decided of each quotation and anecdote. `out/inside/to-clear.yaml` "
        "lists what waits.",
    ),
    Format(
        name="output-check-looks",
        file="output-check.yaml",
        type_=OutputCheckFile,
        about="Who looked at all that is to go out, and at which hash.",
    ),
    Format(
        name="sample",
        file="sample.csv",
        type_=Drawn,
        about="The records to read. `sixpoint sample` draws them.",
        by=By.SIXPOINT,
    ),
    Format(
        name="readings",
        file="readings.csv",
        type_=ReadingRow,
        about="One row for each answer of a reader about a record.",
    ),
    Format(
        name="survey",
        file="surveys/*.csv",
        type_=AnswerRow,
        about="One row for each answer of a person. The file is called as the survey is.",
    ),
    Format(
        name="cited",
        file="cited.json",
        type_=Confirmed,
        about="Each thing cited as the team last confirmed it, by `sixpoint inspect --confirm`.",
        by=By.SIXPOINT,
    ),
)
PACKS = (
    Format(
        name="pack",
        file="pack.yaml",
        type_=PackHeader,
        about="The head of every pack.",
    ),
    Format(
        name="sources",
        file="sources.yaml",
        type_=SourcesFile,
        about="Where the facts of a pack were read.",
    ),
    Format(
        name="areas",
        file="areas.yaml of a framework",
        type_=framework.AreasFile,
        about="Key questions, areas and indicators.",
    ),
    Format(
        name="scale",
        file="scale.yaml of a framework",
        type_=framework.ScaleFile,
        about="Levels, and words for shares.",
    ),
    Format(
        name="report",
        file="report.yaml of a framework",
        type_=framework.ReportFile,
        about="The chapters of the report.",
    ),
    Format(
        name="method",
        file="method.yaml of a framework",
        type_=framework.MethodFile,
        about="Who inspects, with which kinds of evidence, in which weeks.",
    ),
    Format(
        name="programmes",
        file="programmes.yaml of a framework",
        type_=framework.ProgrammesFile,
        about="The programmes of inspection that use the framework.",
    ),
    Format(
        name="datasets",
        file="datasets/*.yaml",
        type_=DatasetsFile,
        about="Tables, their columns and codes. What ships is in [tables.md](tables.md).",
    ),
    Format(
        name="rules",
        file="rules/*.yaml",
        type_=RuleBook,
        about="Checks of the extracts. What ships is in [rules.md](rules.md).",
    ),
    Format(
        name="measures",
        file="measures/*.yaml",
        type_=measures.MeasuresFile,
        about="What is counted. What ships is in [measures.md](measures.md).",
    ),
    Format(
        name="disclosure",
        file="disclosure.yaml",
        type_=DisclosurePolicy,
        about="When a count is hidden or rounded.",
    ),
    Format(
        name="processes",
        file="processes.yaml",
        type_=ProcessesFile,
        about="How long each step may take, by edition of the guidance.",
    ),
    Format(
        name="results",
        file="results/*.yaml",
        type_=ResultsFile,
        about="Published results of inspections.",
    ),
    Format(
        name="area-names",
        file="areas.yaml of published results",
        type_=AreaNamesFile,
        about="Areas that sources call by several names.",
    ),
)
MADE = (
    Format(
        name="crossing",
        file="crossing.json",
        type_=Manifest,
        about="What a crossing file holds, and what it was made with.",
        by=By.SIXPOINT,
    ),
    Format(
        name="figures",
        file="figures.json",
        type_=FiguresFile,
        about="The safe figures of a crossing file.",
        by=By.SIXPOINT,
    ),
    Format(
        name="return",
        file="return.csv",
        type_=ReturnRow,
        about="The pre-inspection return: one row a child, without names.",
        by=By.SIXPOINT,
    ),
    Format(
        name="trail",
        file="trail.json",
        type_=TrailFile,
        about="What each statement of the report rests on. `out/public/` has the public edition.",
        by=By.SIXPOINT,
    ),
    Format(
        name="output-check",
        file="output-check.json",
        type_=OutputCheck,
        about="How far the check of the public edition has come. Who looked stands inside only.",
        by=By.SIXPOINT,
    ),
    Format(
        name="open-evaluations",
        file="evaluations.json",
        type_=EvaluationsDocument,
        about="The evaluations as open data; `evaluations.csv` has the same rows.",
        by=By.SIXPOINT,
    ),
)
GROUPS: Mapping[str, tuple[str, str, tuple[Format, ...]]] = {
    "formats-partnership.md": (
        "The partnership's folder",
        "Beside `partnership.yaml` stand the extracts, whose tables are in "
        "[tables.md](tables.md), and documents that may cross.",
        PARTNERSHIP,
    ),
    "formats-inspection.md": (
        "The inspection's folder",
        "Only `inspection.yaml` must be there.",
        INSPECTION,
    ),
    "formats-packs.md": (
        "Packs",
        "A pack is a folder `packs/<id>/<version>/`. Which files it holds depends on its kind.",
        PACKS,
    ),
    "formats-made.md": (
        "What Sixpoint makes",
        "The crossing file is a ZIP of `crossing.json`, `figures.json`, `return.csv` and "
        "documents. The rest lies under `out/` of an inspection.",
        MADE,
    ),
}
FORMATS = tuple(one for _, _, formats in GROUPS.values() for one in formats)

_OTHERWISE_CALLED = {
    framework.Document: "FrameworkDocument",
    framework.Question: "FrameworkQuestion",
    measures.Population: "MeasurePopulation",
}
"""Classes whose name another class has too."""


def meanings() -> dict[str, dict[str, str]]:
    """The words for keys, by class."""
    path = Path(__file__).with_name("meanings.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def name_of(class_: type) -> str:
    """The class as meanings.yaml calls it."""
    return _OTHERWISE_CALLED.get(class_, class_.__name__)


def meaning_of(class_: type, key: str, words: Mapping[str, Mapping[str, str]]) -> str | None:
    """What the key means there; None where nobody wrote it down."""
    names = [name_of(one) for one in class_.__mro__] + ["any"]
    return next((words[name][key] for name in names if key in words.get(name, {})), None)


def classes_in(type_: Any) -> list[type]:
    """The dataclasses of a format, each once, in the order in which they are met."""
    found: dict[type, None] = {}

    def walk(one: Any) -> None:
        for inner in get_args(one):
            walk(inner)
        if isinstance(one, type) and dataclasses.is_dataclass(one) and one not in found:
            found[one] = None
            for hint in get_type_hints(one, include_extras=True).values():
                walk(hint)

    walk(type_)
    return list(found)


def format_pages() -> Iterator[tuple[str, str]]:
    words = meanings()
    for name, (title, about, formats) in GROUPS.items():
        described: dict[type, str] = {}
        parts = [_format(one, words, described) for one in formats]
        yield name, page(title, about, *parts)


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each format's JSON Schema by its path; for CSV that of one row, with cells as values."""
    words = meanings()
    for one in FORMATS:
        schema = schema_of(one.type_)
        _describe(schema, one.type_, words)
        yield f"schemas/{one.name}.schema.json", {**schema, "title": one.file}


def _describe(schema: dict[str, Any], type_: Any, words: Mapping[str, Mapping[str, str]]) -> None:
    """Adds to each property what it means."""
    holders = {**schema.get("$defs", {}), schema.get("title", ""): schema}
    for class_ in classes_in(type_):
        holder: dict[str, Any] = next((holders[n] for n in _defs_of(class_) if n in holders), {})
        fields = {field.name: _written(field) for field in dataclasses.fields(class_)}
        for name, written in fields.items():
            meaning = meaning_of(class_, name, words)
            if meaning and written in holder.get("properties", {}):
                holder["properties"][written]["description"] = meaning
                holder["properties"][written].pop("title", None)


def _defs_of(class_: type) -> tuple[str, str]:
    return class_.__name__, f"{class_.__module__}__{class_.__name__}".replace(".", "__")


def _format(one: Format, words: Mapping[str, Mapping[str, str]], seen: dict[type, str]) -> str:
    schema = f"[schema](schemas/{one.name}.schema.json)"
    written = "People write it." if one.by is By.PEOPLE else "Sixpoint writes it."
    kind = "A table, one row a line." if one.is_csv else ""
    parts = [f"## {one.file}", " ".join(f"{one.about} {kind} {written} ({schema})".split())]
    for class_ in classes_in(one.type_):
        if class_ in seen:
            continue
        seen[class_] = one.file
        if class_ is not one.type_:
            parts.append(f"### {one.file.partition(' ')[0]}: {_heading(class_)}")
        parts.append(_about(class_))
        parts.append(_keys(class_, words))
    return "\n\n".join(part for part in parts if part)


def _heading(class_: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", class_.__name__).lower()


def _about(class_: type) -> str:
    text = (class_.__doc__ or "").strip()
    if text.startswith(f"{class_.__name__}("):  # dataclasses write such a text themselves
        return ""
    return re.sub(r"\n +", "\n", text)


def _keys(class_: type, words: Mapping[str, Mapping[str, str]]) -> str:
    hints = get_type_hints(class_, include_extras=True)
    rows = [
        (
            code(_written(field)),
            _type_words(hints[field.name]),
            _needed(field),
            meaning_of(class_, field.name, words) or "",
        )
        for field in dataclasses.fields(class_)
    ]
    return table(("key", "holds", "", "what it means"), rows)


def _written(field: "dataclasses.Field[Any]") -> str:
    return getattr(field.default, "alias", None) or field.name


def _default(field: "dataclasses.Field[Any]") -> Any:
    default: Any = field.default
    if hasattr(default, "default"):  # pydantic's Field
        inner = default.default
        return dataclasses.MISSING if "Undefined" in type(inner).__name__ else inner
    return default


def _needed(field: "dataclasses.Field[Any]") -> str:
    default = _default(field)
    if default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
        return "needed"
    if default in (None, (), dataclasses.MISSING) or dataclasses.is_dataclass(default):
        return "may be left out"
    value = default.value if isinstance(default, Enum) else default
    if isinstance(value, tuple):
        value = ", ".join(str(getattr(one, "value", one)) for one in value)
    said = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else value
    return f"else `{said}`"


def _type_words(hint: Any) -> str:
    """What a key holds, in words."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type_words(inner[0])
    if origin is Literal:
        return " or ".join(code(str(one)) for one in inner)
    if origin in (Union, UnionType):
        return " or ".join(_type_words(one) for one in inner if one is not NoneType)
    if origin is tuple:
        return f"list of {_type_words(inner[0])}"
    if origin in (dict, Mapping) or origin is not None:
        return f"{_type_words(inner[1])} by {_type_words(inner[0])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " or ".join(code(str(one.value)) for one in hint)
    if dataclasses.is_dataclass(hint):
        return _heading(hint) if isinstance(hint, type) else ""
    plain = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}
    return plain.get(hint.__name__, {"date": "day", "Any": "anything"}.get(hint.__name__, ""))
