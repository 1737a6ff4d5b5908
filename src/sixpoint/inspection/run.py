"""The inspectorate's side: an inspection's folder becomes its report."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sixpoint import __version__
from sixpoint.reports.chains import chains_of
from sixpoint.reports.compose import compose, with_trail
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


def inspect(folder: Path, *, say: Say, shelf: Path | None = None) -> Inspected:
    """Reads, checks and composes; writes nothing."""
    say("Reading the inspection")
    read = read_folder(folder)
    confirmed = read_confirmed(folder)
    say("Gathering evidence")
    gathered = gather(read, confirmed, shelf=shelf)
    say("Composing the report")
    report = compose(gathered.matter, made_with=f"Sixpoint {__version__}")
    trails = {
        edition: trace(gathered.matter, report, edition=edition, count=gathered.count)
        for edition in Edition
    }
    return Inspected(
        gathered=gathered,
        confirmed=confirmed,
        inside=with_trail(report, chains_of(trails[Edition.INSIDE])),
        public=with_trail(report, chains_of(trails[Edition.PUBLIC])),
        inside_trail=trails[Edition.INSIDE],
        public_trail=trails[Edition.PUBLIC],
    )


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
