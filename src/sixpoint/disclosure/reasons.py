"""The reasons why cases were late, as counts beside the others and as a reader is told of them."""

from collections.abc import Mapping

from sixpoint.measures.waits import NO_REASON
from sixpoint.packs.measures import Measure

UNREASONED = "no reason was recorded"


def reasons_of(measure: Measure) -> Mapping[str, str]:
    """Every reason the measure tells of by its code, in words; none where it tells of none."""
    if measure.late_reason is None:
        return {}
    return {**measure.late_reason.reasons, NO_REASON: UNREASONED}


def of_reason(reason: str) -> str:
    """What is counted where cases that were late for one reason are."""
    return f"late: {reason}"
