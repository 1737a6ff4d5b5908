"""The planted shares, as one table: what is true of the invented partnership, and how it changes.

Rates are for each 1,000 invented children and a year; shares lie between 0 and 1. A course goes
in a straight line from the first day of the data to the last.
"""

from dataclasses import dataclass

import numpy as np

from .time import END, START
from .types import Floats, Ints


@dataclass(frozen=True)
class Course:
    """From `start` on the first day to `end` on the last."""

    start: float
    end: float

    def at(self, day: Ints) -> Floats:
        share = (np.clip(day, START, END) - START) / (END - START)
        return np.asarray(self.start + (self.end - self.start) * share, dtype=np.float64)

    @property
    def mean(self) -> float:
        return (self.start + self.end) / 2


Gradient = tuple[float, float, float, float, float]
"""One value for each SIMD quintile, the most deprived first."""


Shares = tuple[tuple[str, float], ...]
"""Codes with how many of all have each."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything planted; truth/planted.yaml holds the same values."""

    # Who the children are.
    quintiles: Gradient = (0.26, 0.22, 0.20, 0.18, 0.14)
    risk: Gradient = (2.2, 1.5, 1.0, 0.7, 0.5)
    outside: float = 0.05
    twin_births: float = 0.015
    half_siblings: float = 0.16
    step_families: float = 0.12
    renamed: float = 0.05
    families_moved: float = 0.35
    unborn: float = 0.002
    disabled: float = 0.05
    ethnic_groups: Shares = (
        ("white_scottish_british", 0.86),
        ("white_other", 0.05),
        ("mixed", 0.02),
        ("asian", 0.045),
        ("african_caribbean_black", 0.015),
        ("other", 0.01),
    )
    not_recorded: float = 0.06
    # Protection: events.
    concerns: Course = Course(39.0, 46.0)
    discussed: float = 0.67
    meeting_required: float = 0.60
    registered: float = 0.65
    # Protection: how well it is done. The courses are over all children.
    discussion_hours: Course = Course(30.0, 14.0)
    all_took_part: Course = Course(0.78, 0.93)
    education_took_part: Course = Course(0.35, 0.55)
    reason_recorded: Course = Course(0.86, 0.96)
    decision_passed: Course = Course(0.62, 0.84)
    meeting_in_time: Course = Course(0.70, 0.88)
    core_group_in_time: Course = Course(0.75, 0.90)
    reviewed_in_time: Course = Course(0.80, 0.91)
    plan_in_place: Course = Course(0.90, 0.97)
    registered_again: Course = Course(0.17, 0.12)
    practice_by_quintile: Gradient = (-0.03, -0.015, 0.0, 0.015, 0.03)
    practice_looked_after: float = -0.05
    # Help for families.
    requests: Course = Course(52.0, 61.0)
    offered: Course = Course(0.74, 0.84)
    refused: float = 0.06
    not_available: Course = Course(0.15, 0.06)
    days_to_help: Course = Course(35.0, 18.0)
    wait_by_quintile: Gradient = (1.12, 1.04, 0.98, 0.93, 0.88)
    wait_looked_after: float = 1.2
    # Looked-after children and care leavers.
    looked_after: float = 0.018
    care_leavers: float = 0.080
    aftercare_both: Course = Course(0.55, 0.74)
    settled_home: Course = Course(0.71, 0.82)
    work_or_study: Course = Course(0.43, 0.55)
    health_assessed: Course = Course(0.54, 0.70)
    # Health.
    reviewed: Course = Course(0.88, 0.93)
    no_concern_start: Gradient = (0.68, 0.75, 0.795, 0.84, 0.88)
    no_concern_end: Gradient = (0.73, 0.775, 0.805, 0.845, 0.88)
    no_concern_looked_after: float = -0.10
    incomplete: float = 0.04
    waits: Course = Course(17.0, 23.0)
    days_to_treatment: Course = Course(104.0, 76.0)
    clock_stopped: float = 0.12
    # Schools.
    attendance: Gradient = (0.89, 0.91, 0.93, 0.945, 0.96)
    attendance_gained: float = 0.008
    attendance_disabled: float = -0.025
    attendance_looked_after: Course = Course(-0.075, -0.015)
    exclusions: Course = Course(32.0, 18.3)
    excluded_looked_after: float = 3.5
    scqf_4: Gradient = (0.92, 0.95, 0.965, 0.98, 0.99)
    scqf_5: Gradient = (0.76, 0.82, 0.87, 0.91, 0.95)
    scqf_6: Gradient = (0.43, 0.52, 0.61, 0.69, 0.80)
    scqf_looked_after: float = -0.24
    positive_destination: Gradient = (0.87, 0.90, 0.925, 0.945, 0.965)
    destination_looked_after: float = -0.16
    # Police and the reporter.
    police_reports: Course = Course(66.0, 59.0)
    sharing_hours: Course = Course(40.0, 20.0)
    referrals: Course = Course(26.0, 19.3)
    days_to_decision: Course = Course(52.0, 40.0)


PLAN = Plan()
