"""Disabled children, ethnic groups and rural places: each against all, and who was not asked."""

from dataclasses import replace

import pytest

from sixpoint.disclosure.retell import retell, untrue_parts
from sixpoint.disclosure.types import SafeFigure
from sixpoint.measures.groups import DISABLED, ETHNIC_GROUPS, NOT_DISABLED, NOT_KNOWN
from sixpoint.packs.measures import Grouping, Kind, Measure
from sixpoint.terms.cells import Status
from tests.support.figures import cell, measure_of, safe_of
from tests.support.policies import policy_of

POLICY = policy_of(5)
Pair = tuple[int, int]


def by(grouping: Grouping, **pairs: Pair) -> SafeFigure:
    every = cell(*(sum(numbers) for numbers in zip(*pairs.values(), strict=True)))
    groups = [
        replace(cell(*pair), grouping=str(grouping), group=name.replace("_", " "))
        if grouping is not Grouping.ETHNIC_GROUP
        else replace(
            cell(*pair), grouping=str(grouping), group=NOT_KNOWN if name == "not_known" else name
        )
        for name, pair in pairs.items()
    ]
    figures = safe_of([every, *groups], policy=POLICY, measure=measure_of(groupings=(grouping,)))
    return figures[grouping.replace("_", "-")]


def told_again(figure: SafeFigure, measure: Measure) -> tuple[str, ...]:
    period = "1 July 2016 to 30 June 2017"
    return untrue_parts(figure, retell(figure, measure=measure, policy=POLICY, period=period))


def test_disabled_children_stand_against_all_and_who_was_not_asked_is_no_group():
    figure = by(
        Grouping.DISABLED, disabled=(200, 100), not_disabled=(1600, 1280), not_known=(200, 160)
    )
    assert figure.phrase == "50% for disabled children and 77% for all children"
    assert "Against all children: 27 percentage points less (95% interval" in figure.sentence
    assert figure.sentence.endswith("Of 200 cases it was not recorded.")
    assert [p.label for p in figure.points] == [DISABLED, NOT_DISABLED, NOT_KNOWN]
    assert figure.gap and figure.gap.difference == -27


def test_where_everybody_was_asked_nothing_is_said_of_others():
    figure = by(Grouping.DISABLED, disabled=(200, 100), not_disabled=(1600, 1280), not_known=(0, 0))
    assert "not recorded" not in figure.sentence
    assert [p.label for p in figure.points] == [DISABLED, NOT_DISABLED]


def test_how_many_were_not_asked_is_hidden_where_they_are_few():
    figure = by(Grouping.RURAL, rural=(200, 100), not_rural=(1600, 1280), not_known=(3, 1))
    assert "Of how many it was not recorded is hidden to protect children." in figure.sentence


def test_a_gap_that_chance_may_explain_says_how_many_more_would_do():
    figure = by(Grouping.RURAL, rural=(40, 30), not_rural=(160, 128), not_known=(0, 0))
    assert "more cases among children in rural places would tell a gap" in figure.sentence


def ethnic_groups(**pairs: Pair) -> SafeFigure:
    given = dict.fromkeys((*ETHNIC_GROUPS, "not_known"), (0, 0)) | pairs
    return by(Grouping.ETHNIC_GROUP, **given)


def test_each_ethnic_group_stands_against_all_children():
    figure = ethnic_groups(white_scottish_british=(1000, 800), asian=(200, 120), mixed=(100, 75))
    assert "60% for Asian children" in figure.phrase
    assert "Asian children: 17 percentage points less (95% interval" in figure.sentence
    assert "there are no cases in the group" in figure.sentence
    sizes = {one.label: one.size.value for one in figure.gaps}
    assert sizes["asian"] == -17 and sizes["other"] is None
    assert told_again(figure, measure_of(groupings=(Grouping.ETHNIC_GROUP,))) == ()


def test_a_small_minority_is_hidden_and_another_with_it():
    """Else a reader would take it from all children."""
    figure = ethnic_groups(white_scottish_british=(1000, 800), asian=(60, 40), mixed=(3, 1))
    hidden = [p.label for p in figure.points if p.cases.status is Status.SUPPRESSED]
    assert "mixed" in hidden and len(hidden) > 1
    assert "mixed or multiple ethnic groups: the gap cannot be told" in figure.sentence


def test_nobody_is_told_apart_where_no_agency_supplied_the_column():
    measure = measure_of(groupings=(Grouping.DISABLED,))
    figure = safe_of([cell(200, 100)], policy=POLICY, measure=measure)["disabled"]
    assert figure.status is Status.MISSING
    assert "no agency supplied what the children would be grouped by" in figure.sentence


def test_amounts_have_no_interval_and_that_is_said_once():
    measure = measure_of(Kind.RATIO, groupings=(Grouping.ETHNIC_GROUP,))
    cells = [cell(600, amount=90.0, out_of=100.0)]
    for name in (*ETHNIC_GROUPS, NOT_KNOWN):
        one = cell(80 if name != NOT_KNOWN else 120, amount=88.0, out_of=100.0)
        cells.append(replace(one, grouping="ethnic_group", group=name))
    figure = safe_of(cells, policy=POLICY, measure=measure)["ethnic-group"]
    assert figure.sentence.count("It has no interval") == 1


@pytest.mark.parametrize("label", ["Ailsa", "white_scottish_british"])
def test_a_group_that_the_view_has_not_is_refused(label: str):
    figure = by(Grouping.RURAL, rural=(40, 30), not_rural=(160, 128), not_known=(0, 0))
    points = (replace(figure.points[0], label=label), *figure.points[1:])
    with pytest.raises(ValueError, match="not those of the view"):
        told_again(replace(figure, points=points), measure_of(groupings=(Grouping.RURAL,)))


@pytest.mark.parametrize("not_known", [(0, 0.0), (0, 89.0), (6, 89.0)])
def test_how_sure_a_rate_is_follows_from_the_numbers_that_cross(not_known: tuple[int, float]):
    """Its population is told group by group; that of all children is no number of its own."""
    measure = measure_of(Kind.RATE, groupings=(Grouping.DISABLED,))
    groups = {DISABLED: (11, 156.0), NOT_DISABLED: (81, 2300.0), NOT_KNOWN: not_known}
    numbers = {"": (92 + not_known[0], 2456.0 + not_known[1]), **groups}
    all_children, *named = (
        replace(
            cell(cases, amount=float(cases), out_of=over, children=cases),
            **({"grouping": "disabled", "group": name} if name else {}),
        )
        for name, (cases, over) in numbers.items()
    )
    figure = safe_of([all_children, *named], policy=POLICY, measure=measure)["disabled"]
    assert figure.gap and figure.gap.difference_lower is not None
    assert told_again(figure, measure) == ()
