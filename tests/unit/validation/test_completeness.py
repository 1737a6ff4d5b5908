"""How complete and how fresh: counts that can be checked by hand, and a picture of them."""

from datetime import date

import pytest

from sixpoint.engines import Engine
from sixpoint.validation.completeness import TableFill
from sixpoint.validation.draw_completeness import draw_completeness
from tests.support.checking import check, concerns

ROWS = (
    "C1,P1,2016-09-30T14:05,police,neglect",
    "C2,P1,2017-07-21T09:00,,",
    "C3,P1,in the autumn,nobody,",
    "C4,P1,2031-01-01T09:00,health,neglect",
)


@pytest.fixture
def table(engine: Engine) -> TableFill:
    (table,) = check(engine, {"social_work/concerns.csv": concerns(*ROWS)}).filled
    return table


def test_each_column_says_how_many_cells_are_filled_and_can_be_read(table: TableFill) -> None:
    counts = {one.name: (one.rows, one.filled, one.readable) for one in table.columns}
    assert counts == {
        "concern_id": (4, 4, 4),
        "person_id": (4, 4, 4),
        "received_at": (4, 4, 3),
        "source": (4, 3, 2),
        "concern": (4, 2, 2),
    }


def test_the_last_day_is_the_last_up_to_the_reference_day(table: TableFill) -> None:
    assert (table.event, table.first, table.last, table.days_old) == (
        "received_at", date(2016, 9, 30), date(2017, 7, 21), 10
    )  # fmt: skip


def test_a_column_that_was_not_supplied_is_neither_full_nor_empty(engine: Engine) -> None:
    files = {"social_work/concerns.csv": b"concern_id,person_id,received_at\nC1,P1,\n"}
    (table,) = check(engine, files).filled
    absent = next(one for one in table.columns if one.name == "source")
    assert (absent.filled, absent.readable, absent.share) == (None, None, None)
    (agency,) = draw_completeness([table])
    assert agency.gaps is not None
    assert "concerns: source: not supplied" in agency.gaps.alt


def test_the_picture_says_in_words_what_it_shows(table: TableFill) -> None:
    (agency,) = draw_completeness([table])
    assert agency.agency == "Social work"
    assert "concerns: 10 days" in agency.fresh.alt
    assert agency.gaps is not None
    assert "concerns: concern: 50% filled; concerns: source: 75% filled" in agency.gaps.alt
    assert len(agency.columns.rows) == len(table.columns)
