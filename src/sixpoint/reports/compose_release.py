"""The news release and the page for children, from the same matter as the report."""

from collections.abc import Iterator

from sixpoint.pictures.words import list_in_words

from .compose import body_names
from .matter import Matter
from .statements import statements_in, tally_in_words
from .types import ChildrensPage, Quotation, Release


def compose_release(matter: Matter) -> Release:
    """The release: the conclusion, the tally, what was strong and what is to improve.

    Quotations are slots: nobody's words are made up.
    """
    inspection = matter.inspection
    return Release(
        headline=inspection.title,
        notice=matter.notice,
        opening=tuple(_opening(matter)),
        tally_words=tally_in_words(matter),
        paragraphs=tuple(_paragraphs(matter)),
        quotes=tuple(
            Quotation(
                speaker=quote.speaker,
                role=quote.role,
                text=quote.text,
                approved_by=quote.approved_by,
            )
            for quote in matter.conclusions.quotes
        ),
        report_address=inspection.report_address or "report.html",
        sources=inspection.sources,
        notes=tuple(_notes(matter)),
    )


def _opening(matter: Matter) -> Iterator[str]:
    yield from _said("overall", matter)
    yield from _published("conclusion", matter)
    inspection = matter.inspection
    yield (
        f"{inspection.partnership.name} was inspected {inspection.window.words}. "
        f"The inspecting bodies were {list_in_words(body_names(matter))}."
    )


def _paragraphs(matter: Matter) -> Iterator[str]:
    yield from _listed("Particular strengths", "strength", matter)
    yield from _published("theme", matter)
    yield from _said("confidence", matter)
    yield from _said("begun", matter)
    yield from _published("confidence", matter)
    yield from _listed("Areas for improvement", "improvement", matter)
    yield from _published("improvement", matter)


def _said(part: str, matter: Matter) -> Iterator[str]:
    yield from (statement.text for statement in statements_in(part, matter))


def _listed(heading: str, part: str, matter: Matter) -> Iterator[str]:
    """Short statements as one paragraph: Particular strengths: this; that."""
    said = [text.rstrip(".") for text in _said(part, matter)]
    if said:
        yield f"{heading}: {'; '.join(said)}."


def _published(about: str, matter: Matter) -> Iterator[str]:
    yield from (f.says for f in matter.inspection.published_findings if f.about == about)


def _notes(matter: Matter) -> Iterator[str]:
    yield f"Framework: {matter.framework.header.title}"
    if matter.programme:
        yield f"Programme: {matter.programme.title}"
    if matter.inspection.published:
        yield f"Published: {matter.inspection.published}."
    if matter.inspection.window.last:
        yield "A level is a judgement of its day; it is not a current judgement later."


def compose_childrens_page(matter: Matter) -> ChildrensPage | None:
    """The page for children in the words that people wrote; None where nobody wrote any."""
    summary = matter.conclusions.childrens_summary
    if summary is None:
        return None
    return ChildrensPage(
        title=summary.title,
        notice=matter.notice,
        paragraphs=summary.paragraphs,
        written_by=summary.written_by,
    )
