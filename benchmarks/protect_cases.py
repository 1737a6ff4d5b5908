"""Invented tables to protect: areas by reasons with margins, a tenth of the counts small."""

import math
from itertools import product
from random import Random

from sixpoint.disclosure.types import Relation
from tests.support.policies import policy_of
from tests.support.random_tables import Case, margins, sums_of

BELOW = 5
SMALL = 0.1


def areas_by_reasons(areas: int, reasons: int, *, seed: int) -> Case:
    """Counts as chance would have them where areas and reasons differ in how common they are."""
    random = Random(seed)
    sizes = [random.lognormvariate(0, 0.7) for _ in range(areas)]
    shares = [random.lognormvariate(0, 0.9) for _ in range(reasons)]
    scale = _scale([size * share for size in sizes for share in shares])
    labels = [[f"area {n}" for n in range(areas)], [f"reason {n}" for n in range(reasons)]]
    means = [size * share * scale for size in sizes for share in shares]
    inner = list(product(*labels))
    counts = {key: _drawn(random, mean) for key, mean in zip(inner, means, strict=True)}
    return _case(*sums_of(counts, margins(labels)))


def any_dimensions(sizes: tuple[int, ...], *, seed: int) -> Case:
    """Counts that have nothing to do with their row or column."""
    random = Random(seed)
    labels = [[f"{'abcd'[place]}{n}" for n in range(size)] for place, size in enumerate(sizes)]
    counts = {key: _any(random) for key in product(*labels)}
    return _case(*sums_of(counts, margins(labels)))


def _any(random: Random) -> int:
    if random.random() < SMALL:
        return random.randint(1, BELOW - 1)
    return BELOW + int(random.lognormvariate(2.5, 1))


def _case(cells: dict[str, int], relations: list[Relation]) -> Case:
    return Case(cells=cells, relations=relations, policy=policy_of(BELOW))


def _scale(means: list[float]) -> float:
    """How large the means must be for a tenth of the counts to be small and not nought."""
    low, high = 1.0, 10_000.0
    for _ in range(60):
        middle = math.sqrt(low * high)
        share = sum(_small(mean * middle) for mean in means) / len(means)
        low, high = (middle, high) if share > SMALL else (low, middle)
    return high


def _small(mean: float) -> float:
    return sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(1, BELOW))


def _drawn(random: Random, mean: float) -> int:
    """A Poisson number, by its bell where it is large."""
    if mean > 50:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    number, product_, end = 0, random.random(), math.exp(-mean)
    while product_ > end:
        number, product_ = number + 1, product_ * random.random()
    return number
