"""The page on linkage shows a picture that says in words what it shows."""

from tests.support.repository import ROOT


def test_the_waterfall_says_that_it_is_invented_and_what_it_shows() -> None:
    svg = (ROOT / "docs" / "images" / "waterfall.svg").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "explanation" / "linkage.md").read_text(encoding="utf-8")
    assert "Invented records." in svg
    assert "Forename, different: -8.0" in svg
    assert "In the end: -9.6" in svg
    assert "(../images/waterfall.svg)" in page
    assert "In the end 9.6 bits against" in page
