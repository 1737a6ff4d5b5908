"""The inspectorate's side: an inspection's folder becomes its report."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sixpoint import __version__
from sixpoint.reports.chains import chains_of
from sixpoint.reports.compose import compose
from sixpoint.reports.publish import publish
from sixpoint.reports.trace import trace
from sixpoint.reports.trail_types import TrailFile
from sixpoint.reports.types import Edition, Report

from .cited import Confirmed, confirm, read_confirmed
from .folder import read_folder
from .gather import Gathered, gather
from .write_out import OUT, write_out

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """One run over a folder: what was gathered, and the report in both editions with trails."""

    gathered: Gathered
    confirmed: Confirmed | None
    inside: Report
    public: Report
    inside_trail: TrailFile
    public_trail: TrailFile


def inspect(folder: Path, *, say: Say) -> Inspected:
    """Reads, checks and composes; writes nothing."""
    say("Reading the inspection")
    read = read_folder(folder)
    confirmed = read_confirmed(folder)
    say("Gathering evidence")
    gathered = gather(read, confirmed)
    say("Composing the report")
    inside, inside_trail = _edition(gathered, Edition.INSIDE)
    public, public_trail = _edition(gathered, Edition.PUBLIC)
    return Inspected(
        gathered=gathered,
        confirmed=confirmed,
        inside=inside,
        public=public,
        inside_trail=inside_trail,
        public_trail=public_trail,
    )


def _edition(gathered: Gathered, edition: Edition) -> tuple[Report, TrailFile]:
    """The report of one edition; its trail is traced first, since the report shows it."""
    made_with = f"Sixpoint {__version__}"
    plain = compose(gathered.matter, (), made_with=made_with)
    trail = trace(gathered.matter, plain, edition=edition, count=gathered.count)
    return compose(gathered.matter, chains_of(trail), made_with=made_with), trail


def write(inspected: Inspected, folder: Path, *, say: Say, confirming: bool) -> Path:
    """Writes out/, and with `confirming` records what is cited as seen."""
    parts: dict[Path, str | bytes] = {}
    for edition, report, trail in (
        (Edition.INSIDE, inspected.inside, inspected.inside_trail),
        (Edition.PUBLIC, inspected.public, inspected.public_trail),
    ):
        say(f"Writing the {edition} edition")
        made = publish(report, inspected.gathered.matter, trail, edition=edition)
        parts |= {Path(edition) / name: content for name, content in made.items()}
    write_out(folder, parts)
    if confirming:
        matter = inspected.gathered.matter
        confirm(folder, matter.findings, matter.sources, inspected.public)
    return folder / OUT
