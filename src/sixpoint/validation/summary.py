"""What was found, in the order in which a person should mend it.

Takes issues, outcomes and what depends on each column; gives one entry for each cause with its
number of rows and first places, and the ten to mend first. Values of records have no place here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.packs.rules import Rule
from sixpoint.pictures.words import plural
from sixpoint.terms.issue import Severity
from sixpoint.validation.issues import FINDING, KEY, LINE, Finding, Issues
from sixpoint.validation.reasons import NO_PREVIOUS
from sixpoint.validation.types import Checked, Outcome
from sixpoint.validation.waivers import Waived

MEND_FIRST = 10
PLACES = 20
"""Places kept for each cause unless somebody asks for another number; the CSV names them all."""

Figures = Mapping[tuple[str, str | None], frozenset[str]]
"""Ids of measures by table and column; under None those that read the table at all."""

_NO_FAULT = (NO_PREVIOUS, "The rule is not in force")
"""How reasons begin that nobody can do anything about."""

ORDER = (
    "First what keeps rows from going on, because those rows are missing from every count. Then "
    "what could not be checked, because nobody knows how many rows are wrong. Then warnings. "
    "Within each, most rows first: one mistake in an export often spoils thousands of rows and is "
    "mended in one place. Where rows are equal, what more figures and rules depend on comes first."
)
"""The order of what to mend first, and its reason, as the report says it."""


class Stops(IntEnum):
    """What a cause does to rows, worst first."""

    ROWS = 0
    CHECKS = 1
    NOTHING = 2

    @property
    def words(self) -> str:
        return ("keeps rows out", "could not be checked", "a warning")[self]


@dataclass(frozen=True)
class Place:
    """One row of an extract: its line from 1 with the header, and the agency's own key."""

    line: int | None
    key: str | None


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What one rule found in one column of one file. `count` counts its places; `waived` others.

    `figures` are measures that read the rows or the column; `rules` counts the rules about it.
    """

    finding: Finding
    count: int
    waived: int
    places: tuple[Place, ...]
    figures: tuple[str, ...]
    rules: int

    @property
    def stops(self) -> Stops:
        return Stops.ROWS if self.finding.severity is Severity.ERROR else Stops.NOTHING


@dataclass(frozen=True, kw_only=True)
class NotChecked:
    """Why rules of a table were not run, or not in full, which, and the measures that read it."""

    dataset: str
    why: str
    codes: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ToMend:
    """One of the things to mend first; `rows` is None where nobody can tell how many."""

    code: str
    what: str
    fix: str
    where: str
    stops: Stops
    rows: int | None
    figures: int
    rules: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    """`causes` are in the order of tables, errors before warnings, most places first."""

    causes: tuple[Cause, ...]
    not_checked: tuple[NotChecked, ...]
    mend_first: tuple[ToMend, ...]


def summarise(
    checked: Checked,
    rules: Sequence[Rule],
    *,
    waived: Waived,
    figures: Figures,
    supplied: Sequence[str],
    places: int = PLACES,
) -> Summary:
    """Everything found, grouped by cause, and what to mend first; `supplied` are table ids."""
    causes = tuple(sorted(_causes(rules, waived, figures, places), key=_by_table))
    not_checked = tuple(_not_checked(checked, figures))
    first = sorted(
        [*_mend_causes(causes), *_mend_checks(not_checked, supplied)],
        key=lambda one: (one.stops, -(one.rows or 0), -one.figures, -one.rules, one.code),
    )
    return Summary(causes=causes, not_checked=not_checked, mend_first=tuple(first[:MEND_FIRST]))


def _causes(
    rules: Sequence[Rule], waived: Waived, figures: Figures, places: int
) -> Iterator[Cause]:
    about = Counter((rule.dataset, column) for rule in rules for column in rule.columns)
    still, lived_with = waived.open.counts(), waived.waived.counts()
    for finding in {**still, **lived_with}:
        column = finding.column if finding.severity is Severity.WARNING else None
        yield Cause(
            finding=finding,
            count=still.get(finding, 0),
            waived=lived_with.get(finding, 0),
            places=_places(waived.open, finding, places),
            figures=tuple(sorted(figures.get((finding.dataset, column), ()))),
            rules=about[finding.dataset, finding.column or ""],
        )


def _places(issues: Issues, finding: Finding, most: int) -> tuple[Place, ...]:
    """The first places of one cause."""
    if finding not in issues.findings:
        return ()
    number = pa.scalar(issues.findings.index(finding), pa.int32())
    ours = issues.places.filter(pc.equal(issues.places[FINDING], number)).slice(0, most)
    pairs = zip(ours[LINE].to_pylist(), ours[KEY].to_pylist(), strict=True)
    return tuple(Place(line, key) for line, key in pairs)


def _by_table(cause: Cause) -> tuple[str, str, int, int, str, str]:
    found = cause.finding
    return (
        found.dataset,
        found.file,
        cause.stops,
        -cause.count,
        found.code,
        f"{found.column} {found.message}",
    )


def _not_checked(checked: Checked, figures: Figures) -> Iterator[NotChecked]:
    """Rules not run, together by table and reason."""
    grouped: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for result in checked.results:
        if result.why is not None or result.outcome is Outcome.NOT_RUN:
            grouped[result.dataset, result.why or ""].append(result.code)
    for (dataset, why), codes in sorted(grouped.items()):
        reading = tuple(sorted(figures.get((dataset, None), ())))
        yield NotChecked(dataset=dataset, why=why, codes=tuple(codes), figures=reading)


def _mend_causes(causes: Sequence[Cause]) -> Iterator[ToMend]:
    for cause in causes:
        if not cause.count:
            continue
        found = cause.finding
        yield ToMend(
            code=found.code,
            what=found.message,
            fix=found.fix,
            where=f"{found.file}, {found.column}" if found.column else found.file,
            stops=cause.stops,
            rows=cause.count,
            figures=len(cause.figures),
            rules=cause.rules,
        )


def _mend_checks(not_checked: Sequence[NotChecked], supplied: Sequence[str]) -> Iterator[ToMend]:
    """What keeps rules about supplied tables from being checked; the absent rest is no omission."""
    for one in not_checked:
        if one.dataset in supplied and not one.why.startswith(_NO_FAULT):
            yield ToMend(
                code=", ".join(one.codes[:3]) + (" and more" if len(one.codes) > 3 else ""),
                what=f"{one.why} {len(one.codes)} {plural(len(one.codes), 'rule')} could not be "
                "checked, or not in full.",
                fix="Supply what is missing, if it is there to be had.",
                where=one.dataset,
                stops=Stops.CHECKS,
                rows=None,
                figures=len(one.figures),
                rules=len(one.codes),
            )
