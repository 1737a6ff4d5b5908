"""What one run of linking keeps for the next, so that not everything is compared again.

Holds the model, how often each name was, a fingerprint of each record, and every pair that was
looked at with what was seen. All of it stays in the partnership's store: it holds names.
"""

import importlib.metadata
import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import read_kept
from sixpoint.files import fingerprint, read_json, sha256_of, to_json, write_text
from sixpoint.terms.problems import UserError
from sixpoint.terms.strict import strict

from .comparisons import COMPARISONS, Comparison, Level
from .model import Likeness, Model

MODEL = "model.json"
TABLES = ("records", "pairs", "terms")
_METHOD = (
    "comparisons",
    "family",
    "kept",
    "learn",
    "model",
    "nicknames",
    "resume",
    "score",
    "splinking",
    "standardise",
)
"""The parts of the code that what is kept hangs on; what comes after is done again each time."""


@strict
class LevelKept:
    """What one level of likeness is worth: `m` among one child's records, `u` among strangers',
    `family` among brothers' and sisters', where that is known."""

    comparison: str
    level: str
    m: float
    u: float
    family: float | None


@strict
class ModelKept:
    """model.json: the model of one run, and of what it was. `method` is a fingerprint of the code,
    `tables` has the hash of each file beside it, `records` counts those it was learnt from."""

    format: Literal[1]
    method: str
    seed: int
    records: int
    agencies: tuple[str, ...]
    prior: float
    overlap: float
    frequencies: bool
    taught: tuple[str, ...]
    pairs_per_link: float
    levels: tuple[LevelKept, ...]
    tables: Mapping[str, str]

    @property
    def comparisons(self) -> tuple[str, ...]:
        """The names of the comparisons, in order."""
        return tuple(dict.fromkeys(one.comparison for one in self.levels))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One run. `records`: record, agency, person_id, fingerprint, and `learnt`: whether the model
    was learnt from it as it is. `pairs`: left, right, weight and a gamma for each comparison;
    weight is null where it was below the floor. `terms`: what, value, times; `what` is a column,
    or `dob_common` or `home_common` for values that are too common."""

    about: ModelKept
    records: ir.Table
    pairs: ir.Table
    terms: ir.Table


def method_now() -> str:
    """A fingerprint of the code, and of the engine and model builder, that compare pairs."""
    code = importlib.resources.files(__package__)
    texts = [(code / f"{name}.py").read_text(encoding="utf-8") for name in _METHOD]
    versions = [importlib.metadata.version(name) for name in ("duckdb", "splink")]
    return fingerprint((texts, versions))


def model_kept(
    model: Model, *, seed: int, records: int, agencies: tuple[str, ...], method: str
) -> ModelKept:
    """The model as it is written down."""
    return ModelKept(
        format=1,
        method=method,
        seed=seed,
        records=records,
        agencies=agencies,
        prior=model.prior,
        overlap=model.overlap,
        frequencies=model.frequencies,
        taught=model.taught,
        pairs_per_link=model.family.pairs_per_link,
        levels=tuple(
            LevelKept(
                comparison=comparison.name,
                level=level.name,
                m=level.m,
                u=level.u,
                family=model.family.levels.get(comparison.name, {}).get(level.name),
            )
            for comparison in model.comparisons
            for level in comparison.levels
        ),
        tables={},
    )


def model_of(kept: ModelKept) -> Model:
    """The model that was written down."""
    worth = {(one.comparison, one.level): one for one in kept.levels}
    used = [c for c in COMPARISONS if c.name in kept.comparisons]
    family = {
        c.name: {
            level.name: believed
            for level in c.levels
            if (believed := worth[c.name, level.name].family) is not None
        }
        for c in used
    }
    return Model(
        comparisons=tuple(_comparison(c, worth) for c in used),
        prior=kept.prior,
        overlap=kept.overlap,
        frequencies=kept.frequencies,
        taught=kept.taught,
        family=Likeness(
            pairs_per_link=kept.pairs_per_link,
            levels={name: levels for name, levels in family.items() if levels},
        ),
    )


def _comparison(comparison: Comparison, worth: Mapping[tuple[str, str], LevelKept]) -> Comparison:
    def level(one: Level) -> Level:
        found = worth[comparison.name, one.name]
        return replace(one, m=found.m, u=found.u)

    return replace(comparison, levels=tuple(map(level, comparison.levels)))


def write_run(kept: Kept, folder: Path) -> None:
    """Writes one run into a folder of its own, which only its owner may read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.records.order_by("record").to_parquet(_file(folder, "records"))
    kept.pairs.order_by("left", "right").to_parquet(_file(folder, "pairs"))
    kept.terms.order_by("what", "value").to_parquet(_file(folder, "terms"))
    for name in TABLES:
        _file(folder, name).chmod(0o600)
    hashes = {name: sha256_of(_file(folder, name)) for name in TABLES}
    write_text(folder / MODEL, to_json(replace(kept.about, tables=hashes)), private=True)


def read_run(engine: Engine, folder: Path) -> Kept | None:
    """What the last run kept; None where it is not there whole and as it was written."""
    try:
        about = read_json(folder / MODEL, ModelKept)
        whole = all(about.tables.get(n) == sha256_of(_file(folder, n)) for n in TABLES)
    except (OSError, UserError):
        return None
    if not whole:
        return None
    records, pairs, terms = (read_kept(engine, _file(folder, name)) for name in TABLES)
    return Kept(about=about, records=records, pairs=pairs, terms=terms)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"
