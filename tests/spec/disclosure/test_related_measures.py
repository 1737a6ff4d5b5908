"""What one measure hides, another measure of the same cases does not give back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sixpoint.disclosure.make_safe import make_safe
from sixpoint.disclosure.types import SafeFigure
from sixpoint.measures.types import ExactCell, ExactFigures
from sixpoint.terms.cells import Status
from tests.support.figures import LATEST_PERIOD, TRAIL, cell, measure_of, quintiles
from tests.support.policies import policy_of


def figures_of(**cells: Iterable[ExactCell]) -> Mapping[str, SafeFigure]:
    """The safe figures of several measures, each given its cells."""
    exact = ExactFigures(
        as_at=date(2017, 7, 31),
        latest=LATEST_PERIOD,
        cells=tuple(replace(one, measure=id_) for id_, mine in cells.items() for one in mine),
        not_measured=(),
    )
    measures = {id_: measure_of(id=id_) for id_ in cells}
    trails = dict.fromkeys(cells, TRAIL)
    return {
        each.id: each
        for each in make_safe(exact, measures=measures, policy=policy_of(5), trails=trails)
    }


def cases_shown(figure: SafeFigure) -> dict[str, float | None]:
    return {point.label: point.cases.value for point in figure.points}


def test_two_measures_of_the_same_discussions_hide_the_same_groups():
    # By itself the first would hide fifth 4 beside the two not known, the second fifth 5; a
    # reader of both would take all the others from the total, and have the two.
    took_part = (224, 130, 103, 55, 49, 2)
    shared = (202, 115, 91, 52, 44, 1)
    of = (249, 145, 111, 60, 51, 2)
    figures = figures_of(
        took=[cell(618, 563), *quintiles(*zip(of, took_part, strict=True))],
        shared=[cell(618, 505), *quintiles(*zip(of, shared, strict=True))],
    )
    one = cases_shown(figures["took.deprivation"])
    other = cases_shown(figures["shared.deprivation"])
    assert one["not known"] is None
    assert [group for group, n in one.items() if n is None] == [
        group for group, n in other.items() if n is None
    ]
    assert sum(n is None for n in one.values()) == 2


def test_cases_that_are_nearly_the_same_are_hidden_in_both():
    of, nearly = (249, 145, 111, 60, 51, 2), (247, 145, 110, 60, 51, 2)
    met = (224, 130, 103, 55, 49, 2)
    figures = figures_of(
        concerns=[cell(615), *quintiles(*((n, None) for n in nearly))],
        took=[cell(618, 563), *quintiles(*zip(of, met, strict=True))],
    )
    hidden = [
        {label for label, n in cases_shown(figures[f"{id_}.deprivation"]).items() if n is None}
        for id_ in ("concerns", "took")
    ]
    assert hidden[0] == hidden[1]
    assert "not known" in hidden[0]


def test_requests_not_refused_are_the_requests_that_another_measure_follows():
    # Refused of all requests, and the requests followed: 27 - 24 = 3 were refused.
    groups = ("looked after", "not looked after")
    figures = figures_of(
        refused=[
            cell(988, 114),
            *(cell(n, m, group=g) for g, n, m in zip(groups, (27, 961), (3, 111), strict=True)),
        ],
        followed=[
            cell(874),
            *(cell(n, group=g) for g, n in zip(groups, (24, 850), strict=True)),
        ],
    )
    refused = {point.label: point for point in figures["refused.looked-after"].points}
    followed = {point.label: point for point in figures["followed.looked-after"].points}
    assert refused["looked after"].met.status is Status.SUPPRESSED
    assert not (refused["looked after"].cases.visible and followed["looked after"].cases.visible)


def test_few_cases_still_open_are_not_worked_out_from_a_measure_that_counts_them_already():
    figures = figures_of(
        registered=[cell(219, 190)],
        reviewed=[cell(216, 190, pending=3)],
    )
    registered, reviewed = figures["registered.latest"], figures["reviewed.latest"]
    assert reviewed.pending.status is Status.SUPPRESSED
    assert not (registered.cases.visible and reviewed.cases.visible)


def test_measures_of_other_cases_hide_nothing_for_each_other():
    figures = figures_of(
        few=[cell(300, 251), *quintiles((150, 120), (100, 90), (40, 35), (8, 6), (2, None))],
        many=[cell(900, 751), *quintiles((400, 320), (300, 280), (100, 85), (60, 40), (40, 26))],
    )
    assert None not in cases_shown(figures["many.deprivation"]).values()
