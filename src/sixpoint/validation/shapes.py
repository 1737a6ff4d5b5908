"""The named shapes of identifiers: which texts look like one, for the engine and in plain Python.

A Community Health Index number is a day of birth (DDMMYY), three digits and a check digit modulo
11. Invented children carry a day that cannot be, day + 40, so that no real number is ever made.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

CHI_PATTERN = r"(0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(0[1-9]|1[0-2])[0-9]{6}"
SCN_PATTERN = r"[0-9]{9}"
POSTCODE_PATTERN = r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}"
_CHI_WEIGHTS = range(10, 0, -1)


def full_match(text: ir.StringValue, pattern: str) -> ir.BooleanValue:
    """Whether the whole text matches."""
    return text.re_search(f"^({pattern})$")


def _is_chi(text: ir.StringValue) -> ir.BooleanValue:
    digits = [text.substr(place, 1).try_cast("int64") for place in range(10)]
    total = sum((d * w for d, w in zip(digits, _CHI_WEIGHTS, strict=True)), ibis.literal(0))
    return full_match(text, CHI_PATTERN) & (total % 11 == 0).fill_null(False)


def _is_scn(text: ir.StringValue) -> ir.BooleanValue:
    return full_match(text, SCN_PATTERN)


def _is_postcode(text: ir.StringValue) -> ir.BooleanValue:
    return full_match(text.upper().replace(" ", ""), POSTCODE_PATTERN)


def is_chi(text: str) -> bool:
    """Whether the text is a Community Health Index number with its check digit right."""
    if not re.fullmatch(CHI_PATTERN, text):
        return False
    return sum(int(d) * w for d, w in zip(text, _CHI_WEIGHTS, strict=True)) % 11 == 0


def is_scn(text: str) -> bool:
    """Whether the text looks like a Scottish Candidate Number."""
    return re.fullmatch(SCN_PATTERN, text) is not None


def is_postcode(text: str) -> bool:
    """Whether the text looks like a postcode, whatever its case and spaces."""
    return re.fullmatch(POSTCODE_PATTERN, text.upper().replace(" ", "")) is not None


ENGINE_SHAPES: Mapping[str, Callable[[ir.StringValue], ir.BooleanValue]] = MappingProxyType(
    {"chi": _is_chi, "scn": _is_scn, "postcode": _is_postcode}
)
PLAIN_SHAPES: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {"chi": is_chi, "scn": is_scn, "postcode": is_postcode}
)
