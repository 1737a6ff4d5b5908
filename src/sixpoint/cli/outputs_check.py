"""What `sixpoint check --json` and `sixpoint return --json` print."""

from datetime import date

from sixpoint.inspection.returned_signed import SignedState
from sixpoint.terms.issue import Severity
from sixpoint.terms.strict import strict
from sixpoint.validation.compare import Changes
from sixpoint.validation.types import Outcome
from sixpoint.validation.verdict import Verdict
from sixpoint.validation.waivers import State

from .output import Output


@strict
class RuleSaid:
    """What one rule came to. `count` is the number of failing rows; `why` says why it was not run,
    or not in full."""

    code: str
    status: Outcome
    count: int
    why: str | None


@strict
class IssueSaid:
    """One issue; `line` counts from 1 with the header, `key` is the agency's own record key."""

    code: str
    severity: Severity
    file: str
    line: int | None
    key: str | None
    column: str | None
    message: str
    fix: str


@strict
class TableSaid:
    """One table: its rows, those that could not be read, those that go on, and its own verdict."""

    dataset: str
    files: tuple[str, ...]
    rows: int
    set_aside: int
    going_on: int
    verdict: Verdict
    reasons: tuple[str, ...]


@strict
class DroppedSaid:
    """A column that was left unread; `place` counts the file's columns from 1, and `column` is null
    where it is none of the table's."""

    file: str
    dataset: str
    place: int
    column: str | None


@strict
class UnreadSaid:
    """Why a file could not be read, and the tables that are rejected for it."""

    code: str
    what: str
    fix: str
    file: str | None
    line: int | None
    tables: tuple[str, ...]


@strict
class WaiverSaid:
    """What one waiver came to: how many issues it is about, and whether it still holds."""

    about: str
    reason: str
    until: date
    state: State
    issues: int


@strict
class CheckOutput(Output):
    """sixpoint check --json. `issues` holds waived ones too; `kept` names the submission, if any.

    `changes` is null where no earlier submission was kept; `not_submitted` lists tables, `dropped`
    columns that nothing reads, and `unread` what could not be read, while the rest was checked.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    rules: tuple[RuleSaid, ...]
    issues: tuple[IssueSaid, ...]
    tables: tuple[TableSaid, ...]
    not_submitted: tuple[str, ...]
    dropped: tuple[DroppedSaid, ...]
    unread: tuple[UnreadSaid, ...]
    waivers: tuple[WaiverSaid, ...]
    changes: Changes | None
    kept: str | None


@strict
class PartSaid:
    """One agency's part of the return: its rows, their hash, and whether a signature holds."""

    agency: str
    rows: int
    state: SignedState
    role: str | None
    on: date | None
    content: str


@strict
class ReturnOutput(Output):
    """sixpoint return --json: counts and signatures, and the files that were written."""

    framework: str
    programme: str
    as_at: date
    rows: int
    parts: tuple[PartSaid, ...]
    written: tuple[str, ...]


@strict
class ReadingSaid:
    """A message that comes while a file is read, before any rule."""

    code: str
    means: str


@strict
class ExampleSaid:
    """Example rows of one table, cells divided by `|`; `so` says which rows pass and which fail."""

    dataset: str
    rows: str


@strict
class RuleExplained:
    """One rule: what it says when a row fails, what to do, and rows that show it."""

    code: str
    kind: str
    dataset: str
    columns: tuple[str, ...]
    severity: Severity
    message: str
    fix: str
    since: date | None
    until: date | None
    examples: tuple[ExampleSaid, ...]


@strict
class ExplainOutput(Output):
    """sixpoint explain --json: the messages asked for, those of reading first."""

    pack: str
    reading: tuple[ReadingSaid, ...]
    rules: tuple[RuleExplained, ...]
