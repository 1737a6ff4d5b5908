"""Three measures over tables small enough for a pencil; engine and plain twin give its figures.

The extract was made on 20 January 2017, so that the latest twelve months are those of 2016.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.limits import LimitRange, Limits
from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell, ExactFigures
from tests.support.counted_by_hand import check_by_hand, figures_of
from tests.support.measures import MEASURES, limit, read_tables

LIMITS: Limits = {
    "concern-to-planning-meeting": (
        LimitRange(
            first=date(2016, 1, 1), last=date(2017, 12, 31), limit=limit(21, "calendar_days")
        ),
    )
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb(threads=1) as engine:
        yield engine


def counted(engine: Engine, id_: str, text: Mapping[str, str]) -> ExactFigures:
    """The figures of one measure, once the plain twin has given the same in every cell."""
    rows, measures = read_tables(text), [MEASURES[id_]]
    figures, context = figures_of(engine, measures, rows, LIMITS)
    check_by_hand(figures, context, measures, rows, LIMITS)
    return figures


def everybody(figures: ExactFigures, label: str = LATEST) -> ExactCell:
    (cell,) = (c for c in figures.cells if (c.grouping, c.label) == (EVERYBODY, label))
    return cell


WAITS = """
wait_id | person_id | service | referred_on | started_on
W1      | P1        | camhs   | 2016-07-04  | 2016-11-07
W2      | P2        | camhs   | 2016-07-04  | 2016-11-08
W3      | P3        | camhs   | 2016-07-04  | 2016-11-08
W4      | P4        | camhs   | 2016-07-04  | 2016-11-21
W5      | P5        | camhs   | 2016-09-16  |
W6      | P6        | camhs   | 2016-10-03  | 2016-10-04
W7      | P7        | camhs   | 2016-07-04  | 2016-07-01
"""
STOPS = """
stop_id | wait_id | stopped_on | resumed_on
S1      | W3      | 2016-08-01 | 2016-08-02
S2      | W4      | 2016-08-01 | 2016-08-11
S3      | W4      | 2016-08-05 | 2016-08-15
"""


def test_eighteen_weeks_stand_still_with_the_clock_and_count_once_they_have_run_out(
    engine: Engine,
) -> None:
    """Day 126 after 4 July is 7 November. W3 has one day more, W4 fourteen: its stops overlap.

    W5 never began, and its 126th day is that of the extract; W6 began, and its weeks still run;
    W7 began before it was asked for, and cannot be counted.
    """
    text = {"health.waits": WAITS, "health.wait_stops": STOPS}
    figures = counted(engine, "camhs-started-in-time", text)
    latest = everybody(figures)
    assert (latest.cases, latest.met, latest.pending) == (5, 3, 1)
    assert latest.provisional
    assert [left.rows for left in figures.left_out] == [1]
    summer, autumn = (everybody(figures, label) for label in ("2016-Q3", "2016-Q4"))
    assert (summer.cases, summer.met, summer.pending) == (5, 3, 0)
    assert (autumn.cases, autumn.pending) == (0, 1)


REGISTRATIONS = """
registration_id | person_id | registered_on | removed_on
R1              | P1        | 2016-07-10    | 2016-08-09
R2              | P2        | 2016-08-01    | 2016-11-09
R3              | P3        | 2016-09-01    |
R4              | P4        | 2016-11-21    |
"""


def test_who_is_still_on_the_register_counts_for_as_long_as_he_was_seen(engine: Engine) -> None:
    """30 and 100 days ended, 60 and 141 go on. After day 30 three of four are left, 0.75; on day
    100 one of the two still seen leaves, 0.375: the median is 100, and a tenth is not reached.
    """
    text = {"social_work.registrations": REGISTRATIONS}
    latest = everybody(counted(engine, "time-on-register", text))
    assert (latest.median, latest.ninetieth) == (100, None)
    assert (latest.cases, latest.pending) == (0, 4)  # two years have passed for none


CONCERNS = """
concern_id | person_id | received_at
C1         | P1        | 2016-09-01T23:50
C2         | P2        | 2016-09-01T10:00
C3         | P3        | 2016-09-01T10:00
C4         | P4        | 2016-09-01T10:00
C5         | P5        | 2017-01-05T10:00
C6         | P6        | 2016-12-31T10:00
"""
DISCUSSIONS = "\n".join(
    [
        "discussion_id | concern_id | person_id | held_at | planning_meeting",
        *(f"D{n} | C{n} | P{n} | 2017-01-06T09:00 | required" for n in range(1, 7)),
    ]
)
MEETINGS = """
meeting_id | concern_id | person_id | kind    | held_on    | late_reason
M1         | C1         | P1        | initial | 2016-09-22 |
M2         | C2         | P2        | initial | 2016-09-23 | reports_late
M3         | C3         | P3        | initial | 2016-09-30 | staff
M5         | C5         | P5        | initial | 2017-01-06 |
M6         | C6         | P6        | initial | 2017-01-07 |
"""


def test_a_late_meeting_has_its_reason_beside_it(engine: Engine) -> None:
    """C1 has its meeting on day 21, C2 and C3 later, C4 never. C5 is of 2017; the 21 days of C6
    end the day after the extract, so that its meeting is not counted yet.
    """
    text = {
        "social_work.concerns": CONCERNS,
        "social_work.discussions": DISCUSSIONS,
        "social_work.planning_meetings": MEETINGS,
    }
    latest = everybody(counted(engine, "planning-meeting-in-time", text))
    assert (latest.cases, latest.met, latest.pending) == (4, 1, 1)
    assert dict(latest.reasons) == {"reports_late": 1, "staff": 1, "no reason recorded": 1}
    assert latest.provisional
