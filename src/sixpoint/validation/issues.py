"""The list of issues, held as columns: millions of them take little room, and a few are soon said.

Takes what was found, place by place; gives a sequence of `Issue` that makes each only when asked
for it, and the columns of them all for those who write them out. Refuses nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeAlias, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.terms.issue import Issue, Severity

FINDING, LINE, KEY = "finding", "line", "key"
PLACES = pa.schema([(FINDING, pa.int32()), (LINE, pa.int64()), (KEY, pa.large_string())])
COLUMNS = tuple(field.name for field in fields(Issue))
_AT_ONCE = 10_000
"""Issues turned into objects at a time while they are gone through."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What issues of one rule about one column of one file share: all but the line and the key."""

    code: str
    severity: Severity
    dataset: str
    file: str
    column: str | None
    message: str
    fix: str


@dataclass(frozen=True, eq=False)
class Issues(Sequence[Issue]):
    """Issues in the order of file, line, code and column; equal to any sequence of the same ones.

    `places` has one row for each: `finding` (its place among `findings`), `line` and `key`.
    """

    findings: tuple[Finding, ...] = ()
    places: pa.Table = field(default_factory=PLACES.empty_table)

    def __len__(self) -> int:
        return int(self.places.num_rows)

    @overload
    def __getitem__(self, at: int) -> Issue: ...
    @overload
    def __getitem__(self, at: slice) -> "Issues": ...
    def __getitem__(self, at: int | slice) -> "Issue | Issues":
        wanted = range(len(self))[at]
        if isinstance(wanted, int):
            return next(iter(Issues(self.findings, self.places.slice(wanted, 1))))
        if wanted.step == 1:
            return Issues(self.findings, self.places.slice(wanted.start, len(wanted)))
        return Issues(self.findings, self.places.take(pa.array(wanted, pa.int64())))

    def __iter__(self) -> Iterator[Issue]:
        for batch in self.places.to_batches(max_chunksize=_AT_ONCE):
            columns = (batch[name].to_pylist() for name in (FINDING, LINE, KEY))
            for finding, line, key in zip(*columns, strict=True):
                yield _issue(self.findings[finding], line, key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(ours == theirs for ours, theirs in zip(self, other, strict=True))

    def counts(self) -> Mapping[Finding, int]:
        """How many issues each finding has; a finding with none is left out."""
        number = np.bincount(_numpy(self.places[FINDING]), minlength=len(self.findings))
        return {f: int(n) for f, n in zip(self.findings, number, strict=True) if n}

    def of_code(self, code: str) -> "Issues":
        """Those of one rule."""
        return self._about([one.code == code for one in self.findings])

    def of_agency(self, agency: str) -> "Issues":
        """Those about one agency's tables."""
        return self._about([one.dataset.partition(".")[0] == agency for one in self.findings])

    def _about(self, wanted: Sequence[bool]) -> "Issues":
        """Those of the findings that are wanted."""
        places = [place for place, one in enumerate(wanted) if one]
        ours = pc.is_in(self.places[FINDING], value_set=pa.array(places, pa.int32()))
        return Issues(self.findings, self.places.filter(ours))

    def columns(self) -> pa.Table:
        """COLUMNS of every issue; what issues share is held once, as the words of a dictionary."""
        shared = {name: self._shared(name) for name in COLUMNS if name not in (LINE, KEY)}
        own = {LINE: self.places[LINE], KEY: self.places[KEY]}
        return pa.table({name: (shared | own)[name] for name in COLUMNS})

    def _shared(self, name: str) -> pa.ChunkedArray:
        said = [getattr(finding, name) for finding in self.findings]
        words = sorted({word for word in said if word is not None})
        places = [None if word is None else words.index(word) for word in said]
        chosen = pa.array(places, pa.int32()).take(self.places[FINDING].combine_chunks())
        return pa.chunked_array([pa.DictionaryArray.from_arrays(chosen, pa.array(words))])


Part: TypeAlias = Issues | Iterable[Issue]


def gather_issues(*parts: Part) -> Issues:
    """All of them in one list, in order."""
    known: dict[Finding, int] = {}
    tables = [_places(part, known) for part in parts]
    return in_order(tuple(known), pa.concat_tables([PLACES.empty_table(), *tables]))


def in_order(findings: tuple[Finding, ...], places: pa.Table) -> Issues:
    """The places sorted by file, line, code and column; places alike stay as they are."""
    finding = _numpy(places[FINDING])
    line = _numpy(pc.fill_null(places[LINE], 0))
    files = sorted({one.file for one in findings})
    ranks = sorted(range(len(findings)), key=lambda at: _said(findings[at]))
    rank = np.empty(len(findings), dtype=np.int64)
    rank[ranks] = np.arange(len(findings))
    file = np.array([files.index(one.file) for one in findings], dtype=np.int64)
    order = np.lexsort((rank[finding], line, file[finding])) if len(finding) else finding
    return Issues(findings, places.take(pa.array(order, pa.int64())).combine_chunks())


def _said(finding: Finding) -> tuple[str, str, str]:
    return (finding.code, finding.column or "", finding.message)


def _places(part: Part, known: dict[Finding, int]) -> pa.Table:
    if isinstance(part, Issues):
        place = pa.array([known.setdefault(f, len(known)) for f in part.findings], pa.int32())
        moved = place.take(part.places[FINDING].combine_chunks())
        return part.places.set_column(0, PLACES.field(FINDING), moved)
    issues = list(part)
    own = [known.setdefault(_finding(issue), len(known)) for issue in issues]
    columns = {FINDING: own, LINE: [i.line for i in issues], KEY: [i.key for i in issues]}
    return pa.table(columns, schema=PLACES)


def _finding(issue: Issue) -> Finding:
    return Finding(**{field.name: getattr(issue, field.name) for field in fields(Finding)})


def _issue(finding: Finding, line: int | None, key: str | None) -> Issue:
    shared = {field.name: getattr(finding, field.name) for field in fields(Finding)}
    return Issue(**shared, line=line, key=key)


def _numpy(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.combine_chunks().to_numpy(zero_copy_only=False))
