"""One child's pathway from the partnership's folder, by the pseudonym that its store keeps."""

from dataclasses import dataclass
from pathlib import Path

from sixpoint.engines import Engine
from sixpoint.measures.pathway import Event, Gaps, read_pathway, sum_gaps
from sixpoint.terms.problems import user_error

from .analyse import Say, read_and_check, read_plan
from .identity import PEOPLE, read_identity
from .needed import needed_for_pathway
from .store import STORE


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """The child's events and the gaps between agencies; `set_aside` rows had an error."""

    person: str
    events: tuple[Event, ...]
    gaps: tuple[Gaps, ...]
    agencies: tuple[str, ...]
    invented: bool


def make_pathway(folder: Path, person: str, *, engine: Engine, say: Say) -> Pathway:
    """What every agency recorded of one child, from rows without an error.

    Raises a UserError for a pseudonym that the last analysis did not give; it is not repeated.
    """
    partnership, packs = read_plan(folder)
    own: dict[str, list[str]] = {}
    for (agency, person_id), whose in read_identity(folder / STORE).persons.items():
        if whose == person:
            own.setdefault(agency, []).append(person_id)
    if not own:
        raise user_error(
            "unknown-person",
            what="No child of this partnership has that pseudonym.",
            fix="Take one from store/people/members.csv, which `sixpoint analyse` keeps.",
            file=folder / STORE / PEOPLE,
        )
    needed = needed_for_pathway(packs.datasets)
    _, checked = read_and_check(folder, partnership, packs, needed=needed, engine=engine, say=say)
    events = read_pathway(engine, own, checked.tables, packs.datasets.datasets)
    names = {agency.id: agency.name for agency in partnership.agencies}
    return Pathway(
        person=person,
        events=events,
        gaps=sum_gaps(events),
        agencies=tuple(id_ for id_ in names if id_ in own),
        invented=partnership.invented,
    )
