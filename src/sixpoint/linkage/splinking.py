"""Opens Splink on the engine's connection, and keeps from people what it says of its rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import ibis.expr.types as ir
from splink import DuckDBAPI, Linker

from sixpoint.engines import Engine
from sixpoint.engines.near import forget_lent
from sixpoint.engines.types import SPARK

from .comparisons import as_splink
from .model import Model
from .quiet import quiet_splink
from .scratch import name_of

T = TypeVar("T")

_SOURCES = "__splink__df_pruned_predict_input_"
_SCORES = "__splink__df_predict_"


class _Sparing(DuckDBAPI):
    """Writes of the scores only ids, weight and levels, and of the records compared nothing.

    By itself Splink copies the records twice before it compares them, and puts every compared
    text beside every pair.
    """

    def _setup_for_execute_sql(self, sql: str, physical_name: str) -> str:
        made = super()._setup_for_execute_sql(sql, physical_name)
        if physical_name.startswith(_SOURCES):
            return made.replace("CREATE TABLE", "CREATE VIEW", 1)
        if physical_name.startswith(_SCORES):
            wanted = "record_l, record_r, match_weight, columns('^gamma_.*')"
            return f"CREATE TABLE {physical_name} AS SELECT {wanted} FROM (\n{sql}\n)"
        return made


class SplinkRefused(Exception):
    """Splink could not do it; what it said is left out on purpose, since it may quote rows."""


def ask_splink(work: Callable[[], T]) -> T:
    """What the work gives; a SplinkRefused without Splink's own words where it fails."""
    try:
        return work()
    except Exception:
        refused = SplinkRefused("Splink could not do this.")
    # Raised outside the handler, so that Splink's error is not even its context.
    raise refused


@contextmanager
def open_linker(engine: Engine, people: ir.Table, *, model: Model) -> Iterator[Linker]:
    """A silent linker over the standardised people; its own tables are dropped at the end."""
    with quiet_splink():
        api = _api(engine)
        try:
            registered = api.register(name_of(people))
            yield Linker(registered, _settings(model), log_level=None)
        finally:
            clean_up: Callable[[], None] = api.delete_tables_created_by_splink_from_db
            clean_up()
            forget_lent(engine)


def _api(engine: Engine) -> Any:
    if engine.name != SPARK:
        return _Sparing(connection=engine.connection)
    # Only here, since it imports Spark. The engine gives the session DuckDB's functions of names.
    from splink.backends.spark import SparkAPI

    return SparkAPI(  # type: ignore[no-untyped-call]
        spark_session=engine.connection,
        break_lineage_method="persist",
        register_udfs_automatically=False,
    )


def _settings(model: Model) -> dict[str, Any]:
    return {
        # One numbered table of all agencies: which pairs are compared is decided by ourselves.
        "link_type": "dedupe_only",
        "unique_id_column_name": "record",
        "comparisons": [as_splink(c, frequencies=model.frequencies) for c in model.comparisons],
        "blocking_rules_to_generate_predictions": [],
        "probability_two_random_records_match": model.prior,
        # Splink gives the level a pair reached only together with the compared columns.
        "retain_matching_columns": True,
        "linker_uid": "sixpoint",
    }
