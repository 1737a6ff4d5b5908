"""Faults planted on purpose, each written down: where it is, and what a rule should notice.

They are added to the text of finished tables, so that nothing else in the partnership changes. A
fault in a key leaves the rows that refer to it without their other end; those are not listed
again.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from .cells import Cells
from .streams import stream
from .types import Fault

SHARE = 0.0004
"""Of a table's rows, for each kind of fault; at least one, where the table is not tiny."""
_FEWEST_ROWS = 50


Spoil = Callable[[Cells, int, int], str | None]
"""Takes the table, the row, and another row; gives the spoilt cell."""


@dataclass(frozen=True)
class Planting:
    """One kind of fault in one column."""

    column: str
    kind: str
    rule: str
    spoil: Spoil


def _text(cell: str | None) -> Spoil:
    return lambda table, row, other: cell


def _of_other(column: str) -> Spoil:
    return lambda table, row, other: table.get(column, other)


def _before(column: str) -> Spoil:
    """The day of another column, three years earlier."""

    def spoil(table: Cells, row: int, other: int) -> str | None:
        day = table.get(column, row)
        return None if day is None else f"{int(day[:4]) - 3}{day[4:8]}15{day[10:]}"

    return spoil


def _more_than(column: str) -> Spoil:
    return lambda table, row, other: str(int(table.get(column, row) or 0) + 20)


def _wrong_check(table: Cells, row: int, other: int) -> str | None:
    """An identifier whose last digit is one too high; a row without one gets a short one."""
    number = table.get("chi", row)
    return "5101" if number is None else f"{number[:-1]}{(int(number[-1]) + 1) % 10}"


def _bad_date(column: str) -> Planting:
    return Planting(column, "bad date", f"{column} is a day of the calendar", _text("2016-02-31"))


def _words(column: str) -> Planting:
    return Planting(column, "bad date", f"{column} is a date, not words", _text("not known"))


def _future(column: str) -> Planting:
    rule = f"{column} is not after the end of the data"
    return Planting(column, "in the future", rule, _text("2027-05-04"))


def _code(column: str) -> Planting:
    return Planting(column, "unknown code", f"{column} is a code of its list", _text("ZZ"))


def _no_key(column: str) -> Planting:
    return Planting(column, "missing key", f"{column} is filled", _text(None))


def _twice(column: str) -> Planting:
    return Planting(column, "duplicate key", f"{column} is there once", _of_other(column))


def _orphan(column: str, other: str) -> Planting:
    rule = f"{column} is there in {other}"
    return Planting(column, "orphan row", rule, _text("NOSUCH0001"))


def _ends_first(column: str, start: str) -> Planting:
    return Planting(column, "end before start", f"{column} is not before {start}", _before(start))


PLANTED: dict[str, tuple[Planting, ...]] = {
    "social_work.people": (
        _bad_date("date_of_birth"), _code("sex"), _twice("person_id"),
        Planting("chi", "wrong check digit", "chi has a valid check digit", _wrong_check),
        Planting("postcode", "not a postcode", "postcode has the shape of one", _text("XX")),
    ),
    "health.people": (_future("date_of_birth"), _no_key("surname"), _code("sex")),
    "education.people": (_words("date_of_birth"), _code("stage"), _twice("person_id")),
    "police.people": (_bad_date("date_of_birth"), _no_key("surname")),
    "reporter.people": (_code("sex"),),
    "social_work.concerns": (
        _no_key("concern_id"), _code("source"), _orphan("person_id", "people"),
        _future("received_at"), _twice("concern_id"),
    ),
    "social_work.discussions": (
        _orphan("concern_id", "concerns"), _code("decision"), _words("held_at"),
    ),
    "social_work.discussion_services": (
        _orphan("discussion_id", "discussions"), _code("service"), _words("told_at"),
    ),
    "social_work.planning_meetings": (
        _code("outcome"), _bad_date("held_on"), _orphan("person_id", "people"),
    ),
    "social_work.core_groups": (_orphan("meeting_id", "planning_meetings"), _future("held_on")),
    "social_work.registrations": (
        _ends_first("removed_on", "registered_on"), _twice("registration_id"),
    ),
    "social_work.plan_reviews": (
        _orphan("registration_id", "registrations"), _code("plan_in_place"),
    ),
    "social_work.placements": (_ends_first("ended_on", "started_on"), _code("placement")),
    "social_work.support_requests": (
        _ends_first("first_help_on", "requested_on"), _code("answer"), _no_key("request_id"),
    ),
    "social_work.aftercare": (
        _code("pathway_plan"), _bad_date("eligible_on"), _code("settled_home"),
    ),
    "health.child_reviews": (
        _ends_first("reviewed_on", "due_on"), _code("concern"), _orphan("person_id", "people"),
    ),
    "education.attendance": (
        Planting("attended", "more than possible", "attended is at most possible",
                 _more_than("possible")),
        Planting("possible", "not a number", "possible is a whole number", _text("many")),
        _orphan("person_id", "people"),
    ),
    "health.waits": (
        _ends_first("started_on", "referred_on"), _code("service"), _orphan("person_id", "people"),
    ),
    "health.wait_stops": (
        _ends_first("resumed_on", "stopped_on"), _orphan("wait_id", "waits"),
    ),
    "education.leavers": (
        _code("scqf"), _code("destination"), _twice("leaver_id"), _bad_date("left_on"),
        _ends_first("followed_up_on", "left_on"),
    ),
    "education.exclusions": (_bad_date("excluded_on"), _twice("exclusion_id")),
    "police.concern_reports": (
        _ends_first("shared_at", "reported_at"), _code("shared_with"),
        _orphan("person_id", "people"),
    ),
    "reporter.referrals": (
        _ends_first("decided_on", "received_on"), _code("ground"), _no_key("referral_id"),
    ),
}  # fmt: skip


def plant(
    seed: int, *, dataset: str, file: str, table: Cells, spared: Collection[int]
) -> list[Fault]:
    """Spoils cells of the table, one in a row at most and none in `spared` rows; gives the list."""
    plantings = PLANTED.get(dataset, ())
    each = max(1, round(SHARE * len(table))) if len(table) >= _FEWEST_ROWS else 0
    wanted = 2 * each * len(plantings)
    drawn = stream(seed, f"faults-{dataset}").permutation(len(table))[: wanted + len(spared)]
    rows = iter([row for row in drawn.tolist() if row not in spared])
    found = [
        _spoil(planting, file=file, table=table, row=next(rows), other=next(rows))
        for planting in plantings
        for _ in range(each)
    ]
    return sorted(found, key=lambda fault: fault.line)


def _spoil(planting: Planting, *, file: str, table: Cells, row: int, other: int) -> Fault:
    table.put(planting.column, row, planting.spoil(table, row, other))
    return Fault(
        file=file,
        line=row + 2,
        column=planting.column,
        kind=planting.kind,
        rule=planting.rule,
    )
