"""What the invented team says in examples/invermore: of every kind of figure, and typing none."""

from itertools import chain

import pytest

from sixpoint.disclosure.make_safe import views_of
from sixpoint.evaluation.findings import Finding, findings_of
from sixpoint.inspection.folder import read_folder
from sixpoint.packs.load import load_measures
from tests.support.repository import ROOT

PACK = load_measures("scotland-measures/1")
FIGURES = {f"{one.id}.{view}" for one in PACK.measures for view in views_of(one)}


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    folder = read_folder(ROOT / "examples" / "invermore")
    return findings_of(folder.evaluations, folder.conclusions, folder.areas)


def cited(findings: tuple[Finding, ...]) -> set[str]:
    return set(chain.from_iterable(one.all_cites for one in findings))


def test_no_number_is_typed_into_a_sentence(findings: tuple[Finding, ...]) -> None:
    assert [one.id for one in findings if one.typed_numbers] == []


def test_every_figure_that_is_cited_is_one_that_the_pack_has(
    findings: tuple[Finding, ...],
) -> None:
    measures = {one.id for one in PACK.measures}
    named = {one for one in cited(findings) if one.partition(".")[0] in measures}
    assert named
    assert named <= FIGURES


@pytest.mark.parametrize(
    "figure",
    [
        "attendance.trend",
        "help-after-request.trend",
        "camhs-wait.trend",
        "care-leavers-all-four.latest",
        "leavers-positive-destination.latest",
        "leavers-scqf-6.deprivation",
        "exclusions.looked-after",
        "exclusions.sex",
        "police-report-to-sharing.trend",
        "planning-meeting-in-time.late-reasons",
    ],
)
def test_the_report_tells_of_trends_waits_care_leavers_gaps_and_lateness(
    findings: tuple[Finding, ...], figure: str
) -> None:
    assert figure in cited(findings)
