"""Published cases put before the attacker of tests/support/cp_attacker.py, and his verdict."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sixpoint.disclosure.protect import protect
from sixpoint.terms.cells import SafeNumber, Status
from sixpoint.terms.problems import UserError
from tests.support.cp_attacker import attack
from tests.support.random_tables import Case, in_turn, make_case, refreshed

Published = Mapping[str, SafeNumber]


def publish(case: Case) -> dict[str, SafeNumber]:
    return protect(
        case.cells,
        case.relations,
        policy=case.policy,
        ties=case.ties,
        released=case.released,
    )


def publish_again(seed: int) -> tuple[Case, dict[str, SafeNumber]] | None:
    """Two releases of the same tables; None where the second is refused."""
    first = make_case(seed)
    second = refreshed(first, publish(first), seed=seed)
    try:
        return second, publish(second)
    except UserError as refused:
        assert [p.code for p in refused.problems] == ["disclosure.cannot-be-protected"]
        return None


def publish_in_turn(seed: int, *, times: int) -> list[tuple[Case, Published]]:
    """Releases of the same tables one after the other, each beside all that went before."""
    return in_turn(seed, _published_or_refused, times=times)


def _published_or_refused(case: Case) -> Published:
    """Nothing where the audit refuses."""
    try:
        return publish(case)
    except UserError as refused:
        assert [p.code for p in refused.problems] == ["disclosure.cannot-be-protected"]
        return {}


def worked_out(cases: Sequence[tuple[Case, Published]]) -> list[str]:
    """Every hidden cell of which he knows more than he may, by case and name.

    He is asked twice: as one who knows that noughts are shown, and as one who does not. That a
    total is at least what its parts above nought make, all who see noughts know; a table with
    nothing in it but noughts tells what that is.
    """
    questions = [_put(case, published, floor=1, ask=published) for case, published in cases]
    questions += [_put(case, published, floor=0, ask=published) for case, published in cases]
    questions += [_put(case, _blank(case), floor=1, ask=published) for case, published in cases]
    answers = attack(questions)
    count = len(cases)
    return [
        f"{number}: {name}"
        for number, (case, published) in enumerate(cases)
        for name in _told(case, published, *(answers[number + i * count] for i in range(3)))
    ]


def _told(
    case: Case,
    published: Published,
    knowing: Mapping[str, Any],
    unknowing: Mapping[str, Any],
    blank: Mapping[str, Any],
) -> Iterator[str]:
    rule = case.policy.rule_for("any")
    for name in (name for name, number in published.items() if _is_hidden(number)):
        if 0 < case.cells[name] < rule.below or case.cells[name] == 0:
            small = set(_small(case, name))
            conceivable = small & set(blank[name])
            if not (small <= set(unknowing[name]) and conceivable <= set(knowing[name])):
                yield name
        elif knowing[name] < rule.below:
            yield name


def _is_one_or_more(case: Case, name: str, number: SafeNumber) -> bool:
    """Whether all know it: noughts are shown, but for those that are hidden all the same."""
    is_shown = not case.policy.rule_for("any").sensitive and case.cells[name] > 0
    return is_shown and number.status is Status.SUPPRESSED


def _is_hidden(number: SafeNumber) -> bool:
    return number.status is Status.SUPPRESSED


def _small(case: Case, name: str) -> range:
    rule = case.policy.rule_for("any")
    nought = rule.sensitive or case.cells[name] == 0
    return range(0 if nought else 1, rule.below)


def _blank(case: Case) -> Published:
    """Nothing shown but noughts."""
    nought, hidden = SafeNumber(status=Status.ZERO, value=0), SafeNumber(status=Status.SUPPRESSED)
    return {name: hidden if value else nought for name, value in case.cells.items()}


def _put(case: Case, published: Published, *, floor: int, ask: Published) -> dict[str, Any]:
    rule = case.policy.rule_for("any")
    most = max(case.cells.values()) + 3 * rule.below
    return {
        "cells": {
            name: [int(number.value), int(number.value)]
            if number.value is not None
            else [floor if _is_one_or_more(case, name, number) else 0, most]
            for name, number in published.items()
        },
        "sums": [[relation.total, relation.parts] for relation in case.relations],
        "ties": [[tie.left, tie.right, tie.at_most] for tie in case.ties],
        "ask": {
            name: {"numbers": list(_small(case, name))}
            if case.cells[name] < rule.below
            else {"width": rule.below}
            for name, number in ask.items()
            if number.status is Status.SUPPRESSED
        },
    }
