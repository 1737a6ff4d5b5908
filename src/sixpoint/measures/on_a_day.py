"""What stands on a day: children on the register, or looked after, on the last day of a quarter.

As the published profiles count them (ScotPHO: children on the child protection register, children
looked after): each child once, whatever the number of rows, the first and the last day included.
"""

from datetime import timedelta

import ibis
import pyarrow as pa

from .base import Base
from .counted import Counted, add
from .periods import quarters_of


def stock(base: Base) -> Counted:
    """Each child whose time covers the last day of a quarter, once for that day."""
    measure, context = base.measure, base.context
    assert measure.ends is not None
    quarters = quarters_of(measure, period=context.period, as_at=context.as_at)
    days = [quarter.end - timedelta(days=1) for quarter in quarters]
    on = ibis.memtable(pa.table({"_on": pa.array(days, pa.date32())}))
    ends = base.rows[measure.ends].cast("date")
    rows = base.rows.mutate(_last=ends).inner_join(on, [])
    rows = rows.filter(
        rows["_day"] <= rows["_on"], rows["_last"].isnull() | (rows["_on"] <= rows["_last"])
    )
    first = ibis.row_number().over(group_by=[rows["_who"], rows["_on"]], order_by=rows["_case"])
    rows = rows.mutate(_first=first).filter(ibis._["_first"] == 0)
    rows = rows.mutate(_case=rows["_case"] + " on " + rows["_on"].cast("string"))
    return Counted(table=add(rows, at=rows["_on"], until=rows["_on"], value=ibis.literal(1)))
