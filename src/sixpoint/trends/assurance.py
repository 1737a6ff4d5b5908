"""Whether a target will be met as things are: what the NHS's "Making data count" calls assurance.

A target beyond the limits on the better side is never met, one beyond them on the other side
always; one within them is hit and missed at random; one that all points just reach is met. The
limits are those of the current baseline, and all of them where points differ.
"""

from collections.abc import Iterable

from sixpoint.packs.measures import Better

from .types import Assurance


def assure(
    target: float | None, limits: Iterable[tuple[float | None, float | None]], *, better: Better
) -> Assurance | None:
    """What the limits (lower, upper) of the current baseline's points say of the target.

    None without a target, a direction, or limits.
    """
    known = [(low, high) for low, high in limits if low is not None and high is not None]
    if target is None or better is Better.NEITHER or not known:
        return None
    lowest, highest = min(low for low, _ in known), max(high for _, high in known)
    if lowest == highest == target:
        return Assurance.ALWAYS
    if target > highest:
        return Assurance.NEVER if better is Better.HIGHER else Assurance.ALWAYS
    if target < lowest:
        return Assurance.ALWAYS if better is Better.HIGHER else Assurance.NEVER
    return Assurance.HIT_AND_MISS
