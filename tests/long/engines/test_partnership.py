"""A thousand invented children on DuckDB and on Spark: the same issues, persons and figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir
import pytest

from sixpoint.cli.app import run
from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.inspection.analyse import Analysis, analyse
from sixpoint.inspection.check import Checking, check_records, read_terms

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:unclosed <socket\.socket:ResourceWarning"),
    pytest.mark.timeout(1800),
]

CHILDREN = 1_000
NEAR = 1e-6
PROBABILITIES = ("probability", "score")
Row = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one engine made of the partnership. Tables are rows, sorted by all that they hold."""

    analysis: Analysis
    checking: Checking
    typed: Mapping[str, list[Row]]
    going_on: Mapping[str, list[Row]]
    people: list[Row]
    pairs: list[Row]
    doubts: list[Row]


def rows_of(table: ir.Table) -> list[Row]:
    return sorted(table.to_pyarrow().to_pylist(), key=lambda row: tuple(map(repr, row.values())))


def find(folder: Path, engine: Engine) -> Found:
    analysis = analyse(folder, engine=engine, say=lambda _: None)
    checking = check_records(analysis.records, read_terms(folder), say=lambda _: None)
    linked, tables = analysis.linked, analysis.checked.tables
    return Found(
        analysis=analysis,
        checking=checking,
        typed={id_: rows_of(analysis.records.typed[id_]) for id_ in analysis.records.raw},
        going_on={id_: rows_of(tables[id_]) for id_ in tables},
        people=rows_of(linked.people),
        pairs=rows_of(linked.pairs),
        doubts=rows_of(linked.doubts),
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, spark: Engine) -> tuple[Found, Found]:
    """What DuckDB found, and what Spark found."""
    folder = tmp_path_factory.mktemp("both") / "partnership"
    assert run(["synthesise", str(folder), "--children", str(CHILDREN), "--seed", "5", "-q"]) == 0
    with open_duckdb(threads=2) as engine:
        one = find(folder, engine)
    return one, find(folder, spark)


def test_every_value_is_read_alike(both: tuple[Found, Found]) -> None:
    one, other = both
    assert sum(map(len, one.typed.values())) > 10 * CHILDREN
    assert other.typed == one.typed
    assert other.analysis.records.files == one.analysis.records.files


def test_every_rule_finds_the_same_issues_and_lets_the_same_rows_go_on(
    both: tuple[Found, Found],
) -> None:
    one, other = both
    assert other.analysis.checked.results == one.analysis.checked.results
    issues = list(one.checking.issues)
    assert issues
    assert list(other.checking.issues) == issues
    assert other.going_on == one.going_on
    assert other.checking.decision == one.checking.decision
    assert other.checking.filled == one.checking.filled


def test_the_same_records_are_one_child(both: tuple[Found, Found]) -> None:
    one, other = both
    assert len({row["person"] for row in one.people}) > CHILDREN / 2
    assert other.people == one.people


@pytest.mark.parametrize("which", ["pairs", "doubts"])
def test_links_and_doubtful_pairs_are_the_same_and_as_likely(
    both: tuple[Found, Found], which: str
) -> None:
    one, other = (getattr(found, which) for found in both)
    assert one
    assert [decided(row) for row in other] == [decided(row) for row in one]
    for left, right in zip(one, other, strict=True):
        for name in PROBABILITIES:
            assert right[name] == pytest.approx(left[name], abs=NEAR)


def decided(row: Row) -> Row:
    """The row but for its probabilities."""
    return {name: value for name, value in row.items() if name not in PROBABILITIES}


def test_every_exact_figure_is_the_same(both: tuple[Found, Found]) -> None:
    one, other = (found.analysis.exact for found in both)
    assert sum(cell.cases > 0 for cell in one.cells) > 500
    assert other.cells == one.cells
    assert other.left_out == one.left_out
    assert one.moved
    assert other.moved == one.moved
    assert not one.not_measured
    assert other == one


def test_what_may_cross_is_the_same(both: tuple[Found, Found]) -> None:
    one, other = both
    assert one.analysis.figures
    assert other.analysis.figures == one.analysis.figures
    assert other.analysis.returned == one.analysis.returned
