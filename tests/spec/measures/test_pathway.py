"""One child's pathway: what is an event, in which order, and how gaps between agencies add up."""

from datetime import date
from pathlib import Path

import pytest

from sixpoint.engines import Engine
from sixpoint.measures.example_tables import tables_of
from sixpoint.measures.pathway import Event, Gaps, read_pathway, sum_gaps
from sixpoint.packs.examples import read_example_rows
from sixpoint.pictures.draw_timeline import Moment, draw_timeline
from tests.support.commands import COULD_NOT_RUN, must, run_command
from tests.support.measures import DATASETS

ROWS = {
    "police.concern_reports": """
        report_id | person_id | reported_at      | shared_at
        R1        | V1        | 2016-09-01T23:50 | 2016-09-04T09:00
        R2        | V9        | 2016-09-01T10:00 | 2016-09-01T12:00""",
    "social_work.concerns": """
        concern_id | person_id | received_at
        C1         | S1        | 2016-09-04T10:00
        C2         | S2        | 2016-09-20T10:00
        C3         | S7        | 2016-09-02T10:00""",
    "health.waits": """
        wait_id | person_id | service | referred_on | started_on
        W1      | H1        | camhs   | 2016-10-01  |""",
}
OWN = {"police": ["V1"], "social_work": ["S1", "S2"], "health": ["H1"]}


def event(day: date, agency: str) -> Event:
    return Event(day=day, agency=agency, what="something", dataset=f"{agency}.things", line=2)


@pytest.fixture
def events(engine: Engine) -> tuple[Event, ...]:
    rows = {id_: read_example_rows(text) for id_, text in ROWS.items()}
    return read_pathway(engine, OWN, tables_of(rows, DATASETS, engine=engine), DATASETS)


def test_events_are_the_childs_own_in_the_order_of_days(events: tuple[Event, ...]) -> None:
    assert [(one.day.isoformat(), one.agency, one.what) for one in events] == [
        ("2016-09-01", "police", "Concern reported"),
        ("2016-09-04", "police", "Concern shared"),
        ("2016-09-04", "social_work", "Concern received"),
        ("2016-09-20", "social_work", "Concern received"),
        ("2016-10-01", "health", "Referred for treatment"),
    ]


def test_only_days_between_different_agencies_are_gaps(events: tuple[Event, ...]) -> None:
    assert sum_gaps(events) == (
        Gaps(first="police", then="social_work", times=1, days=0, longest=0),
        Gaps(first="social_work", then="health", times=1, days=11, longest=11),
    )


def test_gaps_of_the_same_two_agencies_are_summed_and_each_way_apart() -> None:
    days = [(1, "police"), (4, "health"), (5, "police"), (15, "health")]
    found = sum_gaps([event(date(2016, 9, day), agency) for day, agency in days])
    assert found == (
        Gaps(first="health", then="police", times=1, days=1, longest=1),
        Gaps(first="police", then="health", times=2, days=13, longest=10),
    )


def test_one_event_has_no_gap() -> None:
    assert sum_gaps([event(date(2016, 9, 1), "police")]) == ()


def test_the_picture_says_in_words_what_it_shows_and_its_table_has_every_event() -> None:
    moments = [
        Moment(day=date(2016, 9, 4), lane="Police", what="Concern shared"),
        Moment(day=date(2016, 9, 1), lane="Police", what="Concern reported"),
    ]
    picture = draw_timeline(moments, lanes=["Police", "Health"], name="p", title="One child")
    assert picture.alt.startswith("Timeline: One child, from 2016-09-01 to 2016-09-04. Police: 2")
    assert "Health: 0 events" in picture.alt
    assert [row[2].text for row in picture.table.rows] == ["Concern reported", "Concern shared"]
    assert picture.svg.count("<svg") == 1


def test_a_timeline_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        draw_timeline([], lanes=["Police"], name="p", title="Nothing")


def test_a_page_in_an_inspections_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "partnership").mkdir()
    (tmp_path / "partnership/partnership.yaml").write_text("format: 1\n")
    (tmp_path / "inspection").mkdir()
    (tmp_path / "inspection/inspection.yaml").write_text("format: 1\n")
    page = tmp_path / "inspection/page.html"
    said = must(
        run_command("pathway", tmp_path / "partnership", "P000001", "--out", page), COULD_NOT_RUN
    )
    assert "Rows of records stay with the partnership" in said.err
    assert not page.exists()
