"""What a measure counts, apart from what it is called: so a ledger knows it again.

Takes measures; gives a hash of whatever decides which cases are counted and met. A title, an id, a
target or a rounding is none of it.
"""

from sixpoint.files import fingerprint
from sixpoint.packs.measures import Measure

WORDS = {
    "id",
    "title",
    "counts",
    "unit",
    "better",
    "target",
    "new_baselines",
    "topic",
    "indicators",
    "groupings",
    "gaps_over_time",
    "examples",
}
"""What a measure says, and is told by; all else decides what it counts."""


def definition_of(measure: Measure) -> str:
    """The hash of what it counts: the same for two measures that count the same."""
    parts = vars(measure)
    return fingerprint([[name, parts[name]] for name in sorted(parts.keys() - WORDS)])
