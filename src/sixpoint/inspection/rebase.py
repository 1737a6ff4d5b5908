"""New baselines that the joint team decided on: the trends of what was received, told again.

Takes safe figures and the inspection's own plan; gives the figures with the team's baselines beside
those of the pack; refuses one that begins nowhere, or that nobody of the team decided. The numbers
stay as they were received.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sixpoint.disclosure.retell import retell
from sixpoint.disclosure.types import SafeFigure
from sixpoint.disclosure.views import View
from sixpoint.files.yaml_nodes import Lines, line_at
from sixpoint.packs.load import MeasuresPack
from sixpoint.packs.measures import Measure, NewBaseline
from sixpoint.reports.facts import Inspection, Rebase
from sixpoint.terms.problems import Problem

KEY = "new_baselines"


def rebased(
    figures: Iterable[SafeFigure], inspection: Inspection, pack: MeasuresPack
) -> tuple[SafeFigure, ...]:
    """The figures, with the trends for which the team decided on a new baseline told by it."""
    return tuple(_rebased(figure, inspection, pack) for figure in figures)


def _rebased(figure: SafeFigure, inspection: Inspection, pack: MeasuresPack) -> SafeFigure:
    measure = pack.measure(figure.measure)
    own = [one for one in inspection.new_baselines if one.measure == figure.measure]
    if not own or measure is None or figure.view != View.TREND or not figure.points:
        return figure
    told_by = replace(measure, new_baselines=_together(measure, own))
    return retell(figure, measure=told_by, policy=pack.policy, period=figure.period)


def _together(measure: Measure, own: Sequence[Rebase]) -> tuple[NewBaseline, ...]:
    """The pack's baselines and the team's, in their order; of one quarter the team's holds."""
    begins = {one.quarter: one for one in measure.new_baselines}
    begins |= {one.quarter: NewBaseline(quarter=one.quarter, because=one.in_words) for one in own}
    return tuple(begins[quarter] for quarter in sorted(begins))


def rebase_problems(
    figures: Iterable[SafeFigure], inspection: Inspection, *, file: Path, lines: Lines
) -> Iterator[Problem]:
    """What is wrong with the team's baselines, with file and line."""
    quarters = {
        figure.measure: [point.label for point in figure.points]
        for figure in figures
        if figure.view == View.TREND
    }
    team = [member.designation for member in inspection.team]
    for number, one in enumerate(inspection.new_baselines):
        inside = quarters.get(one.measure, [])[1:]
        if one.quarter not in inside:
            yield Problem(
                code="baseline-begins-nowhere",
                what=f"The trend of {one.measure!r} has no point at {one.quarter} with others "
                "before it.",
                fix=f"Its quarters: {inside[0]} to {inside[-1]}."
                if inside
                else "Name a measure whose trend was received, or take the baseline out.",
                file=file,
                line=line_at(lines, (KEY, number, "quarter")),
            )
        if one.by not in team:
            yield Problem(
                code="baseline-by-nobody",
                what=f"The new baseline of {one.measure!r} was decided by nobody of the team.",
                fix=f"Name one of its designations: {', '.join(dict.fromkeys(team))}."
                if team
                else "List the team, and name one of its designations.",
                file=file,
                line=line_at(lines, (KEY, number, "by")),
            )
