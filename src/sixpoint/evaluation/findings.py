"""Every finding under the id that the report shows, with all it cites."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sixpoint.disclosure.quotes import is_quoted
from sixpoint.packs.framework import Programme

from .types import AreaForImprovement, Conclusions, Evaluation, Says

REFERENCE = re.compile(r"\{([a-z0-9][a-z0-9._-]*)\}")
"""A figure or result in a sentence: `{planning-meeting-in-time.latest}`."""

VOICES = "voices-"
PRACTICE = "practice"
QUOTE = "quote"
CHILDREN = "childrens-summary"
NO_VIEW = "no-view-"
T = TypeVar("T")

_NUMBER = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)*\s?%?(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One statement that people wrote. `part` says where it stands: an indicator or a part."""

    id: str
    part: str
    says: str
    cites: tuple[str, ...]

    @property
    def all_cites(self) -> tuple[str, ...]:
        """What it cites by name and what its sentence quotes, each once."""
        return tuple(dict.fromkeys((*self.cites, *REFERENCE.findall(self.says))))

    @property
    def typed_numbers(self) -> tuple[str, ...]:
        """Numbers typed into the sentence where a reference belongs; years are none."""
        bare = REFERENCE.sub("", self.says)
        found = (match.strip() for match in _NUMBER.findall(bare))
        return tuple(number for number in found if not _YEAR.fullmatch(number))


def findings_of(
    evaluations: Iterable[Evaluation],
    conclusions: Conclusions,
    areas: Iterable[AreaForImprovement],
    *,
    programme: Programme | None = None,
) -> tuple[Finding, ...]:
    """All findings in the order of the report; ids count from 1 within each part."""
    parts: list[tuple[str, Iterable[Says]]] = [
        ("overall", conclusions.overall),
        *_answers(conclusions, programme),
        *((evaluation.indicator, evaluation.findings) for evaluation in evaluations),
        *_confidence(conclusions),
        *_voices(conclusions),
        ("strength", conclusions.strengths),
        ("improvement", (Says(says=area.says, cites=area.cites) for area in areas)),
        (PRACTICE, (Says(says=p.says, cites=p.cites) for p in conclusions.good_practice)),
    ]
    return tuple(finding for part, says in parts for finding in _numbered(part, says))


def part_of_question(number: int) -> str:
    """The part of the report that answers the programme's question of that number: q1."""
    return f"q{number}"


def _answers(
    conclusions: Conclusions, programme: Programme | None
) -> Iterator[tuple[str, Iterable[Says]]]:
    """In the programme's order, whatever the order in which people wrote them."""
    for number, question in enumerate(programme.questions if programme else (), start=1):
        for answer in conclusions.answers:
            if answer.question == question.id:
                yield part_of_question(number), answer.findings


def _confidence(conclusions: Conclusions) -> Iterator[tuple[str, Iterable[Says]]]:
    if conclusions.capacity is not None:
        yield "confidence", conclusions.capacity.because
        yield "begun", conclusions.capacity.already_begun


def _voices(conclusions: Conclusions) -> Iterator[tuple[str, Iterable[Says]]]:
    """Each group's words under its own name; a tuple, since what is lazy here would mix them up."""
    for who in dict.fromkeys(voice.who for voice in conclusions.voices):
        own = [voice for voice in conclusions.voices if voice.who == who]
        yield f"{VOICES}{who}", tuple(Says(says=voice.says, cites=voice.cites) for voice in own)


def _numbered(part: str, says: Iterable[Says]) -> Iterator[Finding]:
    for id_, one in numbered((part, one) for one in says):
        yield Finding(id=id_, part=part, says=one.says, cites=one.cites)


def numbered(things: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    """Each thing under its finding's id: ids count from 1 within each part."""
    times: Counter[str] = Counter()
    for part, one in things:
        times[part] += 1
        yield f"{part}-{times[part]}", one


def words_of_others(
    findings: Iterable[Finding],
    conclusions: Conclusions | None = None,
    evaluations: Iterable[Evaluation] = (),
) -> dict[str, str]:
    """Quotations and anecdotes by id: what people said, what happened once, and what stands in
    quotation marks anywhere; with the title that an example of good practice goes under."""
    titles = dict(
        numbered((PRACTICE, p.title) for p in (conclusions.good_practice if conclusions else ()))
    )
    found = {
        one.id: f"{titles[one.id]}: {one.says}" if one.id in titles else one.says
        for one in findings
        if one.part == PRACTICE or one.part.startswith(VOICES) or is_quoted(one.says)
    }
    return found | (_beside_findings(conclusions) if conclusions else {}) | _no_views(evaluations)


def _beside_findings(conclusions: Conclusions) -> dict[str, str]:
    """What goes to the public without being a finding: the release's quotations, and whatever
    stands in quotation marks on the page for children."""
    quotes = numbered((QUOTE, one) for one in conclusions.quotes)
    found = {id_: f"{one.speaker}, {one.role}: {one.text}" for id_, one in quotes if one.text}
    summary = conclusions.childrens_summary
    told = numbered((CHILDREN, one) for one in (summary.paragraphs if summary else ()))
    return found | {id_: says for id_, says in told if is_quoted(says)}


def _no_views(evaluations: Iterable[Evaluation]) -> dict[str, str]:
    """Why a body gives no view, where somebody is quoted in it."""
    why = (
        (f"{NO_VIEW}{judged.indicator}", one.why)
        for judged in evaluations
        for one in judged.no_view
    )
    return {id_: says for id_, says in numbered(why) if is_quoted(says)}
