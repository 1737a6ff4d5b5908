"""Everything a report is composed from, gathered and checked beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sixpoint.disclosure.types import SafeFigure
from sixpoint.evaluation.check import Question
from sixpoint.evaluation.findings import PRACTICE, VOICES, Finding, numbered
from sixpoint.evaluation.types import AreaForImprovement, Conclusions, Evaluation
from sixpoint.evidence.types import Matrix, Source
from sixpoint.instruments.types import Result
from sixpoint.packs.framework import Framework, Programme
from sixpoint.terms.cells import SafeNumber

from .facts import Inspection, MadeFrom


@dataclass(frozen=True, kw_only=True)
class Heard:
    """How much the team read, saw and heard, by kind of source; the counts have passed
    disclosure."""

    kind: str
    title: str
    count: SafeNumber


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a report says and what it says it of. `stale` holds ids of findings; so does
    `uncleared`: quotations and anecdotes that two people have not cleared."""

    inspection: Inspection
    framework: Framework
    evaluations: tuple[Evaluation, ...]
    conclusions: Conclusions
    areas: tuple[AreaForImprovement, ...]
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    questions: tuple[Question, ...]
    matrix: Matrix
    heard: tuple[Heard, ...]
    not_known: tuple[tuple[str, str], ...]
    stale: frozenset[str]
    as_at: date | None
    links: str | None = None
    uncleared: frozenset[str] = frozenset()
    public: bool = False

    def for_the_public(self) -> "Matter":
        """The same without what has not been cleared."""
        voices = numbered((f"{VOICES}{one.who}", one) for one in self.conclusions.voices)
        practice = numbered((PRACTICE, one) for one in self.conclusions.good_practice)
        return replace(
            self,
            public=True,
            findings=tuple(one for one in self.findings if one.id not in self.uncleared),
            conclusions=replace(
                self.conclusions,
                voices=tuple(one for id_, one in voices if id_ not in self.uncleared),
                good_practice=tuple(one for id_, one in practice if id_ not in self.uncleared),
            ),
        )

    def findings_in(self, part: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.part == part)

    def evaluation_of(self, indicator: str) -> Evaluation | None:
        return next((one for one in self.evaluations if one.indicator == indicator), None)

    def figure(self, id_: str) -> SafeFigure | None:
        origin = self.sources[id_].origin if id_ in self.sources else None
        return origin if isinstance(origin, SafeFigure) else None

    def result(self, id_: str) -> Result | None:
        origin = self.sources[id_].origin if id_ in self.sources else None
        return origin if isinstance(origin, Result) else None

    @property
    def programme(self) -> Programme | None:
        """The round of inspections that this one belongs to, where it names one."""
        named = self.inspection.programme
        return self.framework.programme(named) if named else None

    @property
    def areas_evaluated(self) -> tuple[str, ...]:
        """Areas that have one level for the whole of them."""
        framework = self.framework
        return tuple(id_ for id_ in self.inspection.indicators if not framework.indicator(id_))

    @property
    def notice(self) -> str:
        """What must stand on every page about where this comes from."""
        if self.inspection.invented:
            return "Everything in this report is invented: the place, the services, the children."
        if self.inspection.made_from is MadeFrom.PUBLISHED_FACTS:
            return "Made from published facts. Not issued by any inspectorate."
        return ""
