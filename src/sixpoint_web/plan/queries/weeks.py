"""The timetable of an inspection, laid out in calendar weeks, with today in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sixpoint.calendar.weeks import CountedWeek, count_weeks
from sixpoint_web.inspections.models import Inspection

from ..models import Holiday, Step, Timetable


@dataclass(frozen=True, kw_only=True)
class ShownWeek:
    """A calendar week: what happens in it, which holidays it has, and whether it is this one."""

    week: CountedWeek
    begins: tuple[Step, ...]
    goes_on: tuple[Step, ...]
    holidays: tuple[str, ...]
    now: bool


@dataclass(frozen=True, kw_only=True)
class Laid:
    """The whole timetable: weeks, and the steps of which only the order is known."""

    weeks: tuple[ShownWeek, ...]
    without_weeks: tuple[Step, ...]
    last_day: date | None

    @property
    def now(self) -> ShownWeek | None:
        """This week, if it is one of them."""
        return next((one for one in self.weeks if one.now), None)


def timetable_of(inspection: Inspection) -> Timetable | None:
    """The timetable, once somebody made it."""
    return Timetable.objects.filter(inspection=inspection).select_related("inspection").first()


def step_with(id_: UUID) -> Step | None:
    """One step with its timetable."""
    return Step.objects.select_related("timetable__inspection").filter(id=id_).first()


def holiday_with(id_: UUID) -> Holiday | None:
    """One school holiday with its timetable."""
    return Holiday.objects.select_related("timetable__inspection").filter(id=id_).first()


def lay_out(timetable: Timetable, today: date) -> Laid:
    """Calendar weeks from the first Monday on; weeks of school holidays have no number."""
    steps, holidays = list(timetable.steps.all()), list(timetable.holidays.all())
    length = timetable.weeks or max((step.last or 0 for step in steps), default=0)
    passed_over = () if timetable.holidays_count else [(one.first, one.last) for one in holidays]
    weeks = count_weeks(first=timetable.first_monday, number=length, holidays=passed_over)
    return Laid(
        weeks=tuple(_week(one, steps, holidays, today) for one in weeks),
        without_weeks=tuple(step for step in steps if step.first is None),
        last_day=weeks[-1].monday + timedelta(days=4) if weeks else None,
    )


def _week(week: CountedWeek, steps: list[Step], holidays: list[Holiday], today: date) -> ShownWeek:
    here = [one for one in steps if week.number and one.first and one.last]
    during = [one for one in here if _within(one, week.number or 0)]
    names = (one.name for one in holidays if one.first <= week.sunday and one.last >= week.monday)
    return ShownWeek(
        week=week,
        begins=tuple(one for one in during if one.first == week.number),
        goes_on=tuple(one for one in during if one.first != week.number),
        holidays=tuple(names),
        now=week.holds(today),
    )


def _within(step: Step, number: int) -> bool:
    return (step.first or 0) <= number <= (step.last or 0)
