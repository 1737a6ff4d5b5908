"""Gaps as open data: what may not be shown is empty, and the row says why."""

import csv
import io

from sixpoint.packs.measures import GapOverTime, Grouping
from sixpoint.reports.open_data import GAP_COLUMNS, to_gaps_csv
from sixpoint.reports.types import OpenData
from tests.support.figures import cell, measure_of, safe_of
from tests.support.policies import policy_of

DATA = OpenData(notice="Invented.", licence="CC-BY-4.0", published=None, evaluations=())


def test_a_hidden_gap_is_empty_and_one_that_is_shown_has_its_limits():
    measure = measure_of(
        groupings=(Grouping.LOOKED_AFTER,),
        gaps_over_time=(GapOverTime(grouping=Grouping.LOOKED_AFTER),),
    )
    cells = []
    for label, cases, met in (("year to 2016-Q2", 3, 1), ("latest", 200, 100)):
        cells.append(cell(1600 + cases, 1280 + met, label=label))
        cells.append(cell(cases, met, group="looked after", label=label))
        cells.append(cell(1600, 1280, group="not looked after", label=label))
    figure = safe_of(cells, policy=policy_of(5), measure=measure)["looked-after-over-time"]
    rows = list(csv.DictReader(io.StringIO(to_gaps_csv([figure], DATA))))
    assert tuple(rows[0]) == GAP_COLUMNS
    hidden, shown = rows
    assert (hidden["status"], hidden["gap"], hidden["lower"]) == ("suppressed", "", "")
    assert hidden["why"] == "the figure for the group or for all children is not shown"
    assert (shown["time_or_group"], shown["status"]) == ("year to 2017-Q2", "shown")
    assert float(shown["lower"]) < float(shown["gap"]) < float(shown["upper"])
