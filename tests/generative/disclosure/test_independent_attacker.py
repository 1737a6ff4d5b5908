"""An attacker of another make never works out a hidden cell of a small random table.

He shares nothing with sixpoint.disclosure: he tries whole numbers one after the other, cutting
off what no longer adds up, on what was published and the rule alone.
"""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixpoint.disclosure.protect import protect
from sixpoint.disclosure.types import Relation
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.terms.cells import SafeNumber, Status
from tests.support.policies import policy_of

Domain = tuple[int, int]


@dataclass(frozen=True)
class Published:
    cells: dict[str, SafeNumber]
    relations: list[Relation]
    below: int
    base: int | None
    sensitive: bool
    most: int
    """Above any number worth trying."""

    def domains(self) -> dict[str, Domain]:
        noughts = self.sensitive or not any(
            number.status is not Status.SUPPRESSED for number in self.cells.values()
        )
        return {name: self._domain(number, noughts) for name, number in self.cells.items()}

    def _domain(self, number: SafeNumber, noughts: bool) -> Domain:
        if number.status is Status.SUPPRESSED:
            return (0 if noughts else 1), self.most
        value = int(number.value or 0)
        if number.status is not Status.ROUNDED:
            return value, value
        rounds_to = [
            n
            for n in range(max(0, value - 20), value + 20)
            if (n >= self.below or self.below == 1)
            and int((n + self.base / 2) // self.base) * self.base == value
        ]
        return rounds_to[0], rounds_to[-1]


def narrowed(domains: dict[str, Domain], relations: list[Relation]) -> dict[str, Domain] | None:
    """What is left of each domain once every sum has been used, or None if nothing is."""
    domains = dict(domains)
    changed = True
    while changed:
        changed = False
        for relation in relations:
            terms = [(relation.total, -1), *((part, 1) for part in relation.parts)]
            for name, sign in terms:
                rest = [(domains[n], s) for n, s in terms if n != name]
                low = sum(d[0] if s > 0 else -d[1] for d, s in rest)
                high = sum(d[1] if s > 0 else -d[0] for d, s in rest)
                bounds = (-high, -low) if sign > 0 else (low, high)
                new = max(domains[name][0], bounds[0]), min(domains[name][1], bounds[1])
                if new[0] > new[1]:
                    return None
                if new != domains[name]:
                    domains[name] = new
                    changed = True
    return domains


def possible(domains: dict[str, Domain], relations: list[Relation]) -> bool:
    """Whether any whole numbers fit."""
    left = narrowed(domains, relations)
    if left is None:
        return False
    open_cells = [name for name, (low, high) in left.items() if low < high]
    if not open_cells:
        return True
    name = min(open_cells, key=lambda each: left[each][1] - left[each][0])
    low, high = left[name]
    return any(possible(left | {name: (n, n)}, relations) for n in range(low, high + 1))


def values_left(published: Published, name: str, numbers: range) -> set[int]:
    domains = published.domains()
    low, high = domains[name]
    return {
        number
        for number in numbers
        if low <= number <= high
        and possible(domains | {name: (number, number)}, published.relations)
    }


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
    cells: dict[str, int], relations: list[Relation], policy: DisclosurePolicy
) -> Published:
    rule = policy.rule_for("any")
    return Published(
        cells=protect(cells, relations, policy=policy),
        relations=relations,
        below=rule.below,
        base=rule.base,
        sensitive=rule.sensitive,
        most=max(cells.values()) + 3 * rule.below + 2 * (rule.base or 0),
    )


@pytest.mark.parametrize("sensitive", [False, True])
@settings(max_examples=25)
@given(table=tables(), below=st.integers(3, 6))
def test_no_small_cell_and_no_cell_hidden_for_it_is_worked_out(sensitive, table, below):
    cells, relations = table
    published = published_of(cells, relations, policy_of(below, sensitive=sensitive))
    for name, number in published.cells.items():
        value = cells[name]
        small = value < below and (value > 0 or sensitive)
        if number.status is not Status.SUPPRESSED:
            assert not small
            assert number == SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)
        elif small:
            needed = range(0 if sensitive else 1, below)
            assert values_left(published, name, needed) == set(needed), name
        elif value:
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
        sensitive=False,
        most=40,
    )
    assert values_left(published, "a", range(1, 5)) == {3}
