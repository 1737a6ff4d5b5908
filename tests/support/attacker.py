"""An attacker of another make, for tests.

He shares nothing with sixpoint.disclosure: he tries whole numbers one after the other, cutting
off what no longer adds up, on what was published and the rule alone.
"""

from dataclasses import dataclass

from sixpoint.disclosure.types import Relation
from sixpoint.terms.cells import SafeNumber, Status

Domain = tuple[int, int]


@dataclass(frozen=True)
class Published:
    """Everything he sees. `noughts`: whether he thinks that a hidden cell may be nought."""

    cells: dict[str, SafeNumber]
    relations: list[Relation]
    below: int
    base: int | None
    noughts: bool
    most: int
    """Above any number worth trying."""

    def domains(self) -> dict[str, Domain]:
        return {name: self._domain(number, self.noughts) for name, number in self.cells.items()}

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
