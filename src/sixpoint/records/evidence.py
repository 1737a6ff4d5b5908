"""What the values of a column look like: dates in which order, yes or no, numbers, codes.

Takes texts; gives counts and shares, and words of a short list that a column repeats. What a column
that could identify somebody holds is never kept: whoever asks for words says which may be kept.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sixpoint.records.map_columns import PARTS, patterns
from sixpoint.records.mapping import DateOrder, normal
from sixpoint.records.reference import month_number

ORDERS = tuple(PARTS)
YES = frozenset({"y", "yes", "true", "t", "1"})
NO = frozenset({"n", "no", "false", "f", "0"})
MOST_WORDS = 60
"""Different values of a column beyond which it holds no codes."""

_ISO = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(T[0-9:]+)?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?( *[AaPp]\.?[Mm]\.?)?")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]{1,15}([.,]0+)?")
_CHI = re.compile(r"[0-9]{9,10}")
_SCN = re.compile(r"[0-9]{9}")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? *[0-9][A-Z]{2}")
_PATTERNS = {
    (order, short): [re.compile(one) for one in patterns(order, short_years=short)]
    for order in ORDERS
    for short in (False, True)
}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What one column looks like; shares are of the cells that hold anything, from 0 to 1.

    `orders` are the orders in which every date is one; `is_ordered` says that all are ISO already.
    `words` are the different values by how often, and empty where there are too many for codes.
    """

    filled: int
    distinct: int
    iso: float
    dates: float
    orders: tuple[DateOrder, ...]
    short_years: bool
    with_time: float
    times: float
    whole: float
    numbers: float
    commas: float
    decimal_commas: bool
    postcodes: float
    chis: float
    scns: float
    words: tuple[tuple[str, int], ...]

    @property
    def is_iso(self) -> bool:
        return self.filled > 0 and self.iso > 0.98

    @property
    def yes_no(self) -> float:
        """The share of words for yes or no."""
        known = sum(count for word, count in self.words if normal(word) in YES | NO)
        return known / self.filled if self.filled else 0.0


def look_at_values(texts: Iterable[str | None]) -> Evidence:
    """What the texts of a column speak for."""
    filled = [text for text in texts if text]
    counts = Counter(filled)

    def share(pattern: re.Pattern[str]) -> float:
        found = sum(n for text, n in counts.items() if pattern.fullmatch(text))
        return found / len(filled) if filled else 0.0

    iso = share(_ISO)
    dated = [text for text in counts if _is_dated(text)]
    short = any(_is_short(text) for text in dated)
    return Evidence(
        filled=len(filled),
        distinct=len(counts),
        iso=iso,
        dates=sum(counts[text] for text in dated) / len(filled) if filled else 0.0,
        orders=_orders(dated) if iso < 1 else (),
        short_years=short,
        with_time=sum(counts[t] for t in counts if ":" in t) / len(filled) if filled else 0.0,
        times=share(_TIME),
        whole=share(_WHOLE),
        numbers=share(_NUMBER),
        commas=sum(counts[t] for t in counts if t.count(",") == 1) / len(filled) if filled else 0.0,
        decimal_commas=any(re.fullmatch(r"-?[0-9.]+,[0-9]+", text) for text in counts),
        postcodes=share(_POSTCODE),
        chis=share(_CHI),
        scns=share(_SCN),
        words=tuple(counts.most_common()) if len(counts) <= MOST_WORDS else (),
    )


def _is_dated(text: str) -> bool:
    return bool(_ISO.fullmatch(text)) or any(_fits(text, order) for order in ORDERS)


def _is_short(text: str) -> bool:
    return not any(p.fullmatch(text) for o in ORDERS for p in _PATTERNS[o, False])


def _fits(text: str, order: DateOrder) -> bool:
    """Whether the text is a date in that order, by the ranges of day and month."""
    for pattern in _PATTERNS[order, True]:
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (found[place] for place in PARTS[order])
            number = month_number(month)
            plain_year = len(year) == 2 or 1900 <= int(year) <= 2100
            if plain_year and number and 1 <= number <= 12 and 1 <= int(day) <= 31:
                return True
    return False


def _orders(dated: Sequence[str]) -> tuple[DateOrder, ...]:
    """The orders that nearly all of the dates are written in; a few may be slips."""
    written = [text for text in dated if not _ISO.fullmatch(text)]
    if not written:
        return ()
    counts = {order: sum(_fits(text, order) for text in written) for order in ORDERS}
    return tuple(order for order in ORDERS if counts[order] >= 0.98 * len(written))
