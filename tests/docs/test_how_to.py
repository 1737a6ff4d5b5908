"""What the pages tell people to type is so: commands, options, and files to write."""

import re
import shlex
from pathlib import Path

import pytest

from scripts.reference.commands import commands
from sixpoint.engines import Engine
from sixpoint.evaluation.types import EvaluationsFile
from sixpoint.evidence.types import EvidenceFile
from sixpoint.files import read_yaml_text
from sixpoint.measures.examples import check_examples
from sixpoint.packs.load import load_datasets
from sixpoint.packs.measure_parts import measures_problems
from sixpoint.packs.measures import MeasuresFile
from sixpoint.validation.verdict import VERDICTS
from sixpoint.validation.waivers import WaiversFile, waivers_problems
from tests.support.repository import ROOT

PAGES = [*ROOT.glob("*.md"), *(p for p in (ROOT / "docs").rglob("*.md") if p.parent.name != "adr")]
COMMANDS = dict(commands())
HOW_TO = ROOT / "docs" / "how-to"


def commands_typed() -> list[tuple[str, str]]:
    """Every line of a block of code, or piece of code in a sentence, that is a command of ours."""
    found = []
    for page in sorted(PAGES):
        pieces = re.findall(r"^(?:\.venv/bin/)?(sixpoint .*)$", page.read_text(), re.MULTILINE)
        pieces += re.findall(r"`(?:\.venv/bin/)?(sixpoint [^`]*)`", page.read_text())
        found += [(str(page.relative_to(ROOT)), piece) for piece in pieces]
    return found


@pytest.mark.parametrize(("page", "typed"), commands_typed())
def test_every_command_that_a_page_names_exists_with_its_options(page: str, typed: str) -> None:
    if "COMMAND" in typed or typed == "sixpoint --help":
        return
    names = [name for name in COMMANDS if f"{typed} ".startswith(f"{name} ")]
    assert names, f"{page}: {typed}"
    options = {word for one in COMMANDS[names[0]].params for word in one.opts}
    used = {word for word in shlex.split(typed) if word.startswith("-")}
    assert used <= options | {"--help"}, f"{page}: {typed}"


def yaml_in(page: Path) -> list[str]:
    blocks: list[str] = re.findall(
        r"^```yaml\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE
    )
    return blocks


def test_the_evidence_and_evaluations_shown_can_be_read() -> None:
    page = HOW_TO / "write-evaluations.md"
    evidence, evaluations = yaml_in(page)
    assert read_yaml_text(evidence, EvidenceFile, name=page).items
    assert read_yaml_text(evaluations, EvaluationsFile, name=page).evaluations


def test_the_measure_shown_can_be_counted_and_gives_what_it_says(engine: Engine) -> None:
    page = HOW_TO / "add-a-measure.md"
    (written,) = yaml_in(page)
    datasets = load_datasets("scotland-extracts/1").datasets
    text = f"format: 1\nmeasures:\n{written}"
    (measure,) = read_yaml_text(text, MeasuresFile, name=page).measures
    assert measures_problems([measure], datasets) == []
    examples = [(measure, example) for example in measure.examples]
    found = check_examples(examples, datasets, engine=engine)
    assert found and not any(found)


def test_every_page_can_be_found_from_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text()
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs")
        if name.parts[0] not in ("adr", "reference") and page.name != "README.md":
            assert f"({name.as_posix()})" in index, name


def test_the_waiver_shown_can_be_read_and_is_about_a_rule() -> None:
    page = HOW_TO / "check-before-you-send.md"
    (written,) = yaml_in(page)
    waivers = read_yaml_text(written, WaiversFile, name=page).waivers
    rules = load_datasets("scotland-extracts/1").rules
    assert waivers
    assert waivers_problems(waivers, rules, file=page, lines={}) == []


def test_the_verdicts_are_explained_as_the_report_explains_them() -> None:
    page = (HOW_TO / "check-before-you-send.md").read_text()
    for verdict, means in VERDICTS.items():
        assert f"| {verdict.words} | " in page
        assert means.split(".")[0] in page
