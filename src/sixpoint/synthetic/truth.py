"""The truth about an invented partnership: who is who, what was planted, which faults there are."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import yaml

from .cells import Cells
from .extracts import Extracts, Truth
from .households import relations
from .names import CANARIES
from .plan import Plan
from .streams import stream
from .time import DAY, END, NEVER
from .types import Fault, Floats, Table, Texts

TRUTH_README = """\
THE TRUTH ABOUT AN INVENTED PARTNERSHIP.

children.csv    which record of which agency is which invented child, and in which household
relations.csv   brothers and sisters: twin, sibling, half_sibling, step_sibling
practice.csv    how well services worked for each child they knew, 0 to 1, and why they knew it
faults.csv      every fault planted in the extracts: file, line, column, what a rule should notice
canaries.txt    names that must not appear anywhere outside the partnership
planted.yaml    the shares and courses that were planted

Nobody in it is real. It lies apart from the partnership, which does not know it.
"""


def write_truth(
    folder: Path, *, extracts: Extracts, faults: Sequence[Fault], seed: int, plan: Plan
) -> None:
    """Writes every file of the truth."""
    truth = extracts.truth
    names = _child_names(len(truth.world.children))
    _write_table(folder / "children.csv", _children(truth, names))
    _write_rows(
        folder / "relations.csv",
        ("child", "other", "relation"),
        ((names[a], names[b], kind) for a, b, kind in relations(truth.world.children)),
    )
    _write_table(folder / "practice.csv", _practice(truth, names, seed))
    columns = ("file", "line", "column", "kind", "rule")
    _write_rows(folder / "faults.csv", columns, (tuple(asdict(fault).values()) for fault in faults))
    _write_text(folder / "canaries.txt", "".join(f"{a} {b}\n" for a, b in CANARIES))
    _write_text(folder / "planted.yaml", _planted(extracts, seed, plan))
    _write_text(folder / "README.txt", TRUTH_README)


def _child_names(count: int) -> Texts:
    width = len(str(count))
    return np.array([f"C{number:0{width}d}" for number in range(1, count + 1)], dtype=object)


def _children(truth: Truth, names: Texts) -> Table:
    child = np.concatenate([known.child for known in truth.known.values()])
    agency = np.concatenate(
        [np.full(len(known.child), agency, dtype=object) for agency, known in truth.known.items()]
    )
    number = np.concatenate([known.number[known.child] for known in truth.known.values()])
    order = np.argsort(child, kind="stable")
    household = truth.world.children.household[child] + 1
    columns = {
        "child": names[child],
        "agency": agency,
        "person_id": number,
        "household": np.array([f"H{number}" for number in household.tolist()], dtype=object),
    }
    return Table(dataset="", columns={name: column[order] for name, column in columns.items()})


def _practice(truth: Truth, names: Texts, seed: int) -> Table:
    category = _categories(truth)
    known = np.array([one is not None for one in category], dtype=bool)
    return Table(
        dataset="",
        columns={
            "child": names[known],
            "category": category[known],
            "practice": np.round(_quality(truth, seed)[known], 3),
        },
    )


def _categories(truth: Truth) -> Texts:
    """Why services would put a child on a pre-inspection return at the end; None if they would not.

    The first that holds, in the order of the return.
    """
    cases, care = truth.cases, truth.world.care
    everyone = np.arange(len(truth.world.children))
    category = np.full(len(everyone), None, dtype=object)
    leavers = care.aftercare.columns["child"]
    category[leavers] = "leaving_care"
    category[care.covers(everyone, np.full(len(everyone), END))] = "looked_after"
    discussed = (cases.held_at < NEVER * DAY) & (cases.held_at >= (END - 730) * DAY)
    category[cases.child[discussed]] = "investigated_not_registered"
    registered = cases.registered & (cases.removed >= END - 365)
    category[cases.child[registered]] = "on_register"
    return category


def _quality(truth: Truth, seed: int) -> Floats:
    """How well services worked for each child: what happened in time, and some chance."""
    cases, count = truth.cases, len(truth.world.children)
    quality = stream(seed, "practice").normal(0.80, 0.09, count)
    met = cases.take(cases.meeting < NEVER)
    late = np.bincount(met.child, weights=met.meeting_late, minlength=count) > 0
    not_discussed = np.bincount(cases.child, weights=cases.held_at >= NEVER * DAY, minlength=count)
    in_care = truth.world.care.start < NEVER
    quality -= 0.12 * late + 0.05 * np.minimum(not_discussed, 2) + 0.03 * in_care
    return np.asarray(np.clip(quality, 0.05, 0.98), dtype=np.float64)


def _planted(extracts: Extracts, seed: int, plan: Plan) -> str:
    shares = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(plan).items()
    }
    known = {agency: len(known.child) for agency, known in extracts.truth.known.items()}
    rows = {table.dataset: len(table) for table in extracts.tables}
    whole = {
        "format": 1,
        "invented": True,
        "seed": seed,
        "children": len(extracts.truth.world.children),
        "known_to": known,
        "rows": rows,
        "plan": shares,
    }
    return yaml.safe_dump(whole, sort_keys=False)


def _write_table(path: Path, table: Table) -> None:
    Cells(table).write(path)


def _write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
