"""The states of a concern, and every step from one to another: one table for code, tests and page.

Knows nothing of the database. A step that is not here does not exist.
"""

from dataclasses import dataclass
from types import MappingProxyType

RECEIVED, ACKNOWLEDGED = "received", "acknowledged"
HANDED_OVER, TAKEN_OVER = "handed-over", "taken-over"
ANSWERED, CLOSED = "answered", "closed"

STATES = (RECEIVED, ACKNOWLEDGED, HANDED_OVER, TAKEN_OVER, ANSWERED, CLOSED)
OPEN = (RECEIVED, ACKNOWLEDGED, HANDED_OVER, TAKEN_OVER, ANSWERED)


@dataclass(frozen=True, kw_only=True)
class Step:
    """From which states something can be done, and what the concern is then."""

    before: tuple[str, ...]
    after: str


STEPS = MappingProxyType(
    {
        "acknowledge": Step(before=(RECEIVED,), after=ACKNOWLEDGED),
        "hand-over": Step(before=(RECEIVED, ACKNOWLEDGED), after=HANDED_OVER),
        "take-over": Step(before=(RECEIVED, ACKNOWLEDGED, HANDED_OVER), after=TAKEN_OVER),
        "respond": Step(before=(ACKNOWLEDGED, HANDED_OVER, TAKEN_OVER), after=ANSWERED),
        "ask-again": Step(before=(ANSWERED,), after=ACKNOWLEDGED),
        "close": Step(before=(ANSWERED,), after=CLOSED),
    }
)
"""What can be done with a concern. `close` destroys the sealed note; nothing follows it."""
