"""Limits laid out by day, from what a partnership says it works to."""

from dataclasses import dataclass
from datetime import date

import pytest

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.context import Rules, build_context
from sixpoint.measures.example_tables import context_of, tables_of
from sixpoint.measures.limits import limit_ranges
from sixpoint.packs.load import load_processes
from sixpoint.packs.processes import Limit
from sixpoint.terms.period import Period
from tests.support.measures import DATASETS, limit, read_tables

PERIOD = Period(date(2016, 8, 1), date(2017, 8, 1))
AS_AT = date(2017, 7, 31)


@dataclass(frozen=True)
class Stated:
    edition: str
    since: date


def test_a_limit_holds_until_the_day_before_the_next() -> None:
    changed = date(2017, 1, 1)

    def limit_on(day: date) -> Limit:
        return limit(28 if day >= changed else 21, "calendar_days")

    ranges = limit_ranges(limit_on, changes=[changed], first=PERIOD.start, last=AS_AT)
    assert [(one.first, one.last, one.limit.number) for one in ranges] == [
        (date(2016, 8, 1), date(2016, 12, 31), 21),
        (date(2017, 1, 1), date(2017, 7, 31), 28),
    ]


def test_a_change_outside_the_time_looked_at_changes_nothing() -> None:
    changes = [date(2010, 1, 1), date(2016, 8, 1), date(2020, 1, 1)]
    ranges = limit_ranges(
        lambda day: limit(21, "calendar_days"), changes=changes, first=PERIOD.start, last=AS_AT
    )
    assert [(one.first, one.last) for one in ranges] == [(PERIOD.start, AS_AT)]


def test_days_without_a_limit_have_no_range() -> None:
    began = date(2017, 1, 1)
    ranges = limit_ranges(
        lambda day: limit(21, "calendar_days") if day >= began else None,
        changes=[began],
        first=PERIOD.start,
        last=AS_AT,
    )
    assert [one.first for one in ranges] == [began]


@pytest.mark.parametrize(
    ("edition", "due"),
    [
        # Fifteen working days from 15 November leave out St Andrew's Day and the local holiday.
        ("national-2021", date(2016, 12, 8)),
        ("national-2014", date(2016, 11, 30)),
    ],
)
def test_each_edition_gives_core_groups_their_own_limit(edition: str, due: date) -> None:
    rules = Rules(
        pack=load_processes("scotland-processes/1"),
        guidance=[Stated(edition, PERIOD.start)],
        holidays=[date(2016, 11, 21)],
    )
    people = {"social_work.people": "person_id | surname\nP1 | Rowan"}
    with open_duckdb(threads=1) as engine:
        tables = tables_of(read_tables(people), DATASETS, engine=engine)
        linked = context_of(tables, DATASETS, as_at=AS_AT, engine=engine).children
        context = build_context(
            datasets=DATASETS,
            tables=tables,
            people=linked,
            rules=rules,
            period=PERIOD,
            as_at=AS_AT,
        )
        dues = engine.ibis.to_pyarrow(context.dues).to_pylist()
    found = {(row["process"], row["day"]): row["due"] for row in dues}
    assert found["meeting-to-core-group", date(2016, 11, 15)] == due
    assert ("concern-to-discussion", date(2016, 11, 15)) not in found
