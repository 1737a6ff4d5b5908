"""The reference is what the code and the packs say now, and leaves nothing out."""

import dataclasses
from fnmatch import fnmatchcase

import pytest

from scripts.reference.codes import codes_in_source
from scripts.reference.commands import commands, commands_page, examples_of
from scripts.reference.formats import FORMATS, classes_in, meaning_of, meanings, name_of
from scripts.reference.packs import kinds
from scripts.reference.pages import FOLDER, all_pages
from scripts.reference.problems import problem_words
from sixpoint.packs.measures import Kind
from sixpoint.packs.rule_kinds import KINDS, SHAPES
from tests.support.repository import SOURCE

DOCUMENTED = [code for words in problem_words().values() for code in words]


def test_every_page_and_schema_is_as_make_docs_writes_it_now() -> None:
    made = all_pages()
    there = {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in FOLDER.rglob("*")
        if path.is_file()
    }
    stale = sorted(name for name in {*made, *there} if made.get(name) != there.get(name))
    assert stale == [], "run `make docs` and commit docs/reference"


def test_every_key_of_every_format_has_words() -> None:
    words = meanings()
    without = {
        f"{name_of(class_)}: {field.name}"
        for one in FORMATS
        for class_ in classes_in(one.type_)
        for field in dataclasses.fields(class_)
        if not meaning_of(class_, field.name, words)
    }
    assert without == set(), "write them into scripts/reference/meanings.yaml"


def test_no_words_are_left_for_a_key_that_is_gone() -> None:
    there = {
        (name_of(base), field.name)
        for one in FORMATS
        for class_ in classes_in(one.type_)
        for base in class_.__mro__
        if dataclasses.is_dataclass(base)
        for field in dataclasses.fields(base)
    }
    keys = {key for _, key in there}
    for name, words in meanings().items():
        for key in words:
            assert key in keys if name == "any" else (name, key) in there, f"{name}: {key}"


def test_every_problem_code_in_the_source_is_documented_once() -> None:
    found = codes_in_source()
    assert len(found) > 60
    missing = [code for code in found if "*" not in code and code not in DOCUMENTED]
    assert missing == [], "write them into scripts/reference/problems.yaml"
    for pattern in (code for code in found if "*" in code):
        assert any(fnmatchcase(code, pattern) for code in DOCUMENTED), pattern
    assert len(DOCUMENTED) == len(set(DOCUMENTED))


def test_every_problem_code_documented_is_in_the_source() -> None:
    found = codes_in_source()
    patterns = [code for code in found if "*" in code]
    for code in DOCUMENTED:
        known = code in found or any(fnmatchcase(code, pattern) for pattern in patterns)
        assert known, f"{code} is given by nothing in {SOURCE.name}"


def test_every_kind_of_rule_measure_and_shape_has_words() -> None:
    words = kinds()
    assert set(words["rules"]) == set(KINDS)
    assert set(words["measures"]) == {str(kind) for kind in Kind}
    assert set(words["shapes"]) == set(SHAPES)


COMMANDS = dict(commands())
LOOKING_AFTER = {
    f"sixpoint {one}"
    for one in ("keys", "upgrade", "volume", "serve", "backup", "restore", "destroy", "audit")
}
"""Commands that look after a web workspace and have no result to print."""


def test_there_are_the_commands_that_are_promised() -> None:
    promised = (
        "synthesise check explain return link sample measure pathway trend "
        "gap protect analyse inspect trail published"
    )
    assert set(COMMANDS) == {
        "sixpoint packs check",
        "sixpoint packs compare",
        "sixpoint packs show",
        *(f"sixpoint {one}" for one in promised.split()),
        *LOOKING_AFTER,
    }  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
class TestEveryCommand:
    def test_is_documented_with_every_option_and_says_what_each_does(self, name: str) -> None:
        section = commands_page().partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for one in COMMANDS[name].params:
            if one.name == "help":
                continue
            assert one.help, f"{name} {one.name}"
            for word in one.opts if one.param_type_name == "option" else ():
                assert f"`{word}`" in section, f"{name} {word}"

    def test_has_examples_of_itself_whose_options_exist(self, name: str) -> None:
        command = COMMANDS[name]
        options = {word for one in command.params for word in one.opts}
        examples = examples_of(command)
        assert examples
        for example in examples:
            assert example.startswith(f"{name}")
            used = {word for word in example.split() if word.startswith("-")}
            assert used <= options, example

    def test_says_its_exit_codes(self, name: str) -> None:
        section = commands_page().partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert "Exit codes: 0 " in section
        assert "2 could not run; 3 wrong use." in section

    def test_prints_json_on_request(self, name: str) -> None:
        if name in LOOKING_AFTER:
            return
        assert "--json" in {word for one in COMMANDS[name].params for word in one.opts}
