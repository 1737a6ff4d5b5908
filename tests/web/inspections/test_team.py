"""Who is in an inspection, and what a conflict of interest does."""

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there are no inspections on this side", allow_module_level=True)

from sixpoint_web.accounts.queries import today
from sixpoint_web.audit.models import Entry
from sixpoint_web.inspections import actions, policies, queries
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.guard import Refused
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person

pytestmark = pytest.mark.django_db


def test_a_lead_puts_somebody_into_his_team() -> None:
    inspection, lead, other = an_inspection(), a_person("Ailsa"), a_person("Morag")
    put_in_team(lead, inspection, "lead")
    actions.give_team_role(
        by=lead, inspection=inspection, person=other, role="inspector", starts=today(), ends=None
    )
    assert queries.roles_in(inspection, other) == {"inspector"}
    assert list(queries.inspections_of(other)) == [inspection]
    assert Entry.objects.get(action="team-role-given").inspection == str(inspection.id)


def test_a_role_in_one_inspection_is_none_in_another() -> None:
    one, other, lead = an_inspection(), an_inspection(name="Strathnowhere"), a_person("Ailsa")
    put_in_team(lead, one, "lead")
    assert policies.can_see_inspection(lead, one)
    assert not policies.can_see_inspection(lead, other)
    assert list(queries.inspections_of(lead)) == [one]


def test_a_conflict_of_interest_closes_the_inspection_to_whoever_declared_it() -> None:
    inspection, lead = an_inspection(), a_person("Ailsa", "quality-panel-member")
    put_in_team(lead, inspection, "lead")
    actions.declare_conflict(by=lead, inspection=inspection, reason="My sister works there")
    assert not policies.can_see_inspection(lead, inspection)  # a role elsewhere helps nobody
    assert queries.roles_in(inspection, lead) == frozenset()
    assert not queries.inspections_of(lead)
    assert "sister" not in str(list(Entry.objects.values()))


def test_somebody_with_a_conflict_gets_no_role() -> None:
    inspection, lead, other = an_inspection(), a_person("Ailsa"), a_person("Morag")
    put_in_team(lead, inspection, "lead")
    put_in_team(other, inspection, "inspector")
    actions.declare_conflict(by=other, inspection=inspection, reason="I worked there")
    with pytest.raises(Refused, match="conflict of interest"):
        actions.give_team_role(
            by=lead, inspection=inspection, person=other, role="depute", starts=today(), ends=None
        )


def test_a_conflict_is_withdrawn_by_somebody_else() -> None:
    inspection, lead, other = an_inspection(), a_person("Ailsa"), a_person("Morag")
    put_in_team(lead, inspection, "lead")
    put_in_team(other, inspection, "inspector")
    conflict = actions.declare_conflict(by=other, inspection=inspection, reason="I worked there")
    with pytest.raises(Refused):
        actions.withdraw_conflict(by=other, conflict=conflict)
    actions.withdraw_conflict(by=lead, conflict=conflict)
    assert queries.roles_in(inspection, other) == {"inspector"}


def test_only_who_is_named_in_an_inspection_declares_a_conflict_there() -> None:
    with pytest.raises(Refused, match="no role"):
        actions.declare_conflict(by=a_person(), inspection=an_inspection(), reason="Because")


def test_of_two_who_move_an_inspection_at_once_one_is_told() -> None:
    inspection, lead = an_inspection(), a_person("Ailsa")
    put_in_team(lead, inspection, "lead")
    stale = Inspection.objects.get(id=inspection.id)
    actions.begin_inspection(by=lead, inspection=inspection)
    with pytest.raises(Refused, match="Somebody else"):
        actions.begin_inspection(by=lead, inspection=stale)
