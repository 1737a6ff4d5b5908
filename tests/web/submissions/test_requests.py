"""A request on its way from the joint team to the partnership and back."""

from datetime import timedelta

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there are no requests on this side", allow_module_level=True)

from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.audit.models import Entry
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.outbox.models import Message
from sixpoint_web.shared.guard import Refused, Stale
from sixpoint_web.shared.ids import new_id
from sixpoint_web.shared.waiting import waiting_for
from sixpoint_web.stored.keep import take_in
from sixpoint_web.stored.models import Stored
from sixpoint_web.submissions import policies, queries
from sixpoint_web.submissions.actions import answers, questions, requests
from sixpoint_web.submissions.models import Answer, Question, Request, Upload
from sixpoint_web.submissions.states import MOVES
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_body, a_person
from tests.support.signed_in import browser_of
from tests.support.submissions_made import a_question, a_request, an_answer, an_upload, signed_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection() -> Inspection:
    return an_inspection("running")


def member(inspection: Inspection, name: str, role: str) -> Person:
    person = a_person(name)
    put_in_team(person, inspection, role)
    return person


@pytest.fixture
def ailsa(inspection: Inspection) -> Person:
    return member(inspection, "Ailsa", "lead")


@pytest.fixture
def rhona(inspection: Inspection) -> Person:
    return member(inspection, "Rhona", "co-ordinator")


@pytest.fixture
def sheena(inspection: Inspection) -> Person:
    return member(inspection, "Sheena", "chief-officer")


def a_file(text: bytes = b"Invented minutes") -> object:
    return take_in(ContentFile(text, name="minutes.txt"), kinds=("txt",), largest=9999)


def again(request: Request) -> Request:
    found = queries.request_with(request.id)
    assert found
    return found


def add_file(by: Person, request: Request, **also: object) -> Upload:
    given = {"title": "Minutes", "file": a_file(), "key": new_id(), **also}
    return answers.add_file(by=by, request=request, **given)  # type: ignore[arg-type]


def test_the_matrix_and_the_table_of_moves_say_the_same() -> None:
    actions = matrix().permissions.things["request"].actions
    for name, move in MOVES.items():
        for states in actions[name].values():
            assert set(states) == set(move.of), name


def test_a_request_goes_all_the_way(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    request = a_request(ailsa, inspection, "draft")
    requests.ask(by=ailsa, request=request)
    assert (again(request).number, again(request).asked_by) == (1, ailsa)
    answers.take_up(by=rhona, request=again(request))
    assert again(request).state == "answering"
    answers.save_draft(by=rhona, request=again(request), revision=0, text="Here they are")
    add_file(rhona, again(request))
    signed_off(sheena, again(request))
    answers.submit(by=rhona, request=again(request))
    answers.send_back(by=ailsa, request=again(request), because="May is missing")
    answers.save_draft(by=rhona, request=again(request), revision=0, text="With May")
    signed_off(sheena, again(request))
    answers.submit(by=rhona, request=again(request))
    answers.accept(by=ailsa, request=again(request))
    said = [(one.number, one.text, one.decision) for one in queries.submitted(request)]
    assert said == [(1, "Here they are", "sent-back"), (2, "With May", "accepted")]
    kinds = {"request-asked", "answer-submitted", "answer-sent-back", "answer-accepted"}
    assert set(Message.objects.values_list("kind", flat=True)) == kinds
    assert "May" not in str(list(Message.objects.values("title", "text")))
    trail = set(Entry.objects.values_list("action", flat=True))
    assert {"request-asked", "answer-submitted", "answer-accepted"} <= trail


def test_what_is_not_asked_yet_is_not_there_for_the_partnership(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    draft = a_request(ailsa, inspection, "draft", title="A secret wish")
    client = browser_of(rhona)
    assert client.get(f"/requests/{draft.id}/", secure=True).status_code == 403
    listed = client.get(f"/inspections/{inspection.id}/requests/", secure=True)
    assert b"secret" not in listed.content
    found = client.get(f"/inspections/{inspection.id}/requests/?words=secret", secure=True)
    assert b"A secret wish" not in found.content


def test_numbers_are_given_when_something_is_asked(inspection: Inspection, ailsa: Person) -> None:
    first, second = (a_request(ailsa, inspection, "draft") for _ in range(2))
    requests.ask(by=ailsa, request=second)
    requests.ask(by=ailsa, request=first)
    assert (again(second).number, again(first).number) == (1, 2)


def test_what_a_body_holds_is_asked_for_again_with_a_reason_only(
    inspection: Inspection, ailsa: Person
) -> None:
    sent = {
        "title": "Minutes",
        "asks": "The minutes",
        "why": "To see",
        "service": "Social work",
        "held_by": str(a_body().id),
        "due": today().isoformat(),
        "key": str(new_id()),
    }
    client = browser_of(ailsa)
    path = f"/inspections/{inspection.id}/requests/add/"
    refused = client.post(path, sent, secure=True)
    assert b"has to be asked for again" in refused.content
    assert not Request.objects.exists()
    for _ in range(2):  # sent twice, made once
        taken = client.post(path, {**sent, "why_again": "Theirs is of last year"}, secure=True)
        assert taken.status_code == 302
    assert Request.objects.get().why_again == "Theirs is of last year"


def test_nobody_is_asked_for_something_that_was_due_yesterday(
    inspection: Inspection, ailsa: Person
) -> None:
    request = a_request(ailsa, inspection, "draft", due=today() - timedelta(days=1))
    with pytest.raises(Refused, match="is over"):
        requests.ask(by=ailsa, request=request)


def test_of_two_who_change_a_request_the_second_is_told_and_keeps_his_words(
    inspection: Inspection, ailsa: Person
) -> None:
    request = a_request(ailsa, inspection, "draft")
    sent = {"title": "Mine", "asks": "My words", "why": "To see", "service": "Social work"}
    sent |= {"due": today().isoformat(), "revision": "1"}
    Request.objects.update(revision=2, title="Theirs")
    client = browser_of(ailsa)
    told = client.post(f"/requests/{request.id}/change/", sent, secure=True)
    assert b"Somebody else" in told.content
    assert b"My words" in told.content
    assert again(request).title == "Theirs"
    taken = client.post(f"/requests/{request.id}/change/", {**sent, "revision": "2"}, secure=True)
    assert taken.status_code == 302
    assert again(request).title == "Mine"


def test_of_two_who_move_a_request_at_once_one_is_told(
    inspection: Inspection, ailsa: Person
) -> None:
    request = a_request(ailsa, inspection)
    stale = again(request)
    requests.withdraw(by=ailsa, request=request, because="We found it")
    with pytest.raises(Stale):
        requests.withdraw(by=ailsa, request=stale, because="We found it")


def test_of_two_who_write_an_answer_the_second_is_told_and_keeps_his_words(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_request(ailsa, inspection)
    answers.save_draft(by=rhona, request=request, revision=0, text="Of a colleague")
    told = browser_of(rhona).post(
        f"/requests/{request.id}/draft/", {"text": "My own words", "revision": "0"}, secure=True
    )
    assert b"My own words" in told.content
    assert b"Of a colleague" in told.content
    assert Answer.objects.get().text == "Of a colleague"


def test_nothing_is_submitted_before_it_is_signed_off(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_request(ailsa, inspection)
    with pytest.raises(Refused, match="signed off"):
        answers.submit(by=rhona, request=request)
    an_answer(rhona, request)
    with pytest.raises(Refused, match="signed off"):
        answers.submit(by=rhona, request=request)


def test_a_change_takes_the_sign_off_away(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    request = a_request(ailsa, inspection)
    signed = an_answer(rhona, request, "signed-off")
    add_file(rhona, request)
    now = queries.draft_of(request)
    assert now
    assert (now.state, now.signed_by) == ("draft", None)
    with pytest.raises(Stale):
        signed_off(sheena, request, revision=signed.revision)


def test_nobody_signs_off_what_he_changed_last(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    request = a_request(ailsa, inspection)
    draft = an_answer(rhona, request)
    with pytest.raises(Refused, match="You wrote this last"):
        answers.sign(by=rhona, request=request, revision=draft.revision)
    assert "sign/" not in page_of_draft(rhona, request)
    answers.save_draft(by=sheena, request=request, revision=draft.revision, text="More")
    assert "sign/" in page_of_draft(rhona, request)
    assert "Sign off, once it is ready: Minutes of the committee" in titles(rhona)
    assert "Sign off, once it is ready: Minutes of the committee" not in titles(sheena)


def page_of_draft(by: Person, request: Request) -> str:
    return browser_of(by).get(f"/requests/{request.id}/draft/", secure=True).content.decode()


def test_a_data_officer_writes_and_does_not_sign_off(inspection: Inspection, ailsa: Person) -> None:
    ewan = member(inspection, "Ewan", "data-officer")
    request = a_request(ailsa, inspection)
    answers.save_draft(by=ewan, request=request, revision=0, text="So far")
    with pytest.raises(Refused):
        answers.sign(by=ewan, request=request, revision=2)


def test_a_file_of_an_answer_sent_back_gets_a_second_version(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_request(ailsa, inspection, "sent-back")
    an_upload(rhona, request.answers.get())
    answers.save_draft(by=rhona, request=request, revision=0, text="With May")
    draft = queries.draft_of(request)
    assert draft
    for text in (b"First try", b"Second try"):  # only one of them is ever submitted
        carried = queries.uploads_of(queries.draft_of(request) or draft).get()
        add_file(rhona, request, replaces=carried, file=a_file(text))
    now = queries.draft_of(request)
    assert now
    assert [(one.title, one.version) for one in queries.uploads_of(now)] == [("Minutes", 2)]
    removed = Stored.objects.exclude(removed_at=None)
    assert removed.count() == 1
    assert not Upload.objects.filter(stored__in=removed).exists()


def test_a_file_comes_as_a_download_and_leaves_a_trace(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    upload = an_upload(rhona, a_request(ailsa, inspection, "submitted").answers.get())
    answer = browser_of(ailsa).get(f"/requests/files/{upload.id}/", secure=True)
    assert b"".join(answer.streaming_content) == b"Invented minutes"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(action="upload-seen", subject=str(upload.id)).exists()


def test_a_disguised_file_is_refused_in_plain_words(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_request(ailsa, inspection)
    sent = {"title": "Minutes", "file": ContentFile(b"MZ\x90", name="minutes.pdf")}
    sent["key"] = str(new_id())  # type: ignore[assignment]
    told = browser_of(rhona).post(f"/requests/{request.id}/draft/add-file/", sent, secure=True)
    assert b"not what its name says" in told.content
    assert not Upload.objects.exists()


def test_both_sides_ask_and_the_other_answers(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request = a_request(ailsa, inspection)
    asked = questions.ask_question(by=rhona, request=request, key=new_id(), text="Which year?")
    with pytest.raises(Refused):
        questions.answer_question(by=rhona, question=asked, text="Any")
    questions.answer_question(by=ailsa, question=asked, text="The last one")
    for person in (ailsa, rhona):
        seen = browser_of(person).get(f"/requests/{request.id}/", secure=True).content
        assert b"Which year?" in seen
        assert b"The last one" in seen
    assert set(Message.objects.values_list("person__name", flat=True)) == {"Ailsa", "Rhona"}
    theirs = questions.ask_question(by=ailsa, request=request, key=new_id(), text="When?")
    with pytest.raises(Refused):
        questions.answer_question(by=ailsa, question=theirs, text="Soon")
    questions.answer_question(by=rhona, question=theirs, text="On Friday")
    assert Question.objects.filter(state="answered").count() == 2


def titles(person: Person) -> set[str]:
    """What waits for somebody about requests."""
    return {one.title for one in waiting_for(person) if one.address.startswith("/requests/")}


def test_my_work_shows_each_side_what_waits_for_it(
    inspection: Inspection, ailsa: Person, rhona: Person, sheena: Person
) -> None:
    late = a_request(ailsa, inspection, due=today() - timedelta(days=2))
    an_answer(rhona, late)
    a_request(ailsa, inspection, "submitted", title="The plan")
    a_question(rhona, late, "partnership")
    assert titles(rhona) == {
        "Answer: Minutes of the committee"
    }  # he wrote it last, so that he is not asked to sign it off
    assert waiting_for(rhona)[0].due == late.due
    assert titles(sheena) == {"Sign off, once it is ready: Minutes of the committee"}
    assert titles(ailsa) == {
        "Look at the answer: The plan",
        "Answer a question about: Minutes of the committee",
    }


@pytest.mark.parametrize("path", ["/inspections/{}/requests/", "/", "/requests/{}/"])
def test_no_page_asks_the_database_more_often_with_more_rows(
    path: str, inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    one = a_request(ailsa, inspection, "submitted")
    path = path.format(one.id if path.startswith("/requests") else inspection.id)

    def more() -> None:
        a_request(ailsa, inspection)
        a_request(ailsa, inspection, "submitted")
        a_question(rhona, one, "partnership")
        an_upload(rhona, one.answers.get(), title=f"Minutes {Upload.objects.count()}")

    def asked() -> int:
        client = browser_of(ailsa)
        with CaptureQueriesContext(connection) as queried:
            assert client.get(path, secure=True).status_code == 200
        return len(queried)

    more()
    few = asked()
    for _ in range(12):
        more()
    assert asked() == few


def test_html_in_every_text_is_shown_and_not_run(inspection: Inspection, ailsa: Person) -> None:
    evil = "<script>alert(1)</script>"
    request = a_request(ailsa, inspection, title=evil, asks=evil, why=evil)
    for path in (f"/requests/{request.id}/", f"/inspections/{inspection.id}/requests/"):
        assert evil.encode() not in browser_of(ailsa).get(path, secure=True).content


def test_in_a_closed_inspection_nothing_is_asked_or_answered(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    request, draft = a_request(ailsa, inspection), a_request(ailsa, inspection, "draft")
    Inspection.objects.update(state="closed")
    for check, by, one in (
        (policies.check_can_ask_for, ailsa, draft),
        (policies.check_can_write_draft, rhona, request),
        (policies.check_can_ask_question, rhona, request),
    ):
        with pytest.raises(Refused, match="closed"):
            check(by, again(one))
