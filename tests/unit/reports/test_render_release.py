"""The news release: the tally in words, slots for quotations, and text that stays text."""

import dataclasses

from sixpoint.reports.plain_text import escape_markdown
from sixpoint.reports.render_release import render_release
from sixpoint.reports.types import Quotation
from tests.support.invented_report import make_release


def test_release_says_the_tally_in_words_and_links_to_the_report() -> None:
    text = render_release(make_release())
    assert (
        "Across ten quality indicators, inspectors found seven to be very good and three good."
        in text
    )
    assert "[report.html](report.html)" in text


def test_quotation_stays_a_slot_until_it_is_given_and_approved() -> None:
    said = Quotation(speaker="A chair", role="a board", text="Good news.")
    release = dataclasses.replace(make_release(), quotes=(said,))
    assert "Good news." not in render_release(release)
    approved = dataclasses.replace(said, approved_by="The chair's office")
    text = render_release(dataclasses.replace(release, quotes=(approved,)))
    assert "A chair, a board, said: “Good news.”" in text


def test_markup_in_a_release_stays_text() -> None:
    assert escape_markdown("# <script>\n[a](b) *c*") == r"\# \<script\> \[a\](b) \*c\*"
    assert escape_markdown("1. not a list") == r"1\. not a list"
    assert escape_markdown("- not a list") == r"\- not a list"
    assert escape_markdown("Plain, with 83% (412 of 497).") == "Plain, with 83% (412 of 497)."


def test_address_cannot_end_its_link_early() -> None:
    release = dataclasses.replace(make_release(), report_address="a) [evil](b")
    assert "[evil](b" not in render_release(release)
