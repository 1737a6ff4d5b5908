"""The kinds of rules: what each takes; how each works is in sixpoint.validation.kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from sixpoint.packs.datasets import ColumnType

TIMES = frozenset({ColumnType.DATE, ColumnType.DATETIME})
_NUMBERS = frozenset({ColumnType.INTEGER, ColumnType.DECIMAL})
_ANY = frozenset(ColumnType)


LooksBack: TypeAlias = Literal["rows", "counts"]
"""Its rows, or no more than how many there were in each month."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a kind of rule takes: how many columns of which types, what must and may be given.

    `typed_columns` is how many of the last columns `types` is about; None says all of them.
    `looks_back` says what of the last submission the kind cannot do without, if anything. A kind
    that `judges_tables` passes or fails a table as a whole, and not its rows.
    """

    scope: str
    fewest: int
    most: int | None
    types: frozenset[ColumnType] = _ANY
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    typed_columns: int | None = None
    looks_back: LooksBack | None = None
    judges_tables: bool = False


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
        "no_gap": Kind(
            scope="within_group",
            fewest=2,
            most=2,
            types=TIMES,
            needs=frozenset({"within"}),
            may=frozenset({"least", "most"}),
        ),
        "in_order": Kind(
            scope="within_group",
            fewest=2,
            most=2,
            types=TIMES,
            needs=frozenset({"within"}),
            may=frozenset({"codes"}),
            typed_columns=1,
        ),
        "no_missing_period": Kind(
            scope="whole_submission",
            fewest=1,
            most=1,
            types=TIMES,
            needs=frozenset({"every", "fewest"}),
            judges_tables=True,
        ),
        "no_sudden_fall": Kind(
            scope="whole_submission",
            fewest=0,
            most=0,
            needs=frozenset({"least", "fewest"}),
            looks_back="counts",
            judges_tables=True,
        ),
        "not_the_same_file": Kind(scope="whole_submission", fewest=0, most=0, judges_tables=True),
        "right_codes": Kind(
            scope="whole_submission",
            fewest=1,
            most=None,
            types=frozenset({ColumnType.CODE}),
            needs=frozenset({"least", "fewest"}),
            judges_tables=True,
        ),
        "right_agency": Kind(
            scope="whole_submission",
            fewest=1,
            most=1,
            needs=frozenset({"other", "least", "fewest"}),
            judges_tables=True,
        ),
        "still_there": Kind(
            scope="prior_submission",
            fewest=1,
            most=2,
            looks_back="rows",
            judges_tables=True,
        ),
        "same_as_before": Kind(scope="prior_submission", fewest=2, most=None, looks_back="rows"),
    }
)
"""Every kind of rule. A cell kind checks each of its columns by itself; `same_as` and
`not_before_other` take the referring column, then the one compared; `no_overlap` and
`at_most_one_open` and `no_gap` take the start, then the end; `in_order` the column that counts,
then the day; `still_there` the key, and perhaps the day from which on it is looked for;
`same_as_before` the key, then what belongs to it."""

SHAPES = frozenset({"chi", "scn", "postcode"})
"""The named shapes that `matches` knows; each is a tested function in `sixpoint.validation`."""
