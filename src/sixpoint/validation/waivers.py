"""Waivers: issues that a partnership has decided, with a reason and until a day, to live with.

Takes `waivers.yaml` as people wrote it, and the issues; gives those still open, those waived, and
what each waiver came to. Refuses a waiver without a reason, a person or an end, of no rule, or of
everything. A waived issue stays counted and is shown as waived; a row with an error stays out of
what is counted, waived or not (ADR 0013).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field

from sixpoint.packs.rules import Rule
from sixpoint.records.issues import CODES
from sixpoint.terms.problems import Problem
from sixpoint.terms.strict import strict
from sixpoint.validation.issues import FINDING, KEY, Finding, Issues
from sixpoint.validation.shapes import is_chi

FILE = "waivers.yaml"
Words = Annotated[str, Field(min_length=1)]


@strict
class Waiver:
    """One decision to live with what a rule finds: in a table, a file, or records by their keys.

    `by` is a person by role, never by name; it holds up to and including the day `until`.
    """

    rule: str
    reason: Words
    by: Words
    until: date
    table: str | None = None
    file: str | None = None
    keys: tuple[Words, ...] = ()

    @property
    def words(self) -> str:
        """What it is about: rule, and table, file or number of records."""
        records = f"{len(self.keys)} records" if self.keys else None
        return ", ".join(part for part in (self.rule, self.table, self.file, records) if part)


@strict
class WaiversFile:
    """waivers.yaml."""

    format: Literal[1]
    waivers: tuple[Waiver, ...]


class State(StrEnum):
    """What became of a waiver: in use, run out, or about nothing that was found."""

    IN_USE = "in use"
    EXPIRED = "expired"
    UNUSED = "found nothing"


@dataclass(frozen=True, kw_only=True)
class WaiverUse:
    """A waiver and the number of issues that it is about; an expired one waives none of them."""

    waiver: Waiver
    state: State
    issues: int


@dataclass(frozen=True, kw_only=True)
class Waived:
    """All issues divided: `open` are to be mended, `waived` are lived with."""

    open: Issues
    waived: Issues
    uses: tuple[WaiverUse, ...]


def waivers_problems(
    waivers: Sequence[Waiver],
    rules: Sequence[Rule],
    *,
    file: Path,
    lines: Mapping[tuple[int | str, ...], int],
) -> list[Problem]:
    """Everything that keeps the waivers from being understood, each with its line."""
    by_code = {rule.code: rule for rule in rules}
    return [
        Problem(
            code="waiver",
            what=f"Waiver {number + 1}: {what}",
            fix=fix,
            file=file,
            line=lines.get(("waivers", number)),
        )
        for number, waiver in enumerate(waivers)
        for what, fix in _wrong(waiver, by_code)
    ]


def _wrong(waiver: Waiver, rules: Mapping[str, Rule]) -> Iterator[tuple[str, str]]:
    rule = rules.get(waiver.rule)
    if rule is None and waiver.rule not in CODES:
        yield "it names no rule of this pack.", "Take the code from the report of `sixpoint check`."
    if rule is not None and waiver.table not in (None, rule.dataset):
        yield f"{waiver.rule} is about {rule.dataset}.", "Name that table, or another rule."
    if not (waiver.table or waiver.file or waiver.keys):
        yield "it says neither table, file nor keys.", "Say what it is about; no rule is waived."
    if any(is_chi(key) for key in waiver.keys):
        yield "a key in it has the shape of an identifier.", "Name records by the agency's own key."


def apply_waivers(issues: Issues, waivers: Sequence[Waiver], *, as_at: date) -> Waived:
    """The issues as the waivers leave them; one whose day is before the reference day does nothing.

    The reference day decides and not today's date, so that the same folder always gets the same
    verdict.
    """
    waived = np.zeros(len(issues), dtype=bool)
    uses: list[WaiverUse] = []
    for waiver in waivers:
        ours = _about(waiver, issues)
        holds = as_at <= waiver.until
        state = State.EXPIRED if not holds else State.IN_USE if ours.any() else State.UNUSED
        uses.append(WaiverUse(waiver=waiver, state=state, issues=int(ours.sum())))
        if holds:
            waived |= ours
    return Waived(open=_where(issues, ~waived), waived=_where(issues, waived), uses=tuple(uses))


def _about(waiver: Waiver, issues: Issues) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """For each issue, whether the waiver is about it."""
    findings = [at for at, one in enumerate(issues.findings) if _names(waiver, one)]
    ours = pc.is_in(issues.places[FINDING], value_set=pa.array(findings, pa.int32()))
    if waiver.keys:
        keys = pa.array(waiver.keys, pa.large_string())
        ours = pc.and_(ours, pc.is_in(issues.places[KEY], value_set=keys))
    return np.asarray(ours.to_numpy(), dtype=bool)


def _names(waiver: Waiver, finding: Finding) -> bool:
    return (
        waiver.rule == finding.code
        and waiver.table in (None, finding.dataset)
        and waiver.file in (None, finding.file)
    )


def _where(issues: Issues, wanted: Collection[bool]) -> Issues:
    return Issues(issues.findings, issues.places.filter(pa.array(wanted, pa.bool_())))
