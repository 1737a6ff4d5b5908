"""A report is composed from any framework: any number of levels, indicators and questions."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixpoint.evaluation.findings import findings_of
from sixpoint.evaluation.types import Answer, Conclusions, Evaluation, Says
from sixpoint.evidence.matrix import make_matrix
from sixpoint.packs.framework import (
    Area,
    Framework,
    Indicator,
    KeyQuestion,
    Level,
    MethodFile,
    Programme,
    Question,
    ReportHeading,
    Return,
    Sufficiency,
    Themes,
)
from sixpoint.packs.header import InForce, PackHeader, PackKind, Said
from sixpoint.reports.compose import compose
from sixpoint.reports.compose_open_data import compose_open_data
from sixpoint.reports.facts import Inspected, Inspection, Window
from sixpoint.reports.matter import Matter
from sixpoint.reports.statements import tally_in_words
from sixpoint.reports.types import Evaluation as Shown
from sixpoint.reports.types import TallyBlock

LABELS = ("splendid", "fine", "fair", "so-so", "poor", "dire", "bad", "awful", "nil")


@dataclass(frozen=True)
class Shape:
    """How many of each thing a framework and its inspection have."""

    levels: int
    indicators: int
    areas: int
    questions: int
    answered: tuple[bool, ...]
    given: tuple[int | None, ...]


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    levels = draw(st.integers(0, len(LABELS)))
    indicators = draw(st.integers(0, 14))
    areas = draw(st.integers(0, 2))
    questions = draw(st.integers(0, 6))
    a_level = st.none() | st.integers(1, levels) if levels else st.none()
    number = indicators + areas
    return Shape(
        levels=levels,
        indicators=indicators,
        areas=areas,
        questions=questions,
        answered=tuple(draw(st.lists(st.booleans(), min_size=questions, max_size=questions))),
        given=tuple(draw(st.lists(a_level, min_size=number, max_size=number))),
    )


def framework_of(shape: Shape) -> Framework:
    says = Said(says="What it means.", confirmed=False)
    return Framework(
        header=PackHeader(
            format=1,
            id="invented",
            version="1",
            kind=PackKind.FRAMEWORK,
            title="An invented framework",
            publisher="Nobody",
            source="None",
            licence="MIT",
            in_force=InForce(since=None, until=None),
            confirmed=False,
        ),
        content_hash="",
        key_questions=(KeyQuestion(number=1, asks="How?", confirmed=False),),
        areas=tuple(
            Area(id=f"W{n}", title=f"Whole {n}", key_question=1, confirmed=False)
            for n in range(shape.areas + 1)
        ),
        indicators=tuple(
            Indicator(
                id=f"X{n}",
                title=f"Indicator {n}",
                area=f"W{shape.areas}",
                number_confirmed=False,
                themes=Themes(says=(), confirmed=False),
                confirmed=False,
            )
            for n in range(shape.indicators)
        ),
        scale=tuple(
            Level(level=n, label=LABELS[-n], short="", means=says, confirmed=False)
            for n in range(shape.levels, 0, -1)
        ),
        proportion_words=(),
        headings=(
            ReportHeading(
                id="all", title="All of it", indicators=(), key_questions=(1,), confirmed=False
            ),
        ),
        method=MethodFile(
            format=1,
            bodies=(),
            evidence_kinds=(),
            sufficiency=Sufficiency(kinds_of_source=1, confirmed=False),
            timetables=(),
            documents=(),
            pre_inspection_return=Return(populations=(), confirmed=False),
            follow_ups=(),
            retention=(),
        ),
        programmes=(programme_of(shape),),
        sources={},
    )


def programme_of(shape: Shape) -> Programme:
    return Programme(
        id="round",
        title="The round",
        asks="questions",
        questions=tuple(
            Question(id=f"ask{n}", says=f"Question {n}?", confirmed=False)
            for n in range(shape.questions)
        ),
        indicators=tuple(f"X{n}" for n in range(shape.indicators)),
        areas=tuple(f"W{n}" for n in range(shape.areas)),
        narrative_only=tuple(f"ask{n}" for n in range(shape.questions)),
        confirmed=False,
    )


def matter_of(shape: Shape) -> Matter:
    framework = framework_of(shape)
    programme = framework.programmes[0]
    evaluations = tuple(
        Evaluation(indicator=id_, level=level, reasons=f"Why {id_}.")
        for id_, level in zip(programme.evaluates, shape.given, strict=True)
    )
    answers = tuple(
        Answer(question=f"ask{n}", findings=(Says(says=f"Answer {n}."),))
        for n, answered in reversed(list(enumerate(shape.answered)))
        if answered
    )
    conclusions = Conclusions(format=1, answers=answers)
    return Matter(
        inspection=Inspection(
            format=1,
            id="nowhere",
            title="Nowhere",
            invented=True,
            partnership=Inspected(name="Nowhere", area="Nowhere"),
            framework="invented/1",
            programme="round",
            bodies=(),
            window=Window(words="once"),
            indicators=programme.evaluates,
        ),
        framework=framework,
        evaluations=evaluations,
        conclusions=conclusions,
        areas=(),
        findings=findings_of(evaluations, conclusions, (), programme=programme),
        sources={},
        questions=(),
        matrix=make_matrix(programme.evaluates, (), sources={}, cited={}),
        heard=(),
        not_known=(),
        stale=frozenset(),
        as_at=None,
    )


@given(shapes())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_every_question_and_indicator_has_its_place(shape: Shape) -> None:
    matter = matter_of(shape)
    report = compose(matter, made_with="")
    blocks = [block for section in report.sections for block in section.blocks]
    shown = [block for block in blocks if isinstance(block, Shown)]
    asked = [one.heading for one in report.sections if one.id.startswith("question-")]
    said = {one.id: one.text for one in report.statements}
    ids = [one.id for one in report.statements]
    assert len(ids) == len(set(ids))
    assert asked == [f"Question {n}?" for n in range(shape.questions)]
    for number, answered in enumerate(shape.answered, start=1):
        assert said.get(f"q{number}-1") == (f"Answer {number - 1}." if answered else None)
        assert (f"fact-q{number}" in said) is not answered
    assert [one.indicator for one in shown] == list(matter.inspection.indicators)
    assert [one.level for one in shown] == list(shape.given)
    assert len(report.scale) == shape.levels
    with_tally = bool(shape.levels and matter.inspection.indicators)
    assert any(isinstance(block, TallyBlock) for block in blocks) is with_tally
    rows = compose_open_data(matter).evaluations
    assert len(rows) == (len(shape.given) if shape.levels else 0)


@given(shapes())
@settings(max_examples=200)
def test_the_tally_names_each_level_that_was_given_and_no_other(shape: Shape) -> None:
    words = tally_in_words(matter_of(shape))
    given = {level for level in shape.given if level is not None}
    named = {n for n in range(1, shape.levels + 1) if LABELS[-n] in words}
    assert named == given
