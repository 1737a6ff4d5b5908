"""Numbers and lists as people write them."""

from collections.abc import Sequence
from math import floor, log10

from sixpoint.terms.cells import SafeNumber, Status

from .types import Cell, Tally, Tone

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)

HIDDEN = "*"
HIDDEN_NOTE = "* hidden to protect children"
NOT_KNOWN = "not known"
ROUNDED_NOTE = "Some numbers are rounded to protect children."


def number_in_words(number: int) -> str:
    """The number as a word up to twenty, and in figures above; nought is 'no'."""
    if number < 0:
        raise ValueError("only counts are written in words")
    return _SMALL[number] if number < len(_SMALL) else number_in_figures(number)


def number_in_figures(value: float) -> str:
    """At most one decimal, thousands apart: 1,204 or 83.5; two figures of what is below one."""
    if 1e-6 <= abs(value) < 1:
        return f"{value:.{1 - floor(log10(abs(value)))}f}".rstrip("0").rstrip(".")
    text = f"{value:,.1f}"
    return (text[:-2] if text.endswith(".0") else text).replace("-0", "0", text == "-0.0")


def list_in_words(items: Sequence[str]) -> str:
    """One; one and two; one, two and three."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def plural(number: float, one: str, many: str | None = None) -> str:
    """The word that goes with the number: `many`, or `one` with an s."""
    return one if number == 1 else many or f"{one}s"


def sentence_case(text: str) -> str:
    """The text with its first letter large and nothing else changed."""
    return text[:1].upper() + text[1:]


def in_unit(value: float, unit: str) -> str:
    """The value with its unit: 83%, 12 days, 1 day, 4.2 per 1,000."""
    figures = number_in_figures(value)
    if unit in ("", "number"):
        return figures
    if is_percentage(unit):
        return f"{figures}%"
    return f"{figures} {unit[:-1] if figures == '1' and unit in _COUNTED else unit}"


_COUNTED = frozenset({"days", "weeks", "months", "hours", "children", "cases", "working days"})


def is_percentage(unit: str) -> bool:
    return unit in ("%", "percent", "percentage", "per cent")


def shown(number: SafeNumber, unit: str = "") -> str:
    """What may be said of the number: its value, '*' or 'not known'; never nought for either."""
    if number.value is not None:
        return in_unit(number.value, unit)
    return HIDDEN if number.status is Status.SUPPRESSED else NOT_KNOWN


def said(number: SafeNumber, unit: str = "") -> str:
    """The same in a sentence, where an asterisk would say nothing."""
    return "hidden to protect children" if shown(number) == HIDDEN else shown(number, unit)


def cell_of(number: SafeNumber, unit: str = "") -> Cell:
    """A table's cell that tells hidden, not known and nought apart."""
    tones = {Status.SUPPRESSED: Tone.HIDDEN, Status.MISSING: Tone.UNKNOWN}
    return Cell(shown(number, unit), tones.get(number.status, Tone.PLAIN))


def notes_on(numbers: Sequence[SafeNumber]) -> tuple[str, ...]:
    """The notes that a table with these numbers needs."""
    statuses = {number.status for number in numbers}
    notes = {Status.SUPPRESSED: HIDDEN_NOTE, Status.ROUNDED: ROUNDED_NOTE}
    return tuple(note for status, note in notes.items() if status in statuses)


def tally_in_words(tally: Tally) -> str:
    """Across ten quality indicators, inspectors found seven to be very good and three good."""
    across = f"{number_in_words(tally.total)} quality {plural(tally.total, 'indicator')}"
    found = [(step.label, count) for step, count in tally.steps if count]
    if not found:
        return f"Inspectors looked at {across}. No level is known."
    words = [f"{number_in_words(count)} {label}" for label, count in found]
    words[0] = f"{number_in_words(found[0][1])} to be {found[0][0]}"
    unknown = (
        f" The level of {number_in_words(tally.unknown)} is {NOT_KNOWN}." if tally.unknown else ""
    )
    return f"Across {across}, inspectors found {list_in_words(words)}.{unknown}"
