"""The command: what it prints where, and how it refuses."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from sixpoint.cli import synthesise

QUESTIONS = """
format: 1
readings:
  id: readings
  title: Readings
  asked: records read
  questions:
    - {id: chronology, asks: "Is there one?", kind: yes_no, favourable: records with one}
"""
SAMPLE = """reference,category,age_band,order,reserve
INV-00001,on_register,5 to 11,1,no
INV-00002,looked_after,5 to 11,1,yes
"""


def run(*arguments: str | Path) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    synthesise.register(app)
    return CliRunner().invoke(app, ["synthesise", *map(str, arguments)])


def make(folder: Path, *more: str) -> Result:
    return run(folder / "p", "--children", "200", "--seed", "3", *more)


def test_json_is_one_document_and_the_truth_lies_beside(tmp_path: Path) -> None:
    done = make(tmp_path, "--json")
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert said["invented"] is True
    assert said["truth"] == str(tmp_path / "truth")
    assert (tmp_path / "truth/canaries.txt").is_file()


def test_progress_goes_to_stderr_and_quiet_prints_none(tmp_path: Path) -> None:
    assert "Writing the extracts" in make(tmp_path).stderr
    assert make(tmp_path, "--quiet").stderr == ""


def test_out_and_answers_exclude_each_other(tmp_path: Path) -> None:
    assert run().exit_code == 2
    assert run(tmp_path / "p", "--answers", tmp_path).exit_code == 2
    assert run("--answers", tmp_path).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_answers_are_written_for_those_drawn_and_not_for_reserves(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "i").mkdir()
    (tmp_path / "i/instruments.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "i/sample.csv").write_text(SAMPLE, encoding="utf-8")
    done = run("--answers", tmp_path / "i", "--truth", tmp_path / "truth", "--seed", "3")
    assert done.exit_code == 0
    rows = (tmp_path / "i/readings.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "reference,reader,question,answer"
    assert {row.split(",")[0] for row in rows[1:]} == {"INV-00001"}


def test_help_shows_examples() -> None:
    assert "sixpoint synthesise build/partnership" in run("--help").stdout
