"""A gap over time as it may be said: time by time, from first to last, with limits and a trend.

Takes cells that are safe, by time and group; a time of which something needed is hidden has no gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sixpoint.gaps.over_time import (
    Change,
    Followed,
    Gap,
    Sized,
    change_between,
    follow_gap,
    more_for,
    sizes_of,
)
from sixpoint.gaps.types import CannotTell
from sixpoint.measures.groups import LOOKED_AFTER, NOT_LOOKED_AFTER
from sixpoint.measures.periods import YEAR_TO
from sixpoint.measures.types import EVERYBODY
from sixpoint.packs.measures import Grouping, Measure
from sixpoint.pictures.describe_trend import period
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status
from sixpoint.trends.types import Trend

from .apart import DECIMALS, NOT_SURE, gap_from_all, groups_in, more_in_words
from .gradient import gradient_of, whom_of
from .types import SafeGap, SafeGapAt, SafePoint, SafeSegment, SafeTrend
from .values import SafeCell
from .views import Said, points_by, status_of
from .wording import HIDDEN, points_of

FEWEST = 6
"""With fewer gaps than these there are no limits that anything could be held against: no signal
but a single point beyond them could come, and they would rest on four differences or fewer."""
WHOSE = {
    Grouping.SIMD_QUINTILE: "by deprivation (the slope index of inequality)",
    Grouping.LOOKED_AFTER: "between looked-after children and all children",
}


@dataclass(frozen=True, kw_only=True)
class SafeWindow:
    """One time by which a gap is followed: all children, and the groups."""

    label: str
    everybody: SafeCell
    groups: tuple[SafeCell, ...]

    @property
    def provisional(self) -> bool:
        return self.everybody.provisional


@dataclass(frozen=True, kw_only=True)
class _At:
    """The gap of one time as it is shown, and by how sure its counts are."""

    shown: Gap
    by_counts: Gap


def say_over_time(windows: Sequence[SafeWindow], *, grouping: Grouping, measure: Measure) -> Said:
    """The gap from the first time to the last that can be told, and its trend where there are
    enough of them."""
    at = [_gap_at(window, grouping=grouping, measure=measure) for window in windows]
    sizes, signed = sizes_of([one.shown for one in at])
    known = [i for i, one in enumerate(sizes) if one is not None]
    absent = len(windows) - len(known)
    points = points_of_windows(windows)
    # Those that are shown where most are hidden are no sample.
    enough = len(known) >= max(FEWEST, absent)
    followed = _follow(windows, at, measure=measure) if enough else None
    gaps = tuple(_safe_gaps(windows, at, followed))
    complete = [i for i in known if not windows[i].provisional]
    if len(complete) < 2:
        return _cannot_tell(windows, at, points=points, gaps=gaps)
    first, last = complete[0], complete[-1]
    ends = _Ends(
        labels=(windows[first].label, windows[last].label),
        sizes=(_of(sizes[first]), _of(sizes[last])),
        signed=signed,
        more=_more(windows, at, first=first, last=last),
        measure=measure,
    )
    told = [f"The gap {WHOSE[grouping]} {ends.told}."]
    told += (
        [f"Time by time: {_small(followed.trend.sentence)}"]
        if followed
        else [_too_few(len(known), absent), *_left_out(absent, len(windows))]
    )
    return Said(
        status=Status.SHOWN,
        phrase=ends.phrase,
        told=" ".join(told),
        points=points,
        trend=_safe_trend(followed.trend, windows, known) if followed else None,
        gap=ends.safe,
        gaps=gaps,
    )


def times_in_words(labels: Sequence[str]) -> str:
    """2012-Q4 to 2017-Q2; years ending 2014-Q2 to 2017-Q2."""
    first, last = (label.removeprefix(YEAR_TO) for label in (labels[0], labels[-1]))
    years = "years ending " if labels[0].startswith(YEAR_TO) else ""
    return f"{years}{first} to {last}"


def points_of_windows(windows: Sequence[SafeWindow]) -> tuple[SafePoint, ...]:
    """Every time's value of all children and of each group."""
    return tuple(
        replace(point, label=window.label, group=point.label)
        for window in windows
        for point in points_by([replace(window.everybody, name=EVERYBODY), *window.groups])
    )


def _gap_at(window: SafeWindow, *, grouping: Grouping, measure: Measure) -> _At:
    if grouping is Grouping.SIMD_QUINTILE:
        found = gradient_of(window.groups, measure=measure)
        if isinstance(found, CannotTell):
            return _At(shown=found, by_counts=found)
        return _At(shown=found.shown, by_counts=found.by_counts or found.shown)
    group, rest = groups_in(window.groups, LOOKED_AFTER, NOT_LOOKED_AFTER)
    gap = gap_from_all(group, rest, window.everybody, measure=measure)
    return _At(shown=gap, by_counts=gap)


def _follow(windows: Sequence[SafeWindow], at: Sequence[_At], *, measure: Measure) -> Followed:
    return follow_gap(
        [one.shown for one in at],
        labels=[window.label for window in windows],
        provisional={i for i, window in enumerate(windows) if window.provisional},
        write=lambda number: points_of(round(number, DECIMALS), measure=measure),
    )


def _more(windows: Sequence[SafeWindow], at: Sequence[_At], *, first: int, last: int) -> int | None:
    """How many more cases at both ends would tell the change, where its own limits do not."""
    shown, by_counts = (
        change_between(_of(sizes[first]), _of(sizes[last]))
        for sizes in (sizes_of([one.shown for one in at])[0], sizes_of(_counts(at))[0])
    )
    if shown.told:
        return None
    cases = [windows[end].everybody.weight or 0.0 for end in (first, last)]
    return more_for(by_counts, cases=sum(cases))


def _counts(at: Sequence[_At]) -> list[Gap]:
    return [one.by_counts for one in at]


def _of(size: Sized | None) -> Sized:
    if size is None:
        raise ValueError("only a gap that can be told is spoken of")
    return size


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """The first and the last gap that can be told."""

    labels: tuple[str, str]
    sizes: tuple[Sized, Sized]
    signed: bool
    more: int | None
    measure: Measure

    @property
    def change(self) -> Change:
        return change_between(*self.sizes)

    @property
    def phrase(self) -> str:
        first, last = (self._points(one.size) for one in self.sizes)
        return (
            f"a gap of {first} in {_when(self.labels[0])} and of {last} in {_when(self.labels[1])}"
        )

    @property
    def told(self) -> str:
        """Both gaps with their limits, how far they are apart, and whether chance may say that."""
        first, last = (
            f"{self._points(one.size)}{_interval(one)} in {_when(label)}"
            for one, label in zip(self.sizes, self.labels, strict=True)
        )
        return f"was {first} and {last}: {self._changed()}"

    def _changed(self) -> str:
        change = self.change
        if not round(change.difference, 1):
            return "the same"
        wider, narrower = ("up", "down") if self.signed else ("wider", "narrower")
        word = wider if change.difference > 0 else narrower
        far = f"{self._points(abs(change.difference))} {word}"
        if change.lower is None or change.upper is None:
            return f"{far}. {NOT_SURE[self.measure.kind]}"
        ends = _ends(change.lower, change.upper, wider=wider, narrower=narrower)
        if change.told:
            return f"{far} (95% interval {ends}), which chance alone does not explain"
        more = more_in_words(self.more, whom=whom_of(self.measure), what="change")
        return f"{far} (95% interval {ends}), which chance alone may explain{more}"

    @property
    def safe(self) -> SafeGap:
        change = self.change
        return SafeGap(
            difference=round(change.difference, DECIMALS),
            difference_lower=_rounded(change.lower),
            difference_upper=_rounded(change.upper),
            more=self.more,
        )

    def _points(self, size: float) -> str:
        return points_of(round(size, 1), measure=self.measure)


def _interval(size: Sized) -> str:
    if size.lower is None or size.upper is None:
        return ""
    return f" (95% interval {round(size.lower, 1):g} to {round(size.upper, 1):g})"


def _ends(lower: float, upper: float, *, wider: str, narrower: str) -> str:
    """2 to 9 where both are on one side, which the words before say; else 9 narrower to 1 wider."""
    low, high = round(lower, 1), round(upper, 1)
    if low * high > 0:
        least, most = sorted((abs(low), abs(high)))
        return f"{least:g} to {most:g}"
    return f"{abs(low):g} {narrower} to {abs(high):g} {wider}"


def _when(label: str) -> str:
    """The year to 2016 Q2; 2016 Q2."""
    return f"the {period(label)}" if label.startswith(YEAR_TO) else period(label)


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _too_few(known: int, absent: int) -> str:
    few = f"{known} points are too few for limits"
    if known >= FEWEST:
        few = f"Beside {absent} that cannot be told, {known} points are no ground for limits"
    return f"{few}, so no signal is looked for."


def _left_out(absent: int, of: int) -> list[str]:
    if not absent:
        return []
    return [f"Of {absent} of the {of} times the gap cannot be told."]


def _cannot_tell(
    windows: Sequence[SafeWindow],
    at: Sequence[_At],
    *,
    points: tuple[SafePoint, ...],
    gaps: tuple[SafeGapAt, ...],
) -> Said:
    why = "fewer than two times have a gap that can be told"
    latest = at[-1].shown if at else None
    if isinstance(latest, CannotTell):
        why += f"; in {_when(windows[-1].label)} {latest.why}"
    status = status_of([cell for window in windows for cell in window.groups])
    phrase = HIDDEN if status is Status.SUPPRESSED else f"not known, because {why}"
    return Said(
        status=status if windows else Status.MISSING,
        phrase=phrase,
        told=f"How the gap changed cannot be told: {why}.",
        points=points,
        gap=SafeGap(why=why),
        gaps=gaps,
    )


def _safe_gaps(
    windows: Sequence[SafeWindow], at: Sequence[_At], followed: Followed | None
) -> list[SafeGapAt]:
    sizes, _ = sizes_of([one.shown for one in at])
    signals: Sequence[Sequence[str]]
    signals = followed.trend.signals if followed else ((),) * len(windows)
    return [
        SafeGapAt(
            label=window.label,
            size=_size(size, window),
            lower=None if size is None else _rounded(size.lower),
            upper=None if size is None else _rounded(size.upper),
            why=one.shown.why if isinstance(one.shown, CannotTell) else None,
            signals=tuple(str(signal) for signal in fired),
            provisional=window.provisional,
        )
        for window, one, size, fired in zip(windows, at, sizes, signals, strict=True)
    ]


def _size(size: Sized | None, window: SafeWindow) -> SafeNumber:
    """The size as it is shown; hidden where a group is that it would rest on."""
    if size is None:
        hidden = any(cell.value.status is Status.SUPPRESSED for cell in window.groups)
        return SUPPRESSED if hidden else MISSING
    value = round(size.size, DECIMALS)
    return SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)


def _safe_trend(trend: Trend, windows: Sequence[SafeWindow], known: Sequence[int]) -> SafeTrend:
    return SafeTrend(
        segments=tuple(
            SafeSegment(
                first=windows[one.first].label,
                last=windows[one.last].label,
                centre=round(one.centre, DECIMALS),
                lower=round(one.lower, DECIMALS),
                upper=round(one.upper, DECIMALS),
                trial=one.trial,
            )
            for one in trend.segments
            if one.centre is not None and one.lower is not None and one.upper is not None
        ),
        hidden=len(windows) - len(known),
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS)
