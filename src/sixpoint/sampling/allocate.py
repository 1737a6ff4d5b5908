"""How many are drawn from each stratum."""

from collections.abc import Mapping
from fractions import Fraction

Stratum = tuple[str, str]


def allocate(sizes: Mapping[Stratum, int], *, total: int) -> dict[Stratum, int]:
    """Places in proportion to size, by largest remainder; at least one each while there are enough.

    Never more than a stratum has, nor more in all than there are.
    """
    filled = {stratum: size for stratum, size in sizes.items() if size}
    total = min(total, sum(filled.values()))
    places = dict.fromkeys(sizes, 0)
    if total >= len(filled):
        for stratum in _too_small(filled, total=total):
            places[stratum] = 1
            total -= 1
            del filled[stratum]
    return places | _largest_remainders(filled, total=total)


def _too_small(sizes: Mapping[Stratum, int], *, total: int) -> list[Stratum]:
    """Strata whose share of the places is below one, the places of the smaller ones taken off."""
    people = sum(sizes.values())
    small: list[Stratum] = []
    for stratum, size in sorted(sizes.items(), key=lambda item: (item[1], item[0])):
        if size * (total - len(small)) >= people:
            break
        small.append(stratum)
        people -= size
    return small


def _largest_remainders(sizes: Mapping[Stratum, int], *, total: int) -> dict[Stratum, int]:
    people = sum(sizes.values())
    fair = {stratum: Fraction(total * size, people) for stratum, size in sizes.items()}
    places = {stratum: int(share) for stratum, share in fair.items()}
    by_remainder = sorted(sizes, key=lambda s: (places[s] - fair[s], s))
    for stratum in by_remainder[: total - sum(places.values())]:
        places[stratum] += 1
    return places
