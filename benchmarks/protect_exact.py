"""The least loss there can be, found another way: an oracle for small tables.

A whole-number programme chooses cells; the attack in whole numbers says which cell it leaves open;
as many further cells as leave it open still are taken in, and of the rest one must be hidden. No
duals, no fractions, and nothing of how Sixpoint chooses.
"""

from collections.abc import Collection

import highspy
import numpy as np

from sixpoint.disclosure.attack import Attackers, attack_from_noughts
from sixpoint.disclosure.table import Table, make_tables
from tests.support.random_tables import Case


def least_loss(case: Case) -> int:
    """The sum of the values hidden to protect others, where no choice hides less."""
    tables = make_tables(case.cells, case.relations, rule=case.policy.rule_for("any"))
    return sum(_least_loss(table) for table in tables)


def loss_of(case: Case, hidden: Collection[str]) -> int:
    """The same of a given choice."""
    rule = case.policy.rule_for("any")
    tables = make_tables(case.cells, case.relations, rule=rule)
    primary = {table.names[index] for table in tables for index in table.primary}
    return sum(case.cells[name] for name in hidden if name not in primary)


def _least_loss(table: Table) -> int:
    if not table.primary:
        return 0
    from_noughts = attack_from_noughts(table)
    master = _master(table)
    while True:
        master.run()
        if master.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return sum(table.values[i] for i in table.everything() - table.primary)
        chosen = np.flatnonzero(np.array(master.getSolution().col_value) > 0.5).tolist()
        attackers = Attackers(table, hidden=chosen, from_noughts=from_noughts)
        open_ = [index for index in chosen if attackers.unmet(index)]
        if not open_:
            return sum(table.values[i] for i in set(chosen) - table.primary)
        for index in open_:
            _demand(master, table, index, _grown(table, index, chosen, from_noughts))


def _grown(table: Table, index: int, chosen: list[int], from_noughts: object) -> set[int]:
    """All that may be hidden besides and still leave the cell open."""
    hidden = set(chosen)
    for cell in sorted(range(len(table.values)), key=lambda i: table.values[i]):
        if cell not in hidden and table.may_hide(cell):
            more = Attackers(table, hidden=hidden | {cell}, from_noughts=from_noughts)
            if more.unmet(index):
                hidden.add(cell)
    return hidden


def _master(table: Table) -> highspy.Highs:
    highs = highspy.Highs()
    highs.silent()
    count = len(table.values)
    lower = np.array([float(i in table.primary) for i in range(count)])
    upper = np.array([float(i in table.primary or table.may_hide(i)) for i in range(count)])
    highs.addVars(count, lower, upper)
    costs = np.array([table.values[i] + 1e-3 for i in range(count)])
    everything = np.arange(count, dtype=np.int32)
    highs.changeColsCost(count, everything, costs)
    whole = np.full(count, highspy.HighsVarType.kInteger)
    highs.changeColsIntegrality(count, everything, whole)
    highs.setOptionValue("mip_rel_gap", 0.0)
    return highs


def _demand(highs: highspy.Highs, table: Table, index: int, hidden: set[int]) -> None:
    rest = [i for i in range(len(table.values)) if i not in hidden and table.may_hide(i)]
    columns, weights, at_least = rest, [1.0] * len(rest), 1.0
    if index not in table.primary:
        columns, weights, at_least = [*rest, index], [*weights, -1.0], 0.0
    highs.addRow(
        at_least,
        highspy.kHighsInf,
        len(columns),
        np.array(columns, dtype=np.int32),
        np.array(weights),
    )
