"""What stands on the board of an inspection."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import chosen_indicators

from ..models import BoardItem, BoardMove, Engagement, EngagementSettles, Task, TaskSettles
from ..models.board import Standing


@dataclass(frozen=True, kw_only=True)
class Column:
    """One of the three columns with its items; `of` counts those on all pages."""

    state: str
    title: str
    items: tuple[BoardItem, ...]
    of: int


@dataclass(frozen=True, kw_only=True)
class Touched:
    """An indicator or one of its themes, as a form offers it."""

    indicator: str
    theme: str = ""

    @property
    def value(self) -> str:
        """What a form sends."""
        return f"{self.indicator}|{self.theme}"


def board(inspection: Inspection) -> QuerySet[BoardItem]:
    """Every item, by indicator, with how many engagements and tasks are still to settle it."""
    planned = Count(
        "engagements",
        filter=Q(engagements__engagement__state=Engagement.State.PLANNED),
        distinct=True,
    )
    to_do = Count("tasks", filter=Q(tasks__task__state=Task.State.OPEN), distinct=True)
    found = BoardItem.objects.filter(inspection=inspection)
    return found.annotate(engagements_planned=planned, tasks_open=to_do).order_by(
        "indicator", "made_at", "id"
    )


def columns(inspection: Inspection, shown: list[BoardItem]) -> tuple[Column, ...]:
    """The items of one page in their columns."""
    counted = BoardItem.objects.filter(inspection=inspection).order_by().values_list("state")
    numbers = dict(counted.annotate(n=Count("id")))
    return tuple(
        Column(
            state=state,
            title=str(title),
            items=tuple(one for one in shown if one.state == state),
            of=numbers.get(state, 0),
        )
        for state, title in Standing.choices
    )


def board_item_with(id_: UUID) -> BoardItem | None:
    """One item with its history, and what is to settle it."""
    moves = BoardMove.objects.select_related("by").order_by("-at", "-id")
    settled_by = EngagementSettles.objects.select_related("engagement").order_by(
        "engagement__day", "engagement__starts"
    )
    tasks = TaskSettles.objects.select_related("task__person").order_by("task__due", "task__title")
    found = BoardItem.objects.select_related("inspection", "made_by").prefetch_related(
        Prefetch("moves", queryset=moves),
        Prefetch("engagements", queryset=settled_by),
        Prefetch("tasks", queryset=tasks),
    )
    return found.filter(id=id_).first()


def item_by_key(inspection: Inspection, key: UUID) -> BoardItem | None:
    """The item that a form made."""
    return BoardItem.objects.filter(inspection=inspection, key=key).first()


def may_touch(inspection: Inspection) -> tuple[Touched, ...]:
    """Each chosen indicator, and each of its themes."""
    found: list[Touched] = []
    for one in chosen_indicators(inspection):
        found.append(Touched(indicator=one.code))
        found += (Touched(indicator=one.code, theme=theme[:200]) for theme in one.themes)
    return tuple(found)


def open_questions(inspection: Inspection) -> QuerySet[BoardItem]:
    """What is not settled: engagements and tasks may be to settle these."""
    return BoardItem.objects.filter(inspection=inspection).exclude(state=Standing.NO_CONCERN)
