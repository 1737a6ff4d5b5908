"""What the data teaches is taken only where it is sane."""

from sixpoint.linkage.comparisons import COMPARISONS, FORENAME
from sixpoint.linkage.model import Learnt, Model, teach

FIXED = Model(comparisons=COMPARISONS, prior=0.001, frequencies=True, taught=())


def test_the_fixed_values_add_up_and_speak_the_right_way() -> None:
    for comparison in COMPARISONS:
        assert abs(sum(level.m for level in comparison.levels) - 1) < 1e-6, comparison.name
        assert abs(sum(level.u for level in comparison.levels) - 1) < 1e-6, comparison.name
        best, worst = comparison.levels[0], comparison.levels[-1]
        assert best.m > best.u, comparison.name
        assert worst.m < worst.u, comparison.name


def test_sane_learning_replaces_the_fixed_values() -> None:
    learnt = {
        level.name: Learnt(m, u)
        for level, m, u in zip(
            FORENAME.levels,
            (0.9, 0.04, 0.01, 0.01, 0.02, 0.01, 0.01),
            (0.01, 0.005, 0.001, 0.001, 0.003, 0.01, 0.97),
            strict=True,
        )
    }
    model = teach(FIXED, {"forename": learnt})
    assert model.taught == ("forename",)
    assert model.comparisons[0].levels[0].m == 0.9


def test_learning_that_drifted_is_thrown_away() -> None:
    upside_down = {
        "same": Learnt(0.01, 0.2),
        "different": Learnt(0.9, 0.5),
    }
    model = teach(FIXED, {"forename": upside_down})
    assert model.taught == ()
    assert model.comparisons == COMPARISONS


def test_a_level_never_seen_keeps_its_worth_and_takes_no_share() -> None:
    learnt = {"same": Learnt(0.95, 0.01), "different": Learnt(0.05, 0.99)}
    swapped = next(
        x for x in teach(FIXED, {"forename": learnt}).comparisons[0].levels if x.name == "swapped"
    )
    before = next(x for x in FORENAME.levels if x.name == "swapped")
    assert swapped.m < 0.002
    assert abs(swapped.m / swapped.u / (before.m / before.u) - 1) < 0.15
