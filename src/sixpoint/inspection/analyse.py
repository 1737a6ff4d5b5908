"""The partnership's side: extracts are checked, linked, measured, and made safe.

One function does it all, for `analyse`, which keeps what it makes, and for `trail`, which holds
it against what was published.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.calendar.working_days import YEARS_KNOWN
from sixpoint.disclosure.joint import Protected
from sixpoint.disclosure.ledger import read_ledger
from sixpoint.disclosure.make_safe import make_safe
from sixpoint.disclosure.types import SafeFigure
from sixpoint.engines import Engine
from sixpoint.linkage.compare import Known
from sixpoint.linkage.doubt import persons_in_doubt
from sixpoint.linkage.history import Identity, remember
from sixpoint.linkage.link import link
from sixpoint.linkage.types import Linked
from sixpoint.measures.context import Context, Rules, build_context
from sixpoint.measures.doubt import Ways
from sixpoint.measures.measure import measure
from sixpoint.measures.types import ExactFigures
from sixpoint.packs.disclosure import ANY_TOPIC
from sixpoint.packs.load import (
    DatasetsPack,
    MeasuresPack,
    load_datasets,
    load_measures,
    load_processes,
)
from sixpoint.packs.processes import ProcessesPack
from sixpoint.records.read import read_extracts
from sixpoint.records.types import Records
from sixpoint.terms.period import Period
from sixpoint.terms.problems import Problem, UserError, user_error
from sixpoint.validation.types import Checked
from sixpoint.validation.validate import validate

from .crossing_types import LinksMade
from .desk import decisions_in_force, read_quality
from .identity import read_identity
from .links_said import links_made
from .needed import Needed, needed_by
from .partnership import FILE, Partnership, read_partnership
from .release import RELEASES, Asked, Released, make_release
from .returned import Dealt, Returned, make_return
from .safe_trails import Making, safe_trails, seal_of
from .store import LINKING, STORE, read_key

Say = Callable[[str], None]
LINK_SEED = 6
"""Draws the random pairs that the model is taught by, so that the same extracts teach the same."""
LEAST_SEED = 10**14
"""Of a real partnership's references: below it, a computer tries all seeds."""


@dataclass(frozen=True, kw_only=True)
class Packs:
    datasets: DatasetsPack
    measures: MeasuresPack
    processes: ProcessesPack


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Everything the partnership's side knows after one run; exact, and so not to leave it."""

    partnership: Partnership
    packs: Packs
    records: Records
    checked: Checked
    linked: Linked
    identity: Identity
    links: LinksMade
    context: Context
    exact: ExactFigures
    figures: tuple[SafeFigure, ...]
    released: Released
    returned: Returned


def analyse(folder: Path, *, engine: Engine, say: Say, asked: Asked | None = None) -> Analysis:
    """The whole of the partnership's side, from its folder; `say` hears which step is on.

    Figures are made safe beside all that was released before; `asked` says as what they are to
    be released now. Nothing is written.
    """
    partnership, packs = read_plan(folder)
    ledger = read_ledger(folder / RELEASES)
    needed = needed_by(partnership, packs.datasets)
    records, checked = read_and_check(
        folder, partnership, packs, needed=needed, engine=engine, say=say
    )
    say("Linking children across agencies")
    known = known_of(folder, partnership)
    linked = link_people(engine, checked, known=replace(known, keep=True), say=say)
    say("Measuring")
    context = _context(partnership, packs, records, checked=checked, linked=linked)
    exact = _measure(engine, packs, checked, linked=linked, context=context)
    say("Making figures safe")
    released = make_release(
        exact,
        ledger=ledger,
        pack=packs.measures,
        files=records.files,
        area=partnership.id,
        asked=asked or Asked(),
    )
    links = links_made(linked, read_quality(folder / STORE, linked), packs.measures.policy)
    making = _making(
        partnership, packs, records, checked, links=links, exact=exact, context=context
    )
    return Analysis(
        partnership=partnership,
        packs=packs,
        records=records,
        checked=checked,
        linked=linked,
        links=links,
        identity=_identity(linked, known, as_at=partnership.as_at),
        context=context,
        exact=exact,
        figures=_safe(making, protected=released.protected, invented=partnership.invented),
        released=released,
        returned=_returned(folder, partnership, packs, checked=checked, linked=linked),
    )


def read_and_check(
    folder: Path,
    partnership: Partnership,
    packs: Packs,
    *,
    needed: Needed,
    engine: Engine,
    say: Say,
) -> tuple[Records, Checked]:
    """The extracts, as far as they are needed, and what the rules say of them."""
    say("Reading extracts")
    records = read_extracts(
        engine,
        folder=folder,
        datasets=packs.datasets.datasets,
        expected=partnership.expected,
        needed=needed,
    )
    say("Checking them against the rules")
    return records, validate(records, packs.datasets.rules, as_at=partnership.as_at)


def _measure(
    engine: Engine, packs: Packs, checked: Checked, *, linked: Linked, context: Context
) -> ExactFigures:
    """Every measure, and how far links in doubt could move it."""
    three = persons_in_doubt(engine, linked)
    ways = Ways(as_linked=three.as_linked, kept=three.kept, dropped=three.dropped)
    return measure(packs.measures.measures, checked.tables, context, ways=ways)


def _making(
    partnership: Partnership,
    packs: Packs,
    records: Records,
    checked: Checked,
    *,
    links: LinksMade,
    exact: ExactFigures,
    context: Context,
) -> Making:
    """Everything that the trail of a figure tells of."""
    return Making(
        pack=packs.measures,
        datasets_pack=packs.datasets.header.ref,
        files=records.files,
        results=checked.results,
        links=links,
        exact=exact,
        limits=context.limits,
        seal=seal_of(partnership.reference_seed, records.files),
    )


def _safe(making: Making, *, protected: Protected, invented: bool) -> tuple[SafeFigure, ...]:
    return make_safe(
        making.exact,
        measures={one.id: one for one in making.pack.measures},
        policy=making.pack.policy,
        trails=safe_trails(making),
        invented=invented,
        protected=protected,
    )


def _returned(
    folder: Path, partnership: Partnership, packs: Packs, *, checked: Checked, linked: Linked
) -> Returned:
    dealt = Dealt(
        prefix=partnership.reference_prefix, seed=partnership.reference_seed, known=read_key(folder)
    )
    return make_return(
        checked.tables,
        linked,
        as_at=partnership.as_at,
        dealt=dealt,
        fewest=packs.measures.policy.rule_for(ANY_TOPIC).below,
    )


def read_plan(folder: Path) -> tuple[Partnership, Packs]:
    """The partnership's own file and the packs it names; every problem of them at once."""
    partnership = read_partnership(folder)
    packs = Packs(
        datasets=load_datasets(partnership.packs.datasets),
        measures=load_measures(partnership.packs.measures),
        processes=load_processes(partnership.packs.processes),
    )
    problems = list(_problems(folder, partnership, packs))
    if problems:
        raise UserError(problems)
    return partnership, packs


def _problems(folder: Path, partnership: Partnership, packs: Packs) -> Iterator[Problem]:
    """Everything in the partnership's file that its packs do not know, and what it lacks."""
    file = folder / FILE
    yield from _not_in_packs(partnership, packs, file=file)
    if not {partnership.period.first.year, partnership.as_at.year} <= set(YEARS_KNOWN):
        yield Problem(
            code="unknown-holidays",
            what="`as_at` or the first day of `period` is in a year whose holidays nobody knows.",
            fix=f"Give days from {YEARS_KNOWN[0]} to {YEARS_KNOWN[-1]}.",
            file=file,
        )
    if not partnership.invented and partnership.reference_seed < LEAST_SEED:
        yield Problem(
            code="seed-to-guess",
            what="`reference_seed` is missing or easily guessed; with it, the order of the "
            "references gives away the order of your own ids.",
            fix="Choose a random whole number of 15 digits or more, and tell nobody.",
            file=file,
        )
    if not (folder / "extracts").is_dir():
        yield Problem(
            code="no-extracts",
            what="This partnership has no folder of extracts.",
            fix="Put each agency's tables under extracts/<agency>/.",
            file=folder / "extracts",
        )


def _not_in_packs(partnership: Partnership, packs: Packs, *, file: Path) -> Iterator[Problem]:
    """Tables, editions and processes that the packs do not hold."""
    datasets = packs.datasets.datasets
    for id_ in partnership.expected:
        if id_ not in datasets:
            yield Problem(
                code="unknown-dataset",
                what=f"{id_!r} is no dataset of {partnership.packs.datasets}.",
                fix=f"Known: {', '.join(sorted(datasets))}.",
                file=file,
            )
    editions = [edition.id for edition in packs.processes.editions]
    for stated in partnership.guidance:
        if stated.edition not in editions:
            yield Problem(
                code="unknown-edition",
                what=f"{stated.edition!r} is no edition of the guidance.",
                fix=f"Known: {', '.join(editions)}.",
                file=file,
            )
    for own in partnership.local_limits:
        if packs.processes.process(own.process) is None:
            yield Problem(
                code="unknown-process",
                what=f"{own.process!r} is no process of {partnership.packs.processes}.",
                fix=f"Known: {', '.join(one.id for one in packs.processes.processes)}.",
                file=file,
            )


def people_tables(checked: Checked) -> dict[str, ir.Table]:
    """Each agency's table of people; a UserError where there is none."""
    people = {
        id_.partition(".")[0]: table
        for id_, table in checked.tables.items()
        if id_.endswith(".people")
    }
    if not people:
        raise user_error(
            "no-people",
            what="No agency supplied a table of people, so nothing can be counted.",
            fix="Supply people.csv of at least one agency, and name it in partnership.yaml.",
        )
    return people


def link_people(
    engine: Engine, checked: Checked, *, known: Known, say: Say = lambda _: None
) -> Linked:
    """Everybody in the agencies' tables of people, linked."""
    return link(engine, people_tables(checked), seed=LINK_SEED, known=known, say=say)


def known_of(folder: Path, partnership: Partnership) -> Known:
    """Who was whom in this partnership, and what its people decided."""
    return Known(
        identity=read_identity(folder / STORE),
        decisions=decisions_in_force(folder / STORE),
        secret=partnership.reference_seed,
        kept=folder / STORE / LINKING,
    )


def _identity(linked: Linked, known: Known, *, as_at: date) -> Identity:
    """Who is whom from now on."""
    rows = linked.people.to_pyarrow().to_pylist()
    now = {(row["agency"], row["person_id"]): row["person"] for row in rows}
    return remember(now, known=known.identity, as_at=as_at)


def _context(
    partnership: Partnership,
    packs: Packs,
    records: Records,
    *,
    checked: Checked,
    linked: Linked,
) -> Context:
    rules = Rules(
        pack=packs.processes,
        guidance=partnership.guidance,
        local_limits=partnership.local_limits,
        holidays=[holiday.day for holiday in partnership.holidays],
    )
    period = Period(partnership.period.first, partnership.period.last + timedelta(days=1))
    return build_context(
        datasets=packs.datasets.datasets,
        tables=checked.tables,
        people=linked.people,
        rules=rules,
        period=period,
        as_at=partnership.as_at,
        supplied=_supplied(records),
    )


def _supplied(records: Records) -> Mapping[str, tuple[str, ...]]:
    """The columns that each file had; one that it left out is no answer."""
    return {id_: tuple(table.columns) for id_, table in records.raw.items()}
