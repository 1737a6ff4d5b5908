"""Whatever the links: no person holds two records of one agency, nor a refused pair."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sixpoint.linkage.cluster import cluster, connect, reach

RECORDS = 9
pairs = st.tuples(st.integers(0, RECORDS - 1), st.integers(0, RECORDS - 1)).filter(
    lambda pair: pair[0] < pair[1]
)
many = st.lists(pairs, max_size=20)
agencies_of = st.lists(st.integers(0, 3), min_size=RECORDS, max_size=RECORDS)


def _groups(first: list[int]) -> list[list[int]]:
    return [[r for r in range(RECORDS) if first[r] == root] for root in sorted(set(first))]


@given(agencies=agencies_of, links=many, refused=st.sets(pairs, max_size=8))
def test_no_person_holds_two_records_of_one_agency_or_a_refused_pair(
    agencies: list[int], links: list[tuple[int, int]], refused: set[tuple[int, int]]
) -> None:
    for group in _groups(cluster(agencies, links=links, refused=refused)):
        assert len({agencies[record] for record in group}) == len(group)
        assert not refused & {(a, b) for a in group for b in group if a < b}


@given(agencies=agencies_of, links=many)
def test_persons_lie_within_what_links_reach_and_are_named_after_their_first(
    agencies: list[int], links: list[tuple[int, int]]
) -> None:
    first = cluster(agencies, links=links, refused=())
    reach = connect(RECORDS, links=links)
    for group in _groups(first):
        assert len({reach[record] for record in group}) == 1
        assert first[group[0]] == min(group)


@given(links=many)
def test_without_agencies_in_common_everything_reached_is_one(
    links: list[tuple[int, int]],
) -> None:
    apart = list(range(RECORDS))
    assert cluster(apart, links=links, refused=()) == connect(RECORDS, links=links)


@given(agencies=agencies_of, links=st.lists(pairs, min_size=1, max_size=20))
def test_the_strongest_link_of_two_agencies_is_always_kept(
    agencies: list[int], links: list[tuple[int, int]]
) -> None:
    left, right = links[0]
    first = cluster(agencies, links=links, refused=())
    assert (first[left] == first[right]) or agencies[left] == agencies[right]


@given(links=many)
def test_the_way_for_millions_reaches_what_the_plain_one_does(
    links: list[tuple[int, int]],
) -> None:
    left, right = (np.array([pair[side] for pair in links], dtype=np.int64) for side in (0, 1))
    assert reach(RECORDS, left=left, right=right).tolist() == connect(RECORDS, links=links)
