"""The report says how many series were looked at, and what chance alone would show in them."""

from sixpoint.disclosure.types import SafeFigure
from sixpoint.reports.compose_chance import say_chance
from tests.support.figures import cell, safe_of
from tests.support.policies import policy_of

YEARS = range(2011, 2017)
QUARTERS = [f"{year}-Q{quarter}" for year in YEARS for quarter in (1, 2, 3, 4)]
POLICY = policy_of(3)


def trend_of(met: list[int]) -> SafeFigure:
    """24 quarters of 100 meetings each, so many of them in time."""
    quarters = [cell(100, each, label=at) for at, each in zip(QUARTERS, met, strict=True)]
    return safe_of([cell(400, 300), *quarters], policy=POLICY)["trend"]


def test_series_are_counted_with_those_that_have_a_signal_and_chance_beside_them():
    level = trend_of([70, 75] * 12)
    shifted = trend_of([70, 75] * 6 + [80, 85] * 6)
    said = say_chance([level, level, level, level, shifted])
    # 19 of 100 series of 24 points that never change have a signal: docs/explanation/trends.md.
    assert said == (
        "5 series looked at, 1 with a signal. If nothing had changed, "
        "chance alone would show one in about 0.9 of them."
    )


def test_figures_without_a_trend_are_no_series():
    latest = safe_of([cell(400, 300)], policy=POLICY)["latest"]
    assert say_chance([latest]) is None
    alone = say_chance([latest, trend_of([70, 75] * 12)])
    assert alone is not None and "chance alone would show one in 19% of such series" in alone
