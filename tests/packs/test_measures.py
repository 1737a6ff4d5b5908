"""Every measure that is shipped can be counted, and gives what its own examples say."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.examples import check_examples
from sixpoint.packs.load import load_framework, load_processes
from sixpoint.packs.measure_parts import measures_problems
from sixpoint.packs.measures import ChildrenCounted
from tests.support.measures import DATASETS, MEASURES, PACK

BASES = sorted({measure.base for measure in PACK.measures})


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb(threads=1) as engine:
        yield engine


def test_every_name_in_every_measure_exists() -> None:
    assert measures_problems(PACK.measures, DATASETS) == []


@pytest.mark.parametrize("base", BASES)
def test_measures_give_what_their_examples_say(base: str, engine: Engine) -> None:
    examples = [
        (measure, example)
        for measure in PACK.measures
        if measure.base == base
        for example in measure.examples
    ]
    found = check_examples(examples, DATASETS, engine=engine)
    assert len(found) == len(examples) > 0
    assert [str(problem) for its in found for problem in its] == []


def test_an_example_that_says_another_figure_is_told(engine: Engine) -> None:
    measure = MEASURES["plan-in-place"]
    example = measure.examples[0]
    wrong = replace(example, gives=replace(example.gives, cases=example.gives.cases + 1))
    right, told = check_examples([(measure, example), (measure, wrong)], DATASETS, engine=engine)
    assert right == ()
    assert [problem.code for problem in told] == ["measure-example"]


def test_there_are_at_least_twelve_measures_and_each_says_whose_children_it_counts() -> None:
    assert len(PACK.measures) >= 12
    assert {measure.children_counted for measure in PACK.measures} == set(ChildrenCounted)


def test_every_limit_a_measure_is_held_against_is_a_process_of_the_pack() -> None:
    processes = {one.id for one in load_processes("scotland-processes/1").processes}
    named = {measure.process for measure in PACK.measures if measure.process}
    assert named and named <= processes


def test_every_indicator_a_measure_speaks_to_is_one_of_the_framework() -> None:
    framework = load_framework("scotland-children/2014")
    known = {indicator.id for indicator in framework.indicators}
    assert all(measure.indicators and set(measure.indicators) <= known for measure in PACK.measures)


@pytest.mark.parametrize("id_", sorted(MEASURES))
def test_a_measure_with_a_wait_or_a_limit_has_an_example_that_waits(id_: str) -> None:
    measure = MEASURES[id_]
    if measure.follow_up or ((measure.process or measure.limit) and measure.end):
        assert any(example.gives.pending for example in measure.examples)
