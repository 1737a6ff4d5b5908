"""Which chart suits which numbers, what a label says of a period, and what chance alone gives."""

from datetime import date
from math import factorial

import numpy as np
import pytest

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trends
from sixpoint.trends.chance import shares_by_chance, weigh_chance
from sixpoint.trends.periods import absent_between, notes_on, read_alike, read_period, read_periods
from sixpoint.trends.propose import propose_chart, propose_charts
from sixpoint.trends.types import Chart, Series, Signal

OVER = [100.0] * 14


def counted(numerators: list[float], over: list[float] = OVER) -> Series:
    values = [n / d for n, d in zip(numerators, over, strict=True)]
    return Series(values=values, denominators=over)


@pytest.mark.parametrize(
    ("series", "chart"),
    [
        (Series(values=[3.0, 4, 5]), Chart.XMR),
        (counted([40.0, 46, 41, 38, 44, 40, 37, 42, 45, 39, 41, 43, 38, 42]), Chart.P),
        (counted([20.0, 70, 25, 68, 22, 71, 30, 66, 24, 73, 28, 69, 21, 75]), Chart.PPRIME),
        (counted([140.0, 152, 131, 138, 144, 160, 137, 142, 125, 139, 151, 143, 138, 99]), Chart.U),
        (counted([20.0, 270, 25, 268, 22, 271, 30, 266, 24, 273, 28, 269, 21, 275]), Chart.UPRIME),
        (counted([4.5] * 14), Chart.U),
        (Series(values=[None], denominators=[None]), Chart.P),
    ],
    ids=["values", "shares", "shares that vary more", "rates", "rates that vary more",
         "parts of an event", "nothing known"],
)  # fmt: skip
def test_the_kind_of_numbers_chooses_the_chart(series, chart):
    assert propose_chart(series) is chart


@pytest.mark.parametrize(
    ("label", "kind", "starts"),
    [
        ("2016", "year", date(2016, 1, 1)),
        ("2016/17", "years", date(2016, 1, 1)),
        ("2012-13", "years", date(2012, 1, 1)),
        ("2011-12", "month", date(2011, 12, 1)),
        ("2016-Q3", "quarter", date(2016, 7, 1)),
        ("2016 q3", "quarter", date(2016, 7, 1)),
        ("2016-09", "month", date(2016, 9, 1)),
        ("Sep 2016", "month", date(2016, 9, 1)),
        ("2016-09-30", "day", date(2016, 9, 30)),
        ("31 July 2013", "day", date(2013, 7, 31)),
        ("17", "number", None),
    ],
)
def test_a_period_is_known_by_its_label(label, kind, starts):
    when = read_period(label)
    assert when is not None
    assert (when.kind, when.starts) == (kind, starts)


@pytest.mark.parametrize("label", ["before the move", "31 February 2016", "2016-13-01", "2016/19"])
def test_other_labels_are_taken_as_they_are(label):
    assert read_period(label) is None


def test_a_number_is_no_year_among_numbers_that_cannot_be_years():
    kinds = [when.kind for when in read_periods(["1", "2016", "2999"]) if when]
    assert kinds == ["number"] * 3
    assert [when.kind for when in read_periods(["2015", "2016"]) if when] == ["year"] * 2


def test_a_period_that_is_absent_is_pointed_out():
    assert absent_between(["2016-Q1", "2016-Q2", "2016-Q4", "2017-Q1"]) == [("2016-Q2", "2016-Q4")]
    assert absent_between(["2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30"]) == []
    assert absent_between(["10", "20", "30", "40"]) == []
    assert absent_between(["a", "b", "d"]) == []


def test_many_noughts_belong_on_another_chart():
    assert "time between events" in notes_on(Series(values=[0.0, 0, 0, 2, 0]), Chart.XMR)[0]
    assert notes_on(Series(values=[0.0, 0, 0, 2, 0]), Chart.G) == ()
    assert notes_on(Series(values=[0.0, 0, 0]), Chart.XMR) == ()


def test_chance_gives_a_trend_of_seven_as_often_as_orders_of_seven_do():
    """Two of the 5,040 orders of seven points rise or fall throughout."""
    found = shares_by_chance(Chart.RUN, 7, 7, screen_outliers=True)
    assert found[Signal.TREND] == pytest.approx(2 / factorial(7), abs=4e-4)


def test_the_published_shares_of_the_explanation_hold():
    found = shares_by_chance(Chart.XMR, 24, 24, screen_outliers=True)
    assert found[None] == pytest.approx(0.19, abs=0.015)
    assert found[Signal.OUTSIDE] == pytest.approx(0.10, abs=0.015)
    assert found[Signal.SHIFT] == pytest.approx(0.09, abs=0.015)
    assert found[Signal.TREND] == pytest.approx(0.006, abs=0.004)
    assert found[Signal.TWO_OF_THREE] == pytest.approx(0.03, abs=0.015)


def test_chance_is_added_up_over_series_and_is_the_same_again():
    many = [Series(values=[float((at * 7 + n) % 11) for at in range(24)]) for n in range(10)]
    trends = calculate_trends(many, better=Better.NEITHER)
    chance = weigh_chance(trends)
    assert (chance.series, chance.points) == (10, 240)
    alone = shares_by_chance(Chart.XMR, 24, 24, screen_outliers=True)
    assert chance.with_signals_by_chance == pytest.approx(10 * alone[None])
    assert chance.signals_by_chance == pytest.approx(sum(chance.by_rule.values()))
    assert chance == weigh_chance(trends)


@pytest.mark.parametrize(
    "labels",
    [
        ["1", "2", "5"],
        ["2015", "2016", "2018"],
        ["1", "2016", "2999"],
        ["2016-Q1", "2016-Q4"],
        ["31 July 2019", "2020-07-31"],
        ["2016", "2016-Q1"],
        ["one", "two"],
        ["2016", ""],
        ["1234567890"],
        ["\u0661", "\u0662"],
    ],
)
def test_labels_read_at_once_say_what_each_says_alone(labels: list[str]) -> None:
    alike, whens = read_alike(labels), read_periods(labels)
    kinds = {when and when.kind for when in whens}
    assert (alike is not None) == (len(kinds) == 1 and None not in kinds)
    if alike is not None:
        assert alike.places.tolist() == [when.place for when in whens if when]
        starts = [when.starts for when in whens if when and when.starts]
        assert alike.latest == max(starts, default=None)


def test_charts_of_many_series_are_those_of_each_alone() -> None:
    chosen = np.random.default_rng(5)
    many = [Series(values=chosen.normal(5, 1, 12).tolist())]
    for wide in (0.0, 0.2):
        over = chosen.integers(50, 400, 20)
        share = np.clip(0.5 + chosen.normal(0, wide, 20), 0, 1)
        met = chosen.binomial(over, share)
        below = over.astype(float).tolist()
        many.append(Series(values=(met / over).tolist(), denominators=below, rebase={9}))
        many.append(Series(values=(met / over / 3).tolist(), denominators=below))
    many.append(Series(values=[None], denominators=[None]))
    charts = propose_charts(many)
    assert charts == [propose_chart(one) for one in many]
    assert set(charts) == {Chart.XMR, Chart.P, Chart.PPRIME, Chart.U, Chart.UPRIME}
