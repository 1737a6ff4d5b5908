"""What is in the analysis store, and how far it has come."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sixpoint.disclosure.clearance import Look as LibraryLook
from sixpoint.disclosure.clearance import State, state_of
from sixpoint.files import fingerprint, read_csv_rows, sha256_of
from sixpoint.inspection.cross import CROSSING
from sixpoint.inspection.crossing import read_crossing
from sixpoint.inspection.crossing_types import Crossing as Content
from sixpoint.inspection.identity import read_identity
from sixpoint.inspection.store import KEY, STORE, KeyRow
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import roles_here
from sixpoint_web.runs.models import Run

from . import store
from .models import Agency, Crossing, Extract, Look, Partnership, Step, Table

UNDER_WAY = (Run.State.WAITING, Run.State.WORKING)


def the_partnership() -> Partnership | None:
    """The one of this installation, once somebody described it."""
    return Partnership.objects.select_related("changed_by").first()


def is_co_ordinator(person: Person) -> bool:
    """Whether somebody sees every agency's extracts."""
    return bool(roles_here(person) & {"co-ordinator", "data-protection-officer"})


def agencies_for(person: Person) -> QuerySet[Agency]:
    """The agencies whose extracts somebody may know of, with tables and their files."""
    now = Extract.objects.filter(gone_at=None).select_related("taken_by")
    tables = Table.objects.order_by("place").prefetch_related(
        Prefetch("extracts", queryset=now, to_attr="now")
    )
    every = Agency.objects.select_related("body").prefetch_related(
        Prefetch("tables", queryset=tables)
    )
    return every if is_co_ordinator(person) else every.filter(body=person.body_id)


def agency_with(id_: UUID) -> Agency | None:
    """One agency."""
    return Agency.objects.filter(id=id_).first()


def table_with(id_: UUID) -> Table | None:
    """One table, with its agency."""
    return Table.objects.select_related("agency").filter(id=id_).first()


def extracts_of(table: Table) -> QuerySet[Extract]:
    """Every file that was ever taken of a table, the latest first."""
    found = Extract.objects.filter(table=table).select_related("taken_by")
    return found.order_by("-taken_at", "id")


def extract_now(table: Table) -> Extract | None:
    """The file that counts."""
    return Extract.objects.filter(table=table, gone_at=None).first()


def extracts_now() -> QuerySet[Extract]:
    """Every file that counts."""
    found = Extract.objects.filter(gone_at=None).select_related("table__agency")
    return found.order_by("table__agency__code", "table__name")


def made_of() -> str:
    """The fingerprint of everything that an analysis would rest on now."""
    files = [(str(one.table), one.file, one.sha256) for one in extracts_now()]
    return fingerprint([files, sorted(store.decided().items())])


def under_way() -> Step | None:
    """The step that waits or is at work; at most one is."""
    return Step.objects.filter(run__state__in=UNDER_WAY).select_related("run").first()


def step_with(id_: UUID) -> Step | None:
    """One step with its run."""
    return Step.objects.select_related("run__asked_by").filter(id=id_).first()


def step_of(run: UUID) -> Step:
    """The step that a run carries out."""
    return Step.objects.select_related("run").get(run=run)


def latest_steps() -> dict[str, Step]:
    """The latest of each kind of step."""
    found: dict[str, Step] = {}
    for kind in Step.Kind.values:
        of_kind = Step.objects.filter(kind=kind).select_related("run__asked_by")
        latest = of_kind.order_by("-run__asked_at").first()
        if latest is not None:
            found[kind] = latest
    return found


def is_done_now(kind: str, now: str) -> bool:
    """Whether this step was done over what is in the store now."""
    done = Step.objects.filter(kind=kind, made_of=now, run__state=Run.State.DONE)
    return done.exists()


def latest_crossing() -> Crossing | None:
    """What the last analysis made."""
    return Crossing.objects.select_related("step__run").first()


def crossing_with(id_: UUID) -> Crossing | None:
    """One crossing."""
    return Crossing.objects.select_related("step").filter(id=id_).first()


def looks_at(crossing: Crossing) -> QuerySet[Look]:
    """Who looked at it, in the order in which they did."""
    return Look.objects.filter(crossing=crossing).select_related("by").order_by("at", "id")


def state_of_crossing(crossing: Crossing) -> State:
    """How far two people have come with it, as the library tells; void once the store changed."""
    looks = [
        LibraryLook(
            by=one.by.name,
            day=one.at.date(),
            hash=crossing.sha256,
            decision=one.decision,  # type: ignore[arg-type]  # the same two words
            reason=one.reason,
        )
        for one in looks_at(crossing)
    ]
    return state_of(looks, now=crossing.sha256 if is_there(crossing) else "")


def is_there(crossing: Crossing) -> bool:
    """Whether the store still holds this very file, made of what is in the store now."""
    path = store.partnership() / CROSSING
    latest = latest_crossing()
    return (
        latest is not None
        and latest.id == crossing.id
        and path.is_file()
        and sha256_of(path) == crossing.sha256
    )


def is_current(crossing: Crossing) -> bool:
    """Whether nothing in the store has changed since it was made."""
    return crossing.step.made_of == made_of()


def content_of(crossing: Crossing) -> Content:
    """Everything that would cross."""
    return _content(store.partnership() / CROSSING, crossing.sha256)


@lru_cache(maxsize=4)
def _content(path: Path, digest: str) -> Content:
    del digest  # another file, another answer
    return read_crossing(path)


def crossing_bytes(crossing: Crossing) -> bytes:
    """The file, if the store still holds this very one."""
    content = (store.partnership() / CROSSING).read_bytes()
    if sha256(content).hexdigest() != crossing.sha256:
        raise FileNotFoundError("another crossing file lies there")
    return content


def records_of(reference: str) -> list[tuple[str, str, str]]:
    """Agency, the agency's own id and pseudonym of every record of the child on the return."""
    folder = store.partnership() / STORE
    path = folder / KEY
    rows = read_csv_rows(path, KeyRow) if path.is_file() else []
    found = [row for row in rows if row.reference == reference]
    persons = {row.person for row in found if row.person}
    members = read_identity(folder).persons
    linked = [(a, id_, person) for (a, id_), person in members.items() if person in persons]
    own = [(row.agency, row.person_id, row.person or "") for row in found]
    return sorted({*linked, *own})
