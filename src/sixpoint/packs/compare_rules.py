"""How the rules of one edition of a pack differ from those of another.

Takes the rules of two packs that load; gives what was added, taken out and changed, by code. A
rule is the same where its code is: what it says may change from edition to edition.
"""

import json
from collections.abc import Sequence
from dataclasses import fields

from sixpoint.files.plain import to_plain
from sixpoint.packs.rules import Rule
from sixpoint.terms.strict import strict


@strict
class RuleNamed:
    """A rule, short: its code, its table and what it says."""

    code: str
    dataset: str
    message: str


@strict
class FieldChanged:
    """What a rule says in one field, before and after; absent where it said nothing."""

    field: str
    before: str | None
    after: str | None


@strict
class RuleChanged:
    """A rule of both editions, and each field that differs."""

    code: str
    dataset: str
    message: str
    fields: tuple[FieldChanged, ...]


@strict
class RulesCompared:
    """What the new edition adds, takes out and changes; each in the order of codes."""

    added: tuple[RuleNamed, ...]
    removed: tuple[RuleNamed, ...]
    changed: tuple[RuleChanged, ...]


def compare_rules(old: Sequence[Rule], new: Sequence[Rule]) -> RulesCompared:
    """The differences from the old rules to the new."""
    before, after = ({rule.code: rule for rule in rules} for rules in (old, new))
    both = sorted(set(before) & set(after))
    return RulesCompared(
        added=tuple(_named(after[code]) for code in sorted(set(after) - set(before))),
        removed=tuple(_named(before[code]) for code in sorted(set(before) - set(after))),
        changed=tuple(
            _changed(before[code], after[code]) for code in both if before[code] != after[code]
        ),
    )


def _named(rule: Rule) -> RuleNamed:
    return RuleNamed(code=rule.code, dataset=rule.dataset, message=rule.message)


def _changed(before: Rule, after: Rule) -> RuleChanged:
    names = [field.name for field in fields(Rule)]
    differing = [name for name in names if getattr(before, name) != getattr(after, name)]
    return RuleChanged(
        code=after.code,
        dataset=after.dataset,
        message=after.message,
        fields=tuple(
            FieldChanged(field=name, before=_said(before, name), after=_said(after, name))
            for name in differing
        ),
    )


def _said(rule: Rule, name: str) -> str | None:
    """Words as they stand, anything else as JSON."""
    value = getattr(rule, name)
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    return json.dumps(to_plain(value), sort_keys=True, ensure_ascii=False)
