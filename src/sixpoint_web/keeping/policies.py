"""Who may look after what: the audit trail, messages and long work."""

from sixpoint_web.accounts.asking import ask, quietly
from sixpoint_web.accounts.models import Person
from sixpoint_web.outbox.models import Message
from sixpoint_web.runs.models import Run


def check_can_see_trail(by: Person) -> None:
    """What was done, by ids."""
    ask(by, thing="audit-trail", action="see", state="kept")


def check_can_verify_trail(by: Person) -> None:
    """Having the whole chain computed again."""
    ask(by, thing="audit-trail", action="verify", state="kept")


def check_can_see_messages(by: Person, state: str = Message.State.FAILED) -> None:
    """Which messages wait or reached nobody; never their texts."""
    ask(by, thing="message", action="see", state=state)


def check_can_send_again(by: Person, message: Message) -> None:
    """One more round of tries for a message that reached nobody."""
    ask(by, thing="message", action="send-again", state=message.state)


def check_can_see_runs(by: Person, state: str = Run.State.FAILED) -> None:
    """Which long work is being done."""
    ask(by, thing="run", action="see", state=state)


can_see_trail = quietly(check_can_see_trail)
can_verify_trail = quietly(check_can_verify_trail)
can_see_messages = quietly(check_can_see_messages)
can_send_again = quietly(check_can_send_again)
can_see_runs = quietly(check_can_see_runs)
