"""Means and ratios that a total would give back: what is hidden of a few must stay so.

Who knows the mean of all and how many there are, and the means of all groups but one, knows that
one's. So where the mean of a few is hidden, others of the same sum are hidden beside it, the
smallest first, until those hidden are of enough cases together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sixpoint.terms.cells import SUPPRESSED

from .values import SafeCell


def hide_beside(
    total: SafeCell, parts: Sequence[SafeCell], *, cases: Mapping[str, int], fewest: int
) -> list[SafeCell]:
    """The parts, with no mean left that would give a hidden one back.

    `cases` are the exact ones of each part, by its name; those hidden are `fewest` together.
    """
    hidden = {part.name for part in parts if not part.value.visible and cases[part.name]}
    if total.value.visible and hidden:
        shown = [part.name for part in parts if part.name not in hidden and cases[part.name]]
        for name in sorted(shown, key=lambda one: (cases[one], one)):
            if _enough(hidden, cases, fewest=fewest):
                break
            hidden.add(name)
    return [_hide(part) if part.name in hidden else part for part in parts]


def _enough(hidden: Collection[str], cases: Mapping[str, int], *, fewest: int) -> bool:
    return len(hidden) > 1 and sum(cases[name] for name in hidden) >= fewest


def _hide(part: SafeCell) -> SafeCell:
    return replace(part, value=SUPPRESSED, worth=None) if part.value.visible else part
