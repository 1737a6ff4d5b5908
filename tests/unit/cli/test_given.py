"""What a command is given: a name that leads nowhere is refused at once, and said as what it is."""

from pathlib import Path

import pytest

from sixpoint.cli.given import partnership_in
from tests.support.commands import COULD_NOT_RUN, WRONG_USE, run_command


@pytest.mark.parametrize("command", ["check", "link", "sample", "measure", "analyse", "inspect"])
def test_absent_folder_is_said_to_be_absent(command: str, tmp_path: Path) -> None:
    said = run_command(command, tmp_path / "nowhere")
    assert said.code == COULD_NOT_RUN
    assert "nowhere: This" in said.err
    assert "is not there." in said.err
    assert list(tmp_path.iterdir()) == []


def test_file_is_not_taken_for_an_absent_folder() -> None:
    assert partnership_in(["social_work.concerns=export", "people.csv"]) is None


def test_folder_that_is_no_partnership_is_told_from_an_absent_one(tmp_path: Path) -> None:
    said = run_command("analyse", tmp_path)
    assert said.code == COULD_NOT_RUN
    assert "holds no partnership.yaml" in said.err


@pytest.mark.parametrize("group", [(), ("packs",)])
def test_command_without_its_words_prints_help_and_no_trouble(group: tuple[str, ...]) -> None:
    said = run_command(*group)
    assert said.code == WRONG_USE
    assert "Usage" in said.out
    assert said.err == ""
