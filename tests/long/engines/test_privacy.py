"""Spark says nothing of what it reads, and leaves nothing of it behind."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from sixpoint.engines import Engine
from sixpoint.engines.ask import EngineRefused, fetch, keep
from tests.support.commands import DONE, must, run_command

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:unclosed <socket\.socket:ResourceWarning"),
    pytest.mark.timeout(900),
]

CANARY = "Quetzalcoatlina"


def test_a_refusal_of_spark_quotes_no_value(
    spark: Engine, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    table = keep(spark, "canary", pa.table({"name": [CANARY, "7"]}))
    with pytest.raises(EngineRefused) as refused:
        fetch(spark, table.select(number=table.name.cast("int64")))
    assert CANARY not in str(refused.value)
    assert refused.value.__context__ is None
    assert refused.value.__cause__ is None
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")
    assert CANARY not in caplog.text


def test_a_command_on_spark_says_what_it_says_on_duckdb_and_leaves_no_file(tmp_path: Path) -> None:
    people, temporary = people_in(tmp_path), tmp_path / "temporary"
    temporary.mkdir()
    asked = ["check", f"health.people={people}", "--as-at", "2017-07-31", "-q"]
    on_spark = subprocess.run(
        [Path(sys.executable).with_name("sixpoint"), *asked, "--engine", "spark"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(temporary)},
        timeout=600,
    )
    on_duckdb = run_command(*asked)
    assert on_spark.returncode == on_duckdb.code
    assert on_spark.stdout == on_duckdb.out
    assert on_spark.stderr == on_duckdb.err
    assert CANARY not in on_spark.stdout + on_spark.stderr
    assert [path.name for path in temporary.iterdir()] == []


def people_in(folder: Path) -> Path:
    """An extract in which the canary stands where a name, and where a birthday, should be."""
    made = folder / "partnership"
    must(run_command("synthesise", made, "--children", "200", "--seed", "3", "-q"), DONE)
    path = made / "extracts" / "health" / "people.csv"
    header, first, second, *rest = path.read_text(encoding="utf-8").splitlines()
    place = header.split(",").index("date_of_birth")
    cells = first.split(",")
    cells[place] = CANARY
    path.write_text("\n".join([header, ",".join(cells), second, *rest]) + "\n", encoding="utf-8")
    return path
