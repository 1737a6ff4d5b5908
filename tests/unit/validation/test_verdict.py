"""Accepted, with issues, partly accepted, rejected: small tables to argue about."""

import pytest

from sixpoint.engines import Engine
from sixpoint.validation.summary import MEND_FIRST, Stops
from sixpoint.validation.verdict import VERDICTS, Verdict
from tests.support.checking import check, concerns

PEOPLE = b"person_id,surname,date_of_birth\nP1,Nobody,2010-05-17\n"
GOOD = "C1,P1,2016-09-30T14:05,police,neglect"
WARNED = "C2,P1,2016-09-30T14:05,nobody,neglect"
WRONG = "C3,P1,30/09/2016,police,neglect"
RAGGED = "C4"


def verdict_on(engine: Engine, *rows: str) -> tuple[Verdict, str]:
    """The verdict on the table of concerns, and its reasons."""
    files = {"social_work/concerns.csv": concerns(*rows), "social_work/people.csv": PEOPLE}
    tables = check(engine, files).decision.tables
    (table,) = (one for one in tables if one.dataset == "social_work.concerns")
    return table.verdict, " ".join(table.reasons)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ((GOOD,), Verdict.ACCEPTED),
        ((GOOD, WARNED), Verdict.WITH_ISSUES),
        ((GOOD, WARNED, WRONG), Verdict.PARTLY),
        ((GOOD, RAGGED), Verdict.PARTLY),
        ((WRONG,), Verdict.REJECTED),
        ((RAGGED,), Verdict.REJECTED),
        ((), Verdict.WITH_ISSUES),
    ],
)
def test_a_table_is_as_good_as_its_rows(
    engine: Engine, rows: tuple[str, ...], verdict: Verdict
) -> None:
    assert verdict_on(engine, *rows)[0] is verdict


def test_what_could_not_be_checked_is_never_accepted_in_silence(engine: Engine) -> None:
    decision = check(engine, {"social_work/concerns.csv": concerns(GOOD)}).decision
    assert decision.verdict is Verdict.WITH_ISSUES
    assert "could not be checked" in " ".join(decision.tables[0].reasons)
    assert "social_work.people" in decision.not_submitted


def test_the_whole_is_rejected_only_where_every_table_is(engine: Engine) -> None:
    wrong = {"social_work/concerns.csv": concerns(WRONG)}
    assert check(engine, wrong).decision.verdict is Verdict.REJECTED
    both = wrong | {"social_work/people.csv": PEOPLE}
    assert check(engine, both).decision.verdict is Verdict.PARTLY


def test_every_verdict_says_what_it_means() -> None:
    assert set(VERDICTS) == set(Verdict)


class TestWhatToMendFirst:
    def test_what_keeps_rows_out_comes_before_checks_and_checks_before_warnings(
        self, engine: Engine
    ) -> None:
        rows = (GOOD, *(f"W{n},P1,2016-09-30T14:05,nobody,neglect" for n in range(5)), WRONG)
        first = check(engine, {"social_work/concerns.csv": concerns(*rows)}).summary.mend_first
        stops = [one.stops for one in first]
        assert stops == sorted(stops)
        assert {Stops.ROWS, Stops.CHECKS, Stops.NOTHING} == set(stops)
        assert first[0].code == "SW-CON-03"

    def test_of_two_errors_the_one_with_more_rows_comes_first(self, engine: Engine) -> None:
        rows = (WRONG, "C8,,2016-09-30T14:05,police,neglect", "C9,,2016-09-30T14:05,police,neglect")
        first = check(engine, {"social_work/concerns.csv": concerns(*rows)}).summary.mend_first
        assert [(one.code, one.rows) for one in first][:2] == [("SW-CON-01", 2), ("SW-CON-03", 1)]

    def test_there_are_ten_at_most(self, engine: Engine) -> None:
        people = b"person_id,surname,date_of_birth,{},postcode\n,,x,x,x\nA,N,2030-01-01,1,\n"
        files = {
            "social_work/concerns.csv": concerns(WRONG, WARNED, RAGGED),
            "health/people.csv": people.replace(b"{}", b"chi"),
            "education/people.csv": people.replace(b"{}", b"scn"),
        }
        summary = check(engine, files).summary
        assert len(summary.mend_first) == MEND_FIRST
        assert len(summary.causes) > MEND_FIRST
