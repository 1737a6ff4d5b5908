"""One register of all that may be cited: every id once, every weight on something that is there."""

from dataclasses import replace

from sixpoint.evidence.register import make_register
from sixpoint.instruments.count import count_answers
from sixpoint.instruments.types import Result
from tests.support.evidence import instrument_of, item_of, question_of
from tests.support.figures import cell, safe_of
from tests.support.policies import policy_of


def figure_of(met: int = 30, cases: int = 40):
    return safe_of([cell(cases, met)], policy=policy_of(5))["latest"]


def result_of(yes: int = 30) -> Result:
    return count_answers(
        question_of(),
        ["yes"] * yes + ["no"] * 20,
        instrument=instrument_of(),
        source_kind="reading",
        levels=(),
        policy=policy_of(5),
    )


def test_figures_results_and_items_stand_side_by_side() -> None:
    register = make_register([figure_of()], [result_of()], [item_of("int-1", "5.2")])
    assert register.problems == ()
    assert {id_: source.kind for id_, source in register.sources.items()} == {
        "meetings.latest": "figure",
        "reading.plan": "reading",
        "int-1": "interview",
    }


def test_what_stands_in_a_sentence_is_the_phrase_and_an_item_has_none() -> None:
    sources = make_register([figure_of()], [], [item_of("int-1", "5.2")]).sources
    assert sources["meetings.latest"].phrase == "75% (30 of 40)"
    assert sources["int-1"].phrase is None


def test_an_id_used_twice_is_a_problem_whatever_uses_it() -> None:
    problems = make_register([figure_of()], [], [item_of("meetings.latest", "5.2")]).problems
    assert [problem.code for problem in problems] == ["source-twice"]
    assert "'meetings.latest'" in problems[0].what


def test_an_item_that_weighs_nothing_there_is_a_problem() -> None:
    items = [item_of("w-1", "5.2", source="meetings.lately"), item_of("w-2", "5.2", source="no")]
    problems = make_register([figure_of()], [], items).problems
    assert [problem.code for problem in problems] == ["source-unknown"] * 2


def test_a_fingerprint_moves_with_what_is_shown_and_with_nothing_else() -> None:
    def fingerprint(figure):
        return make_register([figure], [], []).sources["meetings.latest"].fingerprint

    figure = figure_of()
    elsewhere = replace(figure.trail, links="other links", rules_passed=99)
    assert fingerprint(figure) == fingerprint(figure_of())
    assert fingerprint(figure) == fingerprint(replace(figure, trail=elsewhere))
    assert fingerprint(figure) != fingerprint(figure_of(met=31))
    redefined = replace(figure.trail, definition="another")
    assert fingerprint(figure) != fingerprint(replace(figure, trail=redefined))


def test_a_result_and_an_item_move_with_their_words() -> None:
    def fingerprints(result, item):
        return [s.fingerprint for s in make_register([], [result], [item]).sources.values()]

    before = fingerprints(result_of(), item_of("int-1", "5.2"))
    assert before == fingerprints(result_of(), item_of("int-1", "5.2"))
    after = fingerprints(result_of(31), item_of("int-1", "5.2", says="Something else."))
    assert all(one != other for one, other in zip(before, after, strict=True))
