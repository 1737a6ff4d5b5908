"""`sixpoint gap`: how far apart groups of children are, and whether that can be told at all."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from sixpoint.files.columns import LARGEST, SMALLEST
from sixpoint.gaps.calculate import Method, calculate_deprivation_gap
from sixpoint.gaps.compare import compare_counts
from sixpoint.gaps.of_cells import groups_of, ranks_of
from sixpoint.gaps.over_time import Gap, follow_gap
from sixpoint.gaps.read import ALL, Grouped, Ranked, read_groups
from sixpoint.gaps.sentence import say_gradient, say_group, why_not_sure
from sixpoint.gaps.types import (
    CannotTell,
    Convention,
    Counting,
    DeprivationGap,
    GroupGap,
    Transform,
)
from sixpoint.trends.read import Named
from sixpoint.trends.sentence import plain

from .console import ending, err, out, print_json
from .exact import exact_figures
from .given import partnership_in
from .outputs_series import FollowedSaid, GapOutput, GapSaid, GroupGapSaid
from .trend import trend_said

EPILOG = ending(
    "sixpoint gap concerns-by-deprivation.csv",
    "sixpoint gap obesity.csv --convention ohid --transform logit --multiplier 100 --json",
    "sixpoint gap attendance-by-group.csv --json",
    "sixpoint gap build/demo/partnership",
    codes="0 done, told or not; 2 could not run; 3 wrong use.",
)
FEWEST = 3
"""With fewer periods than these there is no change over time to speak of."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("gap", epilog=EPILOG)(gap)


@dataclass(frozen=True, kw_only=True)
class _Made:
    """What was worked out, ready to be said."""

    gradients: list[tuple[Ranked, DeprivationGap | CannotTell]]
    groups: list[tuple[Grouped, str, GroupGap | CannotTell]]


def gap(
    what: str = typer.Argument(
        ...,
        help="A CSV of series, rank, population, value; or of series, group, numerator, "
        "denominator; or a folder.",
    ),
    convention: Convention = typer.Option(
        Convention.SCOTPHO, help="Which sign the slope index has."
    ),
    transform: Transform = typer.Option(
        Transform.NONE,
        help="Fit the line on this scale; standard errors are then of transformed values.",
    ),
    confidence: float = typer.Option(95.0, help="Of intervals, in per cent."),
    multiplier: float = typer.Option(1.0, help="Scale the slope index, such as by 100."),
    counting: Counting = typer.Option(
        Counting.SHARE, help="Whether named groups' numerators are of cases, or are events."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
) -> int:
    """Work out inequality by deprivation, and between named groups and all children.

    Rank 1 is the most deprived; all five groups, or all ten, must be there. A column
    standard_error says how sure values are; a column period makes a series over time. Of a
    partnership's folder every measure is worked out, exact: it stays inside.
    """
    method = _method(convention, transform, confidence=confidence, multiplier=multiplier)
    folder = partnership_in([what])
    if folder is None:
        made = _work_out(read_groups(Path(what)), method=method, counting=counting)
    else:
        made = _of_partnership(folder, method=method)
    document = _document(made, method, counting, exact=folder is not None)
    if as_json:
        print_json(document)
    else:
        _tell(document)
    return 0


def _method(
    convention: Convention, transform: Transform, *, confidence: float, multiplier: float
) -> Method:
    if not 0 < confidence < 100:
        raise typer.BadParameter("--confidence lies between 0 and 100.")
    if not SMALLEST <= abs(multiplier) <= LARGEST:
        raise typer.BadParameter("--multiplier must be a number, and not nought.")
    return Method(
        convention=convention,
        transform=transform,
        confidence=confidence / 100,
        multiplier=multiplier,
    )


def _tell(document: GapOutput) -> None:
    for gradient in document.series:
        _print(gradient.series, gradient.period, gradient.sentence)
    for each in document.groups:
        _print(f"{each.series}, {each.group}", each.period, each.sentence)
    for followed in document.over_time:
        whose = f"{followed.series}, {followed.group}" if followed.group else followed.series
        _print(f"{whose}: the size of the gap over time", None, followed.trend.sentence)
    if document.exact:
        err.print("These figures are exact. `sixpoint analyse` makes those that may leave.")


def _print(name: str, period: str | None, sentence: str) -> None:
    out.print(f"{name}, {period}" if period else name, style="bold", markup=False)
    out.print(sentence, markup=False)


def _work_out(
    given: Sequence[Ranked] | Sequence[Grouped], *, method: Method, counting: Counting
) -> _Made:
    made = _Made(gradients=[], groups=[])
    for one in given:
        if isinstance(one, Ranked):
            found = calculate_deprivation_gap(
                one.populations, one.values, standard_errors=one.standard_errors, method=method
            )
            made.gradients.append((one, found))
        else:
            made.groups.extend(
                (one, name, _compare(one, name, method=method, counting=counting))
                for name in one.groups
                if name != ALL
            )
    return made


def _compare(
    one: Grouped, name: str, *, method: Method, counting: Counting
) -> GroupGap | CannotTell:
    group, everybody = one.groups[name], one.groups[ALL]
    if group is None or everybody is None:
        return CannotTell(why="a count of the group or of all children is not known")
    return compare_counts(group, everybody, counting=counting, confidence=method.confidence)


def _of_partnership(folder: Path, *, method: Method) -> _Made:
    """Every measure by deprivation, and looked-after children against all."""
    analysis = exact_figures(folder)
    made = _Made(gradients=[], groups=[])
    for measure in analysis.packs.measures.measures:
        ranked = ranks_of(measure, analysis.exact.cells)
        grouped = groups_of(measure, analysis.exact.cells)
        if ranked is not None:
            made.gradients.extend(
                _work_out([ranked], method=method, counting=Counting.SHARE).gradients
            )
        if grouped is not None:
            counting = Counting.RATE if measure.population else Counting.SHARE
            made.groups.extend(_work_out([grouped], method=method, counting=counting).groups)
    return made


def _document(made: _Made, method: Method, counting: Counting, *, exact: bool) -> GapOutput:
    return GapOutput(
        convention=method.convention,
        transform=method.transform,
        confidence=100 * method.confidence,
        multiplier=method.multiplier,
        series=tuple(_gradient_said(one, gap, method) for one, gap in made.gradients),
        groups=tuple(
            _group_said(one, name, gap, method, counting) for one, name, gap in made.groups
        ),
        over_time=tuple(_followed(made)),
        exact=exact,
    )


def _gradient_said(one: Ranked, gap: DeprivationGap | CannotTell, method: Method) -> GapSaid:
    told = {} if isinstance(gap, CannotTell) else asdict(gap)
    return GapSaid(
        series=one.name,
        period=one.period,
        groups=sum(value is not None for value in one.values),
        sii=told.get("sii"),
        sii_lower=told.get("sii_lower"),
        sii_upper=told.get("sii_upper"),
        rii_mean=told.get("rii_mean"),
        rii_mean_lower=told.get("rii_mean_lower"),
        rii_mean_upper=told.get("rii_mean_upper"),
        rii_ratio=told.get("rii_ratio"),
        rii_ratio_lower=told.get("rii_ratio_lower"),
        rii_ratio_upper=told.get("rii_ratio_upper"),
        mean=told.get("mean"),
        absolute_range=told.get("absolute_range"),
        relative_range=told.get("relative_range"),
        attributable_risk=told.get("attributable_risk"),
        cannot_tell=why_not_sure(gap),
        more=told.get("more"),
        sentence=say_gradient(
            gap,
            confidence=method.confidence,
            write=plain,
            scottish=(method.convention is Convention.SCOTPHO) == (method.multiplier > 0),
        ),
    )


def _group_said(
    one: Grouped, name: str, gap: GroupGap | CannotTell, method: Method, counting: Counting
) -> GroupGapSaid:
    told = {} if isinstance(gap, CannotTell) else asdict(gap)
    return GroupGapSaid(
        series=one.name,
        period=one.period,
        group=name,
        counting=counting,
        value=told.get("group"),
        everybody=told.get("everybody"),
        difference=told.get("difference"),
        difference_lower=told.get("difference_lower"),
        difference_upper=told.get("difference_upper"),
        ratio=told.get("ratio"),
        ratio_lower=told.get("ratio_lower"),
        ratio_upper=told.get("ratio_upper"),
        cannot_tell=why_not_sure(gap),
        more=told.get("more"),
        sentence=say_group(gap, group=name, confidence=method.confidence, counting=counting),
    )


def _followed(made: _Made) -> list[FollowedSaid]:
    """Each gap that has periods enough, over time."""
    over: dict[tuple[str, str | None], list[tuple[str, Gap]]] = {}
    for one, gap in made.gradients:
        over.setdefault((one.name, None), []).append((one.period or "", gap))
    for group, name, between in made.groups:
        over.setdefault((group.name, name), []).append((group.period or "", between))
    found = []
    for (series, group_name), periods in over.items():
        if len(periods) < FEWEST or not all(label for label, _ in periods):
            continue
        gaps, labels = [gap for _, gap in periods], [label for label, _ in periods]
        followed = follow_gap(gaps, labels=labels)
        named = Named(name=series, series=followed.series)
        said = trend_said(named, followed.trend)
        found.append(
            FollowedSaid(series=series, group=group_name, signed=followed.signed, trend=said)
        )
    return found
