"""Habits of the source that a reader relies on."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.repository import ROOT, SOURCE

LONGEST_FILE = 400  # lines; a longer file holds two things
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common", "manager"}
HEAVY = ["altair", "duckdb", "ibis", "numpy", "pyarrow", "pydantic", "splink", "weasyprint"]

MIGRATIONS = "migrations"  # written by Django
MODULES = sorted(
    path for path in SOURCE.parent.rglob("*.py") if MIGRATIONS not in path.parent.parts
)


def test_importing_sixpoint_imports_no_heavy_library() -> None:
    program = "import json, sys, sixpoint; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    imported = set(json.loads(run.stdout))
    assert imported.isdisjoint(HEAVY)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE.parent)))
class TestEveryModule:
    def test_is_short_enough_to_read(self, module: Path) -> None:
        lines = len(module.read_text().splitlines())
        assert lines <= LONGEST_FILE, f"{lines} lines: split it by what it holds"

    def test_has_a_name_that_says_what_it_holds(self, module: Path) -> None:
        parts = {*module.relative_to(SOURCE.parent).parent.parts, module.stem}
        assert not parts & NAMES_THAT_SAY_NOTHING

    def test_says_in_its_first_line_what_it_is_for(self, module: Path) -> None:
        text = module.read_text()
        if not text.strip():
            return
        assert ast.get_docstring(ast.parse(text)), "write a docstring: what it takes and gives"


def test_no_module_but_commands_prints_or_exits() -> None:
    for module in MODULES:
        if {"cli", "commands", "demo"} & {*module.relative_to(SOURCE.parent).parts}:
            continue
        calls = {ast.unparse(node.func) for node in _calls(module)}
        forbidden = calls & {"print", "sys.exit", "exit", "quit", "os._exit"}
        assert not forbidden, f"{module.relative_to(ROOT)} calls {forbidden}"


def _calls(module: Path) -> list[ast.Call]:
    tree = ast.parse(module.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
