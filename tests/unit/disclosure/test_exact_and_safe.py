"""The type checker lets no exact value stand where a safe one belongs."""

from pathlib import Path

from mypy import api

WRONG = """
from sixpoint.disclosure.types import SafeFigure, SafePoint
from sixpoint.measures.types import ExactCell
from sixpoint.terms.cells import SafeNumber


def publish(figure: SafeFigure) -> None: ...


def wrong(cell: ExactCell, number: SafeNumber) -> None:
    publish(cell)
    SafePoint(label="1", value=number, met=number, cases=cell.cases)


def right(figure: SafeFigure, number: SafeNumber) -> None:
    publish(figure)
    SafePoint(label="1", value=number, met=number, cases=number)
"""


def test_an_exact_value_is_refused_where_a_safe_one_belongs(tmp_path: Path):
    file = tmp_path / "publishing.py"
    file.write_text(WRONG, encoding="utf-8")
    out, _, _ = api.run(
        ["--config-file=", "--follow-imports=silent", f"--cache-dir={tmp_path}", str(file)]
    )
    wrong = [line.split(":")[1] for line in out.splitlines() if "[arg-type]" in line]
    assert wrong == ["11", "12"], out
