"""The page: every text stays text, marks stay inside, nothing comes from outside."""

import dataclasses
from html.parser import HTMLParser
from typing import Any

import pytest

from sixpoint.reports.render_html import render_childrens_summary, render_html
from sixpoint.reports.types import (
    ChildrensPage,
    Edition,
    Kind,
    Paragraph,
    Part,
    Report,
    Section,
    Statement,
)
from tests.support.invented_report import NOTICE, make_childrens_page, make_report

HOSTILE = "<script>alert('1')</script><img src=x onerror=alert(2)>\"&"
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """The tags of a page with their attributes, and whether each is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def attributes(self, name: str) -> list[str]:
        return [a[name] or "" for _, a in self.tags if name in a]


def poisoned(thing: Any) -> Any:
    """The same report with markup in every text that is not an id, a class or a drawing."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        kept = {"id", "svg", "narrow", "statement", "indicator", "figure", "level", "status"}
        changes = {
            field.name: poisoned(getattr(thing, field.name))
            for field in dataclasses.fields(thing)
            if field.name not in kept
        }
        return dataclasses.replace(thing, **changes)
    if isinstance(thing, tuple):
        return tuple(poisoned(each) for each in thing)
    return HOSTILE + thing if type(thing) is str else thing


@pytest.mark.parametrize("edition", list(Edition))
def test_markup_in_any_text_stays_text(edition: Edition) -> None:
    report: Report = poisoned(make_report())
    page = Page(render_html(report, edition=edition))
    tags = {tag for tag, _ in page.tags}
    assert "script" not in tags and "img" not in tags
    assert not page.attributes("onerror")
    assert "&lt;script&gt;" in render_html(report, edition=edition)


def test_markup_in_the_childrens_page_stays_text() -> None:
    page: ChildrensPage = poisoned(make_childrens_page())
    assert "script" not in {tag for tag, _ in Page(render_childrens_summary(page)).tags}


def test_address_that_would_run_a_script_is_no_link() -> None:
    report = make_report()
    sources = ("javascript:alert(1)", "https://example.invalid/release")
    said = tuple(
        Statement(id=f"x-{n}", kind=Kind.FACT, parts=(Part(text="Said."),), source=source)
        for n, source in enumerate(sources)
    )
    section = Section(id="said", heading="Said", blocks=(Paragraph(statements=said),))
    page = Page(render_html(dataclasses.replace(report, sections=(section,)), edition="public"))
    links = [href for href in page.attributes("href") if not href.startswith("#")]
    assert links == ["https://example.invalid/release"]


def test_same_report_is_the_same_bytes() -> None:
    first, second = (render_html(make_report(), edition="public") for _ in range(2))
    assert first == second


def test_ids_are_unique_and_every_link_inside_the_page_has_its_end() -> None:
    page = Page(render_html(make_report(), edition="inside"))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    inside = {href[1:] for href in page.attributes("href") if href.startswith("#")}
    assert inside and inside <= set(ids)


def test_every_statement_shows_its_id_and_links_to_its_chain() -> None:
    report = make_report()
    html = render_html(report, edition="public")
    assert report.statements
    for statement in report.statements:
        assert f'id="s-{statement.id}"' in html
    assert 'href="#trail-5.2-1"' in html and 'id="trail-5.2-1"' in html


def test_headings_go_down_one_step_at_a_time() -> None:
    page = Page(render_html(make_report(), edition="inside"))
    depths = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    body = depths[depths.index(1) :]
    assert body.count(1) == 1
    assert all(below <= above + 1 for above, below in zip(body, body[1:], strict=False))


def test_marks_and_notes_for_the_team_stay_inside() -> None:
    inside, public = (render_html(make_report(), edition=e) for e in ("inside", "public"))
    for words in (">stale<", ">uncited<", "Rests on two kinds of source.", "Inside edition"):
        assert words in inside
        assert words not in public


def test_page_says_what_it_is_and_stands_alone() -> None:
    html = render_html(make_report(), edition="public")
    page = Page(html)
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert html.count(NOTICE) >= 2
    assert not [tag for tag, a in page.tags if "src" in a or tag in ("link", "script", "iframe")]
    assert "@import" not in html and "url(" not in html


def test_hidden_value_is_an_asterisk_with_its_note() -> None:
    html = render_html(make_report(), edition="public")
    assert '<td class="hidden">*</td>' in html
    assert "<span>* hidden to protect children</span>" in html
    assert '<td class="unknown-cell">not known</td>' in html


def test_unfilled_quotation_shows_who_is_still_to_be_asked() -> None:
    html = render_html(make_report(), edition="public")
    assert "A quotation from The chair, Invermore partnership, is still to be given" in html
    assert "<blockquote>" not in html
