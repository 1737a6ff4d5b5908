"""Agencies, tables, extracts and crossings for tests, without the pages. The partnership's side."""

import shutil
from datetime import date
from hashlib import sha256
from uuid import uuid4

from django.utils import timezone

from sixpoint.files import read_text
from sixpoint.inspection.cross import CROSSING
from sixpoint_web.accounts.models import Body, Person
from sixpoint_web.analysis import store
from sixpoint_web.analysis.describe import read_description, sync_tables
from sixpoint_web.analysis.models import Agency, Crossing, Extract, Look, Partnership, Step, Table
from sixpoint_web.analysis.queries import made_of
from sixpoint_web.runs.models import Run
from tests.support.crossed import crossing_file, small_partnership
from tests.support.people import a_person


def empty_store() -> None:
    """Nothing is in the store; its folder stays."""
    shutil.rmtree(store.store(), ignore_errors=True)


def a_partnership() -> Partnership:
    """The small invented partnership, described and without a file."""
    text = read_text(small_partnership() / "partnership.yaml")
    store.keep_text(store.partnership() / "partnership.yaml", text)
    documents = store.partnership() / "documents"
    shutil.copytree(small_partnership() / "documents", documents, dirs_exist_ok=True)
    described = read_description(text)
    sync_tables(described)
    return Partnership.objects.create(
        name=described.name, as_at=described.as_at, invented=True, revision=1
    )


def every_extract(by: Person) -> None:
    """The files of the small partnership, each handed in."""
    for table in Table.objects.select_related("agency"):
        an_extract(table, by=by, content=_content(table))


def _content(table: Table) -> bytes:
    folder = small_partnership() / "extracts" / table.agency.code
    return (folder / f"{table.name}.csv").read_bytes()


def a_table(body: Body | None) -> Table:
    """A table of an agency whose people are those of this body."""
    Partnership.objects.get_or_create(
        defaults={"name": "Invermore", "as_at": date(2017, 7, 31), "invented": True}
    )
    agency, _ = Agency.objects.get_or_create(
        code="reporter", defaults={"name": "The reporter", "place": 1}
    )
    Agency.objects.filter(id=agency.id).update(body=body)
    table, _ = Table.objects.get_or_create(agency=agency, name="people", defaults={"place": 0})
    table.agency.refresh_from_db()
    return table


def an_extract(table: Table, *, by: Person, content: bytes = b"person_id\n1\n") -> Extract:
    """A file that was handed in and lies in the store."""
    file = f"{table.name}.csv"
    Extract.objects.filter(table=table, gone_at=None).update(gone_at=timezone.now())
    store.place_of(table.agency.code, file).write_bytes(content)
    return Extract.objects.create(
        table=table,
        file=file,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        key=uuid4(),
        taken_by=by,
    )


LOOKS = {
    "asked": (),
    "first-look": ("clear",),
    "cleared": ("clear", "clear"),
    "sent-back": ("send back",),
    "released": ("clear", "clear"),
}


def a_crossing_in_the_store(*, by: Person, state: str = "asked") -> Crossing | None:
    """What an analysis of the store made, as far as two people have come; None for `void`."""
    if state not in LOOKS:
        return None
    path = store.partnership() / CROSSING
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(crossing_file())
    run = Run.objects.create(
        kind=Step.Kind.ANALYSE, asked_by=by, state=Run.State.DONE, ended_at=timezone.now()
    )
    released = state == "released"
    made = Crossing.objects.create(
        step=Step.objects.create(kind=Step.Kind.ANALYSE, run=run, made_of=made_of()),
        sha256=sha256(crossing_file()).hexdigest(),
        size=len(crossing_file()),
        as_at=date(2017, 7, 31),
        figures=227,
        hidden=220,
        on_return=0,
        audited=10,
        releases_before=0,
        release="2017-07-31-x" if released else None,
        released_at=timezone.now() if released else None,
    )
    for name, decision in zip(("Gregor", "Sheena"), LOOKS[state], strict=False):
        looker = Person.objects.filter(name=name).first() or a_person(name)
        Look.objects.create(crossing=made, by=looker, decision=decision, reason="Invented")
    return made
