"""An attacker of another make never works out a hidden cell of a small random table."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sixpoint.disclosure.protect import protect
from sixpoint.disclosure.types import Relation
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.terms.cells import SafeNumber, Status
from tests.support.attacker import Published, values_left
from tests.support.policies import policy_of

SMALL = st.one_of(st.integers(0, 6), st.integers(0, 30))


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], list[Relation]]:
    """Two ways to group the same few cells, and sometimes a table of rows by columns."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    inner = [[f"{r}.{c}" for c in range(columns)] for r in range(rows)]
    cells = {name: draw(SMALL) for line in inner for name in line}
    relations = [Relation(total=f"r{r}", parts=tuple(line)) for r, line in enumerate(inner)]
    if draw(st.booleans()):
        across = [tuple(line) for line in zip(*inner, strict=True)]
    else:
        names = draw(st.permutations([name for line in inner for name in line]))
        cut = draw(st.integers(1, len(names)))
        across = [part for part in (tuple(names[:cut]), tuple(names[cut:])) if part]
    relations += [Relation(total=f"c{c}", parts=parts) for c, parts in enumerate(across)]
    for relation in relations:
        cells[relation.total] = sum(cells[part] for part in relation.parts)
    for kind, count in (("r", rows), ("c", len(across))):
        relations.append(Relation(total="all", parts=tuple(f"{kind}{i}" for i in range(count))))
    cells["all"] = sum(cells[f"r{r}"] for r in range(rows))
    return cells, relations


def published_of(
    cells: dict[str, int],
    relations: list[Relation],
    policy: DisclosurePolicy,
    *,
    noughts: bool = True,
) -> Published:
    rule = policy.rule_for("any")
    return Published(
        cells=protect(cells, relations, policy=policy),
        relations=relations,
        below=rule.below,
        base=rule.base,
        noughts=noughts,
        most=max(cells.values()) + 3 * rule.below + 2 * (rule.base or 0),
    )


def blank(cells: dict[str, int], published: Published) -> Published:
    """The same table with nothing shown but its noughts."""
    bare = {
        name: SafeNumber(status=Status.SUPPRESSED)
        if value
        else SafeNumber(status=Status.ZERO, value=0)
        for name, value in cells.items()
    }
    return replace(published, cells=bare, noughts=False)


@settings(max_examples=25)
@given(table=tables(), below=st.integers(3, 6))
def test_no_hidden_cell_is_worked_out(table, below):
    cells, relations = table
    published = published_of(cells, relations, policy_of(below))
    small = range(1, below)
    for name, number in published.cells.items():
        value = cells[name]
        if number.status is not Status.SUPPRESSED:
            assert value not in small
            assert number == SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)
        elif value in small:
            assert values_left(published, name, small) == set(small), name
        elif value:
            around = values_left(published, name, range(value - below, value + below + 1))
            assert max(around) - min(around) >= below, name


@settings(max_examples=25)
@given(table=tables(), below=st.integers(3, 6))
def test_knowing_that_noughts_are_shown_helps_nobody(table, below):
    """He learns no more of a small cell than that a total is at least what its parts make it."""
    cells, relations = table
    published = published_of(cells, relations, policy_of(below), noughts=False)
    if all(number.status is Status.SUPPRESSED for number in published.cells.values()):
        return  # All of it is hidden, noughts too, and he knows nothing of the kind.
    small = range(1, below)
    for name in (name for name, value in cells.items() if value in small):
        conceivable = values_left(blank(cells, published), name, small)
        assert values_left(published, name, small) == conceivable, name


@settings(max_examples=25)
@given(table=tables(), below=st.integers(3, 6))
def test_no_small_cell_nor_nought_is_worked_out_where_the_topic_is_sensitive(table, below):
    cells, relations = table
    published = published_of(cells, relations, policy_of(below, sensitive=True))
    small = range(below)
    for name, number in published.cells.items():
        value = cells[name]
        if value in small:
            assert number.status is Status.SUPPRESSED
            assert values_left(published, name, small) == set(small), name
        elif number.status is Status.SUPPRESSED:
            around = values_left(published, name, range(value - below, value + below + 1))
            assert max(around) - min(around) >= below, name


@settings(max_examples=25)
@given(table=tables(), rounding=st.sampled_from([(1, 3), (1, 5), (5, 5), (5, 10), (10, 10)]))
def test_no_rounded_cell_is_worked_out(rounding, table):
    cells, relations = table
    below, base = rounding
    published = published_of(cells, relations, policy_of(below, base=base))
    for name, number in published.cells.items():
        value = cells[name]
        if number.status is Status.ROUNDED:
            around = values_left(published, name, range(value - base, value + base + 1))
            assert max(around) - min(around) >= (base + 1) // 2 - 1, name
        elif number.status is Status.SUPPRESSED and 0 < value < below:
            assert values_left(published, name, range(1, below)) == set(range(1, below)), name
        elif number.status is not Status.SUPPRESSED:
            assert (number.status, value) == (Status.ZERO, 0)


def test_the_attacker_does_work_out_what_is_not_protected():
    """He is worth his name: one hidden cell in a line is no secret to him."""
    published = Published(
        cells={
            "a": SafeNumber(status=Status.SUPPRESSED),
            "b": SafeNumber(status=Status.SHOWN, value=20),
            "all": SafeNumber(status=Status.SHOWN, value=23),
        },
        relations=[Relation(total="all", parts=("a", "b"))],
        below=5,
        base=None,
        noughts=False,
        most=40,
    )
    assert values_left(published, "a", range(1, 5)) == {3}
