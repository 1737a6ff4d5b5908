"""CSV tables as they may be published, beside each other and beside all that was released before.

Takes the rows of tables, a policy and a ledger; gives every row with its status, what the auditor
found, and the release that the ledger would remember; refuses what cannot be made safe.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.files import fingerprint
from sixpoint.packs.disclosure import ANY_TOPIC, DisclosurePolicy
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber
from sixpoint.terms.problems import Problem, UserError

from .audit import AuditReport, audit
from .earlier import Joined, Kept, as_release, join_earlier
from .ledger import Ledger, Release, before_release, refuse_otherwise
from .protect import protect
from .tables import Tied, tie_tables
from .tables_read import TableCell
from .types import SafeCount, SafeTable


@dataclass(frozen=True, kw_only=True)
class ProtectedTables:
    """Safe tables, or none and the problems for which the audit refuses.

    `report` and `release` are exact and stay inside. `again` says that the same was released
    under this id before, byte for byte.
    """

    tables: tuple[SafeTable, ...]
    report: AuditReport
    release: Release | None
    again: bool = False
    refused: tuple[Problem, ...] = ()


def protect_tables(
    cells: Sequence[TableCell],
    *,
    measure: str,
    policy: DisclosurePolicy,
    ledger: Ledger | None = None,
    release: str | None = None,
    topic: str = ANY_TOPIC,
    reckoned: int = 0,
) -> ProtectedTables:
    """The tables made safe together; `measure` names what is counted, the same in each release.

    `reckoned` is how many children a reader must reckon with as changed since an earlier release.

    Raises a UserError where the tables are wrong, and where something else was released under
    this id. Nothing is written: the caller appends `release` to the ledger.
    """
    rule = policy.rule_for(topic)
    tied = tie_tables(cells, sensitive=rule.sensitive)
    content = fingerprint([measure, rule, _content(cells)])
    released = ledger
    again = bool(ledger and release and ledger.find(release))
    if ledger and release:
        ledger = before_release(ledger, release, content=content)
    kept = _kept(tied, cells, measure=measure, policy=policy)
    joined = _joined(kept, ledger, reckoned=reckoned)
    safe, report = _audited(tied, joined, policy=policy, topic=topic)
    if not report.safe:
        told = tuple(_told(report, cells))
        return ProtectedTables(tables=(), report=report, release=None, refused=told)
    made = as_release(kept, safe, release, run=content, content=content) if release else None
    if made and released:
        refuse_otherwise(released, made)
    return ProtectedTables(tables=_tables(cells, safe), report=report, release=made, again=again)


def _audited(
    tied: Tied, joined: Joined, *, policy: DisclosurePolicy, topic: str
) -> tuple[Mapping[str, SafeNumber], AuditReport]:
    """The counts made safe, and what the auditor says of them; where nothing helps, of all
    hidden."""
    try:
        safe: Mapping[str, SafeNumber] = protect(
            joined.counts,
            joined.relations,
            policy=policy,
            topic=topic,
            primary=tied.primary,
            loss=dict.fromkeys(tied.unpublished, 0.0),
            ties=joined.ties,
            released=joined.released,
            under=joined.under,
        )
    except UserError as error:
        if {problem.code for problem in error.problems} != {"disclosure.cannot-be-protected"}:
            raise
        safe = _all_hidden(joined)
    report = audit(
        safe,
        joined.relations,
        policy=policy,
        topic=topic,
        ties=joined.ties,
        exact=joined.counts,
        under=joined.under,
    )
    return safe, report


def _all_hidden(joined: Joined) -> Mapping[str, SafeNumber]:
    """Everything hidden that was not published before."""
    out = {
        tie.left: joined.released[tie.right]
        for tie in joined.ties
        if tie.at_most == 0 and tie.right in joined.released
    }
    shown = {name: number for name, number in out.items() if number.visible}
    return dict.fromkeys(joined.counts, SUPPRESSED) | shown | dict(joined.released)


def _told(report: AuditReport, cells: Sequence[TableCell]) -> Iterator[Problem]:
    """What the audit refuses, by file and line; of what was released before, that it would."""
    rows: dict[str, TableCell] = {}
    for cell in cells:
        rows.setdefault(cell.name, cell)
    unsafe = {*report.exact, *report.narrowed}
    for name in sorted(unsafe & rows.keys(), key=lambda one: rows[one].line):
        yield _refusal("What this row counts could be worked out", rows[name])
    if unsafe - rows.keys():
        yield _refusal("What was hidden in an earlier release could be worked out", cells[0])


def _refusal(what: str, cell: TableCell) -> Problem:
    return Problem(
        code="disclosure.not-safe",
        what=f"{what} from what was released before, whatever is hidden now.",
        fix="Do not publish these tables beside the earlier ones. If you know that more children "
        "changed since than the counts let a reader see, say how many with --changed N.",
        file=cell.file,
        line=cell.line,
    )


def _joined(kept: Kept, ledger: Ledger | None, *, reckoned: int) -> Joined:
    if ledger:
        return join_earlier(kept, ledger, reckoned=reckoned)
    relations = tuple(kept.relations)
    return Joined(counts=kept.counts, relations=relations, ties=(), released={}, under=kept.under)


def _content(cells: Sequence[TableCell]) -> list[object]:
    return [
        [cell.file.name, sorted(cell.dimensions.items()), cell.count, cell.primary]
        for cell in cells
    ]


def _kept(
    tied: Tied, cells: Sequence[TableCell], *, measure: str, policy: DisclosurePolicy
) -> Kept:
    groups = {cell.name: cell.groups for cell in cells if cell.name in tied.counts}
    return Kept(
        counts=tied.counts,
        relations=tied.relations,
        keys={name: (measure, name) for name in groups},
        dimensions=groups,
        rules=policy.counts,
        # What nobody publishes, nobody sees to be nought either.
        under={name: name for name in tied.unpublished},
    )


def _tables(cells: Sequence[TableCell], safe: Mapping[str, SafeNumber]) -> tuple[SafeTable, ...]:
    files = dict.fromkeys(cell.file for cell in cells)
    return tuple(
        SafeTable(
            file=str(file),
            cells=tuple(_row(cell, safe) for cell in cells if cell.file == file),
        )
        for file in files
    )


def _row(cell: TableCell, safe: Mapping[str, SafeNumber]) -> SafeCount:
    shown = MISSING if cell.count is None else safe[cell.name]
    value = None if shown.value is None else int(shown.value)
    return SafeCount(dimensions=dict(cell.dimensions), value=value, status=shown.status)
