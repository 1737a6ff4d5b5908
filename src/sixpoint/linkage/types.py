"""What linking gives: who is who, and how sure."""

from dataclasses import dataclass

import ibis.expr.types as ir


@dataclass(frozen=True, kw_only=True)
class Linked:
    """People across agencies.

    `people`: agency, person_id (the agency's own), person (pseudonym, text), one row per record.
    `pairs`: left_agency, left_id, right_agency, right_id, how ('identifier' or 'model'),
    probability (null where how is 'identifier'), accepted links only; also `score` (what the model
    makes of any link) and `why` (the levels of likeness, never a value).
    Both are materialised and sorted, the same on any number of threads.
    """

    people: ir.Table
    pairs: ir.Table
    records: int
    persons: int
    by_identifier: int
    by_model: int
    in_doubt: int
