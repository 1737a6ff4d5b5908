"""Proposes mappings for a partnership's agencies and writes them beside, for people to look at.

Takes the partnership's folder; writes mappings/<agency>.proposed.yaml for each agency that has
files which nothing names yet. Never writes over what a person wrote or changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sixpoint.files import read_text, write_text
from sixpoint.files.xlsx import open_workbook
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.load import load_datasets
from sixpoint.records.evidence import look_at_values
from sixpoint.records.mapping import FOLDER, PROPOSED, FileMapping
from sixpoint.records.plan import plan_sources
from sixpoint.records.propose import LIKELY, Proposal, Seen, propose
from sixpoint.records.proposed_yaml import is_untouched, proposed_text
from sixpoint.records.read_mappings import read_mappings
from sixpoint.records.supplied import look_at
from sixpoint.terms.problems import Problem, UserError, user_error

from .partnership import Partnership, read_partnership

ROWS_LOOKED_AT = 100_000


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What was proposed for one agency, and where it was written."""

    agency: str
    file: Path
    proposal: Proposal

    @property
    def placed(self) -> int:
        """How many columns of ours were found."""
        return sum(len(one.columns) for one in self.proposal.files)

    @property
    def to_look_at(self) -> int:
        """How many questions are left open for a person."""
        files = self.proposal.files
        unsure = sum(one.score < LIKELY for file in files for one in file.columns)
        strange = sum(one.strangers > 0 for file in files for one in file.columns)
        lacking = sum(len(file.lacking) for file in files)
        asked = sum((file.order == "ask") + file.short_years for file in files)
        return unsure + strange + lacking + asked


def propose_mappings(folder: Path) -> tuple[Proposed, ...]:
    """A proposal for each agency with files that nothing names yet; written, and not used."""
    partnership = read_partnership(folder)
    datasets = load_datasets(partnership.packs.datasets).datasets
    expected = [datasets[id_] for id_ in partnership.expected if id_ in datasets]
    unread = _unread(folder, partnership, datasets)
    found: list[Proposed] = []
    problems: list[Problem] = []
    for agency in dict.fromkeys(one.agency for one in expected):
        files = [path for path in unread if path.parent.name == agency]
        if not files:
            continue
        tables = [one for one in expected if one.agency == agency]
        try:
            found.append(_propose(folder, agency, files, tables))
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(problems)
    for one in found:
        text = proposed_text(one.agency, one.proposal)
        one.file.parent.mkdir(parents=True, exist_ok=True)
        write_text(one.file, text, private=True)
    return tuple(found)


def _unread(
    folder: Path, partnership: Partnership, datasets: Mapping[str, Dataset]
) -> tuple[Path, ...]:
    """The files among the extracts that nothing names, or whose header is not the named table's."""
    mappings = read_mappings(folder, datasets)
    plan = plan_sources(folder, expected=partnership.expected, mappings=mappings)
    foreign = [
        one.path
        for one in plan.sources
        if one.mapping is None
        and one.path.is_file()
        and _is_foreign(one.path, datasets[one.dataset])
    ]
    return tuple(sorted({*plan.strays, *foreign}))


def _is_foreign(path: Path, dataset: Dataset) -> bool:
    header = set(look_at(path, mapping=None, known={c.name for c in dataset.columns}).header)
    return any(c.name not in header for c in dataset.columns if c.required or c.name == dataset.key)


def _propose(folder: Path, agency: str, files: list[Path], tables: list[Dataset]) -> Proposed:
    target = folder / FOLDER / f"{agency}{PROPOSED}"
    if target.exists() and not is_untouched(read_text(target)):
        raise user_error(
            "proposal-changed",
            what="Somebody has changed this proposal since it was written.",
            fix=f"Call it {agency}.yaml if it is ready, or take it away to have another.",
            file=target,
        )
    known = {name for one in tables for c in one.columns for name in (c.name, *c.aliases)}
    seen = [one for path in files for one in _look(path, known)]
    return Proposed(agency=agency, file=target, proposal=propose(seen, tables))


def _look(path: Path, known: set[str]) -> Iterator[Seen]:
    """The file, or each sheet of it that holds anything."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        book = open_workbook(path)
        filled = [sheet for sheet in book.sheets if not book.is_empty(sheet)]
        for sheet in filled:
            yield _seen(path, known, sheet=sheet.name if len(filled) > 1 else None)
        return
    yield _seen(path, known, sheet=None)


def _seen(path: Path, known: set[str], *, sheet: str | None) -> Seen:
    asked = (
        None if sheet is None else FileMapping(file=path.name, dataset="", columns=(), sheet=sheet)
    )
    supplied = look_at(path, mapping=asked, known=known)
    rows = 0
    tables: list[pa.Table] = []
    for block in supplied.blocks():
        tables.append(block.table)
        rows += block.table.num_rows
        if rows >= ROWS_LOOKED_AT:
            break
    columns = (
        (text for table in tables for text in table[str(place)].to_pylist())
        for place in range(len(supplied.header))
    )
    return Seen(
        path=path,
        header=supplied.header,
        evidence=tuple(look_at_values(texts) for texts in columns),
        encoding=supplied.encoding,
        separator=supplied.separator,
        sheet=sheet,
    )
