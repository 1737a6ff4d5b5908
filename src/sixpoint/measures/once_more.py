"""Whether something happened to a child again: children followed for a time after each start."""

import ibis.expr.types as ir

from sixpoint.packs.measures import Again
from sixpoint.records.types import LINE

from .base import Base, after
from .counted import Counted, add


def follow_up(base: Base) -> Counted:
    """Met where it happened to the child again before the window ran out.

    Cases count under the day on which the window ends, so that the latest figure is of children
    who have all been followed for the whole of it.
    """
    again = base.measure.again
    assert again is not None
    rows = base.rows.mutate(_waited=after(base.rows["_day"], base.measure.follow_up))
    later = _events(base, again)
    starts = rows.select("_case", "_person", "_day", "_waited")
    pairs = starts.inner_join(
        later,
        [
            starts["_person"] == later["_child"],
            starts["_day"] < later["_again"],
            later["_again"] <= starts["_waited"],
        ],
    )
    found = pairs.select(_of="_case").distinct().mutate(_found=True)
    rows = rows.left_join(found, rows["_case"] == found["_of"]).drop("_of")
    met = rows["_found"].fill_null(False)
    table = add(rows, met=met, at=rows["_waited"], until=rows["_waited"])
    return Counted(table=table, behind=(base.behind(again.dataset, pairs),))


def _events(base: Base, again: Again) -> ir.Table:
    """_child, _again (day), and the key and line of each event looked for."""
    dataset = base.context.datasets[again.dataset]
    events = base.related(again.dataset, again.where)
    people = base.context.children.filter(base.context.children["agency"] == dataset.agency)
    people = people.select(_id="person_id", _child="person")
    joined = events.inner_join(people, events[dataset.person] == people["_id"])
    return joined.select("_child", LINE, dataset.key, _again=joined[again.column].cast("date"))
