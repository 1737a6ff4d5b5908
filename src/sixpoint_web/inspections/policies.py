"""Who may do what with an inspection and its team."""

from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import ask, quietly, refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.guard import Stale

from .models import Conflict, Inspection, InspectionRole
from .queries import has_conflict, roles_in


def ask_in(inspection: Inspection, by: Person, *, thing: str, action: str, state: str = "") -> None:
    """Asks the matrix with the roles somebody has in this inspection; by default about its state.

    Somebody with a conflict of interest is refused everything here, whatever roles he holds
    elsewhere. Apps above ask through this.
    """
    ask(
        by,
        thing=thing,
        action=action,
        state=state or inspection.state,
        roles=roles_in(inspection, by),
    )
    refuse_if(has_conflict(inspection, by), _("You declared a conflict of interest here."))


def check_can_add_inspection(by: Person) -> None:
    """A new inspection, which is then planned."""
    ask(by, thing="inspection", action="add", state="planned")


def check_can_see_every_inspection(by: Person) -> None:
    """Without a role in any: those who look after all of them."""
    ask(by, thing="inspection", action="see", state="planned")


def check_can_see_inspection(by: Person, inspection: Inspection) -> None:
    """Its name, area and window."""
    ask_in(inspection, by, thing="inspection", action="see")


def check_can_change_inspection(by: Person, inspection: Inspection) -> None:
    """Its name, area and window."""
    ask_in(inspection, by, thing="inspection", action="change")


def check_can_see_scope(by: Person, inspection: Inspection) -> None:
    """Its framework, programme, indicators and services."""
    ask_in(inspection, by, thing="scope", action="see")


def check_can_change_scope(by: Person, inspection: Inspection) -> None:
    """Choosing framework, programme, indicators and services."""
    ask_in(inspection, by, thing="scope", action="change")


def check_can_begin_inspection(by: Person, inspection: Inspection) -> None:
    """From planned to under way."""
    ask_in(inspection, by, thing="inspection", action="begin")


def check_can_close_inspection(by: Person, inspection: Inspection) -> None:
    """From under way to closed."""
    ask_in(inspection, by, thing="inspection", action="close")


def check_can_see_team(by: Person, inspection: Inspection) -> None:
    """Who has which role in it."""
    ask_in(inspection, by, thing="team-role", action="see")


def check_can_change_team(by: Person, inspection: Inspection) -> None:
    """Giving and ending roles in it at all."""
    ask_in(inspection, by, thing="team-role", action="give")


def check_can_give_team_role(by: Person, inspection: Inspection, person: Person) -> None:
    """Roles go to others who are here and declared no conflict."""
    ask_in(inspection, by, thing="team-role", action="give")
    refuse_if(by == person, _("You cannot give yourself a role. Ask somebody else."))
    refuse_if(person.state == "closed", _("This account is closed."))
    refuse_if(has_conflict(inspection, person), _("This person declared a conflict of interest."))


def check_can_end_team_role(by: Person, role: InspectionRole) -> None:
    """Taking a role back."""
    ask_in(role.inspection, by, thing="team-role", action="end")


def check_can_declare_conflict(by: Person, inspection: Inspection) -> None:
    """Anybody who is named in the inspection may, and only for himself."""
    ask(by, thing="conflict", action="declare", state="new")
    named = InspectionRole.objects.filter(person=by, inspection=inspection).exists()
    refuse_if(not named, _("You have no role in this inspection."))
    refuse_if(has_conflict(inspection, by), _("You have declared one already."))


def check_can_see_conflicts(by: Person, inspection: Inspection) -> None:
    """Who declared what."""
    ask_in(inspection, by, thing="conflict", action="see", state="declared")


def check_can_withdraw_conflict(by: Person, conflict: Conflict) -> None:
    """Not by the one who declared it: somebody else decides that it is none."""
    state = "withdrawn" if conflict.withdrawn_at else "declared"
    ask_in(conflict.inspection, by, thing="conflict", action="withdraw", state=state)
    refuse_if(by == conflict.person, _("Somebody else has to decide this."))


can_add_inspection = quietly(check_can_add_inspection)
can_see_every_inspection = quietly(check_can_see_every_inspection)
can_see_inspection = quietly(check_can_see_inspection)
can_change_inspection = quietly(check_can_change_inspection)
can_see_scope = quietly(check_can_see_scope)
can_change_scope = quietly(check_can_change_scope)
can_begin_inspection = quietly(check_can_begin_inspection)
can_close_inspection = quietly(check_can_close_inspection)
can_see_team = quietly(check_can_see_team)
can_change_team = quietly(check_can_change_team)
can_give_team_role = quietly(check_can_give_team_role)
can_end_team_role = quietly(check_can_end_team_role)
can_declare_conflict = quietly(check_can_declare_conflict)
can_see_conflicts = quietly(check_can_see_conflicts)
can_withdraw_conflict = quietly(check_can_withdraw_conflict)


def changed_meanwhile() -> Stale:
    """Somebody else was quicker."""
    return Stale(_("Somebody else has just changed this. Open the page again."))
