"""Who may see the figures that crossed, and who may take them in."""

from sixpoint_web.accounts.asking import quietly
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import ask_in


def check_can_see_figures(by: Person, inspection: Inspection) -> None:
    """Every figure of every crossing."""
    ask_in(inspection, by, thing="crossing", action="see")


def check_can_receive(by: Person, inspection: Inspection) -> None:
    """Taking a crossing file in, which then counts."""
    ask_in(inspection, by, thing="crossing", action="receive")


def check_can_take_file(by: Person, inspection: Inspection) -> None:
    """The file itself, for work outside the workspace: it holds the nameless return too."""
    ask_in(inspection, by, thing="crossing", action="take-file")


can_see_figures = quietly(check_can_see_figures)
can_receive = quietly(check_can_receive)
can_take_file = quietly(check_can_take_file)
