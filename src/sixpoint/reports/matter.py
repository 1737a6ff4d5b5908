"""Everything a report is composed from, gathered and checked beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sixpoint.disclosure.types import SafeFigure
from sixpoint.evaluation.check import Question
from sixpoint.evaluation.findings import (
    CHILDREN,
    NO_VIEW,
    PRACTICE,
    QUOTE,
    VOICES,
    Finding,
    numbered,
)
from sixpoint.evaluation.types import (
    AreaForImprovement,
    ChildrensSummary,
    Conclusions,
    Evaluation,
)
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
        quotes = numbered((QUOTE, one) for one in self.conclusions.quotes)
        return replace(
            self,
            public=True,
            findings=tuple(one for one in self.findings if one.id not in self.uncleared),
            evaluations=tuple(self._cleared_views(one) for one in self.evaluations),
            conclusions=replace(
                self.conclusions,
                voices=tuple(one for id_, one in voices if id_ not in self.uncleared),
                good_practice=tuple(one for id_, one in practice if id_ not in self.uncleared),
                # A quotation that nobody cleared stays the slot that it was.
                quotes=tuple(
                    replace(one, text=None) if id_ in self.uncleared else one for id_, one in quotes
                ),
                childrens_summary=self._cleared_summary(),
            ),
        )

    def _cleared_views(self, judged: Evaluation) -> Evaluation:
        why = numbered((f"{NO_VIEW}{judged.indicator}", one) for one in judged.no_view)
        kept = tuple(one for id_, one in why if id_ not in self.uncleared)
        return replace(judged, no_view=kept)

    def _cleared_summary(self) -> ChildrensSummary | None:
        summary = self.conclusions.childrens_summary
        if summary is None:
            return None
        told = numbered((CHILDREN, one) for one in summary.paragraphs)
        kept = tuple(one for id_, one in told if id_ not in self.uncleared)
        return replace(summary, paragraphs=kept)

    def findings_in(self, part: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.part == part)

    def evaluation_of(self, indicator: str) -> Evaluation | None:
        return next((one for one in self.evaluations if one.indicator == indicator), None)

    @property
    def figures(self) -> tuple[SafeFigure, ...]:
        """Every figure that the partnership handed over, cited or not."""
        origins = (source.origin for source in self.sources.values())
        return tuple(one for one in origins if isinstance(one, SafeFigure))

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
