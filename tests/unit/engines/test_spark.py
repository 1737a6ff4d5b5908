"""Spark without Spark: what is said where it is missing, and how our words become its own."""

import re

import ibis
import pandas
import pytest

from sixpoint.cli.engine import EngineName, open_engine
from sixpoint.engines import Engine, spark
from sixpoint.engines.likeness import FUNCTIONS, function_over_batches
from sixpoint.engines.near import on_one_machine
from sixpoint.engines.spark import check_spark
from sixpoint.engines.spark_words import SparkWords, as_java_pattern, as_java_replacement
from sixpoint.terms.problems import UserError
from tests.support.commands import COULD_NOT_RUN, run_command

ROWS = ibis.table({"text": "string", "number": "int64", "day": "date"}, name="rows")


def in_spark(value: ibis.Value) -> str:
    """The SQL by which Spark is asked for it."""
    query = SparkWords().to_sqlglot(ROWS.select(found=value))
    return re.sub(r"\s+", " ", query.sql("spark"))


def nowhere(_name: str) -> None:
    """What a look for a program or a package finds that is not there."""


def test_without_spark_and_java_a_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spark, "find_spec", nowhere)
    monkeypatch.setattr("shutil.which", nowhere)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    said = run_command("check", "health.people=absent.csv", "--engine", "spark", "-q")
    assert said.code == COULD_NOT_RUN
    assert "pip install 'sixpoint[spark]'" in said.err
    assert "openjdk-17-jre-headless" in said.err
    assert "Traceback" not in said.everything


def test_java_alone_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", nowhere)
    with pytest.raises(UserError) as refused:
        check_spark(java=True)
    assert [problem.code for problem in refused.value.problems] == ["no-spark"]


def test_duckdb_is_what_is_opened_unless_spark_is_named() -> None:
    with open_engine(EngineName.DUCKDB, threads=1) as engine:
        assert engine.name == "duckdb"


@pytest.mark.parametrize(
    ("ours", "java"),
    [
        ("^(a|b)$", r"(?d)^(a|b)\z"),
        (r"[$.]\$", r"(?d)[$.]\$"),
        ("(?i)^m['’]", "(?d)(?iu)^m['’]"),
        (r"[]$]x$", r"(?d)[]$]x\z"),
    ],
)
def test_an_end_is_the_end_of_the_text(ours: str, java: str) -> None:
    assert as_java_pattern(ours) == java


@pytest.mark.parametrize(("ours", "java"), [(r"\2\1", "$2$1"), (r"mc\1", "mc$1"), ("£$", r"£\$")])
def test_groups_are_put_back_by_java_s_sign(ours: str, java: str) -> None:
    assert as_java_replacement(ours) == java


def test_control_characters_are_not_taken_for_letters() -> None:
    # Spark reads \v and \f as v and f, and would trim the f of a forename.
    sql = in_spark(ROWS.text.strip())
    assert r"\v" not in sql
    assert r"\f" not in sql


@pytest.mark.parametrize(
    ("value", "sql"),
    [
        (ROWS.text.hash(), "XXHASH64(`t0`.`text`)"),
        (ROWS.text.split(".")[1], "GET(SPLIT(`t0`.`text`, '\\\\.'), 1)"),
        (ROWS.day.truncate("Q"), "CAST(DATE_TRUNC('quarter', `t0`.`day`) AS DATE)"),
        (ROWS.day + ROWS.number.as_interval("D"), "MAKE_INTERVAL(0, 0, 0, CAST("),
    ],
)
def test_words_have_duckdb_s_meaning(value: ibis.Value, sql: str) -> None:
    assert sql.lower() in in_spark(value).lower()


def test_no_interval_but_days_is_made_of_a_number() -> None:
    with pytest.raises(NotImplementedError):
        in_spark(ROWS.day + ROWS.number.as_interval("M"))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_names_are_duckdb_s_own(name: str, engine: Engine) -> None:
    texts = ["marshall", "márshall", "", "محمد", None, "mrashall"]
    others = ["marhsall", "marshall", "a", "محمود", "a", None]
    given = [pandas.Series(texts), pandas.Series(others)][: FUNCTIONS[name][0]]
    found = function_over_batches(name)(*given)
    places = ", ".join(["?"] * len(given))
    for place, answer in enumerate(found):
        row = [column[place] for column in (texts, others)[: len(given)]]
        [expected] = engine.connection.execute(f"SELECT {name}({places})", row).fetchone()
        assert (None if pandas.isna(answer) else answer) == expected


def test_what_lies_on_this_machine_stays_where_it_is(engine: Engine) -> None:
    table = engine.ibis.create_table("lies_here", ibis.memtable({"number": [2, 1]}))
    with on_one_machine(engine, table, by="number") as (near, here):
        assert near is engine
        assert here is table
