"""What a chief officer may quote of a trend: true of the current baseline, and no more.

Improvement or worsening is said only where every signal of the latest signalled point agrees; a
run that ended is told in the past; nothing is said of causes.
"""

from bisect import bisect_left
from collections.abc import Iterator
from math import floor, log10

from sixpoint.packs.measures import Better

from .signals import RUN, Fired
from .told import Told
from .types import Assurance, Chart, Signal

LASTING = (Signal.SHIFT, Signal.TREND)
BY_DURATION = (*LASTING, Signal.TWO_OF_THREE, Signal.OUTSIDE)
FEWEST = 5
"""Among fewer points, whose limits are their own, none can lie outside and no two of three near."""
LINES = {Chart.RUN: "median", Chart.T: "centre line"}
"""What the centre line is called, where it is not the average."""


def plain(number: float) -> str:
    """The number with its three leading figures, or all of its whole part."""
    if number == 0:
        return "0"
    decimals = max(0, 2 - floor(log10(abs(number))))
    text = f"{number:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_percentage(share: float) -> str:
    """A share of 1 as a percentage with at most one decimal, two where it is small."""
    percent = 100 * share
    return f"{round(percent, 1 if percent >= 1 or percent <= 0 else 2):g}%"


def say(told: Told) -> str:
    """The sentences about the current baseline."""
    parts = [_level(told)]
    if told.looked_at:
        parts += _change(told)
        parts += _trial(told)
        parts += _target(told)
    return " ".join([*parts, *_left_out(told)])


def _level(told: Told) -> str:
    """Where the series lies, and how far it usually varies."""
    current = told.current
    since = f"Since {told.name(current.first)} " if len(told.found.segments) > 1 else ""
    if current.centre is None:
        return f"{since or 'So far '}no complete point has a value."
    if len(told.looked_at) == 1:
        return f"{since}{'there' if since else 'There'} is one value, {told.write(current.centre)}."
    of = f" of the first {current.points} points" if told.frozen else ""
    line = LINES.get(told.chart, "average")
    start = f"{since}{'the' if since else 'The'} {line}{of} is {told.write(current.centre)}"
    if told.chart is Chart.G and told.found.middle is not None:
        start += f", the median {told.write(told.found.middle)}"
    return f"{start}{_reach(told)}."


def _reach(told: Told) -> str:
    """How far usual variation goes; at the latest point, where each has limits of its own."""
    latest = told.looked_at[-1]
    own = told.limits_vary
    lower = told.found.lower[latest] if own else told.current.lower
    upper = told.found.upper[latest] if own else told.current.upper
    if lower is None or upper is None:
        return ""
    if lower == upper:
        return f", and the {told.current.points} points that it rests on are all alike"
    # A limit below nought tells nothing of values that never are.
    never = lower < 0 <= min(value for value in told.series.values if value is not None)
    span = "up" if never else f"from {told.write(lower)}"
    if own:
        start = f", and at the latest {_complete(told)}point usual variation reaches"
        return f"{start} {span} to {told.write(upper)} (each point has limits of its own)"
    return f", and usual variation reaches {span} to {told.write(upper)}"


def _change(told: Told) -> Iterator[str]:
    """The latest signal of the current baseline with what it means, or that there is none."""
    if len(told.looked_at) == 1:
        yield "One point tells nothing about change."
        return
    first, latest = told.found.first_signal, told.found.latest_signal
    if first is None or latest is None:
        yield _nothing(told)
        return
    fired = told.found.latest
    lead = min(fired, key=lambda each: BY_DURATION.index(each.signal))
    yield _run(lead, told, latest=latest)
    since = len(told.looked_at) - told.count(0, latest)
    yield _meaning(fired, better=told.better, since=since)
    if first < _start(lead, told, latest):
        yield "Earlier points of the same baseline carry signals too."


def _nothing(told: Told) -> str:
    current = told.current
    count = len(told.looked_at)
    many = f"Nothing in the {count} points"
    run = told.chart is Chart.RUN
    if not run and current.lower == current.upper:
        return "No change is claimed."
    if count < (RUN if run else FEWEST):
        return f"{count} points are too few to tell a change by."
    if run:
        return f"{many} shows a shift or a trend, so no change is claimed."
    return f"{many} goes beyond it, so no change is claimed."


def _start(lead: Fired, told: Told, latest: int) -> int:
    """Where what is told of the signal begins."""
    if lead.signal is Signal.TWO_OF_THREE:
        return told.looked_at[max(0, bisect_left(told.looked_at, latest) - 2)]
    return lead.since


def _run(lead: Fired, told: Told, *, latest: int) -> str:
    high = lead.direction > 0
    ongoing = latest == told.looked_at[-1]
    match lead.signal:
        case Signal.OUTSIDE:
            return _outside(told, latest, high=high, ongoing=ongoing)
        case Signal.TWO_OF_THREE:
            return _near(told, latest, high=high, ongoing=ongoing)
    count = told.count(lead.since, latest)
    until = f"{count} points in a row up to {told.name(latest)}"
    many = f"The latest {count} {_complete(told)}points" if ongoing else until
    if lead.signal is Signal.TREND:
        return f"{many} {'rise' if high else 'fall'} one after the other."
    line = "median" if told.chart is Chart.G else LINES.get(told.chart, "average")
    return f"{many} all lie {'above' if high else 'below'} the {line}."


def _outside(told: Told, latest: int, *, high: bool, ongoing: bool) -> str:
    value = told.write(told.value(latest))
    limit = told.found.upper[latest] if high else told.found.lower[latest]
    one = f"The latest {_complete(told)}value" if ongoing else f"The value at {told.name(latest)}"
    side = "above the upper" if high else "below the lower"
    edge = "" if limit is None else told.write(limit)
    if edge == value:
        return f"{one}, {value}, lies just {side} limit."
    return f"{one}, {value}, lies {side} limit of {edge}."


def _near(told: Told, latest: int, *, high: bool, ongoing: bool) -> str:
    limit = "upper limit" if high else "lower limit"
    if not ongoing:
        around = f"Around {told.name(latest)} two of three neighbouring points"
        return f"{around} lie near the {limit}."
    near = [index for index in told.looked_at[-3:] if told.found.signals[index]]
    near = [index for index in near if Signal.TWO_OF_THREE in told.found.signals[index]]
    count = "All" if len(near) == 3 else "Two"
    return f"{count} of the latest three {_complete(told)}points lie near the {limit}."


def _complete(told: Told) -> str:
    """Marks off provisional points, where there are any."""
    return "complete " if told.series.provisional else ""


def _meaning(at: tuple[Fired, ...], *, better: Better, since: int) -> str:
    """What the signals at one point, `since` so many, mean for children, if anything is known."""
    directions = {each.direction for each in at}
    if len(directions) > 1:
        return "The signals point both ways, so neither better nor worse is claimed."
    if better is Better.NEITHER:
        return "That goes beyond usual variation."
    good = (better is Better.HIGHER) == (directions == {1})
    if since:
        word = "better" if good else "worse"
        none = "the point since shows" if since == 1 else "the points since show"
        return f"That was {word} than usual variation explains; {none} no signal."
    if any(each.signal in LASTING for each in at):
        word = "an improvement" if good else "a worsening"
        return f"That is {word} beyond usual variation."
    word = "better" if good else "worse"
    return f"That is {word} than usual variation explains; whether it lasts cannot be told yet."


def _trial(told: Told) -> Iterator[str]:
    if told.current.trial and len(told.looked_at) > 1:
        run = told.chart is Chart.RUN
        what, verb = ("median rests", "is") if run else ("limits rest", "are")
        yield f"The {what} on fewer than 12 points and {verb} on trial."


def _target(told: Told) -> Iterator[str]:
    """Whether the target will be met as things are, and what the points themselves did."""
    target = told.series.target
    if told.assurance is None or target is None:
        return
    met = sum(_meets(told.value(index), target, told.better) for index in told.looked_at)
    points = len(told.looked_at)
    did = f"{met} of the {points} points met it" if points > 1 else "there is one point"
    lies, expected = EXPECTED[told.assurance]
    if told.current.lower == told.current.upper == target:
        lies = "is just met"
    start = f"The target of {told.write(target)} {lies}"
    if told.found.first_signal is None:
        yield f"{start}: unless something changes, it {expected} ({did})."
    else:
        yield f"{start} ({did}), but with signals of change what to expect cannot be told."


EXPECTED = {
    Assurance.HIT_AND_MISS: (
        "lies within usual variation",
        "may be met at one point and missed at another",
    ),
    Assurance.ALWAYS: (
        "lies outside usual variation, on the side that is met",
        "can be expected to be met every time",
    ),
    Assurance.NEVER: ("lies beyond usual variation", "can be expected to be missed every time"),
}
"""Where a target lies, and what that means of points that nothing changed."""


def _meets(value: float, target: float, better: Better) -> bool:
    return value >= target if better is Better.HIGHER else value <= target


def _left_out(told: Told) -> Iterator[str]:
    first, last = told.current.first, told.current.last
    provisional = sum(first <= index <= last for index in told.series.provisional)
    absent = list(told.series.values[first : last + 1]).count(None)
    if provisional:
        one = provisional == 1
        yield (
            f"{provisional} {'point is' if one else 'points are'} provisional and "
            f"{'sets' if one else 'set'} no limits and no signals."
        )
    if absent:
        one = absent == 1
        yield f"{absent} {'point has' if one else 'points have'} no value and " + (
            "is left out." if one else "are left out."
        )
