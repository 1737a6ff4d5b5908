"""The model of likeness: what each level is worth, taught by the data where that is sane."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .comparisons import Comparison, Level

DIGITS = 4
"""Learnt values keep this many significant digits: sums of floats differ in the last ones with the
number of threads, and the links must not."""

LEAST_M = 0.001
LEAST_U = 1e-7


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How often two children of one family reach each level; `pairs_per_link` is how many such
    pairs there are across two agencies for each child that both know."""

    pairs_per_link: float
    levels: Mapping[str, Mapping[str, float]]


NO_FAMILY = Likeness(pairs_per_link=1e-6, levels={})


@dataclass(frozen=True, kw_only=True)
class Model:
    """`prior` is the chance that any two records are one child's; `overlap` the share of records
    that have one in another agency; `taught` names the comparisons whose values come from the
    data; without `frequencies` a rare name counts like a common one."""

    comparisons: tuple[Comparison, ...]
    prior: float
    overlap: float = 0.85
    frequencies: bool
    taught: tuple[str, ...]
    family: Likeness = NO_FAMILY


@dataclass(frozen=True)
class Learnt:
    """What the data says of one level; None where it was never seen."""

    m: float | None
    u: float | None


def teach(model: Model, learnt: Mapping[str, Mapping[str, Learnt]]) -> Model:
    """The model with every comparison whose learnt values are sane, the others as they were."""
    taught = {c.name: _taught(c, learnt[c.name]) for c in model.comparisons if c.name in learnt}
    sane = {name: comparison for name, comparison in taught.items() if is_sane(comparison)}
    comparisons = tuple(sane.get(c.name, c) for c in model.comparisons)
    return replace(model, comparisons=comparisons, taught=tuple(sorted(sane)))


def is_sane(comparison: Comparison) -> bool:
    """Agreement speaks for a link and disagreement against; else the learning has drifted."""
    *likes, worst = comparison.levels
    best = max(likes, key=lambda level: level.m)
    return best.m > best.u and worst.m < worst.u and best.m > worst.m / 2


def _taught(comparison: Comparison, learnt: Mapping[str, Learnt]) -> Comparison:
    levels = [
        _level(level, learnt.get(level.name, Learnt(None, None))) for level in comparison.levels
    ]
    all_m = sum(level.m for level in levels)
    all_u = sum(level.u for level in levels)
    return replace(
        comparison,
        levels=tuple(
            replace(level, m=_rounded(level.m / all_m), u=_rounded(level.u / all_u))
            for level in levels
        ),
    )


def _level(level: Level, learnt: Learnt) -> Level:
    """The level with what was learnt; what was never seen is rare, and keeps its old worth."""
    if learnt.u is None and learnt.m is None:
        return replace(level, m=LEAST_M, u=LEAST_M * level.u / level.m)
    if learnt.u is None and learnt.m is not None:
        return replace(level, m=max(learnt.m, LEAST_M), u=min(level.u, LEAST_M))
    if learnt.m is None and learnt.u is not None:
        return replace(level, m=LEAST_M, u=max(learnt.u, LEAST_U))
    assert learnt.m is not None and learnt.u is not None
    return replace(level, m=max(learnt.m, LEAST_M), u=max(learnt.u, LEAST_U))


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
