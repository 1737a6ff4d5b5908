"""What those who look after the installation do."""

from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.outbox.models import Message
from sixpoint_web.runs.models import Run
from sixpoint_web.runs.work import ask_for
from sixpoint_web.shared.acting import action

from . import policies
from .tasks import VERIFY


@action
def verify_trail(*, by: Person) -> Run:
    """Asks for the whole chain to be computed again, unless that is about to happen."""
    policies.check_can_verify_trail(by)
    waiting = Run.objects.filter(kind=VERIFY, state=Run.State.WAITING).first()
    run = waiting or ask_for(VERIFY, by=by)
    record.write(by=by, action="trail-verified", thing="run", subject=run.id)
    return run


@action
def send_again(*, by: Person, message: Message) -> None:
    """One more round of tries for a message that reached nobody."""
    policies.check_can_send_again(by, message)
    failed = Message.objects.filter(id=message.id, state=Message.State.FAILED)
    failed.update(state=Message.State.WAITING, tries=0, next_try=timezone.now())
    record.write(by=by, action="message-sent-again", thing="message", subject=message.id)
