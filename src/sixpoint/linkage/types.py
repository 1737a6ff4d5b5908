"""What linking gives: who is who, and how sure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import ibis.expr.types as ir
import pyarrow as pa

from .kept import Kept

Key = tuple[str, str]
"""A record: its agency, and the agency's own id of it."""


class Keys(Sequence[Key]):
    """The keys of records in the order of their numbers, read from a table only when asked for:
    most runs need none of a million."""

    def __init__(self, rows: pa.Table) -> None:
        self._agencies, self._ids = rows["agency"], rows["person_id"]

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Key]:
        return zip(self._agencies.to_pylist(), self._ids.to_pylist(), strict=True)

    @overload
    def __getitem__(self, number: int) -> Key: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Key]: ...
    def __getitem__(self, number: int | slice) -> Key | Sequence[Key]:
        if isinstance(number, slice):
            return list(self)[number]
        return self._agencies[number].as_py(), self._ids[number].as_py()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What people decided of two records, whatever model and rules say."""

    left: Key
    right: Key
    same: bool


@dataclass(frozen=True, kw_only=True)
class Linked:
    """People across agencies.

    `people`: agency, person_id (the agency's own), person (pseudonym, text), one row per record.
    `pairs`: left_agency, left_id, right_agency, right_id, how ('decided', 'identifier' or
    'model'), probability (null unless how is 'model'), accepted links only; also `score` (what the
    model makes of any link) and `why` (the levels of likeness, never a value).
    `doubts`: pairs in doubt, left apart; the same columns.
    All are materialised and sorted, the same on any number of threads. `kept` is what the next run
    needs so as not to compare everything again, where that was asked for.
    """

    people: ir.Table
    pairs: ir.Table
    doubts: ir.Table
    records: int
    persons: int
    by_decision: int
    by_identifier: int
    by_model: int
    in_doubt: int
    kept: Kept | None = None
