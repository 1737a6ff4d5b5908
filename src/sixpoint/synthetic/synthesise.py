"""Writes an invented partnership into a folder, and the truth about it into another."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sixpoint.files.folders import put_in_place, unfinished
from sixpoint.terms.problems import user_error

from .cells import Cells
from .extracts import Extracts, make_extracts
from .faults import plant
from .folders import check_free
from .partnership import DOCUMENT, DOCUMENT_FILE, README, partnership_yaml
from .plan import PLAN
from .truth import TRUTH_README, write_truth
from .types import Fault, Table

FEWEST = 200
"""With fewer children the planted shares cannot be told from chance."""


def synthesise(
    out: Path,
    *,
    truth: Path,
    children: int,
    seed: int,
    progress: Callable[[str, float], None] | None = None,
) -> None:
    """Writes the partnership to `out` and the truth to `truth`: both whole, or neither.

    The same number of children and seed give the same bytes. Folders that hold anything else
    than an earlier invented partnership, or its truth, are refused with a UserError.
    """
    told = progress or _silent
    _check(out, truth=truth, children=children, seed=seed)
    extracts = make_extracts(seed, children=children, plan=PLAN, told=told)
    with unfinished(out) as made, unfinished(truth) as known:
        told("writing the extracts", 0.6)
        faults = _write_extracts(made, extracts, seed=seed)
        _write_around(made, children=children, seed=seed)
        told("writing the truth", 0.9)
        write_truth(known, extracts=extracts, faults=faults, seed=seed, plan=PLAN)
        put_in_place((made, out), (known, truth))
    told("done", 1.0)


def _silent(what: str, share: float) -> None:
    """Progress that nobody asked for."""


def _check(out: Path, *, truth: Path, children: int, seed: int) -> None:
    if children < FEWEST or seed < 0:
        raise user_error(
            "too-few-children" if children < FEWEST else "seed-below-nought",
            what=f"An invented partnership has at least {FEWEST} children, and a seed from 0 on.",
            fix=f"Ask for --children {FEWEST} or more, and for a --seed that is 0 or more.",
        )
    inside, outside = truth.resolve(), out.resolve()
    if inside.is_relative_to(outside) or outside.is_relative_to(inside):
        raise user_error(
            "truth-inside",
            what="The truth would lie inside the partnership, or the partnership inside the truth.",
            fix="Name two folders beside each other; a partnership does not know its truth.",
            file=truth,
        )
    check_free(out, truth=truth, readme=README, truth_readme=TRUTH_README)


def _write_extracts(folder: Path, extracts: Extracts, *, seed: int) -> list[Fault]:
    faults: list[Fault] = []
    for table in extracts.tables:
        cells = Cells(table)
        faults += plant(
            seed,
            dataset=table.dataset,
            file=table.file,
            table=cells,
            spared=_spared(table, extracts),
        )
        cells.write(folder / table.file)
    return faults


def _spared(table: Table, extracts: Extracts) -> set[int]:
    """The rows in which the unmistakable names stand."""
    agency, _, name = table.dataset.partition(".")
    if name != "people":
        return set()
    known = extracts.truth.known[agency].number[extracts.truth.world.children.canary]
    return set(np.flatnonzero(np.isin(table.columns["person_id"], known)).tolist())


def _write_around(folder: Path, *, children: int, seed: int) -> None:
    texts = {
        "partnership.yaml": partnership_yaml(children=children, seed=seed),
        "README.txt": README,
        DOCUMENT_FILE: DOCUMENT,
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
