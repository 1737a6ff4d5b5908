"""A million issues: the summary, the comparison and the page stay small and quick."""

import time
from datetime import date

import pyarrow as pa

from sixpoint.terms.issue import Severity
from sixpoint.validation.compare import Earlier, compare, issues_to_keep
from sixpoint.validation.issues import PLACES, Finding, Issues
from sixpoint.validation.summary import summarise
from sixpoint.validation.types import Checked
from sixpoint.validation.waivers import Waiver, apply_waivers

MANY = 1_000_000
FINDINGS = tuple(
    Finding(
        code=code,
        severity=Severity.ERROR,
        dataset="social_work.concerns",
        file="extracts/social_work/concerns.csv",
        column="received_at",
        message="It is wrong.",
        fix="Mend it.",
    )
    for code in ("SW-CON-03", "SW-CON-05")
)


def many_issues() -> Issues:
    numbers = range(MANY)
    columns = [
        pa.array([n % 2 for n in numbers], pa.int32()),
        pa.array(numbers, pa.int64()),
        pa.array([f"C{n}" for n in numbers], pa.large_string()),
    ]
    return Issues(FINDINGS, pa.table(columns, schema=PLACES))


def test_a_million_issues_are_summed_up_waived_and_compared() -> None:
    issues = many_issues()
    since = time.monotonic()
    waiver = Waiver(
        rule="SW-CON-05", reason="Agreed", by="Officer", until=date(2018, 1, 1), keys=("C1", "C3")
    )
    waived = apply_waivers(issues, [waiver], as_at=date(2017, 7, 31))
    checked = Checked(results=(), issues=issues, tables={})
    summary = summarise(checked, (), waived=waived, figures={}, supplied=(), places=20)
    earlier = Earlier(
        name="2017-01-31-1",
        as_at=date(2017, 1, 31),
        rules_content="0" * 64,
        issues=issues_to_keep(issues[: MANY // 2]),
        rows={},
        hashes={},
    )
    changes = compare(earlier, issues, rows={}, hashes={}, rules_content="0" * 64)
    took = time.monotonic() - since

    assert [(one.count, one.waived, len(one.places)) for one in summary.causes] == [
        (MANY // 2, 0, 20),
        (MANY // 2 - 2, 2, 20),
    ]
    assert changes.total == (MANY // 2, 0, MANY // 2)
    assert took < 120, f"{took:.0f} s"
