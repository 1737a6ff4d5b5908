"""What counting only the children in doubt again gives is what counting everybody again gives."""

import dataclasses
from pathlib import Path

import pyarrow as pa

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.inspection.analyse import Analysis, analyse
from sixpoint.linkage.doubt import persons_in_doubt
from sixpoint.measures.children import children_of, placements_of
from sixpoint.measures.context import Context
from sixpoint.measures.measure import measure
from sixpoint.measures.types import LATEST, ExactCell
from tests.support.commands import must, run_command

Place = tuple[str, str, str]


def context_with(analysis: Analysis, people: pa.Table, engine_table: object) -> Context:
    placements = placements_of(analysis.checked.tables, engine_table)  # type: ignore[arg-type]
    return dataclasses.replace(
        analysis.context,
        children=children_of(analysis.checked.tables, engine_table).cache(),  # type: ignore[arg-type]
        placements=None if placements is None else placements.cache(),
    )


def test_the_children_in_doubt_alone_tell_how_far_every_measure_moves(tmp_path: Path) -> None:
    must(
        run_command(
            "synthesise", str(tmp_path / "p"), "--truth", str(tmp_path / "t"), "--children", "800"
        )
    )
    with open_duckdb(threads=2) as engine:
        analysis = analyse(tmp_path / "p", engine=engine, say=lambda _: None)
        three = persons_in_doubt(engine, analysis.linked)
        people = analysis.linked.people.to_pyarrow()
        seen = 0
        for name, way in (("kept", three.kept), ("dropped", three.dropped)):
            if way is None:
                continue
            rows = way.to_pyarrow().to_pylist()
            held = [(row["person"], row["agency"]) for row in rows]
            assert len(held) == len(set(held)), "two records of one agency"
            other = {(row["agency"], row["person_id"]): row["person"] for row in rows}
            keys = zip(people["agency"].to_pylist(), people["person_id"].to_pylist(), strict=True)
            names = [
                other.get(key, person)
                for key, person in zip(keys, people["person"].to_pylist(), strict=True)
            ]
            table = people.drop(["person"]).append_column("person", pa.array(names))
            everybody = engine.ibis.create_table(f"everybody_{name}", table)
            context = context_with(analysis, table, everybody)
            again = measure(analysis.packs.measures.measures, analysis.checked.tables, context)
            cells: dict[Place, ExactCell] = {
                (cell.measure, cell.grouping, cell.group): cell
                for cell in again.cells
                if cell.label == LATEST
            }
            for moved in analysis.exact.moved:
                place = (moved.cell.measure, moved.cell.grouping, moved.cell.group)
                assert getattr(moved, name) == cells[place], place
            seen += sum(getattr(moved, name) != moved.cell for moved in analysis.exact.moved)
        assert seen, "no figure moves, so this test saw nothing"
