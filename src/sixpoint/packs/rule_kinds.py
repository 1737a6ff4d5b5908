"""The kinds of rules: what each takes; how each works is in sixpoint.validation.kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sixpoint.packs.datasets import ColumnType

TIMES = frozenset({ColumnType.DATE, ColumnType.DATETIME})
_NUMBERS = frozenset({ColumnType.INTEGER, ColumnType.DECIMAL})
_ANY = frozenset(ColumnType)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a kind of rule takes: how many columns of which types, what must and may be given.

    `typed_columns` is how many of the last columns `types` is about; None says all of them.
    """

    scope: str
    fewest: int
    most: int | None
    types: frozenset[ColumnType] = _ANY
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    typed_columns: int | None = None


def _one(
    scope: str = "cell",
    *,
    types: frozenset[ColumnType] = _ANY,
    needs: frozenset[str] = frozenset(),
    may: frozenset[str] = frozenset(),
) -> Kind:
    most = None if scope == "cell" else 1
    return Kind(scope=scope, fewest=1, most=most, types=types, needs=needs, may=may)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "required": _one(),
        "is_date": _one(types=frozenset({ColumnType.DATE})),
        "is_datetime": _one(types=frozenset({ColumnType.DATETIME})),
        "is_integer": _one(types=frozenset({ColumnType.INTEGER})),
        "is_yes_no": _one(types=frozenset({ColumnType.YES_NO})),
        "in_codes": _one(may=frozenset({"codes"})),
        "matches": _one(may=frozenset({"shape", "pattern"})),
        "not_shaped": _one(needs=frozenset({"shape"})),
        "in_range": _one(types=_NUMBERS, may=frozenset({"least", "most"})),
        "not_in_future": _one(types=TIMES),
        "not_earlier_than": _one(types=TIMES, needs=frozenset({"earliest"})),
        "not_before": Kind(scope="row", fewest=2, most=2, types=TIMES),
        "not_more_than": Kind(scope="row", fewest=2, most=2, types=_NUMBERS),
        "filled_together": Kind(scope="row", fewest=2, most=None),
        "one_filled": Kind(scope="row", fewest=2, most=None),
        "required_if": _one("row", needs=frozenset({"when"})),
        "empty_if": _one("row", needs=frozenset({"when"})),
        "exists_in": _one("cross_table", needs=frozenset({"other"})),
        "same_as": Kind(
            scope="cross_table", fewest=2, most=2, needs=frozenset({"other"}), typed_columns=1
        ),
        "not_before_other": Kind(
            scope="cross_table",
            fewest=2,
            most=2,
            types=TIMES,
            needs=frozenset({"other"}),
            typed_columns=1,
        ),
        "unique": Kind(scope="within_group", fewest=1, most=None),
        "not_shared": Kind(scope="within_group", fewest=1, most=None),
        "no_overlap": Kind(
            scope="within_group", fewest=2, most=2, types=TIMES, needs=frozenset({"within"})
        ),
        "at_most_one_open": Kind(
            scope="within_group", fewest=2, most=2, types=TIMES, needs=frozenset({"within"})
        ),
    }
)
"""Every kind of rule. A cell kind checks each of its columns by itself; `same_as` and
`not_before_other` take the referring column, then the one compared; `no_overlap` and
`at_most_one_open` take the start, then the end."""

SHAPES = frozenset({"chi", "scn", "postcode"})
"""The named shapes that `matches` knows; each is a tested function in `sixpoint.validation`."""
