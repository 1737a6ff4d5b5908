"""What other pages show of inspections."""

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person

from . import policies, queries
from .models import Inspection


def for_home(by: Person) -> dict[str, object]:
    """Somebody's inspections with his roles in them, and those he sees without one."""
    titles = matrix().permissions.roles
    mine = [
        {"inspection": one, "roles": [titles[held.role].title for held in one.roles.all()]}
        for one in queries.inspections_of(by)
    ]
    return {
        "inspections": mine,
        "others": _others(by),
        "may_add_inspection": policies.can_add_inspection(by),
    }


def _others(by: Person) -> list[Inspection]:
    """Every inspection, for those whose role in the installation shows them all."""
    if not policies.can_see_every_inspection(by):
        return []
    return list(queries.inspections().exclude(id__in=queries.in_conflict(by)))
