"""Identifiers that look right and can belong to nobody."""

import numpy as np

from .time import parts
from .types import Flags, Ints, Texts

IMPOSSIBLE_DAY = 40
"""Added to the day of birth in a Community Health Index number: no month has a day 41."""
IMPOSSIBLE_YEARS = "6"
"""A Scottish Candidate Number begins with the last two digits of its year of issue (HESA, field
SCN). No number was issued in the 1960s, and the 2060s have not come."""
_CHI_WEIGHTS = np.arange(10, 1, -1)
_SCN_WEIGHTS = np.array([3, 2, 7, 6, 5, 4, 3, 2])
_SERIALS = 500


def chi_numbers(rng: np.random.Generator, *, birth: Ints, sex: Ints) -> Texts:
    """ddmmyy with the day + 40, two digits, one that is odd for a boy, and the check digit.

    `sex` is 0 for a girl and 1 for a boy. All different.
    """
    year, month, day = parts(birth)
    stem = (day + IMPOSSIBLE_DAY) * 10**4 + month * 100 + year % 100
    serial = rng.integers(0, _SERIALS, len(birth))
    digits = _chi_digits(stem, serial, sex)
    while (bad := _to_change(digits)).any():
        serial[bad] = (serial[bad] + 1) % _SERIALS
        digits = _chi_digits(stem, serial, sex)
    return _texts(digits, _chi_check(digits))


def _chi_digits(stem: Ints, serial: Ints, sex: Ints) -> Ints:
    return np.asarray(stem * 1000 + serial * 2 + sex, dtype=np.int64)


def _to_change(digits: Ints) -> Flags:
    """Those without a check digit, and all but the first of equal ones."""
    _, first = np.unique(digits, return_index=True)
    bad = np.ones(len(digits), dtype=bool)
    bad[first] = False
    return np.asarray(bad | (_chi_check(digits) == 10), dtype=bool)


def _chi_check(digits: Ints) -> Ints:
    return _check(digits, _CHI_WEIGHTS)


def scn_numbers(rng: np.random.Generator, *, count: int) -> Texts:
    """Nine digits with a valid check digit, in years in which none can have been issued."""
    drawn = rng.permutation(max(10**5, int(count * 1.3)))
    candidates = int(IMPOSSIBLE_YEARS) * 10**7 + drawn
    checks = _check(candidates, _SCN_WEIGHTS)
    good = checks != 10
    return _texts(candidates[good][:count], checks[good][:count])


def _check(digits: Ints, weights: Ints) -> Ints:
    """Modulus 11: 11 less the remainder, 0 for 11; 10 means that there is no such number."""
    total = np.zeros(len(digits), dtype=np.int64)
    rest = digits.copy()
    for weight in weights[::-1]:
        total += (rest % 10) * weight
        rest //= 10
    return np.asarray((11 - total % 11) % 11, dtype=np.int64)


def _texts(digits: Ints, check: Ints) -> Texts:
    return (digits * 10 + check).astype(str).astype(object)


def own_numbers(rng: np.random.Generator, *, count: int, prefix: str) -> Texts:
    """An agency's own numbers: all different, in no order that tells anything."""
    if count == 0:
        return np.array([], dtype=object)
    base = 10 ** len(str(10 * count))
    numbers = rng.permutation(9 * count)[:count] + base
    return np.array([f"{prefix}{number}" for number in numbers.tolist()], dtype=object)
