"""The triangulation matrix shows what speaks to what, and where nothing does."""

from sixpoint.evidence.matrix import kinds_cited, make_matrix
from sixpoint.evidence.register import make_register
from sixpoint.evidence.types import Direction, Touches
from tests.support.evidence import item_of
from tests.support.figures import cell, safe_of
from tests.support.policies import policy_of

KINDS = ("figure", "interview", "document")


def sources_of(*items):
    figures = safe_of([cell(40, 30)], policy=policy_of(5)).values()
    return make_register(figures, [], items).sources


def matrix_of(*items, **cited: tuple[str, ...]):
    """Indicators 1.1 and 5.2; `_5_2` gives what the evaluation of 5.2 cites."""
    named = {name.strip("_").replace("_", "."): ids for name, ids in cited.items()}
    return make_matrix(("1.1", "5.2"), KINDS, sources=sources_of(*items), cited=named)


def test_every_indicator_and_kind_has_a_cell_so_that_holes_are_seen() -> None:
    matrix = matrix_of()
    assert set(matrix.cells) == {(i, k) for i in ("1.1", "5.2") for k in KINDS}
    assert all(cell.empty for cell in matrix.cells.values())


def test_an_item_stands_where_it_says_and_which_way() -> None:
    both = (
        Touches(indicator="1.1", direction=Direction.WEAKNESS),
        Touches(indicator="5.2", direction=Direction.STRENGTH),
    )
    matrix = matrix_of(item_of("int-1", touches=both))
    assert matrix.cells["1.1", "interview"].weaknesses == ("int-1",)
    assert matrix.cells["5.2", "interview"].strengths == ("int-1",)


def test_sources_that_disagree_are_seen() -> None:
    against = item_of("int-2", "5.2", direction=Direction.WEAKNESS)
    matrix = matrix_of(item_of("int-1", "5.2"), against)
    assert matrix.cells["5.2", "interview"].contradictory
    assert not matrix.cells["1.1", "interview"].contradictory


def test_a_figure_cited_and_not_weighed_is_neutral() -> None:
    matrix = matrix_of(_5_2=("meetings.latest", "nowhere"))
    assert matrix.cells["5.2", "figure"].neutral == ("meetings.latest",)
    assert matrix.cells["1.1", "figure"].empty


def test_a_figure_that_an_item_weighs_stands_once_and_as_its_own_kind() -> None:
    weighed = item_of("w-1", "5.2", kind="document", source="meetings.latest")
    matrix = matrix_of(weighed, _5_2=("meetings.latest",))
    assert matrix.cells["5.2", "figure"].strengths == ("w-1",)
    assert matrix.cells["5.2", "figure"].neutral == ()
    assert matrix.cells["5.2", "document"].empty


def test_kinds_are_counted_once_and_a_weighed_figure_is_no_second_kind() -> None:
    weighed = item_of("w-1", "5.2", kind="document", source="meetings.latest")
    sources = sources_of(weighed, item_of("int-1", "5.2"), item_of("int-2", "5.2"))
    assert kinds_cited(["w-1", "meetings.latest"], sources) == {"figure"}
    assert kinds_cited(["int-1", "int-2", "w-1"], sources) == {"interview", "figure"}
    assert kinds_cited(["nowhere"], sources) == frozenset()
