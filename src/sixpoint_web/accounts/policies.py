"""Who may do what with people: the matrix, and what depends on the person."""

from django.utils.translation import gettext as _

from .asking import ask, quietly, refuse_if
from .models import InstallationRole, Person
from .queries import administrators, today


def check_can_see_own_work(by: Person) -> None:
    """Everybody may see what waits for himself."""
    ask(by, thing="work", action="see", state="own")


def check_can_see_people(by: Person) -> None:
    """Whether there is anything to see on the page of people."""
    ask(by, thing="person", action="see", state="active")


def check_can_see_person(by: Person, person: Person) -> None:
    """One person, with his roles."""
    ask(by, thing="person", action="see", state=person.state)


def check_can_add_person(by: Person) -> None:
    """Adding somebody, who is then invited."""
    ask(by, thing="person", action="add", state="invited")


def check_can_invite_again(by: Person, person: Person) -> None:
    """A new code for somebody who never came."""
    ask(by, thing="person", action="invite-again", state=person.state)


def check_can_close_person(by: Person, person: Person) -> None:
    """Nobody closes himself out, and somebody must stay who can let others in."""
    ask(by, thing="person", action="close", state=person.state)
    refuse_if(by == person, _("You cannot close your own account. Ask another administrator."))


def check_can_reopen_person(by: Person, person: Person) -> None:
    """Letting somebody in again."""
    ask(by, thing="person", action="reopen", state=person.state)


def check_can_change_authority(by: Person, person: Person) -> None:
    """Which kinds of record somebody may read; never one's own."""
    ask(by, thing="person", action="change-authority", state=person.state)
    refuse_if(by == person, _("You cannot change what you may read yourself."))


def check_can_give_role(by: Person, person: Person) -> None:
    """Roles go to others who are here; nobody gives himself one."""
    ask(by, thing="role", action="give", state="new")
    refuse_if(by == person, _("You cannot give yourself a role. Ask another administrator."))
    refuse_if(person.state == "closed", _("This account is closed."))


def check_can_end_role(by: Person, role: InstallationRole) -> None:
    """The last administrator keeps the role: nobody could give it again."""
    ask(by, thing="role", action="end", state=state_of_role(role))
    last = role.role == "administrator" and not administrators().exclude(id=role.person_id).exists()
    refuse_if(last, _("This is the last administrator. Give the role to somebody else first."))


def state_of_role(role: InstallationRole) -> str:
    """`held` while it counts or will count, else `ended`."""
    return "ended" if role.ends is not None and role.ends < today() else "held"


can_see_people = quietly(check_can_see_people)
can_see_person = quietly(check_can_see_person)
can_add_person = quietly(check_can_add_person)
can_invite_again = quietly(check_can_invite_again)
can_close_person = quietly(check_can_close_person)
can_reopen_person = quietly(check_can_reopen_person)
can_change_authority = quietly(check_can_change_authority)
can_give_role = quietly(check_can_give_role)
can_end_role = quietly(check_can_end_role)
