"""The clock of a concern: how long each step may take, in time that passes and not in office hours.

Computed on instants, so midnight, weekends and the change of the clocks neither stop nor stretch
it. The limits are the inspection's own; those below hold where it set none. No guidance was found
that gives figures: they are ours, and meant to be changed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from . import states


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long each step may take: minutes, hours to a response, days until the note is gone."""

    danger_minutes: int = 10
    minutes: int = 30
    respond_hours: int = 24
    close_days: int = 7

    def for_state(self, state: str, *, danger: bool) -> timedelta:
        """So long a concern may be in this state before somebody else is told."""
        quick = timedelta(minutes=self.danger_minutes if danger else self.minutes)
        longer = {
            states.ACKNOWLEDGED: quick * 2,
            states.TAKEN_OVER: timedelta(hours=self.respond_hours),
            states.ANSWERED: timedelta(days=self.close_days),
        }
        return longer.get(state, quick)


def due(limits: Limits, *, state: str, danger: bool, since: datetime) -> datetime:
    """When the next step must have been taken, counted from the moment of the last."""
    return since.astimezone(UTC) + limits.for_state(state, danger=danger)
