"""How alike a header and a column of ours are, by name and by what stands below it.

Takes words; gives numbers from 0 (nothing) to 1 (the same). Deterministic, without a model: a
person has to be able to see why something was proposed.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from sixpoint.packs.datasets import Code, Column, ColumnType
from sixpoint.records.evidence import Evidence
from sixpoint.records.mapping import normal

_SAME = {
    **dict.fromkeys(("no", "num", "nr", "number", "ref", "reference", "identifier", "key"), "id"),
    **dict.fromkeys(("dt", "day", "datetime", "on"), "date"),
    **dict.fromkeys(("gender",), "sex"),
    **dict.fromkeys(("forename", "firstname", "given"), "first"),
    **dict.fromkeys(("surname", "lastname", "family"), "last"),
    **dict.fromkeys(("begin", "began", "from", "starts", "started"), "start"),
    **dict.fromkeys(("finish", "to", "ends", "ended", "closed"), "end"),
    "dob": "birth",
}
_EMPTY = frozenset({"the", "of", "a", "an", "was", "is", "if", "this", "what", "which"})
NEAR = 0.82
"""From which likeness two spellings may be one word."""


def compact(text: str) -> str:
    """The letters and digits alone, in small letters."""
    return re.sub(r"[\W_]+", "", text.lower())


def _words(text: str) -> frozenset[str]:
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    joined = re.sub(r"\b(co|de|non|pre|re)-(?=\w)", r"\1", split.lower())
    words = [word for word in re.split(r"[\W_]+", joined) if word]
    return frozenset(_stem(_SAME.get(word, word)) for word in words if word not in _EMPTY)


def _stem(word: str) -> str:
    for end in ("ing", "ed", "es", "s", "e"):
        if len(word) > len(end) + 3 and word.endswith(end):
            return word.removesuffix(end)
    return word


def alike(one: str, other: str) -> float:
    """How alike two names are: 1 where they differ in spaces and capitals only."""
    if compact(one) == compact(other):
        return 1.0
    spelt = SequenceMatcher(None, compact(one), compact(other)).ratio()
    ours, theirs = _words(one), _words(other)
    both = len(ours & theirs)
    shared = both / len(ours | theirs) if both else 0.0
    within = 0.6 + 0.25 * both / max(len(ours), len(theirs)) if ours and ours <= theirs else 0.0
    within = (
        max(within, 0.6 + 0.25 * both / max(len(ours), len(theirs)))
        if both == len(theirs) and theirs
        else within
    )
    return max(0.95 * spelt if spelt >= NEAR else 0.0, 0.95 * shared, within)


def name_likeness(header: str, column: Column) -> tuple[float, str]:
    """The best of the column's names against the header, and which it was."""
    names = [(column.name, 1.0), *((one, 1.0) for one in column.aliases), (column.title, 0.95)]
    return max((alike(header, name) * weight, name) for name, weight in names)


def value_likeness(seen: Evidence, column: Column) -> float:
    """How well what stands in their column fits ours; 0.5 where it can say nothing."""
    if not seen.filled:
        return 0.5
    match column.type:
        case ColumnType.DATE | ColumnType.DATETIME:
            return seen.dates
        case ColumnType.YES_NO:
            return seen.yes_no
        case ColumnType.INTEGER:
            return seen.whole
        case ColumnType.DECIMAL:
            return seen.numbers
        case ColumnType.CODE:
            return known_share(seen, column)
    return _text_likeness(seen, column)


def _text_likeness(seen: Evidence, column: Column) -> float:
    shapes = {"postcode": seen.postcodes, "chi": seen.chis, "scn": seen.scns}
    if column.name in shapes:
        return shapes[column.name]
    if seen.dates > 0.9 or seen.yes_no > 0.9:
        return 0.1
    return 0.7


def known_share(seen: Evidence, column: Column) -> float:
    """The share of cells whose word is one of the column's codes, or like one."""
    known = sum(n for word, n in seen.words if code_for(word, column.codes) is not None)
    return known / seen.filled if seen.filled else 0.0


def code_for(word: str, codes: Iterable[Code]) -> tuple[Code, str] | None:
    """The code that a word of theirs means, and why; None where none is plainly meant."""
    codes = tuple(codes)
    for code in codes:
        if normal(word) == normal(code.code):
            return code, "the same code"
    for code in codes:
        if any(compact(word) == compact(one) for one in (code.code, code.means, *code.aliases)):
            return code, "its name" if compact(word) == compact(code.means) else "another name"
    scored = sorted(
        ((_code_likeness(word, code), -place) for place, code in enumerate(codes)), reverse=True
    )
    if not scored or scored[0][0] < NEAR:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < 0.05:
        return None
    return codes[-scored[0][1]], "a near spelling"


def _code_likeness(word: str, code: Code) -> float:
    return max(alike(word, one) for one in (code.code, code.means, *code.aliases))
