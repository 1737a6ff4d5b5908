"""Nobody works out a small number from all the views of a measure together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sixpoint.disclosure.types import Relation, SafeFigure
from sixpoint.measures.types import ExactCell
from sixpoint.terms.cells import SUPPRESSED, SafeNumber
from tests.support.attacker import Published, values_left
from tests.support.figures import QUARTERS, cell, safe_of
from tests.support.policies import policy_of

BELOW = 5
GROUPS = ("looked after", "not looked after")


@st.composite
def measures(draw: st.DrawFn) -> list[ExactCell]:
    """A year of cases, each met or not, in one of two groups and one of four quarters."""
    case = st.tuples(st.sampled_from(GROUPS), st.sampled_from(QUARTERS), st.integers(0, 3))
    cases = draw(st.lists(case, max_size=60))

    def counted(wanted: str | None, **where: str) -> ExactCell:
        mine = [met for group, quarter, met in cases if wanted in (None, group, quarter)]
        return cell(len(mine), sum(met > 0 for met in mine), **where)

    return [
        counted(None),
        *(counted(group, group=group) for group in GROUPS),
        *(counted(quarter, label=quarter) for quarter in QUARTERS),
    ]


def seen_in(figures: dict[str, SafeFigure]) -> dict[str, SafeNumber]:
    """What a reader finds: cases and how many were met, of all children and at every point."""
    everybody = figures["latest"]
    seen = {"all cases": everybody.cases, "all met": everybody.met}
    for view in ("looked-after", "trend"):
        for point in figures[view].points:
            seen[f"{point.label} cases"] = point.cases
            seen[f"{point.label} met"] = point.met
    return seen


def sums_of(places: tuple[str, ...]) -> list[Relation]:
    relations = [
        Relation(total=f"{place} cases", parts=(f"{place} met", f"{place} not met"))
        for place in places
    ]
    for parts in (GROUPS, QUARTERS):
        relations += [
            Relation(total=f"all {what}", parts=tuple(f"{part} {what}" for part in parts))
            for what in ("cases", "met", "not met")
        ]
    return relations


@settings(max_examples=25)
@given(cells=measures())
def test_no_small_number_is_worked_out_from_all_views_together(cells):
    places = ("all", *GROUPS, *QUARTERS)
    exact = dict(zip(places, cells, strict=True))
    seen = seen_in(safe_of(cells, policy=policy_of(BELOW)))
    published = Published(
        cells=seen | {f"{place} not met": SUPPRESSED for place in places},
        relations=sums_of(places),
        below=BELOW,
        base=None,
        noughts=True,
        most=exact["all"].cases + 3 * BELOW,
    )
    small = set(range(1, BELOW))
    for place, one in exact.items():
        for what, value in (
            ("cases", one.cases),
            ("met", one.met or 0),
            ("not met", one.cases - (one.met or 0)),
        ):
            if value in small:
                name = f"{place} {what}"
                assert not published.cells[name].visible
                assert values_left(published, name, range(1, BELOW)) == small, name
