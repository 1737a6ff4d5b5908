"""Which chart suits a series, by a rule that is written down.

1. A numerator over a denominator, with no numerator above its denominator and all of them whole:
   cases out of cases, so p. Any numerator above, or none whole: events over an exposure, so u.
2. Of these, p' or u' where the points vary more than 1.2 times what counting alone gives: where
   denominators are large, or children come and go together, p and u cry wolf.
3. Values alone: XmR. Nothing in numbers tells whether they are cases or time between events, so g
   and t are drawn when they are asked for.

Where most points of u have no event at all, a chart of the time between events says more.
"""

from collections.abc import Sequence

import numpy as np

from .lay_out import Bools, Laid, lay_out
from .limits import dispersion
from .types import Chart, Series

OVERDISPERSED = 1.2
"""Points that vary so many times as much as counting gives are on a prime chart."""


_P, _U = 0, 1
PAIRS = ((Chart.P, Chart.PPRIME), (Chart.U, Chart.UPRIME))
"""Of shares and of rates, the chart by counting alone and the one that varies more."""


def propose_chart(series: Series) -> Chart:
    """The chart that suits the kind of numbers; values of counts are numerator over denominator."""
    (chart,) = propose_charts([series])
    return chart


def propose_charts(many: Sequence[Series]) -> list[Chart]:
    """The chart that suits each; all are looked at at once."""
    counted = [one for one in many if one.denominators is not None]
    found = iter(_of_counts(counted) if counted else ())
    return [Chart.XMR if one.denominators is None else next(found) for one in many]


def _of_counts(many: Sequence[Series]) -> list[Chart]:
    laid = lay_out(many, baseline=None)
    last = np.searchsorted(laid.series, np.arange(len(many)), side="right") - 1
    chosen = np.where(_are_shares(laid), _P, _U)
    wide = [dispersion(laid, chart=plain)[last] > OVERDISPERSED for plain, _ in PAIRS]
    return [PAIRS[kind][int(wide[kind][at])] for at, kind in enumerate(chosen.tolist())]


def _are_shares(laid: Laid) -> Bools:
    """Of each series, whether all numerators are whole and none is above its denominator."""
    numerators = laid.values * laid.over
    whole = np.abs(numerators - np.round(numerators)) < 1e-6 * np.maximum(1, numerators)
    wrong = ~(whole & (laid.values <= 1))
    owners = laid.series[laid.segment][wrong]
    return np.asarray(np.bincount(owners, minlength=int(laid.series[-1]) + 1) == 0)
