"""The news release in Markdown: what people wrote, the tally in words, and slots for quotations."""

from sixpoint.terms.period import in_words

from .plain_text import escape_markdown
from .types import Quotation, Release


def render_release(release: Release) -> str:
    """The release; a quotation nobody gave and approved stays a visible slot."""
    parts = [f"# {escape_markdown(release.headline)}"]
    if release.notice:
        parts.append(f"**{escape_markdown(release.notice)}**")
    if release.published:
        parts.append(in_words(release.published))
    said = [*release.opening, release.tally_words, *release.paragraphs]
    parts += [escape_markdown(paragraph) for paragraph in said if paragraph]
    parts += [_quotation(quote) for quote in release.quotes]
    parts.append(f"Read the report: [{_address(release)}]({_address(release)})")
    parts += _listed("Sources", release.sources) + _listed("Notes for editors", release.notes)
    return "\n\n".join(parts) + "\n"


def _address(release: Release) -> str:
    """The report's address, without anything that would end a Markdown link early."""
    return "".join(f"%{ord(c):02X}" if c in " ()[]<>\n" else c for c in release.report_address)


def _quotation(quote: Quotation) -> str:
    who = escape_markdown(f"{quote.speaker}, {quote.role}")
    if quote.text and quote.approved_by:
        return f"{who}, said: “{escape_markdown(quote.text)}”"
    return f"\\[Quotation to be given and approved: {who}\\]"


def _listed(heading: str, items: tuple[str, ...]) -> list[str]:
    if not items:
        return []
    return [f"## {heading}", "\n".join(f"- {escape_markdown(item)}" for item in items)]
