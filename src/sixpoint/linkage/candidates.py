"""Which pairs of records are looked at: those of two agencies that share a telling combination."""

from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from .standardise import IDENTIFIERS

MAX_BLOCK = 300
"""A combination that more records share tells nothing, and would be compared for ever: so many
children born on 1 January, because somebody typed no birthday."""


def find_candidates(people: ir.Table) -> ir.Table:
    """Pairs to compare, each once: join_key_l < join_key_r, records of two agencies."""
    keys = reduce(
        lambda left, right: left.union(right),
        (_keyed(people, rule=rule, key=key) for rule, key in _rules(people).items()),
    )
    sized = keys.mutate(size=ibis._.count().over(group_by=keys.key))
    useful = sized.filter(sized.size > 1, sized.size <= MAX_BLOCK).select("record", "agency", "key")
    other = useful.view()
    pairs = useful.join(
        other,
        [
            useful.key == other.key,
            useful.agency != other.agency,
            useful.record < other.record,
        ],
    ).select(join_key_l=useful.record, join_key_r=other.record)
    ordered = pairs.distinct().order_by("join_key_l", "join_key_r")
    return ordered.mutate(match_key=ibis.literal("0"))  # Splink wants to see such a column


def _rules(people: ir.Table) -> dict[str, Any]:
    """What two records must share to be compared; a missing part makes no key."""
    t = people
    both = (t.forename_root, t.surname_root)
    names = ibis.least(*both) + "," + ibis.greatest(*both)
    return {
        **{column: t[column] for column in IDENTIFIERS},
        "born_initial": t.dob + t.forename_root.substr(0, 1),
        "born_surname": t.dob + t.surname.substr(0, 2),
        "born_home": t.dob + t.postcode,
        # Either order, because agencies swap forename and surname.
        "names_year": names + t.dob.substr(0, 4),
        "names": names,
        "forename_home": t.forename_root + t.postcode,
        "surname_home": t.surname + t.forename_root.substr(0, 1) + t.postcode,
        "home": t.postcode + t.address,
        "forename_address": t.forename_root + t.address,
        "surname_address": t.surname + t.address,
    }


def _keyed(people: ir.Table, *, rule: str, key: Any) -> ir.Table:
    # least() and greatest() of DuckDB skip nulls: a missing name must make no key.
    complete = [people.forename_root.notnull(), people.surname.notnull()]
    keyed = people.filter(*complete) if rule.startswith("names") else people
    table = keyed.select("record", "agency", key=ibis.literal(rule + ":") + key)
    return table.filter(table.key.notnull())
