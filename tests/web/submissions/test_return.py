"""The pre-inspection return comes in by the library's form, and the list is drawn from it."""

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there are no requests on this side", allow_module_level=True)

from django.core.files.base import ContentFile

from sixpoint.files.excel import to_workbook
from sixpoint.inspection.returned_plan import ReturnPlan
from sixpoint.inspection.returned_signed import signed_parts
from sixpoint.inspection.returned_workbook import ReturnLine, sheets_of
from sixpoint.sampling.draw import draw_sample
from sixpoint_web.accounts.models import Person, RecordAuthority
from sixpoint_web.accounts.queries import today
from sixpoint_web.audit.models import Entry
from sixpoint_web.inspections.models import Inspection, Pin
from sixpoint_web.shared.guard import Refused
from sixpoint_web.shared.ids import new_id
from sixpoint_web.stored.keep import Arrived, take_in
from sixpoint_web.submissions import policies, queries
from sixpoint_web.submissions.actions import answers, returns
from sixpoint_web.submissions.models import Answer, Draw, Request, Upload
from sixpoint_web.submissions.returned import plan_of
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.signed_in import browser_of
from tests.support.submissions_made import a_drawing, a_request, a_return, signed_off

pytestmark = pytest.mark.django_db
MOST = 9_999_999


@pytest.fixture
def inspection() -> Inspection:
    return an_inspection("running")


@pytest.fixture
def ailsa(inspection: Inspection) -> Person:
    person = a_person("Ailsa")
    put_in_team(person, inspection, "lead")
    return person


@pytest.fixture
def rhona(inspection: Inspection) -> Person:
    person = a_person("Rhona")
    put_in_team(person, inspection, "co-ordinator")
    return person


@pytest.fixture
def sheena(inspection: Inspection) -> Person:
    person = a_person("Sheena")
    put_in_team(person, inspection, "chief-officer")
    return person


def the_plan(request: Request) -> ReturnPlan:
    plan = plan_of(request.return_form)
    assert plan
    return plan


def filled(plan: ReturnPlan, *references: str) -> bytes:
    """The workbook with one child for each reference."""
    lines = tuple(
        ReturnLine(
            reference=one,
            category=plan.populations[0].id,
            age_band=plan.bands[0],
            listed_by="social-work" if place % 2 else "health",
        )
        for place, one in enumerate(references)
    )
    return to_workbook(sheets_of(plan, lines, signed_parts(lines, plan.agencies, ())))


def arrived(data: bytes) -> Arrived:
    return take_in(ContentFile(data, name="return.xlsx"), kinds=("xlsx",), largest=MOST)


def references(n: int) -> list[str]:
    return [f"INV-{number:05d}" for number in range(1, n + 1)]


def accepted(inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person) -> Request:
    """A return of twenty children that went all the way."""
    request = a_return(ailsa, inspection)
    file = arrived(filled(the_plan(request), *references(20)))
    assert returns.put_return(by=rhona, request=request, key=new_id(), file=file) == 20
    signed_off(sheena, request)
    answers.submit(by=rhona, request=request)
    request.refresh_from_db()
    answers.accept(by=ailsa, request=request)
    request.refresh_from_db()
    return request


def test_the_workbook_to_fill_in_is_the_library_s(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_return(ailsa, inspection)
    got = browser_of(rhona).get(f"/requests/{request.id}/workbook/", secure=True)
    plan = the_plan(request)
    assert got.content == to_workbook(sheets_of(plan, (), signed_parts((), plan.agencies, ())))
    assert got["Content-Disposition"].startswith("attachment")


def test_what_is_wrong_is_said_in_the_library_s_words_and_nothing_is_kept(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_return(ailsa, inspection)
    wrong = filled(the_plan(request), "INV-00001", "INV-00001", "Morag Invented")
    sent = {"file": ContentFile(wrong, name="Morag.xlsx"), "key": str(new_id())}
    told = browser_of(rhona).post(f"/requests/{request.id}/draft/put-return/", sent, secure=True)
    said = told.content.decode()
    assert "Children, A2 to A3 (2 cells): local reference:" in said
    assert "words, perhaps a name" in said
    assert "Morag" not in said
    assert "What to do:" in said
    assert not Upload.objects.exists()
    assert not Answer.objects.exists()


def test_a_return_without_its_workbook_is_not_signed_off(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    request = a_return(ailsa, inspection)
    draft = answers.save_draft(by=rhona, request=request, revision=0, text="It comes by post")
    draft.refresh_from_db()
    with pytest.raises(Refused, match="nothing to sign off"):
        signed_off(sheena, request)


def test_a_second_workbook_takes_the_place_of_the_first(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_return(ailsa, inspection)
    for n in (3, 4):
        file = arrived(filled(the_plan(request), *references(n)))
        returns.put_return(by=rhona, request=request, key=new_id(), file=file)
    assert Upload.objects.get().version == 1


def test_the_list_is_drawn_by_the_library_with_a_seed_that_is_kept(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    request = accepted(inspection, ailsa, rhona, sheena)
    drawn = returns.draw(by=ailsa, request=request, key=new_id(), size=6, reserves=2, because="")
    found = [(one.reference, one.order, one.reserve) for one in queries.drawn_in(drawn)]
    plan = the_plan(request)
    people = [
        ReturnLine(
            reference=one,
            category=plan.populations[0].id,
            age_band=plan.bands[0],
            listed_by="health",
        )
        for one in references(20)
    ]
    again = draw_sample(people, size=6, reserves=2, seed=drawn.seed)
    assert found == [(one.reference, one.order, one.reserve) for one in again.drawn]
    assert drawn.listed == 20
    assert "INV-0" not in str(list(Entry.objects.values()))


def test_it_is_drawn_again_with_a_reason_only(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    request = accepted(inspection, ailsa, rhona, sheena)
    given = {"by": ailsa, "request": request, "size": 2, "reserves": 0}
    returns.draw(key=new_id(), because="", **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="drawn again"):
        returns.draw(key=new_id(), because=" ", **given)  # type: ignore[arg-type]
    returns.draw(key=new_id(), because="Two were listed twice", **given)  # type: ignore[arg-type]
    assert list(Draw.objects.values_list("number", "because")) == [
        (1, ""),
        (2, "Two were listed twice"),
    ]


def test_more_than_are_listed_cannot_be_drawn(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    accepted(inspection, ailsa, rhona, sheena)
    sent = {"size": "21", "reserves": "0", "key": str(new_id())}
    path = f"/inspections/{inspection.id}/drawn-list/draw/"
    assert (
        b"21 are to be drawn, and there are 20"
        in browser_of(ailsa).post(path, sent, secure=True).content
    )
    assert not Draw.objects.exists()


def test_nobody_draws_from_a_return_that_is_not_accepted(
    inspection: Inspection, ailsa: Person
) -> None:
    with pytest.raises(Refused, match="accepted first"):
        policies.check_can_draw(ailsa, a_return(ailsa, inspection, "submitted"))
    with pytest.raises(Refused, match="accepted first"):
        policies.check_can_draw(ailsa, a_request(ailsa, inspection, "accepted"))


def test_a_reserve_stands_in_for_records_that_cannot_be_read(
    inspection: Inspection, ailsa: Person
) -> None:
    drawn = a_drawing(ailsa, inspection)
    client = browser_of(ailsa)
    path = f"/inspections/{inspection.id}/drawn-list/replace/"
    sent = {"reference": "INV-00001", "because": "They are at the archive"}
    assert client.post(path, sent, secure=True).status_code == 302
    out, put_in = queries.drawn_in(drawn)
    assert out.taken_out_because == "They are at the archive"
    assert (put_in.reserve, put_in.instead_of) == (False, out)
    told = client.post(path, {**sent, "reference": "INV-00002"}, secure=True)
    assert b"No reserve is left" in told.content


def test_an_inspector_sees_what_his_authority_covers_and_how_much_he_does_not_see(
    inspection: Inspection, ailsa: Person
) -> None:
    a_drawing(ailsa, inspection)
    path = f"/inspections/{inspection.id}/drawn-list/"
    assert b"INV-00001" in browser_of(ailsa).get(path, secure=True).content
    RecordAuthority.objects.create(
        person=ailsa, kind="social-work", allowed=False, decided_by=ailsa
    )
    seen = browser_of(ailsa).get(path, secure=True).content
    assert b"INV-00001" not in seen.replace(b'value="INV-00001"', b"").replace(
        b">INV-00001</option>", b""
    )
    assert b"2 more are listed" in seen


def test_a_return_is_asked_for_under_the_pinned_programme(
    inspection: Inspection, ailsa: Person
) -> None:
    sent = {
        "title": "Return",
        "asks": "The return",
        "why": "To draw",
        "service": "Social work",
        "due": today().isoformat(),
        "partnership": "Invermore Partnership",
        "letters": "INV",
        "as_at": today().isoformat(),
        "lists_social-work": "Invermore Social Work",
        "key": str(new_id()),
    }
    path = f"/inspections/{inspection.id}/return/add/"
    refused = browser_of(ailsa).post(path, sent, secure=True)
    assert b"Pin a framework" in refused.content
    Pin.objects.create(
        inspection=inspection,
        pack="scotland-children",
        version="2014",
        content_hash="0" * 64,
        title="Framework",
        programme="2012-17",
        programme_title="Programme",
        pinned_by=ailsa,
    )
    assert browser_of(ailsa).post(path, sent, secure=True).status_code == 302
    made = Request.objects.get()
    assert (made.kind, the_plan(made).agencies) == (
        "return",
        (("social-work", "Invermore Social Work"),),
    )
    assert browser_of(ailsa).post(path, sent, secure=True).status_code == 302
    assert Request.objects.count() == 1
