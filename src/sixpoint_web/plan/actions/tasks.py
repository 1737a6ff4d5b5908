"""What can be done with a task: add it, change it, finish or drop it, and open it again.

Whoever is given a task gets a message that one waits, not what it is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.outbox.write import write
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from .. import policies
from ..models import Task, TaskSettles
from ..queries.board import open_questions
from ..queries.tasks import may_do


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Everything about a task; the person and what it is to settle are ids as a form has them."""

    title: str
    note: str
    person: str
    due: date
    settles: Collection[str] = ()

    @property
    def columns(self) -> dict[str, object]:
        """What stands in the task's own row."""
        return {
            "title": self.title,
            "note": self.note,
            "person_id": UUID(self.person),
            "due": self.due,
        }


@action
def add_task(*, by: Person, inspection: Inspection, key: UUID, wanted: Wanted) -> Task:
    """A new one, for somebody of the team, who is told."""
    policies.check_can_add_task(by, inspection)
    _check_person(inspection, wanted)
    made = Task.objects.create(inspection=inspection, key=key, made_by=by, **wanted.columns)
    _fill(made, wanted)
    _note(by, made, "task-added", wanted.columns)
    _tell(by, made)
    return made


@action
def change_task(*, by: Person, task: Task, revision: int, wanted: Wanted) -> None:
    """Its words, whose it is, until when and what it is to settle; a new person is told."""
    policies.check_can_change_task(by, task)
    given_on = str(task.person_id) != wanted.person
    if given_on:
        _check_person(task.inspection, wanted)
    _set(task, revision, **wanted.columns)
    _fill(task, wanted)
    _note(by, task, "task-changed", wanted.columns)
    if given_on:
        task.refresh_from_db()
        _tell(by, task)


@action
def finish_task(*, by: Person, task: Task, revision: int) -> None:
    """It is done."""
    policies.check_can_finish_task(by, task)
    _set(task, revision, state=Task.State.DONE, ended_by=by, ended_at=timezone.now())
    _note(by, task, "task-done")


@action
def drop_task(*, by: Person, task: Task, revision: int) -> None:
    """Nobody does it any more; it stays in the list as dropped."""
    policies.check_can_change_task(by, task)
    _set(task, revision, state=Task.State.DROPPED, ended_by=by, ended_at=timezone.now())
    _note(by, task, "task-dropped")


@action
def reopen_task(*, by: Person, task: Task, revision: int) -> None:
    """It is to do after all; whose it is is told, unless he did it himself."""
    policies.check_can_reopen_task(by, task)
    _set(task, revision, state=Task.State.OPEN, ended_by=None, ended_at=None)
    _note(by, task, "task-reopened")
    _tell(by, task)


def _set(task: Task, revision: int, **values: object) -> None:
    """Compare-and-set: of two at once the second is told."""
    same = Task.objects.filter(id=task.id, revision=revision, state=task.state)
    if not same.update(revision=revision + 1, **values):
        raise policies.changed_meanwhile()


def _check_person(inspection: Inspection, wanted: Wanted) -> None:
    if wanted.person not in {str(one.person.pk) for one in may_do(inspection)}:
        raise Refused(_("This person has no role in the team, or a conflict of interest."))


def _fill(task: Task, wanted: Wanted) -> None:
    """What it is to settle: this and no more."""
    items = {str(one.id) for one in open_questions(task.inspection)}
    kept = {str(one.item_id) for one in TaskSettles.objects.filter(task=task)}
    if not set(wanted.settles) <= items | kept:
        raise Refused(_("This stands on no board of this inspection."))
    TaskSettles.objects.filter(task=task).delete()
    TaskSettles.objects.bulk_create(TaskSettles(task=task, item_id=one) for one in wanted.settles)


def _note(by: Person, task: Task, what: str, values: dict[str, object] | None = None) -> None:
    record.write(
        by=by,
        action=what,
        thing="task",
        subject=task.id,
        inspection=task.inspection_id,
        values=values,
    )


def _tell(by: Person, task: Task) -> None:
    if task.person != by:
        text = _("A task of an inspection is yours.\n\nSign in to see it.")
        write(to=task.person, kind="task", title=_("A task waits for you"), text=text)
