"""What the pages say of the repository is so."""

import re
from pathlib import Path

import pytest

from tests.support.repository import ROOT, SOURCE, tracked_files

PAGES = [file for file in tracked_files() if file.suffix == ".md" and "packs" not in file.parts]
PROSE = [page for page in PAGES if page.parent in (ROOT, ROOT / "docs" / "adr")]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    for link in links:
        if "://" not in link:
            assert (document.parent / link).exists(), f"{name_of(document)} links to {link}"


@pytest.mark.parametrize("document", PROSE, ids=name_of)
def test_every_make_command_named_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z.][a-z-]*):", makefile, re.MULTILINE))
    kinds = set(re.findall(r"^TESTS := (.*)$", makefile, re.MULTILINE)[0].split()) | {"long"}
    known = targets | {f"test-{kind}" for kind in kinds} | {"test-KIND"}
    named = re.findall(
        r"(?:^|`)make ((?:\.?[a-z][A-Za-z-]* ?)+)", document.read_text(), re.MULTILINE
    )
    for words in named:
        assert set(words.split()) <= known, f"{name_of(document)} names make {words}"


@pytest.mark.parametrize("document", PROSE, ids=name_of)
def test_headings_are_in_sentence_case(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    for heading in re.findall(r"^#+ (?:\d{4}\. )?(.*)$", text, re.MULTILINE):
        words = re.sub(r"`[^`]*`|\[.*?\]|DuckDB|Ibis|Sixpoint", "", heading).split()[1:]
        assert not [word for word in words if word[0].isupper()], heading


@pytest.mark.parametrize("document", PROSE, ids=name_of)
def test_no_page_says_that_something_is_simple(document: Path) -> None:
    belittling = re.findall(r"\b(?:simply|obviously|of course|just run)\b", document.read_text())
    assert belittling == []


def test_every_decision_is_numbered_listed_and_has_its_parts() -> None:
    listed = (ROOT / "docs" / "adr" / "README.md").read_text()
    for number, page in enumerate(DECISIONS, start=1):
        text = page.read_text()
        assert text.startswith(f"# {number:04}. "), page.name
        assert f"({page.name})" in listed, page.name
        parts = re.findall(r"^## (.*)$", text, re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences"], page.name


def test_every_decision_named_in_the_code_exists() -> None:
    numbers = {page.name[:4] for page in DECISIONS}
    for module in SOURCE.rglob("*.py"):
        for number in re.findall(r"ADR (\d{4})", module.read_text()):
            assert number in numbers, f"{name_of(module)} names ADR {number}"


def test_the_glossary_is_in_alphabetical_order_and_explains_no_word_twice() -> None:
    seen: set[str] = set()
    for section in (ROOT / "GLOSSARY.md").read_text().split("\n## ")[1:]:
        words = [
            re.split(r"\W\W", row)[0].lower()
            for row in re.findall(r"^\| \*\*(.*?)\*\*", section, re.MULTILINE)
        ]
        assert words == sorted(words)
        assert not seen & set(words)
        seen |= set(words)
    assert len(seen) >= 50


def test_every_kind_of_tests_is_explained_and_every_folder_of_tests_is_a_kind() -> None:
    explained = set(
        re.findall(r"^\| `([a-z]+)` \|", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
    )
    folders = {folder.name for folder in (ROOT / "tests").iterdir() if folder.is_dir()}
    assert folders - {"support", "__pycache__"} <= explained


def test_the_changelog_starts_with_what_is_not_released_yet() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    sections = re.findall(r"^## \[(.*?)\]", text, re.MULTILINE)
    assert sections[0] == "Unreleased"
