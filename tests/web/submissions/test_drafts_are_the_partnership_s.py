"""Until an answer is submitted the joint team cannot tell that there is a draft: not by pages,
counts, ids, times, searches, messages or the trail.
"""

import re
from collections.abc import Callable

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there are no requests on this side", allow_module_level=True)

from django.core.files.base import ContentFile

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import InstallationRole, Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.outbox.models import Message
from sixpoint_web.shared.guard import Refused
from sixpoint_web.shared.ids import new_id
from sixpoint_web.shared.waiting import waiting_for
from sixpoint_web.stored.keep import take_in
from sixpoint_web.submissions import policies
from sixpoint_web.submissions.actions import answers
from sixpoint_web.submissions.models import Request
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import LONG_AGO, a_person
from tests.support.signed_in import browser_of
from tests.support.submissions_made import a_request, an_answer, an_upload, signed_off

pytestmark = pytest.mark.django_db
TEAM = sorted(
    name
    for name, role in matrix().permissions.roles.items()
    if role.given_for.get("inspectorate") == "inspection" and name not in policies.PARTNERSHIP
)
VARIES = re.compile(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"')


@pytest.fixture
def inspection() -> Inspection:
    return an_inspection("running")


@pytest.fixture
def rhona(inspection: Inspection) -> Person:
    person = a_person("Rhona")
    put_in_team(person, inspection, "co-ordinator")
    return person


@pytest.fixture(autouse=True)
def sheena(inspection: Inspection) -> Person:
    person = a_person("Sheena")
    put_in_team(person, inspection, "chief-officer")
    return person


@pytest.fixture
def ailsa(inspection: Inspection) -> Person:
    person = a_person("Ailsa")
    put_in_team(person, inspection, "lead")
    return person


def seen_by(person: Person, request: Request) -> list[object]:
    """Everything that the pages about a request, the list, a search and the work page say."""
    client = browser_of(person)
    paths = [
        f"/requests/{request.id}/",
        f"/requests/{request.id}/draft/",
        f"/inspections/{request.inspection_id}/requests/",
        f"/inspections/{request.inspection_id}/requests/?words=invented",
        f"/inspections/{request.inspection_id}/",
        "/",
    ]
    got = [client.get(path, secure=True) for path in paths]
    pages = [(one.status_code, VARIES.sub("", one.content.decode())) for one in got]
    told = Message.objects.filter(person__name="Ailsa").count()
    return [*pages, told, len(waiting_for(person)), Request.objects.values().get(id=request.id)]


def writes(by: Person, request: Request) -> None:
    answers.save_draft(by=by, request=request, revision=0, text="An invented text")


def adds_a_file(by: Person, request: Request) -> None:
    file = take_in(ContentFile(b"invented", name="invented.txt"), kinds=("txt",), largest=99)
    answers.add_file(by=by, request=request, key=new_id(), title="Invented", file=file)


def signs(by: Person, request: Request) -> None:
    writes(Person.objects.get(name="Sheena"), request)
    signed_off(by, request)


@pytest.mark.parametrize("works", [writes, adds_a_file, signs])
@pytest.mark.parametrize("state", ["asked", "answering", "sent-back"])
def test_nothing_that_the_joint_team_sees_changes_while_the_partnership_works(
    works: Callable[[Person, Request], None],
    state: str,
    inspection: Inspection,
    rhona: Person,
    ailsa: Person,
) -> None:
    request = a_request(ailsa, inspection, state)
    before = seen_by(ailsa, request)
    works(rhona, request)
    assert seen_by(ailsa, request) == before


@pytest.mark.parametrize("role", TEAM)
def test_no_role_of_the_joint_team_learns_whether_there_is_a_draft(
    role: str, inspection: Inspection, rhona: Person
) -> None:
    one, other = a_request(rhona, inspection), a_request(rhona, inspection)
    file = an_upload(rhona, an_answer(rhona, one))
    person = a_person("Ailsa")
    put_in_team(person, inspection, role)
    client = browser_of(person)
    for act in ("draft/", "draft/sign/", "draft/add-file/", "draft/take-out-file/", "submit/"):
        answered = [client.post(f"/requests/{each.id}/{act}", secure=True) for each in (one, other)]
        assert [each.status_code for each in answered] == [403, 403], act
        assert answered[0].content == answered[1].content, act
    gone, there = new_id(), file.id
    pages = [client.get(f"/requests/files/{each}/", secure=True) for each in (gone, there)]
    assert [each.status_code for each in pages] == [404, 404]
    assert pages[0].content == pages[1].content


def test_whoever_also_inspects_sees_no_draft_with_a_role_of_the_partnership(
    inspection: Inspection, rhona: Person
) -> None:
    request = a_request(rhona, inspection)
    policies.check_can_see_draft(rhona, request)
    put_in_team(rhona, inspection, "inspector")
    for check in (policies.check_can_see_draft, policies.check_can_write_draft):
        with pytest.raises(Refused):
            check(rhona, request)


def test_the_trail_does_not_show_the_partnership_s_work_to_whoever_inspects(
    inspection: Inspection, rhona: Person, ailsa: Person
) -> None:
    administrator = a_person("Una", "administrator")
    InstallationRole.objects.create(person=ailsa, role="administrator", starts=LONG_AGO)
    signs(rhona, a_request(ailsa, inspection))
    seen = browser_of(administrator).get("/keeping/trail/", secure=True).content.decode()
    assert "draft-signed-off" in seen
    seen = browser_of(ailsa).get("/keeping/trail/", secure=True).content.decode()
    assert "draft-signed-off" not in seen
    assert "partnership-draft" not in seen


def test_an_answer_says_when_it_was_submitted_and_not_when_it_was_written(
    inspection: Inspection, rhona: Person, ailsa: Person
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from sixpoint_web.submissions.models import Answer

    request = a_request(ailsa, inspection)
    signs(rhona, request)
    long_ago = timezone.now() - timedelta(days=400)
    Answer.objects.update(written_at=long_ago, signed_at=long_ago)
    request.refresh_from_db()
    answers.submit(by=rhona, request=request)
    seen = browser_of(ailsa).get(f"/requests/{request.id}/", secure=True).content.decode()
    assert "An invented text" in seen
    assert str(long_ago.year) not in re.sub(r"<input[^>]*>", "", seen)
    assert "Answer 1" in seen


def test_whoever_also_works_for_the_whole_installation_is_not_told_of_drafts(
    inspection: Inspection, rhona: Person, ailsa: Person
) -> None:
    an_answer(ailsa, a_request(ailsa, inspection, title="Invented and hidden"))
    told = [one.title for one in waiting_for(rhona)]
    assert "Sign off, once it is ready: Invented and hidden" in told
    InstallationRole.objects.create(person=rhona, role="administrator", starts=LONG_AGO)
    told = [one.title for one in waiting_for(rhona)]
    assert "Sign off, once it is ready: Invented and hidden" not in told
