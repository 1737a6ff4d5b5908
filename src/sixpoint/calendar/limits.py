"""The day on which a limit runs out."""

from calendar import monthrange
from datetime import date, timedelta

from .working_days import WorkingDays


def due_day(start: date, *, number: int, unit: str, working: WorkingDays) -> date:
    """The last day that is still in time, the start counted as day nought.

    `unit` is calendar_days, working_days or months.
    """
    match unit:
        case "calendar_days":
            return start + timedelta(days=number)
        case "working_days":
            return working.add(start, number)
        case "months":
            return add_months(start, number)
    raise ValueError(f"no limit is counted in {unit}")


def add_months(start: date, number: int) -> date:
    """The same day of the month `number` months on, or that month's last day if it has none."""
    index = start.year * 12 + start.month - 1 + number
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
