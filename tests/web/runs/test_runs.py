"""Long work is done once, survives a killed worker, and stores a code when it fails."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sixpoint_web.runs import kinds as known
from sixpoint_web.runs.kinds import Beat, LeaseLost, Result, StepFailed, long_work
from sixpoint_web.runs.models import Run
from sixpoint_web.runs.work import MOST_ATTEMPTS, ask_for, take_up_lapsed, work_on
from tests.support.people import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def does() -> Iterator[Any]:
    """Names a function as the kind `test` for one test."""

    def name(work: Any) -> None:
        long_work("test")(work)

    yield name
    known._kinds.pop("test", None)


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker would close the connection whose transaction holds what the test made."""
    place = "django_tasks_db.management.commands.db_worker.close_old_connections"
    monkeypatch.setattr(place, lambda: None)


def count(beat: Beat) -> Result:
    beat()
    return {"counted": 7}


def lapse(run: Run) -> None:
    """Lets the lease of a run end, as if its worker had been killed."""
    past = timezone.now() - timedelta(seconds=1)
    Run.objects.filter(id=run.id).update(lease_until=past)


def killed(_: Beat) -> Result:
    raise SystemExit


def test_a_worker_does_what_was_asked(does: Any, django_capture_on_commit_callbacks: Any) -> None:
    does(count)
    with django_capture_on_commit_callbacks(execute=True):
        run = ask_for("test", by=a_person())
    assert DBTaskResult.objects.count() == 1
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    run.refresh_from_db()
    assert (run.state, run.result, run.attempt) == ("done", {"counted": 7}, 1)


def test_it_is_done_once_however_often_a_worker_is_told(does: Any) -> None:
    times = []

    def counts(beat: Beat) -> Result:
        times.append(1)
        return {}

    does(counts)
    run = ask_for("test", by=a_person())
    work_on(run.id)
    work_on(run.id)
    assert len(times) == 1


def test_a_failure_stores_its_code(does: Any) -> None:
    def fails(_: Beat) -> Result:
        raise StepFailed("extract-missing")

    does(fails)
    run = ask_for("test", by=a_person())
    work_on(run.id)
    run.refresh_from_db()
    assert (run.state, run.code) == ("failed", "extract-missing")


def test_a_fault_stores_no_word_of_the_exception(
    does: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def breaks(_: Beat) -> Result:
        raise ValueError("Anna Example, 3 May 2012")

    does(breaks)
    with django_capture_on_commit_callbacks(execute=True):
        run = ask_for("test", by=a_person())
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    run.refresh_from_db()
    assert (run.state, run.code, run.result) == ("failed", "fault", {})
    assert "Anna" not in str(list(DBTaskResult.objects.values()))


def test_what_a_killed_worker_left_is_done_by_another(does: Any) -> None:
    does(killed)
    run = ask_for("test", by=a_person())
    with pytest.raises(SystemExit):
        work_on(run.id)
    assert take_up_lapsed() == 0  # its lease still runs
    lapse(run)
    assert take_up_lapsed() == 1
    known._kinds.pop("test")
    does(count)
    work_on(run.id)
    run.refresh_from_db()
    assert (run.state, run.attempt) == ("done", 2)


def test_work_that_kills_every_worker_fails_visibly(does: Any) -> None:
    does(killed)
    run = ask_for("test", by=a_person())
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            work_on(run.id)
        lapse(run)
        take_up_lapsed()
    run.refresh_from_db()
    assert (run.state, run.code) == ("failed", "stopped-too-often")


def test_a_worker_taken_for_dead_writes_nothing(does: Any) -> None:
    seen = []

    def slow(beat: Beat) -> Result:
        run = Run.objects.get()
        lapse(run)
        take_up_lapsed()
        try:
            beat()
        except LeaseLost:
            seen.append("lost")
            raise
        return {"wrong": 1}

    does(slow)
    run = ask_for("test", by=a_person())
    work_on(run.id)
    run.refresh_from_db()
    assert (seen, run.state, run.result) == (["lost"], "waiting", {})


def test_a_request_whose_call_was_lost_is_found(does: Any) -> None:
    does(count)
    run = ask_for("test", by=a_person())  # the process is killed before its call goes out
    assert not DBTaskResult.objects.exists()
    Run.objects.filter(id=run.id).update(asked_at=timezone.now() - timedelta(minutes=1))
    assert take_up_lapsed() == 1
    assert DBTaskResult.objects.count() == 1
    assert take_up_lapsed() == 0  # somebody is queueing for it now
