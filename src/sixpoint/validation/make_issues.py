"""From the rows that rules found failing to issues: file, line, and the key where it may be shown.

Takes failing rows in columns and gives issues in columns; refuses to show a key that identifies.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.packs.datasets import Dataset, Sensitivity
from sixpoint.packs.rules import Rule
from sixpoint.records.types import FILE_STEP, LINE, Records
from sixpoint.validation.failures import KEY, Failing
from sixpoint.validation.issues import PLACES, Finding, Issues, in_order
from sixpoint.validation.shapes import CHI_PATTERN, is_chi


def make_issues(found: Iterable[tuple[Rule, Sequence[Failing]]], records: Records) -> Issues:
    """The issues of what each rule found, in order."""
    findings: list[Finding] = []
    places = [PLACES.empty_table()]
    for rule, all_failing in found:
        shown = rule.names_key and not _key_identifies(records.datasets[rule.dataset])
        for failing in all_failing:
            for file, rows in _by_file(failing.rows, rule.dataset, records):
                places.append(_places(rows, len(findings), shows_key=shown))
                findings.append(_finding(rule, failing, file))
    return in_order(tuple(findings), pa.concat_tables(places))


def _by_file(rows: pa.Table, dataset: str, records: Records) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each file of the table, with their lines in it; the first has what has none."""
    files = [source.place for source in records.files if source.dataset == dataset]
    if len(files) == 1:
        yield files[0], rows
        return
    lines = pc.fill_null(rows[LINE], 0).to_numpy()
    for number, file in enumerate(files):
        own = rows.filter(pa.array(lines // FILE_STEP == number))
        if len(own):
            moved = pc.subtract(own[LINE], number * FILE_STEP)
            yield file, own.set_column(own.column_names.index(LINE), LINE, moved)


def _finding(rule: Rule, failing: Failing, file: str) -> Finding:
    return Finding(
        code=rule.code,
        severity=rule.severity,
        dataset=rule.dataset,
        file=file,
        column=failing.column,
        message=rule.message if failing.where is None else f"{rule.message} {failing.where}",
        fix=rule.fix,
    )


def _places(rows: pa.Table, finding: int, *, shows_key: bool) -> pa.Table:
    none = pa.nulls(len(rows), pa.large_string())
    columns = [
        pa.array(np.full(len(rows), finding, dtype=np.int32)),
        rows[LINE].cast(pa.int64()),
        _safe_keys(rows[KEY].cast(pa.large_string())) if shows_key else none,
    ]
    return pa.table(columns, schema=PLACES)


def _key_identifies(dataset: Dataset) -> bool:
    column = dataset.column(dataset.key)
    return column is None or column.sensitivity is Sensitivity.IDENTIFYING


def _safe_keys(keys: pa.ChunkedArray) -> pa.ChunkedArray:
    """The agency's own keys, without those that are numbers the whole of Scotland shares."""
    like_chi = pc.match_substring_regex(keys, f"^(?:{CHI_PATTERN})$")
    shared = [at for at in _true_places(like_chi) if is_chi(keys[at].as_py())]
    if not shared:
        return keys
    hidden = np.zeros(len(keys), dtype=bool)
    hidden[shared] = True
    return pc.if_else(pa.array(hidden), pa.scalar(None, pa.large_string()), keys)


def _true_places(mask: pa.ChunkedArray) -> list[int]:
    found: list[int] = np.flatnonzero(mask.fill_null(False).to_numpy()).tolist()
    return found
