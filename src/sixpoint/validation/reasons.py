"""Why a rule cannot be checked on what was submitted: in words, and never silently."""

from sixpoint.packs.rule_kinds import KINDS
from sixpoint.packs.rules import Rule
from sixpoint.terms.period import in_words
from sixpoint.validation.submission_kinds import Submission

NO_PREVIOUS = "There is no earlier submission to compare with."


def why_not_at_all(rule: Rule, submission: Submission) -> str | None:
    """Why nothing of the rule can be checked on these tables, as of this day."""
    checks = (_not_supplied, _not_in_force, _columns_missing, _other_missing, _before_missing)
    return next((why for check in checks if (why := check(rule, submission))), None)


def why_not_in_full(rule: Rule, submission: Submission) -> str | None:
    """Why a part of the rule could not be checked, while the rest was."""
    if rule.kind == "not_the_same_file" and submission.previous is None:
        return f"{NO_PREVIOUS} The files of this one were compared with each other."
    missing = _missing(rule.columns, rule, submission)
    if not missing:
        return None
    return f"{rule.dataset} was supplied without {', '.join(missing)}; the rest was checked."


def _not_supplied(rule: Rule, submission: Submission) -> str | None:
    other = rule.given.other
    wanted = (rule.dataset, *((other.dataset,) if other else ()))
    absent = [id_ for id_ in wanted if id_ not in submission.subjects]
    if not absent:
        return None
    unread = any(absent[0] in one.datasets for one in submission.records.unread)
    return f"{absent[0]} could not be read." if unread else f"Nobody supplied {absent[0]}."


def _not_in_force(rule: Rule, submission: Submission) -> str | None:
    day = submission.subjects[rule.dataset].as_at
    return None if rule.in_force(day) else f"The rule is not in force on {in_words(day)}."


def _columns_missing(rule: Rule, submission: Submission) -> str | None:
    missing = _missing(_indispensable(rule), rule, submission)
    if not missing and rule.columns:
        missing = _missing(rule.columns, rule, submission)
        missing = missing if len(missing) == len(rule.columns) else []
    return f"{rule.dataset} was supplied without {', '.join(missing)}." if missing else None


def _missing(names: tuple[str, ...], rule: Rule, submission: Submission) -> list[str]:
    there = submission.subjects[rule.dataset].raw.columns
    return [name for name in names if name not in there]


def _indispensable(rule: Rule) -> tuple[str, ...]:
    """The columns without which nothing can be checked; some kinds take each by itself."""
    condition = (rule.given.when.column,) if rule.given.when else ()
    each = rule.is_about_cells or rule.kind == "right_codes"
    return (*(() if each else rule.columns), *rule.given.within, *condition)


def _other_missing(rule: Rule, submission: Submission) -> str | None:
    other = rule.given.other
    if other is None or not other.column:
        return None
    if other.column in submission.subjects[other.dataset].raw.columns:
        return None
    return f"{other.dataset} was supplied without {other.column}."


def _before_missing(rule: Rule, submission: Submission) -> str | None:
    looks_back = KINDS[rule.kind].looks_back
    if looks_back is None:
        return None
    if submission.previous is None:
        return NO_PREVIOUS
    if looks_back == "counts":
        there = rule.dataset in submission.previous.rows
        return None if there else f"The last submission had no {rule.dataset}."
    if rule.dataset not in submission.before:
        return f"The last submission had no {rule.dataset}, or its rows were not kept."
    there = submission.before[rule.dataset].raw.columns
    missing = [name for name in rule.columns if name not in there]
    if missing:
        return f"{rule.dataset} had no {', '.join(missing)} in the last submission."
    return None
