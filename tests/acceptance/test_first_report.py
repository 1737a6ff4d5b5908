"""The tutorial, typed as it stands but with 500 children; and what comes out keeps its schema."""

import csv
import fcntl
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scripts.reference.formats import FORMATS, Format
from scripts.reference.outputs import path_of
from scripts.reference.pages import FOLDER as REFERENCE
from sixpoint.cli.app import run
from sixpoint.evaluation.types import EvaluationsFile
from sixpoint.files import read_yaml
from sixpoint.files.yaml_nodes import read_document
from tests.support.repository import ROOT

PAGE = ROOT / "docs" / "tutorials" / "first-report.md"
FINDS_SOMETHING = "check"
"""The faults planted among the invented records are found, and say so with exit code 1."""


@dataclass(frozen=True)
class Typed:
    """The folder the tutorial was typed in, and what each command printed."""

    folder: Path
    printed: dict[str, str]

    @property
    def partnership(self) -> Path:
        return self.folder / "build" / "first" / "partnership"

    @property
    def inspection(self) -> Path:
        return self.folder / "build" / "first" / "inspection"


def commands_in(page: Path) -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if not line.startswith("make")]


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Typed:
    """The tutorial, typed once even where two processes run the tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "first-report"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = folder / "printed.json"
        if not told.exists():
            told.write_text(json.dumps(type_tutorial(folder)))
        return Typed(folder, json.loads(told.read_text()))


def type_tutorial(folder: Path) -> dict[str, str]:
    """What each command of the page printed, typed in a folder like an empty clone."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    plan = folder / "examples" / "invermore" / "inspection.yaml"
    few = plan.read_text().replace("size: 100", "size: 15").replace("reserves: 20", "reserves: 5")
    plan.write_text(few)
    command = folder / ".venv" / "bin" / "sixpoint"
    command.parent.mkdir(parents=True)
    command.symlink_to(Path(sys.executable).parent / "sixpoint")
    printed = {}
    for line in commands_in(PAGE):
        words = shlex.split(line.replace("--children 5000", "--children 500"))
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
        expected = 1 if FINDS_SOMETHING in words else 0
        assert done.returncode == expected, f"{line}\n{done.stdout[-500:]}\n{done.stderr[-2000:]}"
        printed[line] = done.stdout
    return printed


def test_the_tutorial_ends_with_a_report_every_statement_of_which_resolves(typed: Typed) -> None:
    assert (typed.inspection / "out" / "public" / "report.html").is_file()
    assert "checked as far as the crossing" in typed.printed[
        ".venv/bin/sixpoint trail build/first/inspection 5.2-3"
    ]  # fmt: skip
    last = list(typed.printed.values())[-1]
    statements, resolving = re.findall(r"(\d+) statements?: (\d+) resolves?", last)[0]
    assert statements == resolving
    rows = (typed.folder / "build" / "first" / "rows.csv").read_text()
    assert rows.startswith("figure,group,period,file,line,key\n")
    assert "extracts/social_work/" in rows


def test_the_levels_of_the_report_are_those_that_people_wrote(typed: Typed) -> None:
    written = read_yaml(typed.inspection / "evaluations.yaml", EvaluationsFile).evaluations
    made = json.loads((typed.inspection / "out" / "public" / "evaluations.json").read_text())
    levels = {one["indicator"]: one["level"] for one in made["evaluations"]}
    assert levels == {one.indicator: one.level for one in written}


WHERE = {
    "partnership": "partnership/partnership.yaml",
    "inspection": "inspection/inspection.yaml",
    "instruments": "inspection/instruments.yaml",
    "evidence": "inspection/evidence/*.yaml",
    "evaluations": "inspection/evaluations.yaml",
    "conclusions": "inspection/conclusions.yaml",
    "improvement": "inspection/improvement.yaml",
    "sample": "inspection/sample.csv",
    "readings": "inspection/readings.csv",
    "survey": "inspection/surveys/*.csv",
    "cited": "inspection/cited.json",
    "crossing": "inspection/received/crossing.json",
    "figures": "inspection/received/figures.json",
    "return": "inspection/received/return.csv",
    "trail": "inspection/out/*/trail.json",
    "open-evaluations": "inspection/out/public/evaluations.json",
}
ON_THE_SHELF = {
    "pack": "*/*/pack.yaml",
    "sources": "*/*/sources.yaml",
    "areas": "scotland-*/*/areas.yaml",
    "scale": "*/*/scale.yaml",
    "report": "*/*/report.yaml",
    "method": "*/*/method.yaml",
    "programmes": "*/*/programmes.yaml",
    "datasets": "*/*/datasets/*.yaml",
    "rules": "*/*/rules/*.yaml",
    "measures": "*/*/measures/*.yaml",
    "disclosure": "*/*/disclosure.yaml",
    "processes": "*/*/processes.yaml",
    "results": "*/*/results/*.yaml",
    "area-names": "published-*/*/areas.yaml",
}
NOT_IN_THE_TUTORIAL = set(
    "audit clearances decisions history ledger-head mapping members output-check "
    "output-check-looks release sheet signatures submission waivers".split()
)
"""Written by what the tutorial does not do; their own tests read them through their types."""


def test_every_file_that_people_or_sixpoint_wrote_keeps_its_schema(typed: Typed) -> None:
    assert {one.name for one in FORMATS} == {*WHERE, *ON_THE_SHELF, *NOT_IN_THE_TUTORIAL}
    for one in FORMATS:
        if one.name in NOT_IN_THE_TUTORIAL:
            continue
        files = (
            (typed.folder / "build" / "first").glob(WHERE[one.name])
            if one.name in WHERE
            else (ROOT / "packs").glob(ON_THE_SHELF[one.name])
        )
        found = sorted(files)
        assert found, one.name
        schema = json.loads((REFERENCE / "schemas" / f"{one.name}.schema.json").read_text())
        for file in found:
            for value in values_in(file, one, schema):
                jsonschema.validate(value, schema)


def values_in(file: Path, one: Format, schema: dict[str, Any]) -> list[Any]:
    """The file as what its schema is about: the whole, or each row of a table."""
    text = file.read_text(encoding="utf-8")
    if one.is_csv:
        return [as_values(row, schema) for row in csv.DictReader(io.StringIO(text))]
    return [json.loads(text) if file.suffix == ".json" else read_document(text, name=file).value]


def as_values(row: dict[str, str], schema: dict[str, Any]) -> dict[str, Any]:
    """Cells as the types that the schema gives them."""
    types = {name: one.get("type") for name, one in schema["properties"].items()}
    turn = {"integer": int, "boolean": lambda cell: {"yes": True, "no": False}[cell]}
    return {name: turn.get(types[name], str)(cell) for name, cell in row.items()}


def test_every_document_that_json_prints_keeps_its_schema(
    typed: Typed, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    partnership, inspection = str(typed.partnership), str(typed.inspection)
    asked = {
        "check": ["check", partnership],
        "link": ["link", partnership],
        "sample": ["sample", inspection, "--again"],
        "measure": ["measure", partnership],
        "analyse": ["analyse", partnership],
        "inspect": ["inspect", inspection],
        "trail": ["trail", inspection, "5.2-3", "--partnership", partnership],
        "packs-check": ["packs", "check", "scotland-children/2014"],
        "packs-list": ["packs", "show"],
        "packs-show": ["packs", "show", "scotland-measures/1"],
        "published": ["published", "--area", "South Ayrshire"],
        "synthesise": ["synthesise", str(tmp_path / "new"), "--children", "200"],
        "synthesise-answers": [
            *("synthesise", "--answers", inspection),
            *("--truth", str(typed.partnership.parent / "truth")),
        ],
    }
    for name, words in asked.items():
        code = run([*words, "--json"])
        printed = capsys.readouterr()
        assert code in (0, 1), f"{name}: {printed.err}"
        validate(printed.out, name)
    for ref in ("scotland-children/2014", "scotland-extracts/1", "scotland-processes/1"):
        assert run(["packs", "show", ref, "--json"]) == 0
        validate(capsys.readouterr().out, "packs-show")
    assert run(["packs", "show", "published-inspections/1", "--json"]) == 0
    validate(capsys.readouterr().out, "packs-show")
    assert run(["trail", inspection, "--all", "--json"]) in (0, 1)
    validate(capsys.readouterr().out, "trail")


def validate(printed: str, name: str) -> None:
    schema = json.loads((REFERENCE / path_of(name)).read_text())
    jsonschema.validate(json.loads(printed), schema)
