"""What each kind of source says about each indicator: counted, with holes and disagreements."""

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there is no evidence on this side", allow_module_level=True)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.models import Person, RecordAuthority
from sixpoint_web.evidence.matrix import MatrixPage, Row, matrix_for
from sixpoint_web.evidence.models import Item
from sixpoint_web.evidence.queries import Narrowed, items
from sixpoint_web.inspections.models import Inspection
from tests.support.evidence_made import an_item, many_items, pinned, touching
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def morag() -> Person:
    return a_person("Morag")


@pytest.fixture
def inspection(morag: Person) -> Inspection:
    made = an_inspection("running")
    put_in_team(morag, made, "inspector")
    return pinned(made, "1.1", "5.2", "9")


def row_of(page: MatrixPage, code: str) -> Row:
    return next(one for one in (*page.rows, *page.others) if one.code == code)


def counts(row: Row, kind: str) -> tuple[int, int, int]:
    tally = next(one.tally for one in row.cells if one.kind.id == kind)
    return tally.strengths, tally.weaknesses, tally.neutral


def test_a_cell_counts_strengths_and_weaknesses_of_its_kind(
    morag: Person, inspection: Inspection
) -> None:
    an_item(morag, inspection, touching("5.2", "strength", 3))
    an_item(morag, inspection, touching("5.2", "weakness"), touching("1.1", "neutral"))
    row = row_of(matrix_for(morag, inspection), "5.2")
    assert counts(row, "interview") == (1, 1, 0)
    assert counts(row, "survey") == (0, 0, 0)
    cell = next(one for one in row.cells if one.kind.id == "interview")
    assert (cell.lean, cell.tally.heaviest_strength) == ("both", 3)


def test_a_survey_that_says_one_thing_and_records_that_say_another_disagree(
    morag: Person, inspection: Inspection
) -> None:
    an_item(morag, inspection, touching("5.2"), kind="survey", source="survey.staff.know")
    weak = touching("5.2", "weakness")
    an_item(morag, inspection, weak, kind="reading", source="reading.x", records="social-work")
    page = matrix_for(morag, inspection)
    row = row_of(page, "5.2")
    assert page.contradictory == [row]
    assert (row.for_it, row.against_it) == ("Surveys", "Records read")


def test_an_indicator_without_evidence_or_with_one_kind_only_is_a_hole(
    morag: Person, inspection: Inspection
) -> None:
    an_item(morag, inspection, touching("1.1"))
    an_item(morag, inspection, touching("1.1"))
    page = matrix_for(morag, inspection)
    assert [one.code for one in page.thin] == ["1.1"]
    assert [one.code for one in page.empty] == ["5.2", "9"]


def test_an_item_counts_once_for_an_area_that_is_evaluated_as_a_whole(
    morag: Person, inspection: Inspection
) -> None:
    an_item(morag, inspection, touching("9.2"), touching("9.4"))
    page = matrix_for(morag, inspection)
    assert counts(row_of(page, "9"), "interview") == (1, 0, 0)
    assert not page.others
    assert items(morag, inspection, Narrowed(indicator="9")).count() == 1


def test_what_is_not_evaluated_and_touched_all_the_same_has_a_row_of_its_own(
    morag: Person, inspection: Inspection
) -> None:
    an_item(morag, inspection, touching("8.1"))
    assert [one.code for one in matrix_for(morag, inspection).others] == ["8.1"]


def test_withdrawn_items_and_those_of_other_inspections_do_not_count(
    morag: Person, inspection: Inspection
) -> None:
    other = an_inspection("running", name="Strathnowhere")
    an_item(morag, other, touching("5.2"))
    withdrawn = an_item(morag, inspection, touching("5.2"))
    Item.objects.filter(id=withdrawn.id).update(
        state="withdrawn", withdrawn_at="2026-09-09T09:00Z", withdrawn_by=morag, withdrawn_why="x"
    )
    assert row_of(matrix_for(morag, inspection), "5.2").remark.empty


def test_what_comes_from_health_records_counts_only_for_who_may_read_them(
    morag: Person, inspection: Inspection
) -> None:
    read = {"kind": "reading", "source": "reading.x", "records": "health,social-work"}
    an_item(morag, inspection, touching("5.2"), **read)
    assert row_of(matrix_for(morag, inspection), "5.2").remark.empty
    RecordAuthority.objects.create(person=morag, kind="health", allowed=True, decided_by=morag)
    assert counts(row_of(matrix_for(morag, inspection), "5.2"), "reading") == (1, 0, 0)


def test_a_kind_of_record_that_nobody_knows_is_closed(
    morag: Person, inspection: Inspection
) -> None:
    an_item(morag, inspection, touching("5.2"), records="no-such-kind")
    assert not items(morag, inspection)
    assert row_of(matrix_for(morag, inspection), "5.2").remark.empty


def test_without_a_framework_the_matrix_says_what_to_do(morag: Person) -> None:
    made = an_inspection("running")
    put_in_team(morag, made, "lead")
    assert b"Choose the framework" in page_of(morag, made).content


def test_every_cell_leads_to_its_items_and_is_said_in_words(
    morag: Person, inspection: Inspection
) -> None:
    an_item(morag, inspection, touching("5.2", "weakness", 3), title="About <b>sharing</b>")
    text = page_of(morag, inspection).content.decode()
    assert "?indicator=5.2&amp;kind=interview" in text
    assert "weakness (weight 3)" in " ".join(text.split())
    answer = browser_of(morag).get(
        f"/inspections/{inspection.id}/evidence/?indicator=5.2&kind=interview", secure=True
    )
    assert b"About &lt;b&gt;sharing&lt;/b&gt;" in answer.content


@pytest.mark.parametrize("path", ["evidence/", "evidence/matrix/"])
def test_a_page_makes_no_more_queries_as_evidence_grows(
    morag: Person, inspection: Inspection, path: str
) -> None:
    made = []
    an_item(morag, inspection, kind="reading", source="x", records="social-work")
    for more in (0, 30):
        if more:
            Item.objects.all().delete()
            many_items(morag, inspection, more)
        with CaptureQueriesContext(connection) as asked:
            client = browser_of(morag)
            answer = client.get(f"/inspections/{inspection.id}/{path}", secure=True)
        assert answer.status_code == 200
        made.append(len(asked))
    assert made[1] <= made[0]


def page_of(by: Person, inspection: Inspection):  # type: ignore[no-untyped-def]
    return browser_of(by).get(f"/inspections/{inspection.id}/evidence/matrix/", secure=True)
