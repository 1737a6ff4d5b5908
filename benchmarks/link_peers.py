"""Plain Splink 5 as its tutorials use it, on the same files: what linkage is measured against.

Tutorial comparisons on names, date of birth, sex and postcode; no identifier. Its pairs are taken
at 0.95 and at whichever threshold makes its F1 best (which nobody could know without the truth),
all of them, and only those that are each other's best.
"""

import time
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.quiet import quiet_splink

from .link_data import Confusions, Files, Flags, Ints, confuse, true_pairs

AT_095 = 4.247928
SEED = 1

SETTINGS = SettingsCreator(
    link_type="link_only",
    unique_id_column_name="person_id",
    blocking_rules_to_generate_predictions=[
        block_on("forename", "surname"),
        block_on("date_of_birth", "forename"),
        block_on("date_of_birth", "surname"),
        block_on("postcode", "forename"),
        block_on("postcode", "date_of_birth"),
    ],
    comparisons=[
        cl.NameComparison("forename").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=False),
        cl.ExactMatch("sex"),
        cl.PostcodeComparison("postcode"),
    ],
    retain_matching_columns=False,
)
TRAINING_PAIRS = 1_000_000  # without it the birthdays of a million children need over 6 GB
TRAINING = (block_on("forename", "surname"), block_on("date_of_birth"), block_on("postcode"))


@dataclass(frozen=True)
class Scored:
    """Splink's pairs as row numbers of the two files, with match weights, and what it took."""

    left: Ints
    right: Ints
    weight: np.ndarray  # type: ignore[type-arg]
    seconds: float
    work: float


@dataclass(frozen=True)
class Peer:
    """One way of taking Splink's pairs, and what came out."""

    name: str
    threshold: float
    found: Confusions


def run_splink(files: Files, *, memory: str = "6GB") -> Scored:
    """Trains and predicts on two threads; the time is of both, as ours is."""
    with open_duckdb(threads=2, memory=memory) as engine, quiet_splink():
        for name, file in files.files.items():
            engine.ibis.create_table(f"file_{name}", _plain(file.people))
        started, worked = time.perf_counter(), time.process_time()
        api = DuckDBAPI(connection=engine.connection)
        tables = [api.register(f"file_{name}", dataset_display_name=name) for name in files.files]
        linker = Linker(tables, SETTINGS, log_level=None)
        _train(linker)
        predicted = linker.inference.predict(threshold_match_weight=-5)
        seconds, work = time.perf_counter() - started, time.process_time() - worked
        rows = engine.connection.sql(
            "select person_id_l, person_id_r, match_weight, source_dataset_l"
            f" from {predicted.physical_name}"
        ).to_arrow_table()
    return Scored(*_numbered(rows), seconds, work)


def _plain(people: pa.Table) -> pa.Table:
    return people.select(["person_id", "forename", "surname", "date_of_birth", "sex", "postcode"])


def _train(linker: Linker) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("forename", "surname", "date_of_birth"),
            block_on("forename", "date_of_birth", "postcode"),
        ],
        recall=0.85,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in TRAINING:
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=TRAINING_PAIRS
        )


def _numbered(rows: pa.Table) -> tuple[Ints, Ints, np.ndarray]:  # type: ignore[type-arg]
    """Row numbers of left and right from ids such as L0000017."""
    texts = [rows[c].to_numpy(zero_copy_only=False).astype(str) for c in rows.column_names[:2]]
    one, two = (np.array([int(t[1:]) for t in column], dtype=np.int64) for column in texts)
    first = np.array([t[0] for t in texts[0]]) == "L"
    weight = rows["match_weight"].to_numpy()
    return np.where(first, one, two), np.where(first, two, one), weight


def mutual_best(left: Ints, right: Ints, weight: np.ndarray) -> Flags:  # type: ignore[type-arg]
    """Pairs in which each is the other's best; of equals the first."""
    best = np.zeros(len(left), dtype=np.int64)
    for side in (left, right):
        order = np.lexsort((left, right, -weight, side))
        firsts = np.flatnonzero(np.r_[True, side[order][1:] != side[order][:-1]])
        best[order[firsts]] += 1
    return np.asarray(best == 2)


def judge_peers(files: Files, scored: Scored) -> list[Peer]:
    """Plain at 0.95 and at its best; the same with mutual best links."""
    best = mutual_best(scored.left, scored.right, scored.weight)
    every = np.ones(len(best), dtype=bool)
    found = []
    for name, chosen in (("plain Splink", every), ("Splink, mutual best", best)):
        thresholds = [AT_095, _best_threshold(files, scored, chosen)]
        for threshold, said in zip(thresholds, ("at 0.95", "at its best"), strict=True):
            taken = chosen & (scored.weight >= threshold)
            found.append(Peer(f"{name} {said}", threshold, _judge(files, scored, taken)))
    return found


def _judge(files: Files, scored: Scored, taken: Flags) -> Confusions:
    one, two = (file.child for file in files.files.values())
    left, right = one[scored.left[taken]], two[scored.right[taken]]
    return confuse(files.population, left, right, true=true_pairs(files))


def _best_threshold(files: Files, scored: Scored, chosen: Flags) -> float:
    """The weight at which F1 is best, of all weights there are."""
    one, two = (file.child for file in files.files.values())
    order = np.argsort(-scored.weight[chosen], kind="stable")
    right = (one[scored.left] == two[scored.right])[chosen][order]
    f1 = 2 * np.cumsum(right) / (np.arange(1, len(right) + 1) + true_pairs(files))
    return float(scored.weight[chosen][order][int(np.argmax(f1))])
