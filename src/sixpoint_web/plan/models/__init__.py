"""Weeks, the board, engagements and tasks."""

from .board import BoardItem, BoardMove
from .engagements import Engagement, EngagementChange, EngagementSettles, Met, Part
from .tasks import Task, TaskSettles
from .weeks import Holiday, Step, Timetable

__all__ = [
    "BoardItem",
    "BoardMove",
    "Engagement",
    "EngagementChange",
    "EngagementSettles",
    "Holiday",
    "Met",
    "Part",
    "Step",
    "Task",
    "TaskSettles",
    "Timetable",
]
