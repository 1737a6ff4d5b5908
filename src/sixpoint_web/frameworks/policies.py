"""Who may look at frameworks: they are public facts, and hold nothing of an inspection."""

from sixpoint_web.accounts.asking import ask, quietly
from sixpoint_web.accounts.models import Person


def check_can_see_frameworks(by: Person) -> None:
    """Which frameworks there are, and what is in them."""
    ask(by, thing="framework", action="see", state="on-the-shelf")


can_see_frameworks = quietly(check_can_see_frameworks)
