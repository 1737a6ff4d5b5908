"""Roles are looked up once for a page, and anew as soon as something may have changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.models import InstallationRole
from sixpoint_web.accounts.queries import roles_here
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import NobodyAsked
from sixpoint_web.shared.once import remembering
from tests.support.people import a_person, held_role

pytestmark = pytest.mark.django_db


def test_a_page_looks_up_roles_once() -> None:
    person = a_person("Ailsa", "administrator")
    with remembering(), CaptureQueriesContext(connection) as asked:
        assert roles_here(person) == roles_here(person) == {"administrator"}
    assert len(asked) == 1


def test_an_action_looks_up_roles_anew_before_and_after_it() -> None:
    person = a_person("Ailsa", "administrator")
    seen = []

    @action
    def changes_roles() -> None:
        seen.append(roles_here(person))
        held_role(person, "data-protection-officer")

    with remembering():
        roles_here(person)
        InstallationRole.objects.all().delete()
        with pytest.raises(NobodyAsked):
            changes_roles()
        seen.append(roles_here(person))
    assert seen == [frozenset(), frozenset()]


def test_nothing_is_remembered_outside_a_page() -> None:
    person = a_person("Ailsa", "administrator")
    roles_here(person)
    InstallationRole.objects.all().delete()
    assert roles_here(person) == frozenset()
