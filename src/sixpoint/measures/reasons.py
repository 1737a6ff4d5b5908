"""Why cases were late, counted beside how many were; the reasons add up to the cases not met."""

import ibis.expr.types as ir

Reasons = tuple[tuple[str, int], ...]


def reasons_of(cases: ir.Table, by: str) -> dict[tuple[str, object], Reasons]:
    """By measure and group: each reason with its number of complete cases, sorted."""
    late = cases.filter(cases["complete"], cases["reason"].notnull())
    counted = late.group_by("measure", by, "reason").aggregate(cases=late.count())
    found: dict[tuple[str, object], Reasons] = {}
    for row in counted.order_by("measure", by, "reason").to_pyarrow().to_pylist():
        place = (row["measure"], row[by])
        found[place] = (*found.get(place, ()), (row["reason"], row["cases"]))
    return found
