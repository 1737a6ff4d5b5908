"""Draws follow the plan whatever the plan is."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sixpoint.synthetic.chance import event_days, in_time_or_late
from sixpoint.synthetic.names import slip
from sixpoint.synthetic.plan import Course
from sixpoint.synthetic.streams import stream
from sixpoint.synthetic.time import END, START, on_weekday

RATES = st.floats(1.0, 100.0)


@given(RATES, RATES, st.integers(200, 20_000), st.integers(0, 10**6))
def test_events_are_as_many_as_the_rate_gives_and_within_the_years(
    start: float, end: float, children: int, seed: int
) -> None:
    days = event_days(stream(seed, "days"), rate=Course(start, end), children=children)
    assert len(days) == max(
        1, round((start + end) / 2 * children / 1000 * (END + 1 - START) / 365.25)
    )
    assert days.min() >= START
    assert days.max() <= END


@given(st.integers(0, 30_000), st.booleans())
def test_a_weekday_is_never_a_weekend_and_at_most_two_days_off(day: int, later: bool) -> None:
    moved = int(on_weekday(np.array([day]), later=later)[0])
    assert (moved + 3) % 7 < 5
    assert 0 <= (moved - day if later else day - moved) <= 2


@given(st.integers(0, 10**6), st.integers(2, 60), st.floats(2.0, 30.0))
def test_in_time_is_within_the_limit_and_late_is_beyond_it(
    seed: int, limit: int, late: float
) -> None:
    in_time = np.arange(50) % 2 == 0
    taken = in_time_or_late(stream(seed, "t"), in_time, first=1, limit=limit, late=late)
    assert (taken[in_time] <= limit).all()
    assert (taken[~in_time] > limit).all()


@given(st.text("abcdefghM'-", min_size=1, max_size=12), st.integers(0, 2**31))
def test_a_slip_leaves_something_to_write(name: str, choice: int) -> None:
    assert slip(name, choice)


@given(st.integers(0, 2**63), st.text(max_size=20))
def test_a_stream_depends_on_its_seed_and_name_alone(seed: int, name: str) -> None:
    assert stream(seed, name).random() == stream(seed, name).random()
    assert stream(seed, name).random() != stream(seed, name + "!").random()
