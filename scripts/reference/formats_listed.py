"""Every file format there is: who writes the file, where it stands, and what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sixpoint.disclosure.ledger import Head, Release
from sixpoint.disclosure.output_check import OutputCheck, OutputCheckFile
from sixpoint.disclosure.quotes import ClearancesFile
from sixpoint.evaluation.types import Conclusions, EvaluationsFile, ImprovementFile
from sixpoint.evidence.types import EvidenceFile
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
