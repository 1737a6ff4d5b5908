"""Writes invented readings and survey answers into an inspection, true to what was planted.

A local reference leads to no child on the inspectorate's side, so a record's practice is that of
an invented child in the same category of the return, taken by chance from the truth.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml

from sixpoint.files import write_csv
from sixpoint.terms.problems import Problem, UserError

from .answers import (
    AVERAGE_PRACTICE,
    Planted,
    Question,
    ReadRecord,
    answer_readings,
    answer_surveys,
)

READERS = tuple(f"reader-{letter}" for letter in "abcdef")
_RESPONSES = {"children": 180, "parents": 140, "staff": 420}
_OTHER_RESPONSES = 120
TRUTH_FILES = ("practice.csv", "planted.yaml")


def answer(
    inspection: Path,
    *,
    truth: Path,
    seed: int,
    sampled: Sequence[tuple[str, str]],
    readings: Sequence[Question],
    surveys: Mapping[str, Sequence[Question]],
) -> tuple[Path, ...]:
    """Writes readings.csv and surveys/<name>.csv; gives the files.

    `sampled` has the reference and the category of each record that is read. Nothing is written
    when there is no sample or no truth.
    """
    _check(inspection, truth=truth, sampled=sampled)
    planted = Planted(seed=seed, shares=_shares(truth))
    records = _records(truth, sampled, seed)
    files: dict[Path, tuple[tuple[str, ...], Sequence[tuple[str, ...]]]] = {}
    if readings:
        rows = answer_readings(records, questions=readings, readers=READERS, planted=planted)
        files[inspection / "readings.csv"] = ("reference", "reader", "question", "answer"), rows
    for group, questions in surveys.items():
        responses = _RESPONSES.get(group, _OTHER_RESPONSES)
        people = answer_surveys(group, responses=responses, questions=questions, planted=planted)
        file = inspection / "surveys" / f"{group}.csv"
        files[file] = ("response", "group", "question", "answer"), people
    for path, (columns, lines) in files.items():
        write_csv(path, columns, lines)
    return tuple(files)


def _check(inspection: Path, *, truth: Path, sampled: Sequence[tuple[str, str]]) -> None:
    problems = [
        Problem(
            code="no-truth",
            what="The truth about an invented partnership is not here.",
            fix="Name the folder that `sixpoint synthesise` wrote beside the partnership.",
            file=truth / name,
        )
        for name in TRUTH_FILES
        if not (truth / name).is_file()
    ]
    if not sampled:
        problems.append(
            Problem(
                code="no-sample",
                what="No record was drawn yet, so there is nothing to read.",
                fix="Draw the sample first, with `sixpoint sample`.",
                file=inspection / "sample.csv",
            )
        )
    if problems:
        raise UserError(problems)


def _shares(truth: Path) -> dict[str, float]:
    """The planted courses as they were on the last day."""
    try:
        whole: Any = yaml.safe_load((truth / "planted.yaml").read_text(encoding="utf-8"))
        plan = whole["plan"]
        return {
            name: float(value["end"]) if isinstance(value, dict) else float(value)
            for name, value in plan.items()
            if isinstance(value, dict | float)
        }
    except (yaml.YAMLError, TypeError, KeyError, ValueError, UnicodeDecodeError):
        raise _damaged(truth / "planted.yaml") from None


def _records(truth: Path, sampled: Sequence[tuple[str, str]], seed: int) -> tuple[ReadRecord, ...]:
    by_category: dict[str, list[float]] = defaultdict(list)
    try:
        with (truth / "practice.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                by_category[row["category"]].append(float(row["practice"]))
    except (csv.Error, KeyError, ValueError, TypeError):
        raise _damaged(truth / "practice.csv") from None
    return tuple(
        ReadRecord(
            reference=reference,
            practice=Random(f"{seed}-{reference}").choice(by_category[category])
            if by_category.get(category)
            else AVERAGE_PRACTICE,
        )
        for reference, category in sampled
    )


def _damaged(file: Path) -> UserError:
    return UserError(
        [
            Problem(
                code="truth-damaged",
                what="This file of the truth is not as `sixpoint synthesise` wrote it.",
                fix="Run `sixpoint synthesise` again.",
                file=file,
            )
        ]
    )
