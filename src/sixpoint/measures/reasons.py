"""Why cases were late, counted beside how many were; the reasons add up to the cases not met."""

import ibis.expr.types as ir


def reasons_of(cases: ir.Table) -> ir.Table:
    """measure, group, reason, cases: each reason with its number of complete cases."""
    late = cases.filter(cases["complete"], cases["reason"].notnull())
    return late.group_by("measure", "group", "reason").aggregate(cases=late.count())
