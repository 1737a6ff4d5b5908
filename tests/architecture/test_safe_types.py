"""No exact value stands where a safe one belongs: the type checker refuses it, to the last page.

What types cannot tell apart (a number that was counted, and one that may be shown) is held by
place: only the modules named here make safe things, and each for the reason beside it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy import api

import sixpoint

SOURCE = Path(sixpoint.__file__).parent

GIVEN = """
from pathlib import Path
from sixpoint.disclosure.clearance import Look
from sixpoint.disclosure.types import SafeFigure, SafePoint, SafeSource, SafeTable
from sixpoint.evidence.missing import missing_figures
from sixpoint.evidence.register import make_register
from sixpoint.evidence.types import Source
from sixpoint.instruments.types import AnswerCount
from sixpoint.inspection.crossing_types import FiguresFile, LinksMade
from sixpoint.measures.types import ExactCell, ExactFigures
from sixpoint.pictures.draw_bars import draw_groups
from sixpoint.pictures.types import Point
from sixpoint.reports.chains import number
from sixpoint.reports.compose_figures import block_of
from sixpoint.reports.matter import Heard
from sixpoint.reports.trail_types import TracedFigure, TracedKind
from sixpoint.terms.cells import SafeNumber


def given(cell: ExactCell, exact: ExactFigures, safe: SafeNumber, figure: SafeFigure) -> None:
"""

# Each part of what is published: a line that must not pass, and the same with what is safe.
SNIPPETS = {
    "a point": (
        'SafePoint(label="1", value=safe, met=safe, cases=cell.cases)',
        'SafePoint(label="1", value=safe, met=safe, cases=safe)',
    ),
    "the crossing file": (
        "FiguresFile(format=1, figures=(cell,))",
        "FiguresFile(format=1, figures=(figure,))",
    ),
    "the counts of links": (
        "LinksMade(records=1, children=safe, by_identifier=safe, by_model=safe, in_doubt=safe)",
        "LinksMade(records=safe, children=safe, by_identifier=safe, by_model=safe, in_doubt=safe)",
    ),
    "a file's rows": (
        'SafeSource(dataset="d", file="f", sealed="s", rows=cell.cases)',
        'SafeSource(dataset="d", file="f", sealed="s", rows=safe)',
    ),
    "the register of evidence": (
        "make_register([cell], [], [])",
        "make_register([figure], [], [])",
    ),
    "a source": (
        'Source(id="a", kind="b", title="c", says="d", fingerprint="e", shown="f", phrase=None, '
        "origin=cell)",
        'Source(id="a", kind="b", title="c", says="d", fingerprint="e", shown="f", phrase=None, '
        "origin=figure)",
    ),
    "an answer": (
        'AnswerCount(answer="yes", count=cell.cases)',
        'AnswerCount(answer="yes", count=safe)',
    ),
    "a picture": (
        'Point(label="1", value=cell.cases)',
        'Point(label="1", value=safe)',
    ),
    "a picture and its alternative text": (
        'draw_groups([cell], name="a", title="b", unit="%")',
        'draw_groups([Point(label="1", value=safe)], name="a", title="b", unit="%")',
    ),
    "a figure in the report": ("block_of(cell)", "block_of(figure)"),
    "a number in a sentence": ("number(cell.cases)", "number(safe)"),
    "how much was heard": (
        'Heard(kind="a", title="b", count=cell.children)',
        'Heard(kind="a", title="b", count=safe)',
    ),
    "children in the trail": (
        'TracedFigure(id="a", title="b", shows="c", sentence="d", children=cell.children)',
        'TracedFigure(id="a", title="b", shows="c", sentence="d", children=safe)',
    ),
    "occasions in the trail": (
        'TracedKind(kind="a", title="b", occasions=3)',
        'TracedKind(kind="a", title="b", occasions=safe)',
    ),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[int]]:
    """The lines of each kind that the type checker refuses."""
    folder = tmp_path_factory.mktemp("publishing")
    found = {}
    for kind, which in (("wrong", 0), ("right", 1)):
        file = folder / f"{kind}.py"
        lines = [f"    {snippet[which]}\n" for snippet in SNIPPETS.values()]
        file.write_text(GIVEN + "".join(lines), encoding="utf-8")
        out, err, _ = api.run(
            ["--config-file=", "--follow-imports=silent", f"--cache-dir={folder}", str(file)]
        )
        assert not err, err
        errors = [line for line in out.splitlines() if ": error:" in line]
        found[kind] = {int(line.split(":")[1]) - GIVEN.count("\n") for line in errors}
    return found


@pytest.mark.parametrize("place", SNIPPETS)
def test_an_exact_value_does_not_pass_and_a_safe_one_does(refused: dict[str, set[int]], place: str):
    line = list(SNIPPETS).index(place) + 1
    assert line in refused["wrong"]
    assert line not in refused["right"]


MAKERS = {
    "SafeNumber": {
        "disclosure": "makes exact numbers safe",
        "instruments/count.py": "a share of two numbers that are safe",
        "trends": "says of a series which of its values are shown",
        "gaps": "says of groups which of their values are shown",
        "cli": "values that somebody gave to be looked at, and that leave nobody's side",
        "terms/cells.py": "where the type stands",
        "evidence/missing.py": "nothing but what is missing",
    },
    "SafeFigure": {
        "disclosure": "makes exact figures safe",
        "evidence/missing.py": "a figure that nobody supplied has no number",
    },
    "SafePoint": {"disclosure": "makes exact figures safe"},
    "SafeTrend": {"disclosure": "limits over shown points"},
    "SafeGap": {"disclosure": "gaps over shown groups"},
    "SafeCount": {"disclosure": "makes exact tables safe"},
    "SafeTable": {"disclosure": "makes exact tables safe"},
    "SafeCounts": {"disclosure": "makes exact counts safe"},
    "SafeTrail": {
        "inspection/safe_trails.py": "every number goes through safe_count",
        "evidence/missing.py": "of a figure that nobody supplied",
    },
    "SafeSource": {"inspection/safe_trails.py": "every number goes through safe_count"},
}


def made(name: str) -> Iterator[str]:
    """The modules that call the class of that name."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else None
                if called == name:
                    yield path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("name", MAKERS)
def test_safe_things_are_made_in_few_places_each_with_its_reason(name: str):
    places = set(made(name))
    assert places
    strangers = {
        place
        for place in places
        if not any(place == known or place.startswith(f"{known}/") for known in MAKERS[name])
    }
    assert not strangers


def test_no_page_knows_of_exact_figures():
    """What writes pages, evidence and trails imports no exact type."""
    for step in ("reports", "evidence", "evaluation", "pictures"):
        for path in (SOURCE / step).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "ExactCell" not in text, path
            assert "ExactFigures" not in text, path
