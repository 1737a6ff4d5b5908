"""`sixpoint pathway`: what every agency recorded of one child, as a timeline; private."""

from dataclasses import dataclass
from pathlib import Path

import typer

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import write_text
from sixpoint.inspection.pathway import Pathway, make_pathway
from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.inspection.store import SPILL
from sixpoint.measures.pathway import Gaps
from sixpoint.pictures.draw_timeline import Moment, draw_timeline
from sixpoint.pictures.pages import open_templates
from sixpoint.pictures.types import Picture
from sixpoint.pictures.words import plural, sentence_case
from sixpoint.terms.problems import user_error

from .console import ending, out, print_json, progress
from .given import partnership_in
from .outputs_pathway import GapsOut, PathwayOutput

EPILOG = ending(
    "sixpoint pathway build/demo/partnership P000123 --out build/demo/pathway.html",
    "sixpoint pathway build/demo/partnership P000123 --out pathway.html --json",
    codes="0 done; 2 could not run; 3 wrong use.",
)
NOTICE = "One child's records, under a pseudonym: for the partnership only, and for few there."
INVENTED = " Everything here is invented."


@dataclass(frozen=True, kw_only=True)
class OnPage:
    """The one picture of the page."""

    id: str
    title: str
    says: str
    picture: Picture


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("pathway", epilog=EPILOG)(pathway)


def pathway(
    partnership: str = typer.Argument(..., help="The partnership's folder."),
    person: str = typer.Argument(..., help="The child's pseudonym, from store/people/members.csv."),
    page: Path = typer.Option(..., "--out", help="Write the timeline as this private HTML file."),
    threads: int | None = typer.Option(None, min=1, help="Cores to use; all unless given."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Draw one child's pathway across agencies, and sum the gaps between them.

    It is one child's life: it stays with the partnership, and never becomes evidence.
    """
    folder = partnership_in([partnership])
    if folder is None:
        raise typer.BadParameter("Name a partnership's folder.")
    refuse_inspectorates_side(page)
    with (
        progress(quiet=quiet or as_json) as told,
        open_duckdb(threads=threads, spill=folder / SPILL) as engine,
    ):
        made = make_pathway(folder, person, engine=engine, say=told.step)
    if not made.events:
        raise user_error(
            "no-events",
            what="No agency recorded anything of this child but who it is.",
            fix="Choose another child; there is nothing to draw.",
        )
    _write(page, made)
    if as_json:
        print_json(_output(made))
    else:
        out.print(says(made), markup=False)


def says(made: Pathway) -> str:
    """How much there is, and where most of the waiting between agencies lay."""
    first, last = made.events[0].day, made.events[-1].day
    agencies = len({event.agency for event in made.events})
    head = (
        f"{len(made.events)} {plural(len(made.events), 'event')} at {agencies} "
        f"{plural(agencies, 'agency', 'agencies')} in {(last - first).days} days."
    )
    return " ".join([head, *(_gap_says(one) for one in made.gaps)])


def _gap_says(one: Gaps) -> str:
    times = {1: "once", 2: "twice"}.get(one.times, f"{one.times} times")
    days = f"{one.days} {plural(one.days, 'day')}"
    longest = "" if one.times == 1 else f", the longest of {one.longest}"
    return f"From {_name(one.first)} to {_name(one.then)}: {times}, {days} in all{longest}."


def _name(agency: str) -> str:
    return agency.replace("_", " ")


def _write(path: Path, made: Pathway) -> None:
    lanes = [sentence_case(_name(agency)) for agency in made.agencies]
    moments = [
        Moment(day=event.day, lane=sentence_case(_name(event.agency)), what=event.what)
        for event in made.events
    ]
    title = "What each agency recorded, and when"
    picture = draw_timeline(moments, lanes=lanes, name="pathway", title=title)
    page = open_templates("sixpoint.cli").get_template("charts.html")
    text = page.render(
        page_title="One child's pathway",
        description="A timeline across agencies",
        subtitle=f"Child {made.person}",
        created=None,
        notice=NOTICE + (INVENTED if made.invented else ""),
        charts=[OnPage(id="pathway", title=title, says=says(made), picture=picture)],
    )
    write_text(path, text, private=True)


def _output(made: Pathway) -> PathwayOutput:
    return PathwayOutput(
        person=made.person,
        events=len(made.events),
        first=made.events[0].day,
        last=made.events[-1].day,
        gaps=tuple(
            GapsOut(
                first=one.first, then=one.then, times=one.times, days=one.days, longest=one.longest
            )
            for one in made.gaps
        ),
    )
