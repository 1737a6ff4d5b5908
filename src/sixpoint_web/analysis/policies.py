"""Who may do what with extracts, the analysis and what crosses.

A data officer comes near the files of one agency: the one whose body he belongs to, as stored.
"""

from django.utils.translation import gettext as _

from sixpoint_web.accounts.asking import ask, quietly, refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import roles_here

from . import queries
from .models import Agency, Crossing, Extract, Step, Table

EVERY_AGENCY = frozenset({"co-ordinator", "data-protection-officer"})


def check_can_see_extracts(by: Person) -> None:
    """Whether there is anything to see on the page of extracts."""
    ask(by, thing="extract", action="see", state="taken")


def check_can_see_table(by: Person, table: Table, state: str = "taken") -> None:
    """Which files of one table were taken."""
    ask(by, thing="extract", action="see", state=state)
    _refuse_another_agency(by, table.agency)


def check_can_take_extract(by: Person, table: Table) -> None:
    """Handing in a file, whatever is there."""
    ask(by, thing="extract", action="take", state="waited-for")
    _refuse_another_agency(by, table.agency)


def check_can_remove_extract(by: Person, extract: Extract) -> None:
    """Taking a file out of the store."""
    state = "gone" if extract.gone_at else "taken"
    ask(by, thing="extract", action="remove", state=state)
    _refuse_another_agency(by, extract.table.agency)


def check_can_see_mapping(by: Person, agency: Agency) -> None:
    """How an agency's headers and codes become ours."""
    ask(by, thing="mapping", action="see", state="kept")
    _refuse_another_agency(by, agency)


def check_can_change_mapping(by: Person, agency: Agency) -> None:
    """Changing that."""
    ask(by, thing="mapping", action="change", state="kept")
    _refuse_another_agency(by, agency)


def check_can_see_report(by: Person, agency: Agency) -> None:
    """What the last check found in one agency's files."""
    ask(by, thing="intake-report", action="see", state="of-an-agency")
    _refuse_another_agency(by, agency)


def check_can_see_whole_report(by: Person) -> None:
    """What the last check found in all files."""
    ask(by, thing="intake-report", action="see", state="whole")


def check_can_see_set_up(by: Person) -> None:
    """How the partnership is described."""
    ask(by, thing="partnership-folder", action="see", state="kept")


def check_can_set_up(by: Person) -> None:
    """Describing the partnership, its agencies and whose people they are."""
    ask(by, thing="partnership-folder", action="change", state="kept")


def check_can_ask_for_step(by: Person) -> None:
    """Having something checked, linked or analysed."""
    ask(by, thing="step", action="ask-for", state="waiting")


def check_can_see_step(by: Person, step: Step) -> None:
    """How far a step is, and what can be mended."""
    ask(by, thing="step", action="see", state=step.run.state)


def check_can_see_crossing(by: Person, state: str = "asked") -> None:
    """What would cross."""
    ask(by, thing="crossing-out", action="see", state=state)


def check_can_look(by: Person, crossing: Crossing) -> None:
    """Clearing it, or sending it back; each person once, and while it is there."""
    state = state_of(crossing)
    ask(by, thing="crossing-out", action="look", state=state)
    refuse_if(not queries.is_there(crossing), _("Another analysis has replaced this."))


def check_can_hand_over(by: Person, crossing: Crossing) -> None:
    """Only what two people cleared, and what is made of what the store holds now."""
    ask(by, thing="crossing-out", action="hand-over", state=state_of(crossing))
    changed = _("Something has changed since this was made. Analyse again.")
    refuse_if(not queries.is_current(crossing), changed)


def check_can_take_crossing(by: Person, crossing: Crossing) -> None:
    """The file, once the ledger remembers it."""
    ask(by, thing="crossing-out", action="take", state=state_of(crossing))
    refuse_if(not queries.is_there(crossing), _("Another analysis has replaced this."))


def check_can_look_up_key(by: Person) -> None:
    """Whose record a local reference stands for."""
    ask(by, thing="key", action="look-up", state="kept")


def state_of(crossing: Crossing) -> str:
    """As the matrix calls it: `released`, or how far two people have come."""
    if crossing.release:
        return "released"
    return queries.state_of_crossing(crossing).value.replace(" ", "-")


def _refuse_another_agency(by: Person, agency: Agency) -> None:
    sees_all = bool(roles_here(by) & EVERY_AGENCY)
    own = agency.body_id is not None and agency.body_id == by.body_id
    refuse_if(not sees_all and not own, _("These are another agency's files."))


can_see_extracts = quietly(check_can_see_extracts)
can_see_table = quietly(check_can_see_table)
can_take_extract = quietly(check_can_take_extract)
can_remove_extract = quietly(check_can_remove_extract)
can_see_mapping = quietly(check_can_see_mapping)
can_change_mapping = quietly(check_can_change_mapping)
can_see_report = quietly(check_can_see_report)
can_see_whole_report = quietly(check_can_see_whole_report)
can_see_set_up = quietly(check_can_see_set_up)
can_set_up = quietly(check_can_set_up)
can_ask_for_step = quietly(check_can_ask_for_step)
can_see_step = quietly(check_can_see_step)
can_see_crossing = quietly(check_can_see_crossing)
can_look = quietly(check_can_look)
can_hand_over = quietly(check_can_hand_over)
can_take_crossing = quietly(check_can_take_crossing)
can_look_up_key = quietly(check_can_look_up_key)
