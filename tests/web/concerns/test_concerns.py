"""From raising to the destruction of the sealed note: who is told, who may read, and what stays."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

if settings.SIDE != "inspectorate":
    pytest.skip("concerns are raised on the other side", allow_module_level=True)

from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, connection, transaction

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.concerns import actions, policies, queries, states
from sixpoint_web.concerns.models import Concern, SealedNote, Told
from sixpoint_web.concerns.sealing import CannotOpen, Note, unseal
from sixpoint_web.inspections.actions import declare_conflict
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.outbox.models import Message
from sixpoint_web.shared.guard import Refused, Stale
from sixpoint_web.shared.waiting import waiting_for
from tests.support.concerns_made import NOTE, a_concern
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person

pytestmark = pytest.mark.django_db
CANARY = "Skylark Canaryname"


class House:
    """An inspection with somebody in each role that matters here."""

    def __init__(self) -> None:
        self.inspection: Inspection = an_inspection("running")
        self.lead = self.named("Ailsa", "lead")
        self.depute = self.named("Struan", "depute")
        self.inspector = self.named("Morag", "inspector")
        self.gregor = self.named("Gregor", "lead-for-concerns")
        self.chief = self.named("Sheena", "chief-officer")
        self.manager = a_person("Catriona", "service-manager")

    def named(self, name: str, role: str) -> Person:
        person = a_person(name)
        put_in_team(person, self.inspection, role)
        return person

    def raise_one(self, by: Person | None = None, **given: Any) -> Concern:
        values: dict[str, Any] = {
            "by": by or self.inspector,
            "inspection": self.inspection,
            "key": uuid4(),
            "case_reference": "",
            "note": Note(name=CANARY, seen=f"{CANARY} said that"),
            "danger": False,
            "rung": "duty",
            "rung_at": timezone.now(),
            "about": [],
        }
        return actions.raise_concern(**values | given)

    def readers(self, concern: Concern) -> set[str]:
        people = Person.objects.all()
        return {one.name for one in people if policies.can_open(one, fresh(concern))}


@pytest.fixture
def house() -> Iterator[House]:
    yield House()


def fresh(concern: Concern) -> Concern:
    return Concern.objects.select_related("inspection", "raised_by").get(id=concern.id)


def told(concern: Concern) -> set[str]:
    return {one.person.name for one in Told.objects.filter(concern=concern)}


def test_lead_and_depute_are_told_at_once_and_the_clock_runs(house: House) -> None:
    concern = house.raise_one()
    assert told(concern) == {"Ailsa", "Struan"}
    assert concern.due_at - concern.received_at == timedelta(minutes=30)
    assert house.raise_one(danger=True).due_at - timezone.now() < timedelta(minutes=10)


def test_only_lead_and_depute_open_the_note_until_it_is_handed_over(house: House) -> None:
    concern = house.raise_one()
    assert house.readers(concern) == {"Ailsa", "Struan"}
    actions.hand_over(by=house.depute, concern=concern, told_by_telephone="")
    assert house.readers(concern) == {"Ailsa", "Struan", "Gregor"}
    assert "Gregor" in told(concern)


def test_each_opening_is_in_the_trail_and_gives_what_was_sealed(house: House) -> None:
    concern = house.raise_one()
    note = actions.open_note(by=house.lead, concern=concern)
    assert note == Note(name=CANARY, seen=f"{CANARY} said that")
    entry = Entry.objects.get(action="sealed-note-seen")
    assert (entry.by, entry.subject) == (house.lead, str(concern.id))


def test_a_name_stands_nowhere_in_the_database_in_the_open(house: House) -> None:
    concern = house.raise_one()
    actions.acknowledge(by=house.lead, concern=concern)
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                cells = [bytes(c) if isinstance(c, memoryview | bytes) else str(c) for c in row]
                assert not [c for c in cells if b"Canaryname" in _bytes(c)], table


def _bytes(cell: bytes | str) -> bytes:
    return cell if isinstance(cell, bytes) else cell.encode()


def test_messages_say_that_something_waits_and_not_what(house: House) -> None:
    house.raise_one(case_reference="C-1042", danger=True)
    for one in Message.objects.all():
        said = f"{one.title} {one.text} {one.kind}".lower()
        for word in ("concern", "child", "c-1042", "danger", CANARY.lower()):
            assert word not in said


def test_a_note_opens_for_its_own_concern_only_and_not_when_changed(house: House) -> None:
    one, other = house.raise_one(), house.raise_one()
    sealed = bytes(SealedNote.objects.get(concern=one).sealed or b"")
    for id_, bytes_ in [
        (other.id, sealed),
        (one.id, sealed[:-1] + b"x"),
        (one.id, b""),
        (one.id, sealed[:5]),
    ]:
        with pytest.raises(CannotOpen) as caught:
            unseal(id_, bytes_)
        assert not isinstance(caught.value.__cause__, InvalidTag)


def test_whoever_raised_it_neither_reads_nor_acknowledges(house: House) -> None:
    concern = house.raise_one()
    assert not policies.can_see_concern(house.inspector, concern)
    assert policies.can_follow(house.inspector, concern)
    own = house.raise_one(by=house.lead)
    assert told(own) == {"Struan"}
    with pytest.raises(Refused, match="Somebody else"):
        actions.acknowledge(by=house.lead, concern=own)


def test_a_young_volunteer_raises_and_never_reads(house: House) -> None:
    eilidh = house.named("Eilidh", "young-inspection-volunteer")
    concern = house.raise_one(by=eilidh)
    Concern.objects.update(with_partnership=True, with_managers=True)
    assert told(concern) == {"Ailsa", "Struan"}
    assert not policies.can_see_concerns(eilidh, house.inspection)
    assert "Eilidh" not in house.readers(concern)


def test_somebody_with_a_conflict_raises_one_and_is_told_none(house: House) -> None:
    declare_conflict(by=house.depute, inspection=house.inspection, reason="My sister")
    concern = house.raise_one(by=house.depute)
    assert told(concern) == {"Ailsa"}
    assert house.readers(concern) == {"Ailsa"}
    assert policies.can_follow(house.depute, concern)


def test_somebody_whose_role_has_ended_still_raises_one(house: House) -> None:
    role = house.inspector.inspection_roles.get()
    role.starts = role.ends = role.starts - timedelta(days=9)
    role.save()
    assert house.raise_one().state == "received"


def test_nobody_raises_one_in_an_inspection_that_is_not_his(house: House) -> None:
    with pytest.raises(Refused):
        house.raise_one(by=a_person("Stranger"))
    assert not Concern.objects.exists()


ROUND = [
    ({"lead"}, {"Struan"}, {"Struan"}),
    ({"lead", "depute"}, {"Gregor"}, {"Gregor", "Catriona"}),
    ({"lead", "depute", "gregor"}, {"Sheena"}, {"Sheena", "Catriona"}),
    ({"lead", "depute", "gregor", "chief"}, {"Catriona"}, {"Catriona"}),
]


@pytest.mark.parametrize(
    ("about", "at_once", "readers"), ROUND, ids=lambda one: "-".join(sorted(one))
)
def test_it_goes_round_whomever_it_is_about(
    house: House, about: set[str], at_once: set[str], readers: set[str]
) -> None:
    people = [getattr(house, name) for name in sorted(about)]
    concern = house.raise_one(about=people)
    assert at_once <= told(concern) <= readers
    assert house.readers(concern) == readers
    for one in people:
        assert queries.concern_with(concern.id, by=one) is None
        assert queries.concerns_for(one, [house.inspection.id]) == []
        assert not [w for w in waiting_for(one) if "waits" in w.title]
        assert not Message.objects.filter(person_id=one.id).exists()


def test_where_it_goes_round_everybody_nothing_is_kept_and_it_says_so(house: House) -> None:
    everybody = [house.lead, house.depute, house.gregor, house.chief, house.manager]
    with pytest.raises(actions.NobodyLeft, match="Ring"):
        house.raise_one(about=everybody)
    assert not Concern.objects.exists()
    assert not Entry.objects.filter(action="concern-raised").exists()


def test_a_hand_over_goes_round_the_partnerships_lead(house: House) -> None:
    concern = house.raise_one(about=[house.gregor])
    actions.hand_over(by=house.lead, concern=concern, told_by_telephone="")
    assert told(concern) == {"Ailsa", "Struan", "Sheena"}
    assert house.readers(concern) == {"Ailsa", "Struan", "Sheena"}


def test_where_the_partnership_has_nobody_it_is_handed_over_by_telephone_or_not_at_all(
    house: House,
) -> None:
    concern = house.raise_one(about=[house.gregor, house.chief])
    with pytest.raises(Refused, match="by telephone"):
        actions.hand_over(by=house.lead, concern=concern, told_by_telephone="")
    assert fresh(concern).state == "received"
    actions.hand_over(by=house.lead, concern=concern, told_by_telephone="Duty manager")
    assert fresh(concern).state == "handed-over"


def answered(house: House) -> Concern:
    concern = house.raise_one()
    actions.hand_over(by=house.lead, concern=concern, told_by_telephone="")
    actions.take_over(by=house.gregor, concern=fresh(concern))
    actions.respond(
        by=house.gregor,
        concern=fresh(concern),
        says="Visited",
        happened_at=timezone.now(),
        designation="Team manager",
    )
    return fresh(concern)


def test_when_it_is_closed_the_note_is_destroyed_and_what_was_done_stays(house: House) -> None:
    concern = answered(house)
    sealed = bytes(concern.note.sealed or b"")
    with pytest.raises(Refused, match="joint team decides"):
        actions.close(by=house.gregor, concern=concern)
    actions.close(by=house.lead, concern=concern)
    note = SealedNote.objects.get(concern=concern)
    assert (note.sealed, note.destroyed_by) == (None, house.lead)
    assert len(note.digest) == 64
    assert not house.readers(concern)
    response = queries.steps_of(concern).get(step="respond")
    assert (response.says, response.designation) == ("Visited", "Team manager")
    assert Entry.objects.filter(action="sealed-note-destroyed", subject=concern.id).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM concerns_sealednote")
        assert sealed not in [row[0] for row in cursor.fetchall()]


def test_a_response_that_is_not_enough_is_asked_for_again(house: House) -> None:
    concern = answered(house)
    actions.ask_again(by=house.depute, concern=concern, says="And the other child?")
    assert fresh(concern).state == "acknowledged"
    assert house.readers(concern) >= {"Ailsa", "Gregor"}
    assert Told.objects.filter(concern=concern, why="asked-again", person=house.gregor).exists()


def test_where_nobody_of_the_inspectorate_is_left_the_partnership_closes_it(house: House) -> None:
    everybody = [house.lead, house.depute, house.manager]
    concern = house.raise_one(about=everybody)
    actions.take_over(by=house.gregor, concern=concern)
    actions.respond(
        by=house.gregor,
        concern=fresh(concern),
        says="Done",
        happened_at=timezone.now(),
        designation="Manager",
    )
    actions.close(by=house.gregor, concern=fresh(concern))
    assert fresh(concern).state == "closed"


DOES = {
    "acknowledge": lambda h, c: actions.acknowledge(by=h.lead, concern=c),
    "hand-over": lambda h, c: actions.hand_over(by=h.lead, concern=c, told_by_telephone=""),
    "take-over": lambda h, c: actions.take_over(by=h.gregor, concern=c),
    "respond": lambda h, c: actions.respond(
        by=h.lead, concern=c, says="Done", happened_at=timezone.now(), designation="Manager"
    ),
    "ask-again": lambda h, c: actions.ask_again(by=h.lead, concern=c, says="More"),
    "close": lambda h, c: actions.close(by=h.lead, concern=c),
}


def test_every_step_is_tried() -> None:
    assert set(DOES) == set(states.STEPS)
    assert set(states.STATES) == set(Concern.State.values)


@pytest.mark.parametrize(("step", "state"), list(product(states.STEPS, states.STATES)))
def test_a_step_is_taken_from_its_states_and_from_no_other(
    house: House, step: str, state: str
) -> None:
    concern = a_concern(house.inspection, house.inspector, state=state)
    if state in states.STEPS[step].before:
        DOES[step](house, concern)
        now = fresh(concern)
        assert now.state == states.STEPS[step].after
        assert now.due_at > now.state_since >= concern.state_since
        assert Entry.objects.filter(action=f"concern-{now.state}").exists()
    else:
        with pytest.raises(Stale):
            DOES[step](house, concern)
        assert fresh(concern).state == state


def test_of_two_at_once_the_second_is_told_and_nothing_is_done_twice(house: House) -> None:
    seen_by_both = house.raise_one()
    also = fresh(seen_by_both)
    actions.acknowledge(by=house.lead, concern=seen_by_both)
    with pytest.raises(Stale, match="Somebody else"):
        actions.acknowledge(by=house.depute, concern=also)
    assert queries.steps_of(also).count() == 1


def test_a_form_that_is_sent_twice_makes_one_concern_and_one_round_of_messages(
    house: House,
) -> None:
    key = uuid4()
    first, second = house.raise_one(key=key), house.raise_one(key=key)
    assert first.id == second.id
    assert Told.objects.count() == 2
    with pytest.raises(Refused):
        house.raise_one(by=house.depute, key=key)


def test_two_who_raise_at_once_make_two(house: House) -> None:
    house.raise_one()
    house.raise_one(by=house.depute)
    assert Concern.objects.count() == SealedNote.objects.count() == 2


def test_a_note_is_there_or_destroyed_and_never_neither(house: House) -> None:
    concern = house.raise_one()
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedNote.objects.filter(concern=concern).update(sealed=None)


def test_the_trail_and_the_messages_hide_a_concern_from_whom_it_is_about(house: House) -> None:
    from sixpoint_web.shared.veil import veiled_from

    una = a_person("Una", "administrator")
    concern = house.raise_one(about=[una])
    veiled = veiled_from(una)
    assert veiled.subjects == {str(concern.id)}
    assert veiled.messages == set(Message.objects.values_list("id", flat=True))
    assert veiled_from(house.lead).subjects == frozenset()


def test_what_waits_is_said_to_whoever_answers_and_late_to_whoever_raised_it(house: House) -> None:
    concern = house.raise_one()
    assert "A concern about a child waits" in [one.title for one in waiting_for(house.lead)]
    assert not [one for one in waiting_for(house.inspector) if "Ring" in one.title]
    long_ago = timezone.now() - timedelta(hours=2)
    Concern.objects.filter(id=concern.id).update(
        received_at=long_ago, state_since=long_ago, due_at=long_ago + timedelta(minutes=30)
    )
    assert "Overdue: a concern about a child waits" in [w.title for w in waiting_for(house.lead)]
    assert [one for one in waiting_for(house.inspector) if "Ring" in one.title]


def test_made_concerns_are_sealed_too(house: House) -> None:
    concern = a_concern(house.inspection, house.inspector)
    assert actions.open_note(by=house.lead, concern=concern) == NOTE
