"""What `--json` prints, a type for each command: docs/reference/schemas holds their schemas."""

from datetime import date
from typing import Literal, TypeAlias

from sixpoint.disclosure.clearance import State
from sixpoint.disclosure.types import SafeTable
from sixpoint.inspection.resolve import Resolution
from sixpoint.measures.types import ExactCell, NotMeasured
from sixpoint.packs.compare_rules import RulesCompared
from sixpoint.packs.framework import Framework
from sixpoint.packs.header import PackHeader
from sixpoint.packs.load import DatasetsPack, MeasuresPack
from sixpoint.packs.processes import ProcessesPack
from sixpoint.packs.published import (
    AreaNames,
    PublishedLevel,
    Row,
    Tally,
    WithoutLevels,
)
from sixpoint.reports.trail_types import Traced
from sixpoint.sampling.types import Drawn
from sixpoint.terms.strict import strict

from .output import Output
from .outputs_check import CheckOutput, ExplainOutput, ReturnOutput
from .outputs_link import LinkOutput
from .outputs_pathway import PathwayOutput
from .outputs_propose import ProposeOutput
from .outputs_series import GapOutput, TrendOutput


@strict
class SampleOutput(Output):
    """sixpoint sample --json: what was drawn, reserves included."""

    seed: int
    drawn: tuple[Drawn, ...]


@strict
class MeasureOutput(Output):
    """sixpoint measure --json: exact cells, for the partnership's eyes only."""

    as_at: date
    cells: tuple[ExactCell, ...]
    not_measured: tuple[NotMeasured, ...]


@strict
class AnalyseOutput(Output):
    """sixpoint analyse --json: counts, where the crossing file is, and as what it is released.

    `audited` counts that are not shown were attacked, beside those of `releases_before`; where one
    could be worked out, nothing is written.
    """

    rows: int
    issues: int
    rules_passed: int
    rules_failed: int
    rules_not_run: int
    records: int
    children: int
    figures: int
    figures_hidden: int
    returned: int
    crossing: str
    release: str | None
    releases_before: int
    audited: int
    not_known: tuple[NotMeasured, ...]


@strict
class AnalyseRefusedOutput(Output):
    """sixpoint analyse --json where the auditor refuses: nothing is written, and stderr says why.

    `codes` are those of the problems.
    """

    safe: Literal[False]
    codes: tuple[str, ...]


@strict
class ProtectOutput(Output):
    """sixpoint protect --json. `tables` are as they may be published, and none where the audit
    refuses, and `safe` is false."""

    safe: bool
    tables: tuple[SafeTable, ...]


@strict
class QuestionSaid:
    """Something the team is asked; `overruled` holds its reason for going on all the same."""

    about: str
    asks: str
    overruled: str | None


@strict
class NotKnownSaid:
    """What a reader might look for and will not find, with why."""

    title: str
    why: str


@strict
class InspectOutput(Output):
    """sixpoint inspect --json: the tally in words, what the team should look at, and where out/ is.

    `held_back` are quotations and anecdotes that two people have not cleared, and the public
    edition leaves out; `output_check` is how far the check of that edition has come, and
    `output_hash` at which hash people look.

    `stale`, `uncited` and `numbers_typed` are ids of statements.
    """

    inspection: str
    tally: str
    statements: int
    stale: tuple[str, ...]
    uncited: tuple[str, ...]
    numbers_typed: tuple[str, ...]
    questions: tuple[QuestionSaid, ...]
    not_known: tuple[NotKnownSaid, ...]
    held_back: tuple[str, ...]
    output_check: State
    output_hash: str
    out: str


@strict
class ComputedAgain:
    """One figure computed again from the partnership's folder: exact."""

    figure: str
    cases: int
    children: int
    rows: int


@strict
class TrailOutput(Output):
    """sixpoint trail --json. `counts` maps each state to how many statements have it.

    `chain` and `computed_again` are given for one statement, and null with --all.
    """

    inspection: str
    counts: dict[str, int]
    statements: tuple[Resolution, ...]
    chain: Traced | None = None
    computed_again: tuple[ComputedAgain, ...] | None = None


@strict
class ProblemSaid:
    """One thing that is wrong, where, and what to do."""

    code: str
    what: str
    fix: str
    file: str | None
    line: int | None


@strict
class PacksCheckOutput(Output):
    """sixpoint packs check --json."""

    packs: tuple[str, ...]
    problems: tuple[ProblemSaid, ...]


@strict
class PacksListOutput(Output):
    """sixpoint packs show --json, without a pack: the head of each."""

    packs: tuple[PackHeader, ...]


@strict
class PublishedShown:
    """A pack of published results, as it stands in its files."""

    header: PackHeader
    content_hash: str
    levels: tuple[PublishedLevel, ...]
    tallies: tuple[Tally, ...]
    without_levels: tuple[WithoutLevels, ...]
    area_names: tuple[AreaNames, ...]
    years_until_old: int


OnShow: TypeAlias = Framework | DatasetsPack | MeasuresPack | ProcessesPack | PublishedShown


@strict
class PackOutput(Output):
    """sixpoint packs show PACK --json: everything in it."""

    pack: OnShow


@strict
class TallySaid:
    """One tally; `not_named` counts its indicators that nobody published by name."""

    tally: Tally
    not_named: int


@strict
class PublishedOutput(Output):
    """sixpoint published --json."""

    notice: str
    pack: str
    results: tuple[Row, ...]
    tallies: tuple[TallySaid, ...]
    without_levels: tuple[WithoutLevels, ...]


@strict
class SynthesiseOutput(Output):
    """sixpoint synthesise --json, for a partnership."""

    partnership: str
    truth: str
    children: int
    seed: int
    invented: Literal[True] = True


@strict
class AnswersOutput(Output):
    """sixpoint synthesise --answers --json."""

    files: tuple[str, ...]
    invented: Literal[True] = True


@strict
class RulesComparedOutput(Output):
    """sixpoint packs compare --json."""

    old: str
    new: str
    rules: RulesCompared


OUTPUTS: dict[str, type[Output]] = {
    "check": CheckOutput,
    "check-propose": ProposeOutput,
    "explain": ExplainOutput,
    "return": ReturnOutput,
    "link": LinkOutput,
    "sample": SampleOutput,
    "measure": MeasureOutput,
    "pathway": PathwayOutput,
    "trend": TrendOutput,
    "gap": GapOutput,
    "analyse": AnalyseOutput,
    "analyse-refused": AnalyseRefusedOutput,
    "protect": ProtectOutput,
    "inspect": InspectOutput,
    "trail": TrailOutput,
    "packs-check": PacksCheckOutput,
    "packs-list": PacksListOutput,
    "packs-show": PackOutput,
    "packs-compare": RulesComparedOutput,
    "published": PublishedOutput,
    "synthesise": SynthesiseOutput,
    "synthesise-answers": AnswersOutput,
}
"""Each document by the name of its schema."""
