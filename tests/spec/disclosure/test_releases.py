"""Tables against all that was released before: what two give away and neither does alone."""

from pathlib import Path

import pytest

from sixpoint.disclosure.ledger import Ledger, append, read_ledger
from sixpoint.disclosure.protect_tables import ProtectedTables, protect_tables
from sixpoint.disclosure.tables_read import read_tables
from sixpoint.terms.cells import Status
from sixpoint.terms.problems import UserError
from tests.support.policies import policy_of

POLICY = policy_of(5)
BY_REASON = "area,reason,n\nNorth,Neglect,3\nNorth,Harm,17\nNorth,Other,30\n"
TOTALS = "area,n\nNorth,50\nSouth,60\n"


class Office:
    """A partnership that releases tables, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def ledger(self) -> Ledger:
        return read_ledger(self.folder / "ledger")

    def protect(
        self, *tables: str, release: str | None = None, reckoned: int = 0
    ) -> ProtectedTables:
        files = []
        for number, text in enumerate(tables):
            file = self.folder / f"{number}.csv"
            file.write_text(text, encoding="utf-8")
            files.append(file)
        return protect_tables(
            read_tables(files, count="n"),
            measure="children",
            policy=POLICY,
            ledger=self.ledger,
            release=release,
            reckoned=reckoned,
        )

    def release(self, id_: str, *tables: str) -> dict[str, int | str]:
        made = self.protect(*tables, release=id_)
        assert made.release is not None, made.refused
        if not made.again:
            append(self.ledger, made.release)
        return said(made)


def said(made: ProtectedTables) -> dict[str, int | str]:
    """Each row's groups, and what is shown of it."""
    return {
        " ".join(cell.dimensions.values()): cell.status.value if cell.value is None else cell.value
        for table in made.tables
        for cell in table.cells
    }


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_table_alone_may_show_what_an_earlier_total_forbids(office: Office, tmp_path: Path):
    """50 less 17 less 30 is 3: with the total out, one more reason is hidden."""
    alone = said(Office(tmp_path).protect(BY_REASON))
    assert alone == {"North Neglect": "suppressed", "North Harm": 17, "North Other": 30}
    office.release("totals", TOTALS)
    assert said(office.protect(BY_REASON)) == {
        "North Neglect": "suppressed",
        "North Harm": "suppressed",
        "North Other": 30,
    }


def test_nothing_is_remembered_without_a_release(office: Office):
    office.protect(TOTALS)
    assert said(office.protect(BY_REASON))["North Harm"] == 17


def test_what_was_shown_stays_shown_and_what_was_hidden_stays_hidden(office: Office):
    table = BY_REASON + "North,Total,50\n"
    first = office.release("first", table)
    assert first["North Harm"] == "suppressed"
    assert office.release("second", table) == first


def test_a_refresh_that_moves_one_child_does_not_give_the_hidden_count_away(office: Office):
    """Neglect falls from 5, shown, to 4, hidden: that it can be told is no fault of hiding it."""
    office.release("first", BY_REASON.replace("3", "1", 1) + "North,Total,48\n")
    second = office.protect(BY_REASON.replace("3", "2", 1) + "North,Total,49\n", release="second")
    assert said(second)["North Neglect"] == "suppressed"
    assert said(second)["North Harm"] == "suppressed"
    assert second.report.safe


def test_a_refresh_cannot_show_what_would_uncover_an_earlier_count(office: Office):
    """Neglect was 4 and hidden. With one child more it is 5, which the policy would show."""
    office.release("first", BY_REASON.replace("3", "4", 1) + "North,Total,51\n")
    second = said(office.protect(BY_REASON.replace("3", "5", 1) + "North,Total,52\n"))
    assert second["North Neglect"] == "suppressed"


def test_two_releases_that_give_a_count_away_are_refused(office: Office):
    """All of North but its smallest reason is out already, and so is its total."""
    office.release("totals", TOTALS)
    office.release("most", "area,reason,n\nNorth,Harm,17\nNorth,Other,30\n")
    made = office.protect(BY_REASON, release="all")
    assert (made.tables, made.release) == ((), None)
    assert [(one.code, one.line) for one in made.refused] == [("disclosure.not-safe", 2)]
    assert made.report.exact


def test_the_same_release_again_gives_the_same_and_is_not_remembered_twice(office: Office):
    office.release("totals", TOTALS)
    first = office.release("reasons", BY_REASON)
    office.release("later", "area,n\nNorth,50\n")
    made = office.protect(BY_REASON, release="reasons")
    assert made.again
    assert said(made) == first
    assert len(office.ledger.releases) == 3


def test_something_else_under_the_same_id_is_refused(office: Office):
    office.release("totals", TOTALS)
    with pytest.raises(UserError) as told:
        office.protect(BY_REASON, release="totals")
    assert [one.code for one in told.value.problems] == ["release-twice"]


def test_the_same_hidden_otherwise_under_the_same_id_is_refused(office: Office):
    """With --changed 50 the 5 would be shown that went out hidden under this id."""
    office.release("first", BY_REASON.replace("3", "4", 1) + "North,Total,51\n")
    now = BY_REASON.replace("3", "5", 1) + "North,Total,52\n"
    assert office.release("second", now)["North Neglect"] == "suppressed"
    assert said(office.protect(now, reckoned=50, release="third"))["North Neglect"] == "suppressed"
    with pytest.raises(UserError) as told:
        office.protect(now, reckoned=50, release="second")
    assert [one.code for one in told.value.problems] == ["release-twice"]
    assert "otherwise" in told.value.problems[0].what


def test_another_measure_of_the_same_groups_is_no_refresh(office: Office, tmp_path: Path):
    office.release("totals", TOTALS)
    file = tmp_path / "other.csv"
    file.write_text(BY_REASON, encoding="utf-8")
    made = protect_tables(
        read_tables([file], count="n"), measure="concerns", policy=POLICY, ledger=office.ledger
    )
    assert said(made)["North Harm"] == 17


def test_a_count_that_was_not_supplied_stays_missing_and_its_small_rest_hides_others(
    office: Office,
):
    """20 less 18 is 2, whoever failed to supply it."""
    made = office.protect("area,n\nNorth,\nSouth,18\nTotal,20\n")
    statuses = [cell.status for cell in made.tables[0].cells]
    assert statuses[0] is Status.MISSING
    assert Status.SUPPRESSED in statuses[1:]


def test_the_sum_of_a_refreshed_table_is_held_against_an_earlier_total(office: Office):
    """50 children then, and 51 now: whoever takes 17 and 30 away knows the third nearly."""
    office.release("totals", TOTALS)
    refreshed = BY_REASON.replace("3", "4", 1)
    assert said(office.protect(refreshed))["North Harm"] == "suppressed"
