"""How long waits take where some have not ended: the estimator of Kaplan and Meier.

E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, Journal of the
American Statistical Association 53 (1958), 457-481. The share still waiting after a time t is the
product, over the times up to t at which waits ended, of 1 - ended / still waiting just before. A
wait that ended and one that was last watched at the same time: the end came first.

A quantile is the first time at which the share still waiting is down to it; where it stays exactly
there for a while, the middle of that while, so that without open waits the median of an even number
is the mean of the middle two (as the survival package of R has it). A quantile that the share does
not come below while anybody is watched is not known: None, never the longest wait.
"""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

PLACE = ("measure", "grouping", "group")
QUANTILES = {"median": 0.5, "ninetieth": 0.1}
"""What is still waiting then."""
DECIMALS = 9
SAME = 1e-9
"""Shares nearer than this are the same: they are products of rounded numbers."""


def lengths_of(cases: ir.Table) -> ir.Table:
    """By measure, group and length: how many waits ended then (`ended`), of how many `watched`.

    `cases` has measure, group, value, and ended: 1, or 0 for a wait so far.
    """
    lengths = cases.filter(cases["value"].notnull(), cases["ended"].notnull())
    return lengths.group_by("measure", "group", length="value").aggregate(
        ended=lengths["ended"].sum(), watched=lengths.count()
    )


def quantiles_of(lengths: ir.Table) -> ir.Table:
    """By measure, grouping and group: the times that `waits_of_row` makes the quantiles of.

    `lengths` is of `lengths_of`, with grouping.
    """
    still = _still_waiting(lengths)
    ends = still.filter(still["ended"] > 0)
    return ends.group_by(*PLACE).aggregate(
        **{
            f"{name}_{side}": ends["length"].min(where=_below(ends["share"], level, strictly))
            for name, level in QUANTILES.items()
            for side, strictly in (("from", False), ("to", True))
        }
    )


def waits_of_row(row: Mapping[str, Any]) -> dict[str, float | None]:
    """The median and the 90th centile, from a row of `quantiles_of`."""
    return {name: _middle(row, name) for name in QUANTILES}


def _still_waiting(at: ir.Table) -> ir.Table:
    """By measure, group and length: how many ended then, and the share still waiting after it."""
    onwards = ibis.window(group_by=PLACE, order_by=ibis.desc("length"), preceding=None, following=0)
    at = at.mutate(at_risk=at["watched"].sum().over(onwards))
    # The last to end leave nobody, whose logarithm there is none of.
    last = at["ended"] == at["at_risk"]
    at = at.mutate(
        step=last.ifelse(0.0, (1 - at["ended"] / at["at_risk"]).nullif(0).ln()), last=last
    )
    upto = ibis.window(group_by=PLACE, order_by="length", preceding=None, following=0)
    share = at["step"].sum().over(upto).exp()
    nobody = at["last"].cast("int64").max().over(upto) == 1
    return at.mutate(share=nobody.ifelse(0.0, share))


def _below(share: ir.Value, level: float, strictly: bool) -> ir.Value:
    return share < level - SAME if strictly else share <= level + SAME


def _middle(row: Mapping[str, Any], name: str) -> float | None:
    first, then = row[f"{name}_from"], row[f"{name}_to"]
    return None if then is None else float(round((first + then) / 2, DECIMALS))
