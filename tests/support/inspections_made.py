"""Inspections for tests, in each state, with people in their teams. On the inspectorate's side."""

from datetime import date

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.inspections.models import Inspection, InspectionRole


def an_inspection(state: str = "planned", name: str = "Invermore") -> Inspection:
    """An inspection in this state."""
    return Inspection.objects.create(
        name=name,
        area="Invermore",
        window_from=date(2026, 9, 1),
        window_to=date(2026, 12, 1),
        state=state,
        invented=True,
    )


def put_in_team(person: Person, inspection: Inspection, role: str) -> InspectionRole:
    """Gives somebody a role from today on, without the pages."""
    return InspectionRole.objects.create(
        person=person, inspection=inspection, role=role, starts=today(), given_by=person
    )
