"""The report, and the page for children, as one HTML file each."""

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape

from sixpoint.pictures.pages import open_templates
from sixpoint.pictures.words import list_in_words, sentence_case
from sixpoint.terms.period import in_words

from .types import Block, ChildrensPage, Edition, Evaluation, Kind, Report, Trail

_ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]])")

KINDS = {
    Kind.FINDING: "finding of the team",
    Kind.FACT: "fact of the inspection",
    Kind.STANDING: "standing text",
}


def render_html(report: Report, *, edition: Edition | str) -> str:
    """The report as one page; marks and notes for the team stand in the inside edition only."""
    trails = [b for section in report.sections for b in section.blocks if isinstance(b, Trail)]
    return (
        _templates()
        .get_template("report.html")
        .render(
            report=report,
            inside=Edition(edition) is Edition.INSIDE,
            chained={chain.statement for trail in trails for chain in trail.chains},
            stated={statement.id for statement in report.statements},
            page_title=f"{report.title} - {report.subtitle}" if report.subtitle else report.title,
            description=report.notice or report.subtitle,
            created=report.published.isoformat() if report.published else None,
        )
    )


def render_childrens_summary(page: ChildrensPage) -> str:
    """One page for children, in the words that people wrote for them."""
    template = _templates().get_template("childrens.html")
    return template.render(page=page, page_title=page.title, description=page.notice, created=None)


@cache
def _templates() -> Environment:
    environment = open_templates("sixpoint.reports")
    environment.filters.update(
        large=sentence_case,
        day=in_words,
        linked=_linked,
        in_a_row=list_in_words,
        kind_in_words=KINDS.__getitem__,
        class_name=lambda block: type(block).__name__,
        starts_page=_starts_page,
    )
    return environment


def _linked(text: str) -> Markup:
    """The text, escaped, with each web address in it as a link that is called by its host."""
    parts = _ADDRESS.split(text)
    return Markup("").join(_link(part) if at % 2 else escape(part) for at, part in enumerate(parts))


def _link(address: str) -> Markup:
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    return Markup('<a href="{}">{}</a>').format(address, host)


def _starts_page(blocks: Sequence[Block]) -> bool:
    """Whether a section is long enough to begin on a page of its own when printed."""
    return any(isinstance(block, Evaluation) for block in blocks)
