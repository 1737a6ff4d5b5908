"""An attacker with another solver, in a process of its own: python -m tests.support.cp_attacker

OR-Tools CP-SAT over whole numbers. He imports nothing of sixpoint: he reads, one a line, tables as
they were published (JSON), and answers which numbers he still holds possible. HiGHS and OR-Tools
cannot share a process, which keeps him apart all the better.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Table = Mapping[str, Any]
"""cells: name to [least, most] as seen by itself; sums: [total, parts]; ties: [left, right, by];
ask: name to {"numbers": [...]} (each possible?) or {"width": w} (are the ends so far apart?)."""


def attack(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """For each table, by name: the numbers he holds possible, or how wide he leaves the cell."""
    lines = "\n".join(json.dumps(table) for table in tables)
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.cp_attacker"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(tables), done.stderr
    return answers


class Mind:
    """What he knows of one table. Numbers he met on the way he need not look for again."""

    def __init__(self, table: Table) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self._model = cp_model.CpModel()
        self._cells = {
            name: self._model.new_int_var(low, most, name)
            for name, (low, most) in table["cells"].items()
        }
        for total, parts in table["sums"]:
            self._model.add(sum(self._cells[part] for part in parts) == self._cells[total])
        for left, right, by in table["ties"]:
            apart = self._cells[left] - self._cells[right]
            self._model.add_linear_constraint(apart, -by, by)
        self.met: dict[str, set[int]] = {name: set() for name in self._cells}

    def possible(self, name: str, numbers: Iterable[int]) -> list[int]:
        for number in numbers:
            if number not in self.met[name]:
                self._try(self._cells[name] == number)
        return sorted(self.met[name])

    def width(self, name: str, enough: int) -> int:
        """How far apart the ends are; he stops where it is enough."""
        cell = self._cells[name]
        if not self.met[name]:
            self._try(cell >= 0)
        while (width := max(self.met[name]) - min(self.met[name])) < enough:
            low, top = min(self.met[name]), max(self.met[name])
            if not (self._try(cell > top) or self._try(cell < low)):
                break
        return width

    def _try(self, condition: Any) -> bool:
        trial = self._model.clone()
        trial.add(condition)
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(trial)
        if status == self._cp.INFEASIBLE:
            return False
        assert status in (self._cp.FEASIBLE, self._cp.OPTIMAL), solver.status_name(status)
        for name, cell in self._cells.items():
            self.met[name].add(solver.value(cell))
        return True


def answer(table: Table) -> Iterator[tuple[str, Any]]:
    mind = Mind(table)
    for name, asked in table["ask"].items():
        if "numbers" in asked:
            yield name, mind.possible(name, asked["numbers"])
        else:
            yield name, mind.width(name, asked["width"])


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(dict(answer(json.loads(line)))))
