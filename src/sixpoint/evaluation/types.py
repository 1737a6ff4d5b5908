"""Evaluations and conclusions as people write them."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sixpoint.terms.strict import strict


class Basis(StrEnum):
    """How a level is known: judged by this team, or as published elsewhere."""

    JUDGED = "judged"
    STATED = "stated"
    INFERRED = "inferred"


@strict
class Says:
    """A finding in people's words; figures stand in it as `{figure-id}`."""

    says: str
    cites: tuple[str, ...] = ()


@strict
class NoView:
    """A body that gives no view, since the indicator is outside its field."""

    body: str
    why: str


@strict
class Dissent:
    """A level that a body held to; kept as it was given."""

    body: str
    level: int
    reasons: str


@strict
class Evaluation:
    """One indicator's (or area's) level with its reasons.

    `level` is None where it is not known. A level that is only known as published names where in
    `stated_by`, and needs neither reasons nor evidence. `sufficiency_overruled` keeps the reason
    why a level on fewer kinds of source than the framework asks for was let stand.
    """

    indicator: str
    level: int | None = None
    reasons: str | tuple[str | Says, ...] = ()
    cites: tuple[str, ...] = ()
    basis: Basis = Basis.JUDGED
    stated_by: str | None = None
    no_view: tuple[NoView, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    sufficiency_overruled: str | None = None

    @property
    def findings(self) -> tuple[Says, ...]:
        """The reasons, each with what it cites; one without citations rests on them all."""
        reasons = (self.reasons,) if isinstance(self.reasons, str) else self.reasons
        return tuple(self._finding(reason) for reason in reasons if reason)

    def _finding(self, reason: str | Says) -> Says:
        if isinstance(reason, str):
            return Says(says=reason, cites=self.cites)
        return reason if reason.cites else Says(says=reason.says, cites=self.cites)


@strict
class EvaluationsFile:
    format: Literal[1]
    evaluations: tuple[Evaluation, ...]


class Confidence(StrEnum):
    """How confident the team is that the partnership can go on improving."""

    CONFIDENT = "confident"
    PARTLY_CONFIDENT = "partly confident"
    NOT_CONFIDENT = "not confident"


@strict
class Capacity:
    """Capacity for improvement as a statement of confidence: how confident, why, what had begun."""

    how_confident: Confidence
    because: tuple[Says, ...]
    already_begun: tuple[Says, ...] = ()


@strict
class Voice:
    """What children, families or staff said."""

    who: str
    says: str
    cites: tuple[str, ...] = ()


@strict
class GoodPractice:
    title: str
    says: str
    cites: tuple[str, ...] = ()


@strict
class Quote:
    """A slot for a quotation: `text` stays empty until a person has given and approved it."""

    speaker: str
    role: str
    text: str | None = None
    approved_by: str | None = None


@strict
class ChildrensSummary:
    """The words for children; people write them, and say who did."""

    written_by: str
    title: str
    paragraphs: tuple[str, ...]


@strict
class Answer:
    """The answer to a question, statement or line of enquiry of the programme, in words.

    `sufficiency_overruled` keeps the reason why an answer that rests on fewer kinds of source than
    the framework asks for was let stand.
    """

    question: str
    findings: Annotated[tuple[Says, ...], Field(min_length=1)]
    sufficiency_overruled: str | None = None


@strict
class Conclusions:
    """Everything the team concludes beyond the levels."""

    format: Literal[1]
    overall: tuple[Says, ...] = ()
    answers: tuple[Answer, ...] = ()
    capacity: Capacity | None = None
    strengths: tuple[Says, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    voices: tuple[Voice, ...] = ()
    quotes: tuple[Quote, ...] = ()
    childrens_summary: ChildrensSummary | None = None


@strict
class AreaForImprovement:
    id: str
    says: str
    cites: tuple[str, ...] = ()


@strict
class ImprovementFile:
    format: Literal[1]
    areas: tuple[AreaForImprovement, ...] = ()
