"""Cells that additive relations tie together, as one problem of hiding."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.packs.disclosure import CountRule
from sixpoint.terms.problems import Problem, UserError

from .counts import Interval, known_of_shown, must_hide
from .types import Relation


@dataclass(frozen=True, kw_only=True)
class Table:
    """Cells by index. Each of `relations` is a total and its parts.

    `primary` are too small by themselves. `loss` is what hiding a cell costs, unless another of
    the same `company` is hidden: a share without its cases is lost already.
    """

    names: tuple[str, ...]
    values: tuple[int, ...]
    loss: tuple[float, ...]
    company: tuple[int, ...]
    relations: tuple[tuple[int, tuple[int, ...]], ...]
    primary: frozenset[int]
    rule: CountRule

    def floor(self, hidden: Collection[int]) -> int:
        """The least a hidden cell can be: one, where everyone knows that noughts are shown."""
        noughts = self.rule.sensitive or any(self.values[index] == 0 for index in hidden)
        return 0 if noughts else 1

    def may_hide(self, index: int) -> bool:
        """Whether a cell may be hidden to protect others.

        A nought that the rule shows stays shown, else nobody could rely on noughts being shown.
        """
        return self.values[index] > 0 or self.rule.sensitive

    def known(self, *, hidden: Collection[int], floor: int) -> list[Interval]:
        """What a reader learns of each cell from the cell itself."""
        return [
            (floor, None) if index in hidden else known_of_shown(value, rule=self.rule)
            for index, value in enumerate(self.values)
        ]


def make_tables(
    cells: Mapping[str, int],
    relations: Sequence[Relation],
    *,
    rule: CountRule,
    primary: Collection[str] = (),
    loss: Mapping[str, float] | None = None,
    together: Sequence[Collection[str]] = (),
) -> tuple[Table, ...]:
    """The cells, split into tables that no relation ties to each other."""
    _refuse(cells, relations, primary=primary)
    small = {name for name, value in cells.items() if must_hide(value, rule=rule)} | set(primary)
    costs = {name: float(value) for name, value in cells.items()} | dict(loss or {})
    company = {name: number for number, names in enumerate(together) for name in names}
    alone = {name: len(together) + number for number, name in enumerate(cells)}
    tables = []
    for names, own in _components(sorted(cells), relations):
        index = {name: i for i, name in enumerate(names)}
        tables.append(
            Table(
                names=names,
                values=tuple(cells[name] for name in names),
                loss=tuple(costs[name] for name in names),
                company=tuple(company.get(name, alone[name]) for name in names),
                relations=tuple(
                    (index[each.total], tuple(index[part] for part in each.parts)) for each in own
                ),
                primary=frozenset(index[name] for name in names if name in small),
                rule=rule,
            )
        )
    return tuple(tables)


def _components(
    names: Sequence[str], relations: Sequence[Relation]
) -> list[tuple[tuple[str, ...], list[Relation]]]:
    """Cells that hang together, each with its relations."""
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for relation in relations:
        for part in relation.parts:
            root[find(part)] = find(relation.total)
    members: dict[str, list[str]] = {}
    for name in names:
        members.setdefault(find(name), []).append(name)
    own: dict[str, list[Relation]] = {top: [] for top in members}
    for relation in relations:
        own[find(relation.total)].append(relation)
    return [(tuple(together), own[top]) for top, together in members.items()]


def _refuse(
    cells: Mapping[str, int], relations: Sequence[Relation], *, primary: Collection[str]
) -> None:
    """Problems name cells, never what they count."""
    problems = [
        _problem("negative", f"The cell '{name}' counts fewer than none.")
        for name, value in cells.items()
        if value < 0
    ]
    named = {name for each in relations for name in (each.total, *each.parts)} | set(primary)
    problems += [
        _problem("unknown-cell", f"A relation names the cell '{name}', which is not there.")
        for name in sorted(named - set(cells))
    ]
    for each in relations:
        if not each.parts:
            problems.append(_problem("no-parts", f"The total '{each.total}' has no parts."))
        elif named <= set(cells) and cells[each.total] != sum(cells[p] for p in each.parts):
            problems.append(
                _problem("does-not-add", f"The parts of '{each.total}' do not add up to it.")
            )
    if problems:
        raise UserError(problems)


def _problem(code: str, what: str) -> Problem:
    return Problem(
        code=f"disclosure.{code}",
        what=what,
        fix="Give every cell once, as a whole number, and totals that are the sum of their parts.",
    )
