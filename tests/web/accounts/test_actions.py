"""What an administrator does with people, and what comes of it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from sixpoint_web.accounts import actions, queries
from sixpoint_web.accounts.codes import MOST_TRIES, new_code, person_with_code
from sixpoint_web.accounts.joining import NotEmpty, first_administrator, join
from sixpoint_web.accounts.models import InstallationRole, OneTimeCode, Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.outbox.models import Message
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import NobodyAsked, NoTrace, Refused, note_question, note_trace
from tests.support.people import PASSWORD, a_body, a_person

pytestmark = pytest.mark.django_db


def added(by: Person) -> Person:
    return actions.add_person(
        by=by, name="Morag", email="Morag@Example.org", body=a_body(), designation="Inspector"
    )


def test_somebody_who_is_added_gets_a_code_that_works_once() -> None:
    person = added(a_person("Ailsa", "administrator"))
    message = Message.objects.get(person=person)
    code = message.text.split("\n\n")[1]
    assert person_with_code("morag@example.org ", code.lower().replace("-", " ")) == person
    join(person=person, password=PASSWORD)
    assert person_with_code("morag@example.org", code) is None
    assert person.state == "active"


def test_a_code_ends_after_a_few_wrong_tries() -> None:
    person = a_person("Morag", state="invited")
    code = new_code(person)
    for _ in range(MOST_TRIES):
        assert person_with_code(person.email, "AAAA-AAAA-AAAA-AAAA") is None
    assert person_with_code(person.email, code) is None


def test_a_code_is_kept_as_a_hash() -> None:
    code = new_code(a_person("Morag", state="invited")).replace("-", "")
    assert code not in OneTimeCode.objects.get().hash


def test_the_trail_says_who_did_it_and_no_name() -> None:
    by = a_person("Ailsa", "administrator")
    person = added(by)
    entry = Entry.objects.get(action="person-added")
    assert (entry.by_id, entry.subject) == (by.id, str(person.id))
    assert "orag" not in str(vars(entry))


def test_an_address_is_there_once_in_whatever_letters() -> None:
    by = a_person("Ailsa", "administrator")
    added(by)
    assert Person.objects.get_by_natural_key("MORAG@example.org").name == "Morag"


def test_nobody_gives_himself_a_role() -> None:
    by = a_person("Ailsa", "administrator")
    with pytest.raises(Refused, match="yourself"):
        actions.give_role(
            by=by, person=by, role="quality-panel-member", starts=queries.today(), ends=None
        )
    assert InstallationRole.objects.count() == 1


def test_the_last_administrator_stays_one() -> None:
    by = a_person("Ailsa", "administrator")
    [role] = by.roles.all()
    with pytest.raises(Refused, match="last administrator"):
        actions.end_role(by=by, role=role)
    a_person("Morag", "administrator")
    actions.end_role(by=by, role=role)
    assert queries.roles_here(by) == frozenset()


def test_a_role_counts_from_its_first_to_its_last_day() -> None:
    by, person = a_person("Ailsa", "administrator"), a_person("Morag")
    today = queries.today()
    give = {"by": by, "person": person, "role": "data-protection-officer"}
    tomorrow = actions.give_role(**give, starts=today + timedelta(days=1), ends=None)
    assert queries.roles_here(person) == frozenset()
    actions.give_role(**give, starts=today - timedelta(days=9), ends=today)
    assert queries.roles_here(person) == {"data-protection-officer"}
    actions.end_role(by=by, role=tomorrow)
    assert not InstallationRole.objects.filter(id=tomorrow.id).exists()


def test_a_role_of_one_inspection_is_not_given_for_the_installation() -> None:
    by, person = a_person("Ailsa", "administrator"), a_person("Morag")
    with pytest.raises(ValueError, match="not given for the installation"):
        actions.give_role(by=by, person=person, role="lead", starts=date(2026, 1, 1), ends=None)


def test_somebody_who_is_closed_out_is_out_at_once() -> None:
    by, person = a_person("Ailsa", "administrator"), a_person("Morag", "administrator")
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    assert "_auth_user_id" in client.session
    actions.close_person(by=by, person=person)
    answer = client.get("/account/password/change/", secure=True)
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_somebody_closed_may_do_nothing_whatever_roles_he_holds() -> None:
    person = a_person("Morag", "administrator", state="closed")
    with pytest.raises(Refused):
        added(person)


def test_health_records_are_read_with_an_authority_only() -> None:
    by, person = a_person("Ailsa", "administrator"), a_person("Morag")
    assert not queries.may_read_kind(person, "health")
    assert queries.may_read_kind(person, "education")
    actions.change_authority(by=by, person=person, allowed={"health": True, "education": False})
    assert queries.may_read_kind(person, "health")
    assert not queries.may_read_kind(person, "education")
    assert queries.authorities(person)["police"]


def test_the_first_administrator_comes_into_an_empty_house_only() -> None:
    code = first_administrator(name="Ailsa", email="a@example.org", body="Inspectorate")
    person = person_with_code("a@example.org", code)
    assert person
    assert queries.roles_here(person) == {"administrator"}
    with pytest.raises(NotEmpty):
        first_administrator(name="Morag", email="m@example.org", body="Inspectorate")


def test_an_action_that_asks_nobody_is_undone() -> None:
    @action
    def forgetful() -> None:
        a_person("Morag")
        note_trace()

    with pytest.raises(NobodyAsked):
        forgetful()
    assert not Person.objects.exists()


def test_an_action_that_leaves_no_trace_is_undone() -> None:
    @action
    def forgetful() -> None:
        note_question()
        a_person("Morag")

    with pytest.raises(NoTrace):
        forgetful()
    assert not Person.objects.exists()
