"""What a chief officer may quote of a trend: true of the current baseline, and no more.

Improvement or worsening is said only where every signal of the latest signalled point agrees; a
run that ended is told in the past; nothing is said of causes.
"""

from collections.abc import Callable, Sequence
from math import floor, log10

from sixpoint.packs.measures import Better

from .signals import Fired
from .types import Segment, Signal

LASTING = (Signal.SHIFT, Signal.TREND)
BY_DURATION = (*LASTING, Signal.TWO_OF_THREE, Signal.OUTSIDE)


def plain(number: float) -> str:
    """The number with its three leading figures, or all of its whole part."""
    if number == 0:
        return "0"
    decimals = max(0, 2 - floor(log10(abs(number))))
    text = f"{number:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say(
    values: Sequence[float],
    *,
    current: Segment,
    fired: Sequence[tuple[Fired, ...]],
    better: Better,
    labels: Sequence[str] | None,
    write: Callable[[float], str],
) -> str:
    """The sentences about the current baseline."""
    told = [
        f"The average is {write(current.centre)}, and usual variation reaches from "
        f"{write(current.lower)} to {write(current.upper)}."
    ]
    points = range(current.first, current.last + 1)
    latest = max((index for index in points if fired[index]), default=None)
    if latest is None:
        told.append(_nothing(len(points)))
    else:
        lead = min(fired[latest], key=lambda each: BY_DURATION.index(each.signal))
        start = _start_of(lead, latest=latest, first=current.first, fired=fired)
        name = labels[latest] if labels else f"point {latest + 1}"
        ongoing = latest == current.last
        told.append(
            _run(
                lead,
                count=latest - start + 1,
                value=write(values[latest]),
                until=None if ongoing else name,
            )
        )
        told.append(_meaning(fired[latest], better=better, ongoing=ongoing))
        if any(fired[index] for index in range(current.first, start)):
            told.append("Earlier points of the same baseline carry signals too.")
    if current.trial:
        told.append("The limits rest on fewer than 12 points and are on trial.")
    return " ".join(part for part in told if part)


def _nothing(count: int) -> str:
    if count == 1:
        return "One point tells nothing about change."
    return f"Nothing in the {count} points goes beyond it, so no change is claimed."


def _start_of(lead: Fired, *, latest: int, first: int, fired: Sequence[tuple[Fired, ...]]) -> int:
    """Where the unbroken run of the leading signal begins that ends at `latest`."""
    start = latest
    while start > first and lead in fired[start - 1]:
        start -= 1
    return start


def _run(lead: Fired, *, count: int, value: str, until: str | None) -> str:
    high = lead.direction > 0
    many = f"{count} points in a row up to {until}" if until else f"The latest {count} points"
    match lead.signal:
        case Signal.SHIFT:
            return f"{many} all lie {'above' if high else 'below'} the average."
        case Signal.TREND:
            return f"{many} {'rise' if high else 'fall'} one after the other."
        case Signal.TWO_OF_THREE:
            at = f"up to {until}" if until else "to the latest"
            return (
                f"Two of three neighbouring points {at} lie near the "
                f"{'upper' if high else 'lower'} limit."
            )
    one = f"The value at {until}" if until else "The latest value"
    side = "above the upper" if high else "below the lower"
    return f"{one}, {value}, lies {side} limit."


def _meaning(at: tuple[Fired, ...], *, better: Better, ongoing: bool) -> str:
    """What the signals at one point mean for children, if anything can be said."""
    directions = {each.direction for each in at}
    if len(directions) > 1:
        return "The signals point both ways, so neither better nor worse is claimed."
    if better is Better.NEITHER:
        return "That goes beyond usual variation."
    good = (better is Better.HIGHER) == (directions == {1})
    if not ongoing:
        word = "better" if good else "worse"
        return f"That was {word} than usual variation explains; the points since show no signal."
    if any(each.signal in LASTING for each in at):
        word = "an improvement" if good else "a worsening"
        return f"That is {word} beyond usual variation."
    word = "better" if good else "worse"
    return f"That is {word} than usual variation explains; whether it lasts cannot be told yet."
