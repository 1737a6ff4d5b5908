"""What `sixpoint pathway --json` prints; for the partnership's eyes only."""

from datetime import date

from sixpoint.terms.strict import strict

from .output import Output


@strict
class GapsOut:
    """How often one agency's event was followed by another's, and the days between, summed."""

    first: str
    then: str
    times: int
    days: int
    longest: int


@strict
class PathwayOutput(Output):
    """How much is known of one child, and the gaps between agencies."""

    person: str
    events: int
    first: date
    last: date
    gaps: tuple[GapsOut, ...]
