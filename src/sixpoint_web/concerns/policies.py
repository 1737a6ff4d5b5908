"""Who may raise a concern, who answers for one, and who sets the numbers and the clock."""

from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import ask, quietly, refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import ask_in

from . import line, queries, states
from .models import Concern


def check_can_ring(by: Person) -> None:
    """Everybody who is signed in sees what to ring first."""
    ask(by, thing="raising", action="ring", state="new")


def check_can_raise(by: Person, inspection: Inspection) -> None:
    """Everybody who is or was named in it, also with a conflict of interest."""
    roles = queries.roles_ever_in(inspection, by)
    ask(by, thing="raising", action="raise", state="new", roles=roles)


def check_can_follow(by: Person, concern: Concern) -> None:
    """Whoever raised it sees whether somebody has answered, and nothing else."""
    roles = queries.roles_ever_in(concern.inspection, by)
    ask(by, thing="raising", action="follow", state="raised", roles=roles)
    refuse_if(concern.raised_by_id != by.pk, _("Only whoever raised it sees this."))


def check_can_see_concerns(by: Person, inspection: Inspection) -> None:
    """The list of those that somebody may see; it may be empty."""
    ask_in(inspection, by, thing="concern", action="see", state=states.RECEIVED)


def check_can_see_concern(by: Person, concern: Concern) -> None:
    """One concern, without its sealed note."""
    _ask(by, concern, action="see")


def check_can_open(by: Person, concern: Concern) -> None:
    """The sealed note, while there is one."""
    _ask(by, concern, action="open")


def check_can_acknowledge(by: Person, concern: Concern) -> None:
    """Not by whoever raised it: then nobody else would know."""
    _ask(by, concern, action="acknowledge")
    refuse_if(concern.raised_by_id == by.pk, _("You raised it. Somebody else has to answer."))


def check_can_hand_over(by: Person, concern: Concern) -> None:
    """From the team to the partnership."""
    _ask(by, concern, action="hand-over")


def check_can_take_over(by: Person, concern: Concern) -> None:
    """The partnership says that it has it now."""
    _ask(by, concern, action="take-over")
    refuse_if(concern.raised_by_id == by.pk, _("You raised it. Somebody else has to answer."))


def check_can_respond(by: Person, concern: Concern) -> None:
    """Recording what was done."""
    _ask(by, concern, action="respond")


def check_can_ask_again(by: Person, concern: Concern) -> None:
    """What was done is not enough."""
    _ask(by, concern, action="ask-again")


def check_can_close(by: Person, concern: Concern) -> None:
    """For the team; for the partnership only where nobody of the team or above it is left."""
    _ask(by, concern, action="close")
    found = line.line_of_concern(concern)
    inspectorate = (*found.team, *found.managers)
    others = bool(inspectorate) and by not in inspectorate
    refuse_if(others, _("The joint team decides that the response is enough."))


def check_can_see_numbers(by: Person, inspection: Inspection) -> None:
    """The page on which they are set; whom to ring stands on everybody's first page."""
    ask_in(inspection, by, thing="duty-number", action="see", state="kept")


def check_can_change_numbers(by: Person, inspection: Inspection) -> None:
    """The partnership's duty numbers."""
    ask_in(inspection, by, thing="duty-number", action="change", state="kept")


def check_can_give_own_number(by: Person, inspection: Inspection) -> None:
    """One's own telephone, for those who answer for concerns."""
    ask_in(inspection, by, thing="duty-number", action="give-own", state="kept")


def check_can_change_clock(by: Person, inspection: Inspection) -> None:
    """How long each step may take."""
    ask_in(inspection, by, thing="duty-number", action="change-clock", state="kept")


def _ask(by: Person, concern: Concern, *, action: str) -> None:
    """The matrix, no conflict, and that the concern has come to somebody and goes not round him."""
    ask_in(concern.inspection, by, thing="concern", action=action, state=concern.state)
    reached = line.line_of_concern(concern).reached(concern)
    refuse_if(by not in reached, _("Your role does not allow it, or not at this stage."))


can_raise = quietly(check_can_raise)
can_follow = quietly(check_can_follow)
can_see_concerns = quietly(check_can_see_concerns)
can_see_concern = quietly(check_can_see_concern)
can_open = quietly(check_can_open)
can_acknowledge = quietly(check_can_acknowledge)
can_hand_over = quietly(check_can_hand_over)
can_take_over = quietly(check_can_take_over)
can_respond = quietly(check_can_respond)
can_ask_again = quietly(check_can_ask_again)
can_close = quietly(check_can_close)
can_see_numbers = quietly(check_can_see_numbers)
can_change_numbers = quietly(check_can_change_numbers)
can_give_own_number = quietly(check_can_give_own_number)
can_change_clock = quietly(check_can_change_clock)
