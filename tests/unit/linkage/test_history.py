"""One identity over time: pseudonyms stay, and merges and splits are remembered."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sixpoint.linkage.history import (
    NOBODY_YET,
    Identity,
    deal_numbers,
    name_groups,
    remember,
)
from sixpoint.linkage.types import Key

DAY = date(2017, 7, 31)
A, B, C, D = (("sw", "1"), ("h", "1"), ("e", "1"), ("p", "1"))


def after(known: Identity, **groups: tuple[Key, ...]) -> tuple[dict[Key, str], Identity]:
    """Who is whom once these records are one person each."""
    keys = sorted(key for members in groups.values() for key in members)
    first = np.array(
        [min(keys.index(k) for k in next(g for g in groups.values() if key in g)) for key in keys]
    )
    names = name_groups(keys, first, known=known, seed=5).to_pylist()
    now = dict(zip(keys, names, strict=True))
    return now, remember(now, known=known, as_at=DAY)


def test_the_same_records_keep_their_names_and_the_history_does_not_grow() -> None:
    now, known = after(NOBODY_YET, one=(A, B), two=(C,))
    again, later = after(known, one=(A, B), two=(C,))
    assert again == now
    assert later is known
    assert len(known.history.runs) == 1


def test_a_new_record_takes_the_name_of_the_person_it_joins() -> None:
    before, known = after(NOBODY_YET, one=(A, B), two=(C,))
    now, later = after(known, one=(A, B, D), two=(C,))
    assert now[D] == before[A]
    assert [(run.number, run.new_persons) for run in later.history.runs] == [(1, 2), (2, 0)]


def test_a_merge_keeps_the_name_of_the_larger_part_and_retires_the_other_for_good() -> None:
    before, known = after(NOBODY_YET, one=(A, B), two=(C,))
    now, later = after(known, one=(A, B, C))
    assert set(now.values()) == {before[A]}
    (merge,) = later.history.merges
    assert (set(merge.was), merge.into, merge.run) == ({before[A], before[C]}, before[A], 2)
    apart, last = after(later, one=(A, B), two=(C,), three=(D,))
    assert apart[A] == before[A]
    assert before[C] not in {apart[C], apart[D]}, "a name that was retired is never dealt again"
    (split,) = last.history.splits
    assert (split.was, set(split.into)) == (before[A], {apart[A], apart[C]})


def test_a_record_that_went_and_comes_back_is_who_it_was() -> None:
    before, known = after(NOBODY_YET, one=(A, B), two=(C,))
    _, known = after(known, one=(A, B))
    now, _ = after(known, one=(A, B), two=(C,))
    assert now[C] == before[C]


def test_numbers_are_dealt_in_an_order_that_the_seed_shuffles() -> None:
    many = list(range(50))
    one, other = deal_numbers(many, seed=1, last=7), deal_numbers(many, seed=2, last=7)
    assert sorted(one.values()) == sorted(other.values()) == list(range(8, 58))
    assert one != other != dict(zip(many, range(8, 58), strict=True))


keys = st.tuples(st.sampled_from(["sw", "h", "e"]), st.sampled_from("123456"))
groupings = st.dictionaries(keys, st.integers(0, 4), min_size=1)


@given(runs=st.lists(groupings, min_size=1, max_size=5))
def test_whatever_comes_two_persons_never_share_a_name_nor_one_has_two(
    runs: list[dict[Key, int]],
) -> None:
    known = NOBODY_YET
    for run in runs:
        order = sorted(run)
        first = np.array(
            [min(i for i, k in enumerate(order) if run[k] == run[key]) for key in order]
        )
        names = name_groups(order, first, known=known, seed=3).to_pylist()
        now = dict(zip(order, names, strict=True))
        named = {(run[key], now[key]) for key in order}
        assert len({group for group, _ in named}) == len({name for _, name in named}) == len(named)
        known = remember(now, known=known, as_at=DAY)
        assert {key: known.members[key].person for key in order} == now
        assert all(int(name.removeprefix("P")) <= known.history.last for name in now.values())
