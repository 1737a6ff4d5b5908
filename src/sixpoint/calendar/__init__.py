"""Days that count: working days, local holidays, and the day a limit runs out.

Takes a day and a length; gives the day on which that length has run out; refuses to count past
the days it was laid out for, where a holiday could be missed.
"""

from .working_days import WorkingDays, lay_out_working_days

__all__ = ["WorkingDays", "lay_out_working_days"]
