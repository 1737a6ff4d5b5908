"""The steps in their order over a real small partnership; what two people clear; what kills do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

if settings.SIDE != "partnership":
    pytest.skip("the analysis is on the other side", allow_module_level=True)

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from sixpoint.inspection.store import SPILL
from sixpoint_web.accounts.models import Person
from sixpoint_web.analysis import policies, queries, store
from sixpoint_web.analysis.actions import ask_for_step, hand_over, look_at, take_crossing
from sixpoint_web.analysis.models import Crossing, Extract, Step
from sixpoint_web.audit.models import Entry
from sixpoint_web.runs.models import Run
from sixpoint_web.runs.work import take_up_lapsed, work_on
from sixpoint_web.shared.guard import Refused
from tests.support.extracts_made import a_partnership, empty_store, every_extract
from tests.support.people import a_person
from tests.support.signed_in import browser_of


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    empty_store()
    yield
    empty_store()


def co_ordinator() -> Person:
    a_partnership()
    rhona = a_person("Rhona", "co-ordinator")
    every_extract(rhona)
    return rhona


def done(step: Step) -> Run:
    work_on(step.run_id)
    step.run.refresh_from_db()
    return step.run


@pytest.mark.django_db
def test_extracts_are_checked_linked_analysed_cleared_by_two_and_handed_over() -> None:
    rhona, sheena = co_ordinator(), a_person("Sheena", "chief-officer")
    with pytest.raises(Refused, match="step before it"):
        ask_for_step(by=rhona, kind=Step.Kind.ANALYSE)
    for kind in (Step.Kind.CHECK, Step.Kind.LINK, Step.Kind.ANALYSE):
        run = done(ask_for_step(by=rhona, kind=kind))
        assert (run.state, run.code) == ("done", ""), kind
    assert not Extract.objects.filter(rows=None).exists()
    crossing = Crossing.objects.get()
    assert crossing.figures == 227
    client = browser_of(rhona)
    report = client.get(reverse("whole-report"), secure=True)
    assert "Verdict" in report.content.decode()
    assert "<style" not in report.content.decode()
    assert "'unsafe-inline'" not in report["Content-Security-Policy"] + report.content.decode()
    page = client.get(reverse("what-crosses"), secure=True).content.decode()
    assert "The auditor attacked" in page
    with pytest.raises(Refused):
        hand_over(by=rhona, crossing=crossing)
    look_at(by=rhona, crossing=crossing, decision="clear", reason="Figures and return")
    with pytest.raises(Refused, match="somebody else"):
        look_at(by=rhona, crossing=crossing, decision="clear", reason="Once more")
    with pytest.raises(Refused):
        take_crossing(by=rhona, crossing=crossing)
    look_at(by=sheena, crossing=crossing, decision="clear", reason="Figures")
    assert done(hand_over(by=rhona, crossing=crossing)).state == "done"
    crossing.refresh_from_db()
    assert crossing.release
    assert (store.partnership() / "releases").is_dir()
    content = take_crossing(by=rhona, crossing=crossing)
    assert content.startswith(b"PK")
    assert Entry.objects.filter(action="crossing-taken", subject=str(crossing.id)).exists()
    assert not (store.partnership() / SPILL).exists()


@pytest.mark.django_db
def test_a_file_that_is_not_the_one_handed_in_stops_the_check() -> None:
    rhona = co_ordinator()
    step = ask_for_step(by=rhona, kind=Step.Kind.CHECK)
    with store.place_of("reporter", "people.csv").open("ab") as file:
        file.write(b"X1,Anna,Example\n")
    run = done(step)
    assert (run.state, run.code) == ("failed", "extract-differs")


@pytest.mark.django_db
def test_what_people_can_mend_is_said_beside_the_records_and_not_in_the_database() -> None:
    rhona = co_ordinator()
    store.keep_text(store.partnership() / "waivers.yaml", "format: 1\nwaivers: Anna Example\n")
    step = ask_for_step(by=rhona, kind=Step.Kind.CHECK)
    run = done(step)
    assert run.state == "failed"
    assert "Anna" not in str(list(Run.objects.values()))
    page = browser_of(rhona).get(reverse("step", args=[step.id]), secure=True).content.decode()
    assert "waivers.yaml" in page


@pytest.mark.django_db
def test_what_was_sent_back_cannot_be_handed_over() -> None:
    from tests.support.extracts_made import a_crossing_in_the_store

    rhona = co_ordinator()
    crossing = a_crossing_in_the_store(by=rhona, state="sent-back")
    assert crossing
    assert policies.state_of(crossing) == "sent-back"
    with pytest.raises(Refused):
        hand_over(by=rhona, crossing=crossing)
    assert queries.state_of_crossing(crossing) != "cleared"


WORKER = "import django; django.setup(); from sixpoint_web.runs.work import work_on; work_on('{}')"


def trail(how: str) -> None:
    with connection.cursor() as cursor:
        for table in ("audit_entry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER USER")


@pytest.fixture
def guarded_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After the database is emptied nobody changes the trail any more."""
    yield
    with django_db_blocker.unblock():
        trail("ENABLE")


@pytest.fixture
def seen_by_all(guarded_again: None, transactional_db: None) -> Iterator[None]:
    """What the test writes is seen by other processes, and emptied afterwards, the trail too."""
    yield
    trail("DISABLE")


@pytest.mark.skipif("memory" in str(settings.DATABASES["default"]["NAME"]), reason="one process")
@pytest.mark.usefixtures("seen_by_all")
def test_a_step_whose_worker_was_killed_is_taken_up_again() -> None:
    step = ask_for_step(by=co_ordinator(), kind=Step.Kind.CHECK)
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(step.run_id)], env=_environment()
    )
    try:
        for _ in range(400):
            step.run.refresh_from_db()
            if step.run.stage:
                break
            time.sleep(0.05)
        assert step.run.state == "working"
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(20)
    step.run.refresh_from_db()
    assert step.run.state == "working"  # nobody can tell yet that it is dead
    (store.partnership() / SPILL).mkdir(exist_ok=True)
    past = timezone.now() - timedelta(seconds=1)
    Run.objects.filter(id=step.run_id).update(lease_until=past)
    assert take_up_lapsed() >= 1
    run = done(step)
    assert (run.state, run.attempt) == ("done", 2)
    assert not (store.partnership() / SPILL).exists()


def _environment() -> dict[str, str]:
    """The same database and store, in a process of its own."""
    of = connection.settings_dict
    address = f"postgresql://{of['USER']}@/{of['NAME']}?host={of['HOST']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.web.settings",
        "SIXPOINT_TEST_SIDE": "partnership",
        "SIXPOINT_TEST_DATABASE": address,
        "SIXPOINT_TEST_STORE": str(settings.STORE),
    }
