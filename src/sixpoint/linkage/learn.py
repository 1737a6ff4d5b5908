"""Learns what agreement is worth from the people themselves, with Splink; never from answers.

`u` comes from random pairs, `m` from expectation maximisation over three kinds of pairs, none of
them chosen by surname or home, so that brothers and sisters do not pass for one child.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial, reduce
from itertools import combinations
from operator import add
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.engines.near import on_one_machine

from .comparisons import SHARED_IDENTIFIERS, Comparison
from .model import Learnt, Model, teach
from .splinking import SplinkRefused, ask_splink, open_linker
from .standardise import IDENTIFIERS

MIN_RECORDS = 1000
MIN_EXPECTED = 200
"""With fewer records, or fewer children that agree outright, the fixed values are used."""

RANDOM_PAIRS = 400_000
TRAINING_PAIRS = 600_000

_BY_NAME = "l.forename_root = r.forename_root and l.surname = r.surname and l.agency <> r.agency"
_BY_BIRTH = "l.dob = r.dob and l.sex = r.sex and l.agency <> r.agency"
_BY_BIRTH_ALONE = "l.dob = r.dob and l.agency <> r.agency"


def make_model(
    engine: Engine, people: ir.Table, *, comparisons: tuple[Comparison, ...], seed: int
) -> Model:
    """The model for these people: taught by them, or fixed where they are too few."""
    sizes = fetch(engine, people.group_by("agency").agg(n=ibis._.count()))["n"].to_pylist()
    alike = _most_alike(engine, people)
    prior = _prior(sizes, alike=alike)
    fixed = Model(
        comparisons=comparisons,
        prior=prior,
        overlap=_overlap(sizes, prior=prior),
        frequencies=False,
        taught=(),
    )
    if sum(sizes) < MIN_RECORDS or alike < MIN_EXPECTED:
        return fixed
    # How often each name is, is not needed to learn, and costs counting all names.
    learnt = _learn(engine, people, model=fixed, seed=seed)
    return teach(replace(fixed, frequencies=True), learnt)


def _prior(sizes: list[int], *, alike: int) -> float:
    """The chance that records of two agencies are one child's.

    Pairs that agree outright are taken for 85 in 100 of those that are one child's, within what
    the sizes of the agencies allow.
    """
    both = [(min(a, b), a * b) for a, b in combinations(sizes, 2)]
    most, possible = sum(least for least, _ in both), sum(every for _, every in both)
    expected = min(max(alike / 0.85, 0.1 * most, 1.0), max(most, 1.0))
    return float(f"{min(0.5, expected / max(1, possible)):.4g}")


def _overlap(sizes: list[int], *, prior: float) -> float:
    """The share of the records of two agencies that have another in the other."""
    both = [(a + b, a * b) for a, b in combinations(sizes, 2)]
    records, possible = sum(one for one, _ in both), sum(every for _, every in both)
    return min(1.0, max(0.2, 2 * prior * possible / max(1, records)))


def _most_alike(engine: Engine, people: ir.Table) -> int:
    """Pairs across agencies that agree in names and birthday, or in an identifier if more do."""
    keys = (("forename_root", "surname", "dob"), *((column,) for column in IDENTIFIERS))
    return max(_pairs_that_share(engine, people, key) for key in keys)


def _pairs_that_share(engine: Engine, people: ir.Table, key: tuple[str, ...]) -> int:
    # One number in place of texts: shorter, and all that is asked is whether two are the same.
    shared = reduce(add, (people[column] for column in key))
    known = people.filter(shared.notnull()).select("agency", key=shared.hash())
    per_agency = known.group_by("key", "agency").agg(n=ibis._.count())
    groups = per_agency.group_by("key").agg(
        together=ibis._.n.sum(), squares=(ibis._.n * ibis._.n).sum()
    )
    pairs = ((groups.together * groups.together - groups.squares) // 2).sum()
    return int(fetch(engine, groups.agg(pairs=pairs))["pairs"][0].as_py() or 0)


def _learn(
    engine: Engine, people: ir.Table, *, model: Model, seed: int
) -> Mapping[str, Mapping[str, Learnt]]:
    # Splink draws its samples by a number that each engine makes in its own way; the values that
    # decide who is one child must not hang on which engine that was.
    with (
        on_one_machine(engine, people, by="record") as (near, here),
        open_linker(near, here, model=model) as linker,
    ):
        training = linker.training
        _attempt(
            training.estimate_u_using_random_sampling,
            max_pairs=RANDOM_PAIRS,
            seed=seed,
            num_chunks=1,
        )
        for rule in _training_rules(model.comparisons):
            _attempt(
                training.estimate_parameters_using_expectation_maximisation,
                rule,
                estimate_without_term_frequencies=True,
                max_pairs=TRAINING_PAIRS,
            )
        return _read(linker.misc.save_model_to_json())


def _training_rules(comparisons: tuple[Comparison, ...]) -> Iterator[str]:
    names = {comparison.name for comparison in comparisons}
    for identifier in SHARED_IDENTIFIERS:
        if identifier.name in names:
            yield f"l.{identifier.name} = r.{identifier.name} and l.agency <> r.agency"
    if {"forename", "surname"} <= names:
        yield _BY_NAME
    if "dob" in names:
        yield _BY_BIRTH if "sex" in names else _BY_BIRTH_ALONE


def _attempt(train: Any, *arguments: Any, **options: Any) -> None:
    """Trains as far as that goes: what stays untaught keeps its fixed values.

    Splink refuses where there is no pair, or no level, to learn from.
    """
    try:
        ask_splink(partial(train, *arguments, **options))
    except SplinkRefused:
        return


def _read(settings: Mapping[str, Any]) -> Mapping[str, Mapping[str, Learnt]]:
    return {
        comparison["output_column_name"]: {
            level["label_for_charts"]: _learnt(level)
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
        for comparison in settings["comparisons"]
    }


def _learnt(level: Mapping[str, Any]) -> Learnt:
    def number(value: Any) -> float | None:
        return float(value) if isinstance(value, int | float) else None

    return Learnt(m=number(level.get("m_probability")), u=number(level.get("u_probability")))
