"""Loading: every wrong key and every reference that leads nowhere, at once, with file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sixpoint.packs.check import check_all, check_pack
from sixpoint.packs.load import load_datasets, load_framework, load_published
from sixpoint.packs.shelf import default_shelf
from sixpoint.terms.problems import Problem, UserError

Edit = Callable[[str, str, str], None]
CHILDREN = "scotland-children/2014"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    copy = tmp_path / "packs"
    shutil.copytree(default_shelf(), copy)
    return copy


@pytest.fixture
def edit(shelf: Path) -> Edit:
    def replace(name: str, old: str, new: str) -> None:
        file = shelf / name
        text = file.read_text()
        assert old in text, f"{name} no longer holds {old!r}"
        file.write_text(text.replace(old, new, 1))

    return replace


def found(shelf: Path, ref: str) -> list[tuple[str, str, int | None]]:
    problems = check_pack(shelf / ref)
    return [(one.code, one.file.name if one.file else "", one.line) for one in problems]


def line_of(file: Path, text: str) -> int:
    lines = file.read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_copied_shelf_is_clean_so_that_what_follows_is_found_for_its_own_reason(
    shelf: Path,
) -> None:
    assert check_all(shelf) == []


def test_problems_of_all_files_come_at_once(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/areas.yaml", "key_question: 1", "key_question: 7")
    edit(f"{CHILDREN}/areas.yaml", '    area: "2"', '    area: "22"')
    edit(f"{CHILDREN}/report.yaml", '"9.4"', '"9.9"')
    edit(f"{CHILDREN}/programmes.yaml", "timetable: handbook-2016-17", "timetable: nowhere")
    edit(f"{CHILDREN}/method.yaml", "levels: [2, 1]", "levels: [2, 7]")
    edit(f"{CHILDREN}/scale.yaml", "source: [S10, S11]", "source: [S10, S9999]")
    problems = check_pack(shelf / CHILDREN)
    assert {(one.code, one.file.name if one.file else "") for one in problems} == {
        ("framework", "areas.yaml"),
        ("framework", "report.yaml"),
        ("framework", "programmes.yaml"),
        ("framework", "method.yaml"),
        ("unknown-source", "scale.yaml"),
    }
    assert len(problems) == 6
    lines = {one.line for one in problems if one.file and one.file.name == "areas.yaml"}
    areas = shelf / CHILDREN / "areas.yaml"
    assert lines == {line_of(areas, "key_question: 7"), line_of(areas, 'area: "22"')}


def test_an_unknown_key_and_a_broken_reference_elsewhere_are_told_together(
    shelf: Path, edit: Edit
) -> None:
    edit(f"{CHILDREN}/method.yaml", "evidence_kinds:", "evidence_kind:")
    edit(f"{CHILDREN}/report.yaml", '"9.4"', '"9.9"')
    codes = {code for code, *_ in found(shelf, CHILDREN)}
    assert {"unknown-key", "missing-key", "framework"} <= codes


def test_an_indicator_without_quotes_is_refused(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/report.yaml", '["9.4"]', "[9.4]")
    (problem,) = check_pack(shelf / CHILDREN)
    assert problem.fix == "Put the value in quotes."


def test_proportion_words_must_meet_without_overlapping(shelf: Path, edit: Edit) -> None:
    edit(
        f"{CHILDREN}/scale.yaml",
        "highest: 15, highest_belongs: false",
        "highest: 14, highest_belongs: false",
    )
    problems = check_pack(shelf / CHILDREN)
    assert [problem.what for problem in problems] == [
        "14 % must have one proportion word; it has none.",
        "14.5 % must have one proportion word; it has none.",
    ]


def test_an_indicator_used_twice_is_found(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/areas.yaml", '- id: "2.2"', '- id: "2.1"')
    assert ("framework", "areas.yaml") in {one[:2] for one in found(shelf, CHILDREN)}


def test_a_confirmed_fact_without_a_source_is_refused(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/report.yaml", "    source: [S4, S5, S6, S7]\n", "")
    (problem,) = check_pack(shelf / CHILDREN)
    assert "names its source" in problem.what


def test_a_key_question_without_a_heading_leaves_indicators_without_a_place(
    shelf: Path, edit: Edit
) -> None:
    edit(f"{CHILDREN}/report.yaml", "key_questions: [5, 6]", "key_questions: [6]")
    (problem,) = check_pack(shelf / CHILDREN)
    assert problem.what == "No heading takes the indicators of key question 5."


def test_a_header_must_agree_with_its_folder(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/pack.yaml", 'version: "2014"', 'version: "2015"')
    assert ("wrong-header", "pack.yaml", 2) in found(shelf, CHILDREN)


def test_a_version_that_looks_like_a_number_needs_quotes(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/pack.yaml", 'version: "2014"', "version: 2014")
    (problem,) = check_pack(shelf / CHILDREN)
    assert problem.fix == "Put the value in quotes."


def test_an_unknown_format_is_refused(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/scale.yaml", "format: 1", "format: 2")
    assert ("unknown-format", "scale.yaml", 2) in found(shelf, CHILDREN)


def test_a_missing_file_is_named(shelf: Path) -> None:
    (shelf / CHILDREN / "scale.yaml").unlink()
    assert ("missing-file", "scale.yaml", None) in found(shelf, CHILDREN)


def test_a_file_that_nothing_reads_is_a_problem(shelf: Path) -> None:
    (shelf / CHILDREN / "scael.yaml").write_text("format: 1\n")
    assert found(shelf, CHILDREN) == [("stray-file", "scael.yaml", None)]


def test_a_pack_that_extends_itself_or_nothing_is_refused(shelf: Path, edit: Edit) -> None:
    edit("scotland-care-protection/2019/pack.yaml", CHILDREN, "scotland-care-protection/2019")
    assert ("unknown-pack", "pack.yaml") in {
        one[:2] for one in found(shelf, "scotland-care-protection/2019")
    }


@pytest.mark.parametrize(
    "ref", ["nothing/1", "../packs/scotland-children/2014", "/etc/passwd", "scotland-children", ""]
)
def test_a_pack_that_is_not_there_is_refused_with_those_that_are(shelf: Path, ref: str) -> None:
    with pytest.raises(UserError) as caught:
        load_framework(ref, shelf=shelf)
    (problem,) = caught.value.problems
    assert problem.code == "unknown-pack"
    assert CHILDREN in problem.fix


def test_a_pack_of_another_kind_is_refused(shelf: Path) -> None:
    with pytest.raises(UserError, match="one of kind framework is needed"):
        load_framework("scotland-processes/1", shelf=shelf)


def test_an_edition_must_say_something_of_every_process(shelf: Path, edit: Edit) -> None:
    edit(
        "scotland-processes/1/processes.yaml", "- {process: decision-shared, confirmed: false}", ""
    )
    (problem,) = check_pack(shelf / "scotland-processes/1")
    assert problem.what == "The edition does not say whether it limits `decision-shared`."


def test_published_results_must_resolve_in_their_framework(shelf: Path, edit: Edit) -> None:
    results = "published-inspections/1/results/2018-20.yaml"
    edit(results, 'indicator: "1.1"', 'indicator: "1.9"')
    edit(results, 'whole_area: "9"', 'whole_area: "19"')
    edit(results, "label: weak", "label: feeble")
    edit(results, "programme: 2018-20", "programme: 1918-20")
    edit("published-inspections/1/results/2012-17.yaml", "indicators: 10", "indicators: 11")
    problems = check_pack(shelf / "published-inspections/1")
    said = " ".join(problem.what for problem in problems)
    for wrong in ("`1.9`", "`19`", "`feeble`", "`1918-20`", "do not add up"):
        assert wrong in said
    assert len(problems) == 5


def test_a_rule_s_problem_has_its_file_and_line(shelf: Path, edit: Edit) -> None:
    name = "scotland-extracts/1/rules/police.yaml"
    text = (shelf / name).read_text()
    kind = next(line for line in text.splitlines() if line.strip().startswith("kind:"))
    edit(name, kind, "  kind: nonsense")
    problems: list[Problem] = check_pack(shelf / "scotland-extracts/1")
    assert problems
    assert {one.file for one in problems} == {shelf / name}
    assert all(one.line for one in problems)


def test_the_content_hash_moves_with_the_content_and_not_with_the_place(
    shelf: Path, edit: Edit
) -> None:
    here = load_datasets("scotland-extracts/1").content_hash
    assert load_datasets("scotland-extracts/1", shelf=shelf).content_hash == here
    later = load_framework("scotland-care-protection/2019", shelf=shelf).content_hash
    edit(f"{CHILDREN}/scale.yaml", "major strengths", "great strengths")
    assert load_framework("scotland-care-protection/2019", shelf=shelf).content_hash != later


def test_an_empty_shelf_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in check_all(tmp_path)] == ["no-packs"]


def test_a_published_pack_whose_framework_is_broken_says_so(shelf: Path, edit: Edit) -> None:
    edit(f"{CHILDREN}/scale.yaml", "format: 1", "format: 9")
    with pytest.raises(UserError, match="could not be loaded"):
        load_published("published-inspections/1", shelf=shelf)
