"""Whatever the return, a sample adds up and can be drawn again."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sixpoint.sampling.draw import draw_sample
from sixpoint.sampling.types import ReturnRow


@st.composite
def returns(draw: st.DrawFn) -> list[ReturnRow]:
    strata = draw(
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=60)
    )
    return [
        ReturnRow(reference=f"INV-{n:03}", category=category, age_band=band)
        for n, (category, band) in enumerate(strata)
    ]


@given(people=returns(), data=st.data())
def test_sizes_add_up_and_nobody_is_drawn_twice(people, data):
    size = data.draw(st.integers(1, len(people)))
    reserves = data.draw(st.integers(0, 20))
    sample = draw_sample(people, size=size, seed=7, reserves=reserves)
    assert len(sample.to_read) == size
    assert len(sample.drawn) == min(size + reserves, len(people))
    assert len({d.reference for d in sample.drawn}) == len(sample.drawn)
    strata = {p.reference: (p.category, p.age_band) for p in people}
    assert all(strata[d.reference] == (d.category, d.age_band) for d in sample.drawn)


@given(people=returns(), data=st.data())
def test_every_stratum_is_drawn_from_while_there_are_places_enough(people, data):
    size = data.draw(st.integers(1, len(people)))
    have = Counter((p.category, p.age_band) for p in people)
    drawn = Counter((d.category, d.age_band) for d in draw_sample(people, size=size, seed=7).drawn)
    assert all(drawn[stratum] <= have[stratum] for stratum in have)
    if size >= len(have):
        assert all(drawn[stratum] >= 1 for stratum in have)


@given(people=returns(), seed=st.integers(), data=st.data())
def test_the_same_seed_draws_the_same_in_any_order(people, seed, data):
    size = data.draw(st.integers(1, len(people)))
    other = data.draw(st.permutations(people))
    first = draw_sample(people, size=size, seed=seed, reserves=3)
    assert first == draw_sample(other, size=size, seed=seed, reserves=3)
