"""The named shapes of identifiers: which texts look like one, for the engine and in plain Python.

A Community Health Index number is a day of birth (DDMMYY), three digits and a check digit modulo
11. Invented children carry a day that cannot be, day + 40, so that no real number is ever made. A
Scottish Candidate Number has eight digits and a check digit modulo 11 (HESA, field SCN).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

CHI_PATTERN = r"(0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(0[1-9]|1[0-2])[0-9]{6}"
SCN_PATTERN = r"[0-9]{9}"
POSTCODE_PATTERN = r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}"
_CHI_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
_SCN_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)


def full_match(text: ir.StringValue, pattern: str) -> ir.BooleanValue:
    """Whether the whole text matches."""
    return text.re_search(f"^({pattern})$")


def _checks(text: ir.StringValue, weights: Sequence[int]) -> ir.BooleanValue:
    """Whether the weighted digits, the check digit with weight 1, come to a multiple of 11."""
    digits = [text.substr(place, 1).try_cast("int64") for place in range(len(weights))]
    total = sum((d * w for d, w in zip(digits, weights, strict=True)), ibis.literal(0))
    return (total % 11 == 0).fill_null(False)


def _is_chi(text: ir.StringValue) -> ir.BooleanValue:
    return full_match(text, CHI_PATTERN) & _checks(text, _CHI_WEIGHTS)


def _is_scn(text: ir.StringValue) -> ir.BooleanValue:
    return full_match(text, SCN_PATTERN) & _checks(text, _SCN_WEIGHTS)


def _is_postcode(text: ir.StringValue) -> ir.BooleanValue:
    return full_match(text.upper().replace(" ", ""), POSTCODE_PATTERN)


def _checks_plainly(text: str, weights: Sequence[int]) -> bool:
    return sum(int(d) * w for d, w in zip(text, weights, strict=True)) % 11 == 0


def is_chi(text: str) -> bool:
    """Whether the text is a Community Health Index number with its check digit right."""
    return bool(re.fullmatch(CHI_PATTERN, text)) and _checks_plainly(text, _CHI_WEIGHTS)


def is_scn(text: str) -> bool:
    """Whether the text is a Scottish Candidate Number with its check digit right."""
    return bool(re.fullmatch(SCN_PATTERN, text)) and _checks_plainly(text, _SCN_WEIGHTS)


def is_postcode(text: str) -> bool:
    """Whether the text looks like a postcode, whatever its case and spaces."""
    return re.fullmatch(POSTCODE_PATTERN, text.upper().replace(" ", "")) is not None


ENGINE_SHAPES: Mapping[str, Callable[[ir.StringValue], ir.BooleanValue]] = MappingProxyType(
    {"chi": _is_chi, "scn": _is_scn, "postcode": _is_postcode}
)
PLAIN_SHAPES: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {"chi": is_chi, "scn": is_scn, "postcode": is_postcode}
)
