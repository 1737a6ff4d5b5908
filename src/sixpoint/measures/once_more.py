"""Whether something happened to a child again: children followed for a time after each start."""

import ibis.expr.types as ir

from sixpoint.packs.measures import Again
from sixpoint.records.types import LINE

from .base import Base, after
from .context import Context
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
    people = _people(base.context, base.measure.base)
    starts = rows.select("_case", "_who", "_day", "_waited")
    starts = starts.inner_join(people, starts["_who"] == people["_id"])
    starts = starts.select("_case", "_child", "_day", "_waited")
    pairs = starts.inner_join(
        later,
        [
            starts["_child"] == later["_again_child"],
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
    """_again_child, _again (day), and the key and line of each event looked for."""
    dataset = base.context.datasets[again.dataset]
    events = base.related(again.dataset, again.where)
    people = _people(base.context, again.dataset)
    joined = events.inner_join(people, events[dataset.person] == people["_id"])
    return joined.select(
        LINE, dataset.key, _again_child="_child", _again=joined[again.column].cast("date")
    )


def _people(context: Context, dataset: str) -> ir.Table:
    """_id, _child: the linked child of each person_id that the dataset may name."""
    people = context.children.filter(
        context.children["agency"] == context.datasets[dataset].agency,
        context.children["person"].notnull(),
    )
    return people.select(_id="person_id", _child="person")
