"""An attacker with another solver works out nothing of random linked tables and ledgers."""

from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from tests.support.attacked import publish, publish_again, publish_in_turn, worked_out
from tests.support.random_tables import make_case

TABLES, LEDGERS, SEQUENCES = 35, 11, 4


def test_no_hidden_cell_of_random_linked_tables_is_worked_out():
    cases = [make_case(seed) for seed in range(TABLES)]
    published = [publish(case) for case in cases]
    hidden = [sum(not number.visible for number in each.values()) for each in published]
    shown = [len(each) - count for each, count in zip(published, hidden, strict=True)]
    assert sum(count > 0 for count in hidden) > TABLES * 0.9
    assert sum(count > 0 for count in shown) > TABLES * 0.9
    assert worked_out(list(zip(cases, published, strict=True))) == []


def test_no_hidden_cell_is_worked_out_from_two_releases():
    twice = [publish_again(seed) for seed in range(1000, 1000 + LEDGERS)]
    published = [each for each in twice if each is not None]
    assert len(published) > LEDGERS / 2
    assert worked_out(published) == []


def test_no_hidden_cell_is_worked_out_from_three_releases_or_four():
    last = [publish_in_turn(seed, times=4)[-1] for seed in range(2000, 2000 + SEQUENCES)]
    assert max(len(case.ties) for case, _ in last) > 0
    assert worked_out(last) == []


def test_the_attacker_works_out_what_is_not_protected():
    """He is worth his name: a cell hidden alone is no secret to him."""
    case = make_case(2)
    published = publish(case)
    name = next(name for name, number in published.items() if not number.visible)
    all_shown = {
        each: SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)
        for each, value in case.cells.items()
    }
    assert worked_out([(case, published)]) == []
    assert worked_out([(case, all_shown | {name: SUPPRESSED})]) == [f"0: {name}"]
