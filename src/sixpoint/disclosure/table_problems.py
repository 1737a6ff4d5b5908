"""Counts that are no table: what is wrong with them, all of it at once, and never a count."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sixpoint.terms.problems import Problem, UserError

from .types import Relation, Tie

MOST = 1_000_000_000
"""Above any count of children, and low enough that the solver tells neighbours apart."""


def refuse_tables(
    cells: Mapping[str, int],
    relations: Sequence[Relation],
    ties: Sequence[Tie],
    *,
    named: Collection[str],
) -> None:
    """Refuses what no table can be. `named` are cells that something else names."""
    problems = [*_of_counts(cells), *_of_names(cells, relations, ties, named)]
    problems += [*_of_relations(cells, relations), *_of_ties(cells, ties)]
    if problems:
        raise UserError(problems)


def refuse_names(
    published: Collection[str], relations: Sequence[Relation], ties: Sequence[Tie]
) -> None:
    """Refuses sums and ties that no published cells can have; what they count is not known here."""
    problems = [*_of_names(published, relations, ties, ()), *_of_relations({}, relations)]
    problems += _of_ties({}, ties)
    if problems:
        raise UserError(problems)


def _of_counts(cells: Mapping[str, float]) -> Iterator[Problem]:
    for name, value in cells.items():
        if not float(value).is_integer():
            yield _problem("fraction", f"The cell '{name}' counts no whole number.")
        elif value < 0:
            yield _problem("negative", f"The cell '{name}' counts fewer than none.")
        elif value > MOST:
            yield _problem("too-large", f"The cell '{name}' counts more than there are people.")


def _of_names(
    cells: Collection[str],
    relations: Sequence[Relation],
    ties: Sequence[Tie],
    named: Collection[str],
) -> Iterator[Problem]:
    used = {name for each in relations for name in (each.total, *each.parts)} | set(named)
    used |= {name for tie in ties for name in (tie.left, tie.right)}
    for name in sorted(used - set(cells)):
        yield _problem("unknown-cell", f"A relation names the cell '{name}', which is not there.")


def _of_relations(cells: Mapping[str, int], relations: Sequence[Relation]) -> Iterator[Problem]:
    named = cells.keys()
    for each in relations:
        if not each.parts:
            yield _problem("no-parts", f"The total '{each.total}' has no parts.")
        elif len({each.total, *each.parts}) <= len(each.parts):
            yield _problem("part-twice", f"In the sum of '{each.total}' a cell stands twice.")
        elif {each.total, *each.parts} <= named and not _adds(cells, each):
            yield _problem("does-not-add", f"The parts of '{each.total}' do not add up to it.")


def _adds(cells: Mapping[str, int], relation: Relation) -> bool:
    return cells[relation.total] == sum(cells[part] for part in relation.parts)


def _of_ties(cells: Mapping[str, int], ties: Sequence[Tie]) -> Iterator[Problem]:
    for tie in ties:
        pair = f"'{tie.left}' and '{tie.right}'"
        if tie.left == tie.right or tie.at_most < 0:
            yield _problem("tie-wrong", f"The tie of {pair} says nothing that can hold.")
        elif {tie.left, tie.right} <= cells.keys():
            apart = abs(cells[tie.left] - cells[tie.right])
            if apart > tie.at_most:
                yield _problem("tie-broken", f"{pair} differ by more than their tie allows.")


def _problem(code: str, what: str) -> Problem:
    return Problem(
        code=f"disclosure.{code}",
        what=what,
        fix="Give every cell once, as a whole number, and totals that are the sum of their parts.",
    )
