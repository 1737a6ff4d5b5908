"""How rules that look a row up, in another table or among its own, join the one pass over it.

What is looked up is grouped first, so that a row meets one row at most and stays one row. Rules
that ask the same table by the same key share the join. `reference` holds the plain twins.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

import ibis.expr.types as ir

from sixpoint.packs.rules import Rule
from sixpoint.records.types import LINE
from sixpoint.validation.subject import Subject, Subjects, other_of


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """What a rule looks up: in which table, by which of its columns and of ours, and which values.

    `values` are made of all rows of that table that have the same key.
    """

    dataset: str
    keys: tuple[str, ...]
    ours: tuple[str, ...]
    values: Mapping[str, Callable[[Subject], ir.Value]]
    only_repeated: bool = False


Found: TypeAlias = Mapping[str, ir.Value]
"""The values a row has found, by name; all null where it has found nothing."""

FOUND = "found"
Ask = Callable[[Subject, Rule, Subjects], Lookup]
Fails = Callable[[Subject, Rule, Found], ir.BooleanValue]


@dataclass(frozen=True)
class LookupKind:
    """What to look up, and which rows fail by what they found."""

    ask: Ask
    fails: Fails


def _count(there: Subject) -> ir.Value:
    return there.raw.count()


def _ask_other(_subject: Subject, rule: Rule, _subjects: Subjects) -> Lookup:
    other = other_of(rule)
    values = {FOUND: _count}
    return Lookup(dataset=other.dataset, keys=(other.key,), ours=rule.columns[:1], values=values)


def _is_unknown(subject: Subject, rule: Rule, found: Found) -> ir.BooleanValue:
    return subject.text(rule.columns[0]).notnull() & found[FOUND].isnull()


def _ask_same(subject: Subject, rule: Rule, subjects: Subjects) -> Lookup:
    column = other_of(rule).column or ""
    texts = {f"all {column}": lambda there: there.text(column).collect(distinct=True)}
    return _with(_ask_other(subject, rule, subjects), texts)


def _is_another(subject: Subject, rule: Rule, found: Found) -> ir.BooleanValue:
    """What the other table says of the key, in any of its rows, is not what we say."""
    there, ours = found[f"all {other_of(rule).column}"], subject.text(rule.columns[1])
    return (there.length() > 0) & ours.notnull() & ~there.contains(ours)


def _ask_earliest(subject: Subject, rule: Rule, subjects: Subjects) -> Lookup:
    column, exact = other_of(rule).column or "", _is_exact(subject, rule, subjects)
    name = _earliest(rule, exact=exact)
    first = {name: lambda there: there.moment(column, exact=exact).min()}
    return _with(_ask_other(subject, rule, subjects), first)


def _is_before(subject: Subject, rule: Rule, found: Found) -> ir.BooleanValue:
    by_minute, by_day = (_earliest(rule, exact=exact) for exact in (True, False))
    if by_minute in found and subject.has_time(rule.columns[1]):
        return subject.moment(rule.columns[1], exact=True) < found[by_minute]
    return subject.moment(rule.columns[1], exact=False) < found[by_day]


def _is_exact(subject: Subject, rule: Rule, subjects: Subjects) -> bool:
    other = other_of(rule)
    there = subjects[other.dataset]
    return subject.has_time(rule.columns[1]) and there.has_time(other.column or "")


def _earliest(rule: Rule, *, exact: bool) -> str:
    return f"earliest {other_of(rule).column} by the {'minute' if exact else 'day'}"


def _with(lookup: Lookup, values: Mapping[str, Callable[[Subject], ir.Value]]) -> Lookup:
    return Lookup(
        dataset=lookup.dataset,
        keys=lookup.keys,
        ours=lookup.ours,
        values={**lookup.values, **values},
    )


def _ask_repeated(_subject: Subject, rule: Rule, _subjects: Subjects) -> Lookup:
    return Lookup(
        dataset=rule.dataset,
        keys=rule.columns,
        ours=rule.columns,
        values={"first": lambda there: there.raw[LINE].min(), FOUND: _count},
        only_repeated=True,
    )


def _is_later(subject: Subject, _rule: Rule, found: Found) -> ir.BooleanValue:
    """The rows that repeat an earlier one; the first goes on."""
    return subject.raw[LINE] > found["first"]


def _is_repeated(_subject: Subject, _rule: Rule, found: Found) -> ir.BooleanValue:
    """Every row that has what another has: which of them is right, nobody can tell."""
    return found[FOUND].notnull()


LOOKUP_KINDS: Mapping[str, LookupKind] = MappingProxyType(
    {
        "exists_in": LookupKind(_ask_other, _is_unknown),
        "same_as": LookupKind(_ask_same, _is_another),
        "not_before_other": LookupKind(_ask_earliest, _is_before),
        "unique": LookupKind(_ask_repeated, _is_later),
        "not_shared": LookupKind(_ask_repeated, _is_repeated),
    }
)


@dataclass(frozen=True)
class Joined:
    """The table with everything its rules look up, one row for each of its rows."""

    subject: Subject
    found: Mapping[str, Found] = field(default_factory=dict)


def join_lookups(subject: Subject, lookups: Mapping[str, Lookup], subjects: Subjects) -> Joined:
    """The subject joined with what its rules look up; `lookups` and `found` are by rule's code."""
    shared: dict[tuple[object, ...], list[str]] = {}
    for code, one in lookups.items():
        place = (one.dataset, one.keys, one.ours, one.only_repeated)
        shared.setdefault(place, []).append(code)
    table = subject.raw
    names: dict[str, dict[str, str]] = {}
    for number, codes in enumerate(shared.values()):
        values = {name: v for code in codes for name, v in lookups[code].values.items()}
        one, named = lookups[codes[0]], {name: f"_v{number}_{at}" for at, name in enumerate(values)}
        there = _grouped(subjects[one.dataset], one, values, named=named, number=number)
        on = [(ours, f"_k{number}_{at}") for at, ours in enumerate(one.ours)]
        table = table.left_join(there, on)
        names |= dict.fromkeys(codes, named)
    joined = Subject(raw=table, dataset=subject.dataset, as_at=subject.as_at)
    return Joined(joined, {c: {n: table[v] for n, v in own.items()} for c, own in names.items()})


def _grouped(
    there: Subject,
    lookup: Lookup,
    values: Mapping[str, Callable[[Subject], ir.Value]],
    *,
    named: Mapping[str, str],
    number: int,
) -> ir.Table:
    """One row for each key that is filled."""
    keyed = there.raw.drop_null(list(lookup.keys))
    inside = Subject(raw=keyed, dataset=there.dataset, as_at=there.as_at)
    keys = {f"_k{number}_{at}": keyed[name] for at, name in enumerate(lookup.keys)}
    made = {named[name]: value(inside) for name, value in values.items()}
    grouped = keyed.group_by(**keys).aggregate(**made)
    return grouped.filter(grouped[named[FOUND]] > 1) if lookup.only_repeated else grouped


def lookups_of(subject: Subject, rules: Sequence[Rule], subjects: Subjects) -> Mapping[str, Lookup]:
    """By code, what each rule that looks something up asks for."""
    return {
        rule.code: LOOKUP_KINDS[rule.kind].ask(subject, rule, subjects)
        for rule in rules
        if rule.kind in LOOKUP_KINDS
    }
