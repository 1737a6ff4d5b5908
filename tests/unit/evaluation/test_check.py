"""What stops a report, and what is only asked: the level itself is the team's."""

import pytest

from sixpoint.evaluation.check import (
    citation_problems,
    evaluation_problems,
    item_problems,
    questions_about,
)
from sixpoint.evaluation.findings import findings_of
from sixpoint.evaluation.types import Basis, Conclusions, Dissent, Evaluation, NoView, Says
from sixpoint.evidence.register import make_register
from sixpoint.packs.framework import Framework
from sixpoint.packs.load import load_framework
from tests.support.evidence import item_of, judged

PLANNED = ("1.1", "5.2")


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("scotland-children/2014")


def codes(framework: Framework, *evaluations: Evaluation) -> list[str]:
    found = evaluation_problems(evaluations, framework=framework, expected=PLANNED)
    assert all(problem.file is not None for problem in found)
    return [problem.code for problem in found]


def asked(framework: Framework, evaluation: Evaluation, *items):
    sources = make_register([], [], items).sources
    return questions_about([evaluation], framework=framework, sources=sources)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6, None])
def test_every_level_of_the_scale_and_none_is_possible(
    framework: Framework, level: int | None
) -> None:
    assert codes(framework, judged("5.2", level)) == []


@pytest.mark.parametrize("level", [0, 7, -1])
def test_a_level_outside_the_scale_is_refused(framework: Framework, level: int) -> None:
    assert codes(framework, judged("5.2", level)) == ["level-outside-scale"]


def test_a_dissents_level_is_on_the_same_scale(framework: Framework) -> None:
    dissent = Dissent(body="hmics", level=9, reasons="We saw more.")
    assert codes(framework, judged("5.2", dissent=(dissent,))) == ["level-outside-scale"]


def test_all_problems_are_said_at_once(framework: Framework) -> None:
    found = codes(
        framework,
        judged("9.9", 7),
        judged("2.1"),
        judged("5.2", reasons=(), cites=()),
        judged("5.2"),
    )
    assert found == [
        *("unknown-indicator", "level-outside-scale"),
        "indicator-not-in-plan",
        *("level-without-reasons", "level-without-cites"),
        "indicator-twice",
    ]


@pytest.mark.parametrize("basis", [Basis.STATED, Basis.INFERRED])
def test_a_published_level_needs_its_source_and_neither_reasons_nor_evidence(
    framework: Framework, basis: Basis
) -> None:
    bare = Evaluation(indicator="5.2", level=4, basis=basis)
    assert codes(framework, bare) == ["stated-by-nobody"]
    stated = Evaluation(indicator="5.2", level=4, basis=basis, stated_by="https://example.org")
    assert codes(framework, stated) == []
    assert asked(framework, stated) == ()


def test_no_level_needs_no_reasons(framework: Framework) -> None:
    assert codes(framework, Evaluation(indicator="5.2")) == []


def test_one_kind_of_source_is_asked_about_and_two_are_not(framework: Framework) -> None:
    items = (item_of("int-1", "5.2"), item_of("doc-1", "5.2", kind="document"))
    (question,) = asked(framework, judged("5.2"), *items)
    assert (question.about, question.overruled) == ("5.2", None)
    assert "Fewer than 2 kinds of source" in question.asks
    assert asked(framework, judged("5.2", cites=("int-1", "doc-1")), *items) == ()


def test_what_a_reason_itself_cites_counts_too(framework: Framework) -> None:
    items = (item_of("int-1", "5.2"), item_of("doc-1", "5.2", kind="document"))
    reasons = (Says(says="Because.", cites=("doc-1",)),)
    assert asked(framework, judged("5.2", reasons=reasons), *items) == ()


def test_a_reason_overrules_and_is_kept(framework: Framework) -> None:
    evaluation = judged("5.2", sufficiency_overruled="Nobody else could know.")
    (question,) = asked(framework, evaluation, item_of("int-1", "5.2"))
    assert question.overruled == "Nobody else could know."
    assert codes(framework, evaluation) == []


def test_no_view_and_dissent_are_kept_beside_the_level(framework: Framework) -> None:
    evaluation = judged(
        "5.2",
        no_view=(NoView(body="hmics", why="Outside its field."),),
        dissent=(Dissent(body="education-scotland", level=4, reasons="Schools told us so."),),
    )
    assert codes(framework, evaluation) == []
    assert evaluation.level == 5
    assert evaluation.dissent[0].level == 4
    assert evaluation.no_view[0].why == "Outside its field."


def test_each_thing_cited_and_absent_is_named_with_who_cites_it() -> None:
    evaluations = (
        judged("5.2", cites=("int-1", "gone"), reasons=("It was {gone.latest}.",)),
        judged("1.1", cites=("int-1",)),
    )
    sources = make_register([], [], [item_of("int-1", "5.2")]).sources
    findings = findings_of(evaluations, Conclusions(format=1), ())
    found = citation_problems(findings, evaluations, sources)
    assert {problem.code for problem in found} == {"cited-but-absent"}
    said = " ".join(problem.what for problem in found)
    assert "5.2-1 cites 'gone.latest'" in said
    assert "5.2 cites 'gone'" in said
    assert "'int-1'" not in said


def test_an_item_of_an_unknown_kind_or_indicator_is_refused(framework: Framework) -> None:
    items = [
        item_of("a", "9.9"),
        item_of("b", "5.2", kind="gossip"),
        item_of("c", "5.2", recorded=item_of("x", "5.2").observed.replace(year=2016)),
        item_of("d", "5.2"),
    ]
    found = item_problems(items, framework=framework, kinds=("interview", "document"))
    assert [problem.code for problem in found] == [
        "unknown-indicator",
        "unknown-kind-of-evidence",
        "recorded-before-observed",
    ]
    assert [problem.what.split("'")[1] for problem in found] == ["a", "b", "c"]
