"""New extracts are linked to the old without comparing everything again, and come out the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import read_json, sha256_of, to_json, write_text
from sixpoint.linkage import resume
from sixpoint.linkage.compare import Known, take_up, usable
from sixpoint.linkage.kept import MODEL, TABLES, ModelKept, write_run
from sixpoint.linkage.link import link
from sixpoint.linkage.scratch import scratch_tables
from sixpoint.linkage.standardise import standardise
from sixpoint.linkage.types import Decision
from tests.support.families import make_families

Tables = Mapping[str, pa.Table]
CHILDREN = 450
Found = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def before() -> Tables:
    return make_families(children=CHILDREN, seed=8).tables


@pytest.fixture(scope="module")
def after(before: Tables) -> Tables:
    """Some rows changed, some gone, and some new ones of another fifty families."""
    more = make_families(children=60, seed=9).tables
    return {agency: _changed(table, more[agency]) for agency, table in before.items()}


def _changed(table: pa.Table, more: pa.Table) -> pa.Table:
    rows = table.to_pylist()[7:]
    rows[3] |= {"surname": "Newname"}
    rows[20] |= {"date_of_birth": date(2011, 2, 3)}
    rows[31] |= {"postcode": "QX77 7QX", "address": None}
    new = [row | {"person_id": f"N-{row['person_id']}"} for row in more.to_pylist()[:25]]
    return pa.Table.from_pylist([*rows, *new], schema=table.schema)


def _link(tables: Tables, known: Known, *, folder: Path | None = None) -> tuple[Found, list[str]]:
    """What comes out, and what was said; the run is kept in the folder."""
    said: list[str] = []
    with open_duckdb(threads=2) as engine:
        people = {name: engine.ibis.create_table(f"t_{name}", t) for name, t in tables.items()}
        linked = link(
            engine, people, seed=1, say=said.append, known=replace(known, keep=folder is not None)
        )
        if folder is not None:
            assert linked.kept is not None
            write_run(linked.kept, folder)
        found = {
            "people": linked.people.to_pyarrow().to_pylist(),
            "pairs": linked.pairs.to_pyarrow().to_pylist(),
            "doubts": linked.doubts.to_pyarrow().to_pylist(),
        }
    return found, said


@pytest.fixture(scope="module")
def learnt(before: Tables, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Found]:
    """The run that learns: where it was kept, and what it found."""
    folder = tmp_path_factory.mktemp("kept")
    found, _ = _link(before, Known(), folder=folder)
    return folder, found


@pytest.fixture(scope="module")
def kept(learnt: tuple[Path, Found]) -> Path:
    return learnt[0]


def _without_pairs(kept: Path, folder: Path) -> Path:
    """The same run as one that saw no pair, so that all are compared with its model."""
    folder.mkdir()
    for name in TABLES:
        table = pq.read_table(kept / f"{name}.parquet")
        pq.write_table(table.slice(0, 0) if name == "pairs" else table, folder / f"{name}.parquet")
    hashes = {name: sha256_of(folder / f"{name}.parquet") for name in TABLES}
    about = replace(read_json(kept / MODEL, ModelKept), tables=hashes)
    write_text(folder / MODEL, to_json(about))
    return folder


def test_changed_extracts_give_what_comparing_all_with_that_model_gives(
    after: Tables, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    plain = resume.score

    def counting(scratch, people, *, candidates, **rest):  # type: ignore[no-untyped-def]
        compared.append(candidates.count().execute())
        return plain(scratch, people, candidates=candidates, **rest)

    monkeypatch.setattr(resume, "score", counting)
    quick, said = _link(after, Known(kept=kept), folder=tmp_path / "next")
    full, _ = _link(after, Known(kept=_without_pairs(kept, tmp_path / "bare")))
    assert quick == full
    assert len(quick["pairs"]) > CHILDREN
    assert 0 < compared[0] < compared[1] / 4
    assert any("records are as they were" in line for line in said)
    again, _ = _link(after, Known(kept=tmp_path / "next"))
    assert again == full
    assert compared[2] == 0


def test_nothing_changed_gives_what_the_run_that_learnt_gave(
    before: Tables, learnt: tuple[Path, Found]
) -> None:
    kept, found = learnt
    assert _link(before, Known(kept=kept))[0] == found


def test_what_is_kept_is_for_its_owner_alone(kept: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in kept.iterdir()} == {0o600}


def _why_anew(tables: Tables, folder: Path, *, seed: int = 1) -> str:
    """What is said when that run is not taken up, or nothing."""
    with open_duckdb(threads=2) as engine, scratch_tables(engine) as scratch:
        people = {name: engine.ibis.create_table(f"t_{name}", t) for name, t in tables.items()}
        clean = scratch.keep("people", standardise(people))
        said: list[str] = []
        used = usable(engine, clean)
        past = take_up(
            scratch, clean, known=Known(kept=folder), used=used, seed=seed, say=said.append
        )
        assert (past is None) == said[0].startswith("Comparing everything anew")
        return "" if past else said[0]


def test_what_is_not_sure_to_be_the_same_is_compared_anew_and_said(
    before: Tables, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _why_anew(before, kept) == ""
    few = {agency: table.slice(len(table) // 8) for agency, table in before.items()}
    assert "more than a tenth" in _why_anew(few, kept)
    bare = {agency: table.drop(["sex"]) for agency, table in before.items()}
    assert "other columns" in _why_anew(bare, kept)
    fewer = {agency: table for agency, table in before.items() if agency != "police"}
    assert "other agencies" in _why_anew(fewer, kept)
    assert "way of linking" in _why_anew(before, kept, seed=2)
    broken = _without_pairs(kept, tmp_path / "broken")
    (broken / "terms.parquet").write_bytes(b"nothing")
    assert "not there whole" in _why_anew(before, broken)
    monkeypatch.setattr(resume, "method_now", lambda: "another")
    assert "way of linking" in _why_anew(before, kept)


def test_records_that_the_model_was_not_learnt_from_add_up_over_runs(
    before: Tables, kept: Path, tmp_path: Path
) -> None:
    once = {agency: _renamed(table, first=0) for agency, table in before.items()}
    twice = {agency: _renamed(table, first=1) for agency, table in once.items()}
    assert _why_anew(once, kept) == ""
    _link(once, Known(kept=kept), folder=tmp_path / "once")
    assert "more than a tenth" in _why_anew(twice, tmp_path / "once")


def _renamed(table: pa.Table, *, first: int) -> pa.Table:
    """One record in fifteen with another surname."""
    rows = table.to_pylist()
    for row in rows[first::15]:
        row["surname"] = "Newname"
    return pa.Table.from_pylist(rows, schema=table.schema)


def test_what_people_decided_and_took_back_counts_without_comparing_again(
    before: Tables, learnt: tuple[Path, Found], tmp_path: Path
) -> None:
    kept, plain = learnt
    pair = next(one for one in plain["pairs"] if one["how"] == "model")
    left = (str(pair["left_agency"]), str(pair["left_id"]))
    right = (str(pair["right_agency"]), str(pair["right_id"]))
    apart = Known(kept=kept, decisions=(Decision(left=left, right=right, same=False),))
    decided, _ = _link(before, apart, folder=tmp_path / "decided")
    assert pair not in decided["pairs"]
    assert _link(before, Known(kept=tmp_path / "decided"))[0] == plain
