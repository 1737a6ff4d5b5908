"""The report of a check: of the whole submission, or of one agency for its own data officer.

Takes a check; gives the report that `validation.report` renders. That of one agency holds nothing
of another: its verdict is drawn anew from its own tables, rules and issues.
"""

from dataclasses import replace

from sixpoint.validation.compare import Changes
from sixpoint.validation.offending import offending_values
from sixpoint.validation.report import Report
from sixpoint.validation.summary import summarise
from sixpoint.validation.verdict import decide

from .check import Checking, figures_by_column


def report_of(checking: Checking, *, csv: str, title: str = "") -> Report:
    """The report; `csv` is the name of the file that holds every issue."""
    terms = checking.terms
    about = terms.partnership
    return Report(
        title=title or (about.name if about else "Extracts"),
        invented=bool(about and about.invented),
        as_at=terms.as_at,
        pack=terms.pack.header.ref,
        rules_in_force={rule.code: rule for rule in terms.pack.rules},
        decision=checking.decision,
        summary=checking.summary,
        checked=checking.checked,
        waived=checking.waived,
        changes=checking.changes,
        filled=checking.filled,
        values=offending_values(checking.records, checking.summary.causes),
        csv=csv,
        unread=checking.problems,
    )


def for_agency(checking: Checking, agency: str) -> Checking:
    """The part of a check that is about one agency's tables, with a verdict of its own."""
    terms = checking.terms
    rules = tuple(rule for rule in terms.pack.rules if _is_of(rule.dataset, agency))
    records = replace(
        checking.records,
        raw={id_: one for id_, one in checking.records.raw.items() if _is_of(id_, agency)},
        files=tuple(one for one in checking.records.files if _is_of(one.dataset, agency)),
        absent=tuple(one for one in checking.records.absent if _is_of(one, agency)),
        unread=tuple(
            one
            for one in checking.records.unread
            if any(_is_of(dataset, agency) for dataset in one.datasets)
        ),
    )
    checked = replace(
        checking.checked,
        results=tuple(r for r in checking.checked.results if _is_of(r.dataset, agency)),
        issues=checking.checked.issues.of_agency(agency),
    )
    codes = {rule.code for rule in rules}
    waived = replace(
        checking.waived,
        open=checking.waived.open.of_agency(agency),
        waived=checking.waived.waived.of_agency(agency),
        uses=tuple(use for use in checking.waived.uses if use.waiver.rule in codes),
    )
    going_on = {one.dataset: one.going_on for one in checking.decision.tables}
    return replace(
        checking,
        records=records,
        checked=checked,
        issues=checking.issues.of_agency(agency),
        waived=waived,
        decision=decide(
            records, rules, checked, waived=waived, going_on=going_on, as_at=terms.as_at
        ),
        summary=summarise(
            checked,
            rules,
            waived=waived,
            figures=figures_by_column(terms.measures),
            supplied=tuple(records.raw),
            places=terms.places,
        ),
        changes=_changes(checking.changes, agency),
        filled=tuple(one for one in checking.filled if _is_of(one.dataset, agency)),
    )


def _is_of(dataset: str, agency: str) -> bool:
    return dataset.partition(".")[0] == agency


def _changes(changes: Changes | None, agency: str) -> Changes | None:
    if changes is None:
        return None
    return replace(
        changes,
        rules=tuple(one for one in changes.rules if _is_of(one.dataset, agency)),
        tables=tuple(one for one in changes.tables if _is_of(one.dataset, agency)),
    )
