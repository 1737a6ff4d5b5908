"""cited.json: the fingerprint of each thing cited, as the team last confirmed it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from sixpoint.evaluation.findings import Finding
from sixpoint.evidence.types import EvidenceItem, Source
from sixpoint.files import fingerprint, read_json, write_json
from sixpoint.reports.types import Kind, Report
from sixpoint.terms.strict import strict

FILE = Path("cited.json")


@strict
class Cited:
    """One thing as it was confirmed; `shown` is what the report said of it."""

    id: str
    fingerprint: str
    shown: str


@strict
class Confirmed:
    """Evidence cited by findings, and the facts and standing texts of the report."""

    format: Literal[1]
    cited: tuple[Cited, ...]

    def find(self, id_: str) -> Cited | None:
        return next((one for one in self.cited if one.id == id_), None)


def read_confirmed(folder: Path) -> Confirmed | None:
    """What was last confirmed; None if nothing ever was."""
    return read_json(folder / FILE, Confirmed) if (folder / FILE).is_file() else None


def confirm(
    folder: Path, findings: Iterable[Finding], sources: Mapping[str, Source], report: Report
) -> None:
    """Records everything that is cited, and every fact and standing text, as seen."""
    ids = sorted({id_ for finding in findings for id_ in rests_on(finding, sources)})
    cited = [
        Cited(id=id_, fingerprint=sources[id_].fingerprint, shown=sources[id_].shown) for id_ in ids
    ]
    write_json(folder / FILE, Confirmed(format=1, cited=(*cited, *_said(report))))


def _said(report: Report) -> Iterator[Cited]:
    for statement in report.statements:
        if statement.kind is not Kind.FINDING:
            text = statement.text
            yield Cited(id=statement.id, fingerprint=fingerprint(text), shown=text)


def rests_on(finding: Finding, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What the finding cites, and the figures that cited items weigh."""
    found = dict.fromkeys(finding.all_cites)
    for id_ in finding.all_cites:
        origin = sources[id_].origin
        if isinstance(origin, EvidenceItem) and origin.source:
            found[origin.source] = None
    return tuple(found)


def unconfirmed_findings(
    findings: Iterable[Finding], sources: Mapping[str, Source], confirmed: Confirmed | None
) -> tuple[str, ...]:
    """Findings that rest on something that nobody confirmed yet."""
    seen = {one.id for one in confirmed.cited} if confirmed else set()
    return tuple(
        finding.id for finding in findings if not seen.issuperset(rests_on(finding, sources))
    )


def stale_findings(
    findings: Iterable[Finding], sources: Mapping[str, Source], confirmed: Confirmed | None
) -> frozenset[str]:
    """Findings that rest on something that is not as it was confirmed."""
    if confirmed is None:
        return frozenset()
    seen = {one.id: one.fingerprint for one in confirmed.cited}
    return frozenset(
        finding.id
        for finding in findings
        if any(
            seen.get(id_, sources[id_].fingerprint) != sources[id_].fingerprint
            for id_ in rests_on(finding, sources)
        )
    )
