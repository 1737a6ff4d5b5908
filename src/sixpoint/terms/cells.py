"""What may be said of a count: suppressed, missing and zero are three different things."""

from enum import StrEnum

from .strict import strict


class Status(StrEnum):
    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    ROUNDED = "rounded"
    ZERO = "zero"
    MISSING = "missing"


VISIBLE = frozenset({Status.SHOWN, Status.ROUNDED, Status.ZERO})


@strict
class SafeNumber:
    """A number that has passed disclosure; `value` is None unless the status shows it."""

    status: Status
    value: float | None = None

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.status in VISIBLE):
            raise ValueError("a safe number has a value exactly when its status shows it")

    @property
    def visible(self) -> bool:
        return self.status in VISIBLE


SUPPRESSED = SafeNumber(status=Status.SUPPRESSED)
MISSING = SafeNumber(status=Status.MISSING)
