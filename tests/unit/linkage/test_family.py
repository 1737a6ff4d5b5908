"""What a family's children are like is learnt within the agencies."""

import pytest

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.comparisons import COMPARISONS
from sixpoint.linkage.family import FIXED, are_families, learn_family
from sixpoint.linkage.learn import make_model
from sixpoint.linkage.model import Likeness, Model
from sixpoint.linkage.scratch import scratch_tables
from sixpoint.linkage.standardise import standardise
from tests.support.families import Families, make_families

AGENCIES = ("health", "social_work")


@pytest.fixture(scope="module")
def families() -> Families:
    return make_families(children=4000, seed=3)


@pytest.fixture(scope="module")
def model(families: Families) -> Model:
    with open_duckdb(threads=2) as engine, scratch_tables(engine) as scratch:
        people = {a: engine.ibis.create_table(a, families.tables[a]) for a in AGENCIES}
        clean = scratch.keep("people", standardise(people))
        taught = make_model(engine, clean, comparisons=COMPARISONS, seed=1)
        return learn_family(scratch, clean, model=taught)


def test_fixed_likeness_is_a_share_of_every_level() -> None:
    for comparison in COMPARISONS:
        if comparison.name in FIXED:
            assert set(FIXED[comparison.name]) == {level.name for level in comparison.levels}
            assert sum(FIXED[comparison.name].values()) == pytest.approx(1)


def test_twins_are_as_frequent_as_the_truth_says(families: Families, model: Model) -> None:
    children = {child.number: child for child in families.child_of.values()}.values()
    pairs = twins = 0
    for child in children:
        home = [
            c for c in children if c.household == child.household and c.surname == child.surname
        ]
        pairs += len(home) - 1
        twins += child.twin is not None
    assert model.family.levels["dob"]["same"] == pytest.approx(twins / pairs, rel=0.5)
    assert are_families(model)


def test_brothers_and_sisters_hardly_ever_share_a_forename(model: Model) -> None:
    assert model.family.levels["forename"]["same"] < 0.005
    assert model.family.levels["forename"]["different"] > 0.9


def test_people_without_twins_are_taken_for_no_families() -> None:
    none = Likeness(pairs_per_link=0.02, levels={"dob": {"same": 0.005}})
    adults = Model(
        comparisons=COMPARISONS, prior=0.001, frequencies=True, taught=("dob",), family=none
    )
    assert not are_families(adults)
