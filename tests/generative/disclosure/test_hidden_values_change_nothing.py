"""Where a count is hidden, no other number of its cell leaves a mark on anything that is told.

What stands behind hidden counts is changed at will: not a letter of the figures may change. So no
median, mean, share, limit, sentence, step of doubt or trail can hold what no count shows.
"""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sixpoint.disclosure.family import place_of
from sixpoint.disclosure.joint import protect_measures
from sixpoint.disclosure.make_safe import make_safe
from sixpoint.measures.types import ExactCell, ExactFigures, Moved
from sixpoint.packs.measures import Kind, Measure
from sixpoint.terms.cells import Status
from tests.support.figures import LATEST_PERIOD, QUARTERS, TRAIL, cell, measure_of
from tests.support.policies import policy_of

POLICY = policy_of(5)
KINDS = (Kind.PROPORTION, Kind.DURATION, Kind.MEAN, Kind.RATIO, Kind.COUNT, Kind.RATE)
GROUPS = ("looked after", "not looked after")
AMOUNT = st.floats(0, 400).map(lambda n: round(n, 2))


def cell_of(cases: int, kind: Kind, draw: st.DrawFn, **where: str) -> ExactCell:
    """A cell of the kind with whatever else it holds."""
    more: dict[str, object] = {"children": draw(st.integers(0, cases))}
    if kind is Kind.DURATION:
        more["median"] = draw(st.none() | AMOUNT) if cases else None
    if kind in (Kind.MEAN, Kind.RATIO):
        more |= {"amount": draw(AMOUNT), "out_of": float(draw(st.integers(0, 90)))}
    if kind is Kind.RATE:
        more["out_of"] = 1000.0
    met = draw(st.integers(0, cases)) if kind is Kind.PROPORTION and cases else None
    return cell(cases, met, **where, **more)  # type: ignore[arg-type]


@st.composite
def figures(draw: st.DrawFn) -> tuple[Kind, list[ExactCell]]:
    """A year by quarter and by group, of cases that are often few."""
    kind = draw(st.sampled_from(KINDS))
    size = st.one_of(st.integers(0, 6), st.integers(0, 60))
    quarters = [cell_of(draw(size), kind, draw, label=label) for label in QUARTERS]
    cases = sum(one.cases for one in quarters)
    inside = draw(st.integers(0, cases))
    groups = [
        cell_of(n, kind, draw, group=group)
        for n, group in zip((inside, cases - inside), GROUPS, strict=True)
    ]
    met = [sum(one.met or 0 for one in cells) for cells in (quarters, groups)]
    if kind is Kind.PROPORTION and met[0] != met[1]:
        groups = groups_met(groups, met[0])
    latest = replace(cell_of(cases, kind, draw), met=met[0] if cases else None)
    return kind, [latest if kind is Kind.PROPORTION else replace(latest, met=None)] + [
        *groups,
        *quarters,
    ]


def groups_met(groups: list[ExactCell], met: int) -> list[ExactCell]:
    """As many met in the groups as in the quarters."""
    one, other = groups
    mine = min(one.cases, met)
    rest = met - mine
    return [
        replace(one, met=mine if one.cases else None),
        replace(other, met=rest if other.cases else None),
    ]


def changed(one: ExactCell, draw: st.DataObject) -> ExactCell:
    """The same cell with all that stands behind its hidden count changed."""
    amount = draw.draw(AMOUNT)
    return replace(
        one,
        children=draw.draw(st.integers(0, 500)),
        median=None if one.median is None else amount,
        ninetieth=None if one.ninetieth is None else amount,
        amount=None if one.amount is None else amount,
        out_of=None if one.out_of is None else one.out_of + draw.draw(st.integers(0, 9)),
        met=None if one.met is None else draw.draw(st.integers(0, one.cases)),
    )


def told(kind: Kind, cells: list[ExactCell], protected: object, measure: Measure) -> object:
    moved = tuple(Moved(cell=one, kept=one, dropped=one) for one in cells if one.label == "latest")
    exact = ExactFigures(
        as_at=date(2017, 7, 31),
        latest=LATEST_PERIOD,
        cells=tuple(cells),
        not_measured=(),
        moved=moved,
    )
    return make_safe(
        exact,
        measures={measure.id: measure},
        policy=POLICY,
        trails={measure.id: TRAIL},
        protected=protected,  # type: ignore[arg-type]
    )


@settings(max_examples=60, deadline=None)
@given(made=figures(), data=st.data())
def test_what_stands_behind_hidden_counts_leaves_no_mark(
    made: tuple[Kind, list[ExactCell]], data: st.DataObject
):
    kind, cells = made
    measure = measure_of(kind)
    protected = protect_measures(cells, measures={measure.id: measure}, policy=POLICY)
    counts = protected.counts[measure.id]
    hidden = {
        place
        for place, one in counts.items()
        if Status.SUPPRESSED in (one.cases.status, one.met.status)
    }
    places = dict(zip(map(place_of, cells), cells, strict=True))
    other = [changed(one, data) if place in hidden else one for place, one in places.items()]
    assert told(kind, other, protected, measure) == told(kind, cells, protected, measure)
