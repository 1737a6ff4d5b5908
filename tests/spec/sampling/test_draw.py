"""Who is drawn, who stands in reserve, and what is refused."""

from pathlib import Path

import pytest

from sixpoint.sampling.allocate import allocate
from sixpoint.sampling.draw import draw_sample, replace_drawn
from sixpoint.sampling.types import ReturnRow, Sample
from sixpoint.terms.problems import UserError


def people_of(**counts: int) -> list[ReturnRow]:
    """So many people of each stratum, as in register_0to4=12."""
    return [
        ReturnRow(reference=f"INV-{stratum}-{n:03}", category=category, age_band=band)
        for stratum, count in counts.items()
        for category, _, band in [stratum.partition("_")]
        for n in range(count)
    ]


PEOPLE = people_of(register_young=60, register_old=30, returned_young=9, returned_old=1)


def counts_of(sample: Sample, *, reserve: bool) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for each in sample.drawn:
        if each.reserve is reserve:
            stratum = (each.category, each.age_band)
            counts[stratum] = counts.get(stratum, 0) + 1
    return counts


def codes_of(error: pytest.ExceptionInfo[UserError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_strata_are_drawn_in_proportion_and_none_is_left_out():
    sample = draw_sample(PEOPLE, size=20, seed=1)
    assert counts_of(sample, reserve=False) == {
        ("register", "young"): 11,
        ("register", "old"): 6,
        ("returned", "young"): 2,
        ("returned", "old"): 1,
    }


def test_largest_remainders_get_the_places_left():
    sizes = {("a", ""): 53, ("b", ""): 28, ("c", ""): 19}
    assert allocate(sizes, total=10) == {("a", ""): 5, ("b", ""): 3, ("c", ""): 2}


def test_fewer_places_than_strata_go_to_the_largest():
    sizes = {("a", ""): 50, ("b", ""): 30, ("c", ""): 20}
    assert allocate(sizes, total=2) == {("a", ""): 1, ("b", ""): 1, ("c", ""): 0}


def test_nobody_to_draw_from_gives_nobody():
    assert allocate({("a", ""): 0}, total=4) == {("a", ""): 0}


def test_reserves_come_after_those_drawn_and_in_order():
    sample = draw_sample(PEOPLE, size=20, seed=1, reserves=8)
    assert sum(counts_of(sample, reserve=True).values()) == 8
    young = [d for d in sample.drawn if (d.category, d.age_band) == ("register", "young")]
    assert [d.order for d in young] == list(range(1, len(young) + 1))
    assert [d.reserve for d in young] == sorted(d.reserve for d in young)


def test_reserves_end_where_people_do():
    sample = draw_sample(PEOPLE, size=95, seed=1, reserves=50)
    assert len(sample.drawn) == 100
    assert len(sample.to_read) == 95


def test_another_seed_draws_others():
    first, second = (draw_sample(PEOPLE, size=20, seed=seed).drawn for seed in (1, 2))
    assert {d.reference for d in first} != {d.reference for d in second}


def test_a_seed_draws_the_same_for_ever():
    """If this changes, samples that inspections have drawn can no longer be drawn again."""
    sample = draw_sample(people_of(register_young=6), size=3, seed=2017)
    assert [d.reference[-3:] for d in sample.drawn] == ["001", "004", "000"]


def test_a_reserve_of_the_same_stratum_takes_the_place_of_one_that_cannot_be_read():
    sample = draw_sample(PEOPLE, size=20, seed=1, reserves=8)
    out = sample.to_read[0]
    after = replace_drawn(sample, out.reference, reason=" The file is with the court. ")
    (replacement,) = after.replacements
    assert replacement.taken_out == out.reference
    assert replacement.reason == "The file is with the court."
    put_in = next(d for d in after.to_read if d.reference == replacement.put_in)
    assert (put_in.category, put_in.age_band) == (out.category, out.age_band)
    assert counts_of(after, reserve=False) == counts_of(sample, reserve=False)
    first = min(
        (
            d
            for d in sample.drawn
            if d.reserve and d.category == out.category and d.age_band == out.age_band
        ),
        key=lambda d: d.order,
    )
    assert put_in.reference == first.reference


def test_what_cannot_be_replaced_is_said():
    sample = draw_sample(PEOPLE, size=20, seed=1, reserves=0)
    drawn = sample.to_read[0].reference
    for reference, reason, code in [
        ("INV-nobody", "Moved away.", "sample.not-drawn"),
        (drawn, "  ", "sample.no-reason"),
        (drawn, "Moved away.", "sample.no-reserve"),
    ]:
        with pytest.raises(UserError) as error:
            replace_drawn(sample, reference, reason=reason)
        assert codes_of(error) == [code]


def test_everything_wrong_with_a_return_is_told_at_once_with_its_line():
    people = [*people_of(register_young=2), *people_of(register_young=1), *people_of(other_old=1)]
    with pytest.raises(UserError) as error:
        draw_sample(
            people, size=9, seed=1, categories={"register"}, file=Path("return.csv"), reserves=-1
        )
    assert [(p.code, p.line) for p in error.value.problems] == [
        ("sample.duplicate-reference", 2),
        ("sample.duplicate-reference", 4),
        ("sample.unknown-category", 5),
        ("sample.size", None),
        ("sample.too-many", None),
    ]
    assert "INV-" not in str(error.value)


def test_nothing_to_draw_is_refused():
    with pytest.raises(UserError) as error:
        draw_sample(PEOPLE, size=0, seed=1)
    assert codes_of(error) == ["sample.size"]
