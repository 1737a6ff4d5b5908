"""The inspectorate's side: an inspection's folder becomes its report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sixpoint import __version__
from sixpoint.disclosure.clearance import State
from sixpoint.disclosure.output_check import SAYS, OutputCheck, check_output
from sixpoint.disclosure.quotes import TO_CLEAR, to_clear_in_yaml
from sixpoint.files import to_json
from sixpoint.reports.chains import chains_of
from sixpoint.reports.compose import compose, with_trail
from sixpoint.reports.matter import Matter
from sixpoint.reports.publish import publish
from sixpoint.reports.trace import trace
from sixpoint.reports.trail_types import TrailFile
from sixpoint.reports.types import Edition, Report

from .cited import Confirmed, confirm, read_confirmed
from .folder import read_folder
from .gather import Gathered, gather
from .write_out import write_out

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
    made = {edition: _compose(gathered, edition) for edition in Edition}
    (inside, inside_trail), (public, public_trail) = made[Edition.INSIDE], made[Edition.PUBLIC]
    return Inspected(
        gathered=gathered,
        confirmed=confirmed,
        inside=inside,
        public=public,
        inside_trail=inside_trail,
        public_trail=public_trail,
    )


def _compose(gathered: Gathered, edition: Edition) -> tuple[Report, TrailFile]:
    """One edition with its trail; the public one without words that nobody cleared."""
    matter = matter_of(gathered, edition)
    report = compose(matter, made_with=f"Sixpoint {__version__}")
    trail = trace(matter, report, edition=edition, count=gathered.count)
    return with_trail(report, chains_of(trail)), trail


def matter_of(gathered: Gathered, edition: Edition) -> Matter:
    matter = gathered.matter
    return matter.for_the_public() if edition is Edition.PUBLIC else matter


def write(inspected: Inspected, folder: Path, *, say: Say, confirming: bool) -> OutputCheck:
    """Writes out/, and with `confirming` records what is cited as seen.

    Gives how far the check of what goes out to the public has come; what was sent back is not
    written among what goes out.
    """
    parts: dict[Path, str | bytes] = {}
    for edition, report, trail in (
        (Edition.INSIDE, inspected.inside, inspected.inside_trail),
        (Edition.PUBLIC, inspected.public, inspected.public_trail),
    ):
        say(f"Writing the {edition} edition")
        matter = matter_of(inspected.gathered, edition)
        made = publish(report, matter, trail, edition=edition)
        parts |= {Path(edition) / name: content for name, content in made.items()}
    check = _checked(inspected, parts)
    if check.state is State.SENT_BACK:
        parts = {name: part for name, part in parts.items() if not _is_public(name)}
    parts[Path(Edition.INSIDE) / SAYS] = to_json(check)
    parts[Path(Edition.PUBLIC) / SAYS] = to_json(replace(check, looks=()))
    if waiting := [one for one in inspected.gathered.to_clear if not one.cleared]:
        parts[Path(Edition.INSIDE) / TO_CLEAR] = to_clear_in_yaml(waiting)
    write_out(folder, parts)
    if confirming:
        matter = inspected.gathered.matter
        confirm(folder, matter.findings, matter.sources, inspected.public)
    return check


def _checked(inspected: Inspected, parts: Mapping[Path, str | bytes]) -> OutputCheck:
    public = {
        name.relative_to(Edition.PUBLIC): part for name, part in parts.items() if _is_public(name)
    }
    return check_output(public, inspected.gathered.folder.output_check)


def _is_public(name: Path) -> bool:
    return name.is_relative_to(Edition.PUBLIC)
