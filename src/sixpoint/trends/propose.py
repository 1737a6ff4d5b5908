"""Which chart suits a series, by a rule that is written down.

1. A numerator over a denominator, with no numerator above its denominator and all of them whole:
   cases out of cases, so p. Any numerator above, or none whole: events over an exposure, so u.
2. Of these, p' or u' where the points vary more than 1.2 times what counting alone gives: where
   denominators are large, or children come and go together, p and u cry wolf.
3. Values alone: XmR. Nothing in numbers tells whether they are cases or time between events, so g
   and t are drawn when they are asked for.

Where most points of u have no event at all, a chart of the time between events says more.
"""

import numpy as np

from .lay_out import lay_out
from .limits import dispersion
from .types import Chart, Series

OVERDISPERSED = 1.2
"""Points that vary so many times as much as counting gives are on a prime chart."""


def propose_chart(series: Series) -> Chart:
    """The chart that suits the kind of numbers; values of counts are numerator over denominator."""
    if series.denominators is None:
        return Chart.XMR
    chart = Chart.P if _are_shares(series) else Chart.U
    laid = lay_out([series], baseline=None)
    if not laid.base.any():
        return chart
    wide = float(dispersion(laid, chart=chart)[-1]) > OVERDISPERSED
    prime = {Chart.P: Chart.PPRIME, Chart.U: Chart.UPRIME}[chart]
    return prime if wide else chart


def _are_shares(series: Series) -> bool:
    pairs = [
        (value, over)
        for value, over in zip(series.values, series.denominators or (), strict=True)
        if value is not None and over is not None
    ]
    numerators = np.array([value * over for value, over in pairs])
    whole = np.abs(numerators - np.round(numerators)) < 1e-6 * np.maximum(1, numerators)
    return bool(np.all(whole)) and all(value <= 1 for value, _ in pairs)
