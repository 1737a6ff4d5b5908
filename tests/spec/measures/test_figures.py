"""What becomes of cases once they are figures: periods, groups, waiting, nothing to divide by."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.cases import build_cases
from sixpoint.measures.example_tables import context_of, tables_of
from sixpoint.measures.limits import LimitRange, Limits, limit_ranges
from sixpoint.measures.measure import measure
from sixpoint.measures.rows import Row, rows_behind
from sixpoint.measures.types import LATEST, Cases, ExactFigures, LeftOut
from sixpoint.packs.processes import Limit
from tests.support.measured import AS_AT, PERIOD, by_group, by_label, figures_of
from tests.support.measures import DATASETS, MEASURES, limit, read_tables


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb(threads=1) as engine:
        yield engine


REVIEWS = """
    review_id | person_id | held_on    | plan_in_place
    V1        | P1        | 2016-03-31 | yes
    V2        | P1        | 2016-06-30 | no
    V3        | P2        | 2016-07-01 | yes
    V4        | P2        | 2017-06-30 | yes
    V5        | P3        | 2017-06-30 | no
    V6        | P3        | 2017-07-01 | yes
"""


class TestPeriods:
    def test_the_latest_figure_is_of_the_twelve_months_to_the_last_quarter_end(
        self, engine: Engine
    ) -> None:
        figures = figures_of(engine, "plan-in-place", {"social_work.plan_reviews": REVIEWS})
        assert str(figures.latest) == "1 July 2016 to 30 June 2017"
        latest = by_label(figures)[LATEST]
        assert (latest.cases, latest.met, latest.children) == (3, 2, 2)

    def test_a_quarter_end_reached_on_the_reference_day_is_in(self, engine: Engine) -> None:
        tables = {"social_work.plan_reviews": REVIEWS}
        figures = figures_of(engine, "plan-in-place", tables, as_at=date(2017, 6, 30))
        assert str(figures.latest) == "1 July 2016 to 30 June 2017"

    def test_quarters_run_from_the_first_whole_one_to_the_last_complete_one(
        self, engine: Engine
    ) -> None:
        cells = by_label(figures_of(engine, "plan-in-place", {"social_work.plan_reviews": REVIEWS}))
        assert list(cells) == [
            LATEST, "2015-Q4", "2016-Q1", "2016-Q2", "2016-Q3", "2016-Q4", "2017-Q1", "2017-Q2",
        ]  # fmt: skip
        assert [cells[label].cases for label in list(cells)[1:]] == [0, 1, 1, 1, 0, 0, 2]

    def test_a_quarter_without_cases_is_there_and_has_no_share(self, engine: Engine) -> None:
        figures = figures_of(engine, "plan-in-place", {"social_work.plan_reviews": REVIEWS})
        cell = by_label(figures)["2016-Q4"]
        assert (cell.cases, cell.pending, cell.met, cell.children) == (0, 0, None, 0)

    def test_children_followed_up_count_when_the_two_years_end(self, engine: Engine) -> None:
        registrations = """
            registration_id | person_id | registered_on | removed_on
            R1              | P1        | 2014-01-01    | 2015-01-15
            R2              | P2        | 2014-01-01    | 2015-09-15
            R3              | P1        | 2016-06-01    |
        """
        figures = figures_of(
            engine, "registered-again", {"social_work.registrations": registrations}
        )
        latest = by_label(figures)[LATEST]
        assert (latest.cases, latest.met) == (1, 1)
        assert list(by_label(figures)) == [LATEST], "no quarter has all of its leavers yet"


class TestWaiting:
    CONCERNS = """
        concern_id | person_id | received_at
        C1         | P1        | 2017-05-01T10:00
        C2         | P2        | 2017-06-01T10:00
        C3         | P3        | 2017-06-20T10:00
        C4         | P4        | 2017-06-25T10:00
    """
    DISCUSSIONS = """
        discussion_id | concern_id | held_at          | planning_meeting
        D1            | C1         | 2017-05-01T12:00 | required
        D2            | C2         | 2017-06-01T12:00 | required
        D3            | C3         | 2017-06-20T12:00 | required
        D4            | C4         | 2017-06-25T12:00 | required
    """
    MEETINGS = """
        meeting_id | concern_id | kind    | held_on
        M1         | C1         | initial | 2017-06-30
        M3         | C3         | initial | 2017-06-24
    """

    def figures(self, engine: Engine, as_at: date, limits: Limits) -> ExactFigures:
        tables = {
            "social_work.concerns": self.CONCERNS,
            "social_work.discussions": self.DISCUSSIONS,
            "social_work.planning_meetings": self.MEETINGS,
        }
        return figures_of(engine, "planning-meeting-in-time", tables, as_at=as_at, limits=limits)

    def test_a_quick_recent_meeting_waits_like_a_slow_one(self, engine: Engine) -> None:
        cell = by_label(self.figures(engine, date(2017, 6, 30), in_force(21)))[LATEST]
        assert (cell.cases, cell.met, cell.pending) == (2, 0, 2)

    def test_once_their_limit_has_run_out_both_count(self, engine: Engine) -> None:
        cell = by_label(self.figures(engine, date(2017, 7, 31), in_force(21)))[LATEST]
        assert (cell.cases, cell.met, cell.pending) == (4, 1, 0)

    def test_each_case_is_held_against_the_limit_of_its_own_day(self, engine: Engine) -> None:
        process = "concern-to-planning-meeting"
        first, changed = date(2015, 8, 1), date(2017, 5, 15)
        limits = {
            process: limit_ranges(
                lambda day: limit(60, "calendar_days") if day < changed else limit(3, "months"),
                changes=[changed],
                first=first,
                last=AS_AT,
            )
        }
        cell = by_label(self.figures(engine, AS_AT, limits))[LATEST]
        assert (cell.cases, cell.met, cell.pending) == (1, 1, 3)

    def test_what_began_before_any_limit_is_not_counted(self, engine: Engine) -> None:
        began = LimitRange(first=date(2017, 6, 1), last=AS_AT, limit=limit(21, "calendar_days"))
        limits = {"concern-to-planning-meeting": (began,)}
        cell = by_label(self.figures(engine, AS_AT, limits))[LATEST]
        assert (cell.cases, cell.met) == (3, 1)


HOMES_AND_PLACEMENTS = {
    "social_work.plan_reviews": """
        review_id | person_id | held_on    | plan_in_place
        V1        | P1        | 2016-09-01 | yes
        V2        | P1        | 2016-12-01 | no
        V3        | P2        | 2016-09-01 | yes
        V4        | P3        | 2016-09-01 | yes
    """,
    "social_work.people": """
        person_id | surname | postcode
        P1        | Rowan   | qx1 1aa
        P2        | Alder   | XX0 0XX
        P3        | Hazel   |
    """,
    "health.people": """
        person_id | surname | postcode
        P1        | Rowan   | QX5 5EE
        P2        | Alder   | QX5 5EE
    """,
    "reference.postcodes": """
        postcode | simd_quintile | in_area
        QX1 1AA  | 1             | yes
        QX5 5EE  | 5             | yes
    """,
    "social_work.placements": """
        placement_id | person_id | started_on | ended_on
        A1           | P1        | 2016-12-01 |
        A2           | P2        | 2016-01-01 | 2016-09-01
        A3           | P3        | 2016-01-01 | 2016-08-31
    """,
}


class TestGroups:
    def test_the_first_agency_with_a_known_postcode_says_where_home_is(
        self, engine: Engine
    ) -> None:
        cells = by_group(figures_of(engine, "plan-in-place", HOMES_AND_PLACEMENTS), "simd_quintile")
        assert {group: cell.cases for group, cell in cells.items()} == {
            "1": 2, "2": 0, "3": 0, "4": 0, "5": 1, "not known": 1,
        }  # fmt: skip

    def test_looked_after_is_a_matter_of_the_day_first_and_last_included(
        self, engine: Engine
    ) -> None:
        cells = by_group(figures_of(engine, "plan-in-place", HOMES_AND_PLACEMENTS), "looked_after")
        assert {group: cell.cases for group, cell in cells.items()} == {
            "looked after": 2,
            "not looked after": 2,
        }

    def test_without_placements_nobody_is_said_not_to_be_looked_after(self, engine: Engine) -> None:
        tables = {k: v for k, v in HOMES_AND_PLACEMENTS.items() if k != "social_work.placements"}
        assert not by_group(figures_of(engine, "plan-in-place", tables), "looked_after")


class TestRates:
    PUPILS = """
        person_id | surname | date_of_birth
        P1        | Rowan   | 2005-05-01
        P2        | Alder   | 2006-05-01
    """

    def test_nought_exclusions_of_some_pupils_is_a_rate_of_nought(self, engine: Engine) -> None:
        tables = {
            "education.people": self.PUPILS,
            "education.exclusions": "exclusion_id | person_id | excluded_on",
        }
        cell = by_label(figures_of(engine, "exclusions", tables))[LATEST]
        assert (cell.cases, cell.amount, cell.out_of) == (0, 0.0, 2.0)

    def test_without_pupils_there_is_no_rate(self, engine: Engine) -> None:
        tables = {
            "education.people": "person_id | surname | date_of_birth",
            "education.exclusions": """
                exclusion_id | person_id | excluded_on
                X1           | P1        | 2016-09-01
            """,
        }
        cell = by_label(figures_of(engine, "exclusions", tables))[LATEST]
        assert (cell.cases, cell.amount, cell.out_of) == (1, None, None)


class TestWhatCannotBeCounted:
    def test_a_missing_dataset_is_named(self, engine: Engine) -> None:
        figures = figures_of(engine, "exclusions", {"education.people": TestRates.PUPILS})
        assert [one.why for one in figures.not_measured] == [
            "Nobody supplied education.exclusions."
        ]
        assert figures.cells == ()

    def test_a_column_left_out_by_its_supplier_is_not_an_answer(self, engine: Engine) -> None:
        tables = tables_of(
            read_tables({"social_work.plan_reviews": REVIEWS}), DATASETS, engine=engine
        )
        context = context_of(tables, DATASETS, as_at=AS_AT, engine=engine, period=PERIOD)
        supplied = {"social_work.plan_reviews": ["review_id", "person_id", "held_on"]}
        context = replace(context, supplied=supplied)
        figures = measure([MEASURES["plan-in-place"]], tables, context)
        assert [one.why for one in figures.not_measured] == [
            "social_work.plan_reviews was supplied without its column plan_in_place."
        ]

    def test_an_end_before_its_start_is_left_out_and_said(self, engine: Engine) -> None:
        requests = """
            request_id | person_id | requested_on | answer  | first_help_on
            Q1         | P1        | 2016-09-01   | offered | 2016-08-31
            Q2         | P1        | 2016-09-01   | offered | 2016-09-01
        """
        figures = figures_of(
            engine, "help-after-request", {"social_work.support_requests": requests}
        )
        assert figures.left_out == (
            LeftOut(measure="help-after-request", why="it ends before it starts", rows=1),
        )
        cell = by_label(figures)[LATEST]
        assert (cell.cases, cell.median, cell.ninetieth) == (1, 0.0, 0.0)


def test_the_rows_behind_a_figure_are_those_of_its_own_cases(engine: Engine) -> None:
    text = {
        "social_work.discussions": """
            discussion_id | person_id | held_at
            D1            | P1        | 2016-03-01T10:00
            D2            | P1        | 2016-09-01T10:00
            D3            | P1        | 2016-10-01T10:00
        """,
        "social_work.discussion_services": """
            discussion_service_id | discussion_id | service | should_be_told | told_at
            S1                    | D1            | police  | yes            |
            S2                    | D3            | police  | yes            |
            S3                    | D2            | police  | yes            | 2016-09-01T11:00
            S4                    | D2            | health  | no             |
        """,
    }
    tables = tables_of(read_tables(text), DATASETS, engine=engine)
    context = context_of(tables, DATASETS, as_at=AS_AT, engine=engine, period=PERIOD)
    built = build_cases(MEASURES["decision-shared"], tables, context)
    assert isinstance(built, Cases)
    cells = by_label(measure([MEASURES["decision-shared"]], tables, context))
    behind = rows_behind(built, cells[LATEST])
    assert behind.rows == (
        Row("social_work.discussion_services", 3, "S2"),
        Row("social_work.discussion_services", 4, "S3"),
        Row("social_work.discussions", 3, "D2"),
        Row("social_work.discussions", 4, "D3"),
    )
    assert (behind.cases, behind.children) == (2, 1)


def in_force(number: int) -> Limits:
    one: Limit = limit(number, "calendar_days")
    whole = LimitRange(first=PERIOD.start, last=AS_AT, limit=one)
    return {"concern-to-planning-meeting": (whole,)}
