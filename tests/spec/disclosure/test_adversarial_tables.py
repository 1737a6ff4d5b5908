"""Tables on which counting hidden cells is not enough.

From the tests of sdcTools/sdcTable (test-protectTable.r, test-simpleheuristic.R and
test-linked-tables.r), known among users of the R tools.
"""

from sixpoint.disclosure.attack import Attackers
from sixpoint.disclosure.audit import audit
from sixpoint.disclosure.protect import protect
from sixpoint.disclosure.table import Table, make_tables
from sixpoint.disclosure.types import Relation
from sixpoint.terms.cells import SafeNumber, Status
from tests.support.policies import policy_of


def crossed(rows: str, columns: str, table: list[list[int]]):
    """Cells and relations of a table whose last row and column are totals."""
    names = [[f"{row}{column}" for column in columns] for row in rows]
    cells = {
        name: value
        for line, values in zip(names, table, strict=True)
        for name, value in zip(line, values, strict=True)
    }
    across = [Relation(total=line[-1], parts=tuple(line[:-1])) for line in names]
    down = [Relation(total=line[-1], parts=tuple(line[:-1])) for line in zip(*names, strict=True)]
    return cells, [*across, *down]


def hidden_of(safe: dict[str, SafeNumber]) -> set[str]:
    return {name for name, number in safe.items() if number.status is Status.SUPPRESSED}


def only(tables: tuple[Table, ...]) -> Table:
    (table,) = tables
    return table


FOUR_BY_TWO = crossed(
    "ABCDt", "fmt", [[2, 18, 20], [19, 14, 33], [10, 12, 22], [14, 11, 25], [45, 55, 100]]
)


def test_one_small_cell_hides_three_more_and_no_dearer_ones():
    """The optimum loses 40, of A m, C f and C m."""
    cells, relations = FOUR_BY_TWO
    hidden = hidden_of(protect(cells, relations, policy=policy_of(3)))
    assert hidden == {"Af", "Am", "Cf", "Cm"}


ATTACKED = crossed(
    "wxyzt",
    "abcdt",
    [
        [30, 47, 64, 89, 230],
        [90, 124, 5, 31, 250],
        [92, 100, 59, 85, 336],
        [800, 991, 651, 685, 3127],
        [1012, 1262, 779, 890, 3943],
    ],
)
TWO_EVERYWHERE = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]


def test_two_hidden_cells_in_every_line_may_still_give_one_away():
    """Before: w b can be worked out exactly, as 47."""
    cells, relations = ATTACKED
    table = only(
        make_tables(cells, relations, rule=policy_of(3).rule_for("any"), primary=TWO_EVERYWHERE)
    )
    attackers = Attackers(table, hidden=table.primary)
    assert not attackers.is_safe()
    exposed = {table.names[index] for index in table.primary if attackers.unmet(index)}
    assert exposed == {"wb"}


def test_one_further_cell_protects_it():
    """The optimum hides x d, and loses 31."""
    cells, relations = ATTACKED
    safe = protect(cells, relations, policy=policy_of(3), primary=TWO_EVERYWHERE)
    assert hidden_of(safe) == {*TWO_EVERYWHERE, "xd"}


COUNTIES = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
BY_COUNTY = {"county-1": "ABIJ", "county-2": "KLMN"}
BY_SIZE = {"small": "ABIJKN", "big": "LM"}


def linked(*tables: dict[str, str]):
    groups = {name: parts for table in tables for name, parts in table.items()}
    cells = COUNTIES | {
        name: sum(COUNTIES[part] for part in parts) for name, parts in groups.items()
    }
    cells["all"] = sum(COUNTIES.values())
    relations = [Relation(total=name, parts=tuple(parts)) for name, parts in groups.items()]
    relations += [Relation(total="all", parts=tuple(table)) for table in tables]
    return cells, relations


def hidden_parts(*tables: dict[str, str]) -> set[str]:
    cells, relations = linked(*tables)
    return hidden_of(protect(cells, relations, policy=policy_of(4)))


SMALL = {"A", "B", "K", "L", "M"}


def recoverable(tables: tuple[dict[str, str], ...], hidden: set[str]) -> set[str]:
    cells, relations = linked(*tables)
    table = only(make_tables(cells, relations, rule=policy_of(4).rule_for("any")))
    indexes = {table.names.index(name) for name in hidden}
    attackers = Attackers(table, hidden=indexes)
    return {table.names[i] for i in indexes if attackers.unmet(i)}


def test_linked_tables_give_away_together_what_neither_does_alone():
    """small - county-1 = K + N; with N shown, K is 3."""
    assert "K" not in recoverable((BY_COUNTY,), SMALL)
    assert "K" not in recoverable((BY_SIZE,), SMALL)
    assert "K" in recoverable((BY_COUNTY, BY_SIZE), SMALL)


def test_linked_tables_are_protected_together():
    hidden = hidden_parts(BY_COUNTY, BY_SIZE)
    assert hidden == {*SMALL, "N"}
    assert not recoverable((BY_COUNTY, BY_SIZE), hidden)


def test_a_single_small_cell_takes_a_second_with_it():
    cells = {"a": 3, "b": 20, "c": 30, "all": 53}
    relations = [Relation(total="all", parts=("a", "b", "c"))]
    assert hidden_of(protect(cells, relations, policy=policy_of(5))) == {"a", "b"}


def test_two_small_cells_that_make_two_are_not_enough():
    """Both must be 1 where noughts are shown; so more is hidden."""
    cells = {"a": 1, "b": 1, "c": 30, "all": 32}
    relations = [Relation(total="all", parts=("a", "b", "c"))]
    assert hidden_of(protect(cells, relations, policy=policy_of(5))) == {"a", "b", "c"}


def test_noughts_are_shown_as_noughts():
    cells = {"a": 0, "b": 20, "all": 20}
    relations = [Relation(total="all", parts=("a", "b"))]
    safe = protect(cells, relations, policy=policy_of(5))
    assert safe["a"] == SafeNumber(status=Status.ZERO, value=0)


def test_noughts_are_hidden_where_the_topic_is_sensitive():
    cells = {"a": 0, "b": 20, "c": 9, "all": 29}
    relations = [Relation(total="all", parts=("a", "b", "c"))]
    safe = protect(cells, relations, policy=policy_of(5, sensitive=True))
    assert hidden_of(safe) == {"a", "c"}


def test_a_singleton_on_a_margin_takes_a_margin_with_it():
    """The row's only cell above nought is also its total: hiding inside the table is not enough."""
    cells, relations = crossed("ABt", "xyt", [[3, 0, 3], [20, 30, 50], [23, 30, 53]])
    safe = protect(cells, relations, policy=policy_of(5))
    assert {"Ax", "At"} < hidden_of(safe)
    assert safe["Ay"].status is Status.ZERO


def test_a_cell_hidden_on_the_way_is_shown_again_when_a_dearer_one_does_for_both():
    """b would keep c in doubt but not itself (1 to 5); with a hidden, b need not be."""
    cells = {"a": 8, "b": 5, "c": 1, "all": 14}
    relations = [Relation(total="all", parts=("a", "b", "c"))]
    assert hidden_of(protect(cells, relations, policy=policy_of(5))) == {"a", "c"}


def ends(
    cells: dict[str, int], relations: list[Relation], hidden: set[str]
) -> dict[str, tuple[int, int | None]]:
    """What a reader who knows no policy, only that nothing is below nought, can tell."""
    published = {
        name: SafeNumber(status=Status.SUPPRESSED, value=None)
        if name in hidden
        else SafeNumber(status=Status.SHOWN, value=value)
        for name, value in cells.items()
    }
    found = audit(published, relations, policy=policy_of(5, sensitive=True))
    return {cell.name: (cell.least, cell.most) for cell in found.cells if cell.name in hidden}


def test_the_ends_of_hidden_cells_are_those_published_for_one_small_cell():
    """sdcTable: A f 0 to 12, A m 8 to 20, C f 0 to 12, C m 10 to 22."""
    hidden = {"Af", "Am", "Cf", "Cm"}
    assert ends(*FOUR_BY_TWO, hidden) == {
        "Af": (0, 12),
        "Am": (8, 20),
        "Cf": (0, 12),
        "Cm": (10, 22),
    }


def test_the_ends_of_hidden_cells_are_those_published_for_two_everywhere():
    """sdcTable: w b is 47 to 47 before, and 0 to 78 once x d is hidden as well."""
    assert ends(*ATTACKED, {*TWO_EVERYWHERE})["wb"] == (47, 47)
    assert ends(*ATTACKED, {*TWO_EVERYWHERE, "xd"})["wb"] == (0, 78)
