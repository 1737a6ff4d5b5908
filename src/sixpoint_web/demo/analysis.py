"""Partnership's side of the demonstration: an invented partnership with its extracts in place."""

import shutil
from pathlib import Path

from sixpoint.files import read_text, sha256_of
from sixpoint.inspection.partnership import FILE
from sixpoint.synthetic import synthesise
from sixpoint_web.accounts.models import Body, Person
from sixpoint_web.analysis import store
from sixpoint_web.analysis.describe import read_description, sync_tables
from sixpoint_web.analysis.models import Agency, Extract, Partnership, Table
from sixpoint_web.shared.ids import new_id

CHILDREN, SEED = 600, 2014
"""So few that it is made within two seconds; most figures about so few are hidden."""
OFFICERS_AGENCY = "social_work"


def invent(people: dict[str, Person]) -> None:
    """Every agency's extracts, handed in by the co-ordinator; one agency has its data officer."""
    folder = store.partnership()
    shutil.rmtree(folder)
    truth = store.store() / "truth"
    synthesise(folder, truth=truth, children=CHILDREN, seed=SEED)
    shutil.rmtree(truth)  # a partnership does not know its truth
    described = read_description(read_text(folder / FILE))
    sync_tables(described)
    Partnership.objects.create(
        name=described.name, as_at=described.as_at, invented=True, revision=1
    )
    _give_agency(people["data-officer"])
    for table in Table.objects.select_related("agency"):
        _hand_in(table, folder, by=people["co-ordinator"])


def _give_agency(officer: Person) -> None:
    """The data officer belongs to the agency whose files he hands in."""
    agency = Agency.objects.get(code=OFFICERS_AGENCY)
    body = Body.objects.create(name=agency.name, kind=Body.Kind.AGENCY)
    Person.objects.filter(id=officer.id).update(body=body)
    Agency.objects.filter(id=agency.id).update(body=body)


def _hand_in(table: Table, folder: Path, *, by: Person) -> None:
    file = f"{table.name}.csv"
    path = folder / "extracts" / table.agency.code / file
    Extract.objects.create(
        table=table,
        file=file,
        size=path.stat().st_size,
        sha256=sha256_of(path),
        key=new_id(),
        taken_by=by,
    )
