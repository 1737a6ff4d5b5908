"""Limits: the partnership's statement starts the clock, and a local limit says that it is local."""

from dataclasses import dataclass
from datetime import date

import pytest

from sixpoint.packs.load import load_processes
from sixpoint.packs.processes import Limit, Unit, edition_on, limit_for
from sixpoint.terms.problems import UserError

PACK = load_processes("scotland-processes/1")


@dataclass(frozen=True)
class Works:
    edition: str
    since: date


@dataclass(frozen=True)
class Own:
    process: str
    number: int
    unit: str
    since: date
    source: str = "Local procedures, page 3"
    until: date | None = None


GUIDANCE = [Works("national-2014", date(2014, 8, 1)), Works("national-2021", date(2022, 4, 1))]


def limit(process: str, day: date, *own: Own) -> Limit | None:
    return limit_for(process, day, pack=PACK, guidance=GUIDANCE, local_limits=own)


def number_and_unit(process: str, day: date) -> tuple[int, str] | None:
    found = limit(process, day)
    return (found.number, found.unit) if found else None


EARLY, LATE = date(2016, 5, 1), date(2023, 5, 1)


@pytest.mark.parametrize(
    ("process", "in_2016", "in_2023"),
    [
        ("share-concern", None, None),
        ("concern-to-discussion", None, None),
        ("decision-shared", None, None),
        ("concern-to-planning-meeting", (21, "calendar_days"), (28, "calendar_days")),
        ("pre-birth-meeting", None, (28, "calendar_days")),
        ("pre-birth-late-notice", (21, "calendar_days"), None),
        ("meeting-notice", (5, "calendar_days"), (5, "calendar_days")),
        ("reconvene-inquorate", None, (10, "working_days")),
        ("plan-to-participants", (5, "calendar_days"), None),
        ("record-to-participants", (15, "calendar_days"), (10, "working_days")),
        ("meeting-to-core-group", (15, "calendar_days"), (15, "working_days")),
        ("core-group-tells-chair", (3, "calendar_days"), (3, "calendar_days")),
        ("plan-first-review", (3, "months"), None),
        ("plan-later-review", (6, "months"), None),
    ],
)
def test_each_edition_has_its_own_limits(
    process: str, in_2016: tuple[int, str] | None, in_2023: tuple[int, str] | None
) -> None:
    assert number_and_unit(process, EARLY) == in_2016
    assert number_and_unit(process, LATE) == in_2023


def test_before_the_partnership_says_which_edition_no_clock_runs() -> None:
    assert limit("meeting-to-core-group", date(2014, 7, 31)) is None
    assert limit("meeting-to-core-group", date(2014, 8, 1)) is not None


def test_an_edition_ends_on_the_day_before_the_next_begins() -> None:
    days = [date(2022, 3, 31), date(2022, 4, 1)]
    editions = [edition_on(day, pack=PACK, guidance=GUIDANCE) for day in days]
    assert [one.id for one in editions if one] == ["national-2014", "national-2021"]


def test_a_limit_that_was_cut_off_or_recalled_starts_no_clock() -> None:
    edition = PACK.edition("national-2021")
    assert edition is not None
    for process in ("plan-first-review", "plan-later-review"):
        found = edition.limit(process)
        assert found is not None
        assert (found.number is not None, found.confirmed) == (True, False)
        assert limit(process, LATE) is None


def test_words_without_a_number_start_no_clock() -> None:
    edition = PACK.edition("national-2021")
    assert edition is not None
    found = edition.limit("share-concern")
    assert found is not None
    assert found.words == "without delay"
    assert limit("share-concern", LATE) is None


def test_a_limit_of_the_partnership_s_own_is_marked_local() -> None:
    own = Own("decision-shared", 2, "working_days", date(2016, 1, 1))
    found = limit("decision-shared", EARLY, own)
    assert found == Limit(
        number=2, unit=Unit.WORKING_DAYS, edition="local", source="Local procedures, page 3"
    )
    assert limit("decision-shared", date(2015, 12, 31), own) is None


def test_the_latest_local_limit_goes_before_the_guidance() -> None:
    older = Own("meeting-to-core-group", 12, "calendar_days", date(2015, 1, 1))
    newer = Own("meeting-to-core-group", 10, "calendar_days", date(2016, 1, 1))
    found = limit("meeting-to-core-group", EARLY, newer, older)
    assert found is not None
    assert (found.number, found.edition) == (10, "local")


def test_a_local_limit_ends_after_its_last_day() -> None:
    own = Own("decision-shared", 2, "working_days", date(2016, 1, 1), until=date(2016, 6, 30))
    assert limit("decision-shared", date(2016, 6, 30), own) is not None
    assert limit("decision-shared", date(2016, 7, 1), own) is None


def test_a_limit_names_the_page_it_was_read_on() -> None:
    found = limit("meeting-to-core-group", EARLY)
    assert found is not None
    assert found.source.startswith("https://www.gov.scot/")


def test_an_unknown_process_or_edition_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError, match="It has: share-concern"):
        limit("tea-break", EARLY)
    with pytest.raises(UserError, match="It has: national-2014, national-2021"):
        edition_on(EARLY, pack=PACK, guidance=[Works("national-1066", date(2000, 1, 1))])
