"""The auditor: what a reader works out of tables as they are published.

Takes what was published, the sums that everybody knows and the policy; nothing of how cells were
chosen. Gives, for each hidden cell, the least and the most it can be. It runs before anything
leaves, and its report stays inside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sixpoint.packs.disclosure import ANY_TOPIC, CountRule, DisclosurePolicy
from sixpoint.terms.cells import MISSING, SafeNumber, Status
from sixpoint.terms.problems import Problem, UserError
from sixpoint.terms.strict import strict

from .attack import Attack
from .counts import Interval, half_of_rounded, known_of_published
from .table import rows_by_name, tells_of_nobody
from .table_problems import refuse_names
from .types import Relation, Tie


class Verdict(StrEnum):
    """`exact`: a reader knows the number; `narrowed`: he knows more of it than he may."""

    SAFE = "safe"
    NARROWED = "narrowed"
    EXACT = "exact"


@strict
class CellAudit:
    """What a reader knows of one cell: whole numbers from `least` to `most` (None: no end).

    `impossible` are the small numbers that he can rule out and should not be able to.
    """

    name: str
    least: int
    most: int | None
    verdict: Verdict
    impossible: tuple[int, ...] = ()


@strict
class AuditReport:
    """Every hidden and rounded cell. Stays inside: it says what must not be known."""

    cells: tuple[CellAudit, ...]

    @property
    def safe(self) -> bool:
        return all(cell.verdict is Verdict.SAFE for cell in self.cells)

    @property
    def exact(self) -> tuple[str, ...]:
        return self._names(Verdict.EXACT)

    @property
    def narrowed(self) -> tuple[str, ...]:
        return self._names(Verdict.NARROWED)

    def _names(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(cell.name for cell in self.cells if cell.verdict is verdict)


def audit(
    published: Mapping[str, SafeNumber],
    relations: Sequence[Relation],
    *,
    policy: DisclosurePolicy,
    topic: str = ANY_TOPIC,
    ties: Sequence[Tie] = (),
    exact: Mapping[str, int] | None = None,
    under: Mapping[str, str] | None = None,
) -> AuditReport:
    """What a reader who knows the policy and every sum can tell of what is not shown.

    With `exact`, which only we have, a small count must leave every small number possible, and
    another a range as wide as the threshold. Without, a cell must satisfy whatever it may be.
    A hidden cell is taken for one or more, since noughts are shown; for nought or more where the
    topic is sensitive, where the cell it is `under` (see `protect`) is hidden as well, and where
    it is nought, which some are that are hidden for a reason of their own.
    Refuses published numbers that fit no counts at all: that could not be checked.
    """
    refuse_names(published, relations, ties)
    auditor = _Auditor(
        published,
        relations,
        ties,
        rule=policy.rule_for(topic),
        exact=exact,
        under=under or {},
    )
    return AuditReport(cells=tuple(auditor.cells()))


def refuse_unsafe(report: AuditReport) -> None:
    """Raises where the audit failed; names cells, never what they count."""
    told = {Verdict.EXACT: "can be worked out", Verdict.NARROWED: "is told too nearly"}
    problems = [
        Problem(
            code="disclosure.not-safe",
            what=f"The cell '{cell.name}' {told[cell.verdict]} from what else is shown.",
            fix="Hide more beside it, and audit again.",
        )
        for cell in report.cells
        if cell.verdict is not Verdict.SAFE
    ]
    if problems:
        raise UserError(problems)


@dataclass(frozen=True, kw_only=True)
class _Readers:
    """One who knows that noughts are shown, one who does not, and one who sees noughts only."""

    knowing: Attack
    unknowing: Attack
    from_noughts: Attack


class _Auditor:
    """One set of published tables; cells go by their place in it."""

    def __init__(
        self,
        published: Mapping[str, SafeNumber],
        relations: Sequence[Relation],
        ties: Sequence[Tie],
        *,
        rule: CountRule,
        exact: Mapping[str, int] | None,
        under: Mapping[str, str],
    ) -> None:
        self._rule, self._published, self._under = rule, published, under
        self._exact = exact
        index = {name: i for i, name in enumerate(published)}
        rows = rows_by_name(index, relations, ties)
        self._readers = _Readers(
            knowing=Attack(rows, [self._known(name) for name in published]),
            unknowing=Attack(rows, [self._known(name, floor=0) for name in published]),
            from_noughts=Attack(rows, [self._from_noughts(name) for name in published]),
        )

    def _floor(self, name: str) -> int:
        """The least the cell can be while it is hidden: each cell has its own."""
        if self._rule.sensitive or (self._exact is not None and self._exact.get(name) == 0):
            return 0
        above = self._published.get(self._under.get(name, ""), MISSING)
        return 0 if above.status is Status.SUPPRESSED else 1

    def _known(self, name: str, *, floor: int | None = None) -> Interval:
        least = self._floor(name) if floor is None else floor
        return known_of_published(self._published[name], rule=self._rule, floor=least)

    def _from_noughts(self, name: str) -> Interval:
        low, top = self._known(name)
        return (0, 0) if top == 0 else (min(low, 1), None)

    def cells(self) -> Iterator[CellAudit]:
        for index, (name, number) in enumerate(self._published.items()):
            if number.status is Status.SUPPRESSED:
                yield self._hidden(index, name)
            elif number.status is Status.ROUNDED:
                yield self._rounded(index, name, number)

    def _hidden(self, index: int, name: str) -> CellAudit:
        least, most = self._ends(index, name)
        width = max(self._rule.below, self._rule.base or 0)
        wide = most is None or most - least >= width
        value = None if self._exact is None else self._exact.get(name)
        if value is not None and tells_of_nobody(value, self._above(name), rule=self._rule):
            return _cell(name, least, most, safe=True)
        small = value is not None and value < self._rule.below
        impossible: tuple[int, ...] = ()
        if small or (value is None and least < self._rule.below):
            impossible = tuple(self._impossible(index, nought=value == 0))
        may_be_large = value is None and (most is None or most >= self._rule.below)
        safe = not impossible and (wide or not (may_be_large or (value is not None and not small)))
        return _cell(name, least, most, safe=safe, impossible=impossible)

    def _above(self, name: str) -> int | None:
        """What the cell is with which this one is hidden; None where there is none."""
        above = self._under.get(name, name)
        return None if self._exact is None or above == name else self._exact.get(above)

    def _impossible(self, index: int, *, nought: bool) -> Iterator[int]:
        """Small numbers that a reader rules out, and not for knowing which cells are nought."""
        readers = self._readers
        for number in range(0 if self._rule.sensitive or nought else 1, self._rule.below):
            if readers.knowing.reaches(index, number):
                continue
            least = readers.from_noughts.least(index)
            conceivable = least is None or number >= least
            if conceivable or not readers.unknowing.reaches(index, number):
                yield number

    def _rounded(self, index: int, name: str, number: SafeNumber) -> CellAudit:
        least, most = self._ends(index, name)
        low, top = known_of_published(number, rule=self._rule, floor=0)
        width = half_of_rounded(self._rule) if low != top else 0
        return _cell(name, least, most, safe=most is None or most - least >= width)

    def _ends(self, index: int, name: str) -> tuple[int, int | None]:
        least = self._readers.knowing.least(index)
        if least is None:
            raise UserError([_unfit(name)])
        return least, self._readers.knowing.most(index)


def _cell(
    name: str, least: int, most: int | None, *, safe: bool, impossible: tuple[int, ...] = ()
) -> CellAudit:
    verdict = Verdict.SAFE if safe else Verdict.EXACT if least == most else Verdict.NARROWED
    return CellAudit(name=name, least=least, most=most, verdict=verdict, impossible=impossible)


def _unfit(name: str) -> Problem:
    return Problem(
        code="disclosure.could-not-audit",
        what=f"No counts fit what is published beside the cell '{name}', so nothing was checked.",
        fix="Publish totals that are the sum of their parts, under the policy they were made by.",
    )
