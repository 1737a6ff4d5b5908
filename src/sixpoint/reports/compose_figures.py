"""A safe figure becomes a picture with its heading, its sentence and its table."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from sixpoint.disclosure.types import SafeFigure, SafeGapAt
from sixpoint.disclosure.views import View
from sixpoint.measures.groups import NOT_KNOWN, NOT_LOOKED_AFTER
from sixpoint.measures.types import EVERYBODY
from sixpoint.pictures.describe_trend import period
from sixpoint.pictures.draw_bars import draw_deprivation, draw_groups
from sixpoint.pictures.draw_gap import GapPoint, draw_gap
from sixpoint.pictures.draw_trend import draw_trend
from sixpoint.pictures.types import Limits, Picture, Point
from sixpoint.pictures.words import sentence_case

from .matter import Matter
from .types import PictureBlock

NAMED = frozenset({View.LOOKED_AFTER, View.DISABLED, View.ETHNIC_GROUP, View.RURAL})
"""Groups that stand against all children."""
GROUPS = NAMED | {View.SEX, View.AGE, View.LATE_REASONS}
HOW: Mapping[str, str] = {
    View.TREND: "over time",
    View.DEPRIVATION: "by deprivation",
    View.LOOKED_AFTER: "looked-after children",
    View.SEX: "girls and boys",
    View.AGE: "by age",
    View.LATE_REASONS: "why they were late",
    View.DISABLED: "disabled children",
    View.ETHNIC_GROUP: "by ethnic group",
    View.RURAL: "children in rural places",
    View.DEPRIVATION_OVER_TIME: "the gap by deprivation over time",
    View.LOOKED_AFTER_OVER_TIME: "the gap of looked-after children over time",
}
GROUP_NAMES = {
    "white_scottish_british": "white Scottish or British",
    "white_other": "other white",
    "mixed": "mixed or multiple",
    "asian": "Asian",
    "african_caribbean_black": "African, Caribbean or Black",
    "other": "other ethnic group",
    NOT_KNOWN: "not recorded",
}
OVER_TIME = frozenset({View.DEPRIVATION_OVER_TIME, View.LOOKED_AFTER_OVER_TIME})
FIFTHS = {
    "1": "Most deprived fifth",
    "2": "Second",
    "3": "Third",
    "4": "Fourth",
    "5": "Least deprived fifth",
}
DRAWN = GROUPS | OVER_TIME | {View.TREND, View.DEPRIVATION}
"""The views that have more than one point, and so something to look at."""


def pictures_of(ids: Iterable[str], matter: Matter, drawn: set[str]) -> tuple[PictureBlock, ...]:
    """A picture for each figure cited that has points and was not drawn before."""
    figures = (matter.figure(id_) for id_ in dict.fromkeys(ids))
    wanted = [
        figure
        for figure in figures
        if figure and figure.view in DRAWN and figure.points and figure.id not in drawn
    ]
    drawn.update(figure.id for figure in wanted)
    return tuple(block_of(figure) for figure in wanted)


def block_of(figure: SafeFigure) -> PictureBlock:
    """The figure as it stands in the report; the same block, drawn once, in both editions."""
    return _block_of(figure)


@lru_cache(maxsize=256)
def _block_of(figure: SafeFigure) -> PictureBlock:
    return PictureBlock(
        id=f"figure-{figure.id}",
        title=_title(figure),
        picture=_draw(figure),
        says=figure.sentence,
        source=f"{figure.counts} {figure.children_counted}{_new_baselines(figure)} "
        f"Figure {figure.id}.",
    )


def _title(figure: SafeFigure) -> str:
    """The measure's title with the way of looking at it, since several stand in one report."""
    return f"{figure.title}: {HOW[figure.view]}" if figure.view in HOW else figure.title


def _new_baselines(figure: SafeFigure) -> str:
    """Why each new baseline begins where it does."""
    segments = figure.trend.segments if figure.trend else ()
    return "".join(
        f" A new baseline begins in {period(one.first)}: {one.because.rstrip('.')}."
        for one in segments
        if one.because
    )


def _draw(figure: SafeFigure) -> Picture:
    name, title, unit = f"figure-{figure.id}", _title(figure), figure.unit
    points = [
        Point(label=p.label, value=p.value, signals=p.signals, provisional=p.provisional)
        for p in figure.points
    ]
    if figure.view in OVER_TIME:
        return _draw_gap(figure, name=name, title=title)
    if figure.view == "deprivation":
        return draw_deprivation(points, name=name, title=title, unit=unit)
    if figure.view in NAMED:
        # The sentence holds the group against all children: a reader looks for both.
        points = [replace(p, label=GROUP_NAMES.get(p.label, p.label)) for p in points]
        points.append(Point(label="all children", value=figure.value))
        if figure.view == View.ETHNIC_GROUP:  # none of them stands out from the others
            return draw_groups(points, name=name, title=title, unit=unit, alike=True)
        return draw_groups(points, name=name, title=title, unit=unit)
    if figure.view in GROUPS:
        return draw_groups(points, name=name, title=title, unit=unit, alike=True)
    return draw_trend(points, name=name, title=title, unit=unit, limits=_limits(figure))


def _draw_gap(figure: SafeFigure, *, name: str, title: str) -> Picture:
    """The gap of each time, and the groups that it lies between."""
    groups = [group for group in dict.fromkeys(p.group for p in figure.points) if group]
    shown = [group for group in groups if group not in (NOT_KNOWN, NOT_LOOKED_AFTER)]
    values = {(p.label, p.group): p.value for p in figure.points}
    return draw_gap(
        [
            GapPoint(
                gap=Point(
                    label=one.label,
                    value=one.size,
                    signals=one.signals,
                    provisional=one.provisional,
                    interval=_interval(one),
                ),
                groups=tuple(values[one.label, group] for group in shown),
            )
            for one in figure.gaps
        ],
        groups=[_called(group) for group in shown],
        name=name,
        title=title,
        unit=figure.unit,
        limits=_limits(figure),
    )


def _called(group: str) -> str:
    if group == EVERYBODY:
        return "All children"
    return FIFTHS.get(group, sentence_case(group))


def _interval(gap: SafeGapAt) -> tuple[float, float] | None:
    return None if gap.lower is None or gap.upper is None else (gap.lower, gap.upper)


def _limits(figure: SafeFigure) -> list[Limits]:
    """The limits of each baseline, over the points that it reaches from and to."""
    marks = [one.label for one in figure.gaps or figure.points]
    places = {label: index for index, label in enumerate(marks)}
    return [
        Limits(
            centre=one.centre,
            lower=one.lower,
            upper=one.upper,
            first=places[one.first],
            last=places[one.last],
            because=one.because,
        )
        for one in (figure.trend.segments if figure.trend else ())
    ]
