"""Student's t, for intervals of a regression over five or ten groups.

Neither numpy nor the standard library has it, and SciPy is 40 MB for one number. With whole
degrees of freedom the distribution has a closed form (Abramowitz and Stegun 26.7.3 and 26.7.4),
which bisection inverts.
"""

from functools import cache
from math import atan, cos, pi, sin, sqrt


def within(t: float, *, degrees: int) -> float:
    """The share of the distribution between -t and t."""
    angle = atan(t / sqrt(degrees))
    odd = degrees % 2
    factor, total = (cos(angle), 0.0) if odd else (1.0, 0.0)
    for j in range(1 + odd, degrees, 2):
        total += factor
        factor *= cos(angle) ** 2 * j / (j + 1)
    total *= sin(angle)
    return 2 / pi * (angle + total) if odd else total


@cache
def t_quantile(confidence: float, *, degrees: int) -> float:
    """The t that has a share of `confidence` between -t and t."""
    if degrees < 1 or not 0 < confidence < 1:
        raise ValueError("needs a degree of freedom and a confidence between 0 and 1")
    low, high = 0.0, 1.0
    while within(high, degrees=degrees) < confidence:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        if within(middle, degrees=degrees) < confidence:
            low = middle
        else:
            high = middle
    return (low + high) / 2
