"""The part of `sixpoint link` that does what was asked, one step after the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.inspection.analyse import LINK_SEED, known_of
from sixpoint.inspection.desk import decisions_in_force, read_decisions, write_quality
from sixpoint.inspection.partnership import read_partnership
from sixpoint.inspection.store import SPILL, STORE
from sixpoint.linkage.compare import Known
from sixpoint.linkage.link import open_linking
from sixpoint.linkage.quality import Quality, assess
from sixpoint.linkage.review import read_records
from sixpoint.linkage.types import Key, Linked
from sixpoint.linkage.why import Reason, explain_pair

from .console import Progressing
from .engine import EngineName, open_engine
from .link_people import people_of_files, people_of_partnership
from .link_quality import read_truth
from .link_review import Asking, Reviewed, put_to_reviewers, take_back, take_in_sheets
from .link_tables import write_tables
from .link_why import write_why

People = Mapping[str, ir.Table]


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """Whose decision is taken back, and by whom."""

    left: Key
    right: Key
    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Order:
    """All that was asked. `folder` is the partnership's, None for files; `save` takes the tables of
    links, `page` the reason for the pair `why`, `review` the reviewers' sheets."""

    what: tuple[str, ...]
    folder: Path | None
    save: Path | None
    seed: int
    review: Path | None
    asking: Asking
    sheets: tuple[Path, ...]
    withdrawal: Withdrawal | None
    why: tuple[Key, Key] | None
    page: Path | None
    values: bool
    truth: Path | None
    quality: bool
    engine: EngineName

    @property
    def desk(self) -> Path:
        """Where decisions are kept: the partnership's store, or the folder of the links."""
        place = self.save if self.folder is None else self.folder / STORE
        assert place is not None
        return place


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it."""

    linked: Linked
    save: Path | None
    reviewed: Reviewed | None
    measured: Quality | None
    reason: Reason | None


def carry_out(order: Order, progressing: Progressing) -> Done:
    """Links the records and does everything else that was asked."""
    spill = None if order.folder is None else order.folder / SPILL
    with open_engine(order.engine, spill=spill) as engine:
        people = _people(engine, order, progressing)
        reviewed = _take_in(engine, people, order)
        linked, reason = _link(engine, people, order, progressing)
        if order.save is not None:
            progressing.step("Writing links.csv, people.csv and review.csv")
            write_tables(engine, linked, order.save)
        measured = _measure(engine, people, order, linked, progressing)
        if order.review is not None:
            progressing.step("Writing the reviewers' sheets")
            reviewed = put_to_reviewers(
                engine, people, linked, order.desk, order.review, order.asking
            )
    return Done(linked=linked, save=order.save, reviewed=reviewed, measured=measured, reason=reason)


def _people(engine: Engine, order: Order, progressing: Progressing) -> People:
    if order.folder is None:
        return people_of_files(engine, order.what, progressing)
    return people_of_partnership(engine, order.folder, progressing)


def _take_in(engine: Engine, people: People, order: Order) -> Reviewed | None:
    """What people take back, and what their sheets say, before anything is linked."""
    if order.withdrawal is not None:
        one = order.withdrawal
        take_back(order.desk, one.left, one.right, by=one.by, on=one.on)
    if not order.sheets:
        return None
    return take_in_sheets(engine, people, order.desk, order.sheets)


def _link(
    engine: Engine, people: People, order: Order, progressing: Progressing
) -> tuple[Linked, Reason | None]:
    known, seed = _known(order), _seed(order)
    with open_linking(engine, people, seed=seed, say=progressing.step, known=known) as linking:
        if order.why is None:
            return linking.linked, None
        reason = explain_pair(linking, *order.why)
        if order.page is not None:
            shown = read_records(engine, people, order.why) if order.values else {}
            write_why(order.page, reason, order.why, values=shown)
        return linking.linked, reason


def _known(order: Order) -> Known:
    if order.folder is None:
        return Known(decisions=decisions_in_force(order.desk))
    return known_of(order.folder, read_partnership(order.folder))


def _seed(order: Order) -> int:
    """A partnership is linked as `analyse` links it, whatever shuffles the links of files."""
    return order.seed if order.folder is None else LINK_SEED


def _measure(
    engine: Engine, people: People, order: Order, linked: Linked, progressing: Progressing
) -> Quality | None:
    if not order.quality and order.truth is None:
        return None
    progressing.step("Linking again without identifiers, to see what is found")
    measured = assess(
        engine,
        people,
        linked,
        decisions=read_decisions(order.desk),
        seed=_seed(order),
        truth=None if order.truth is None else read_truth(order.truth),
    )
    write_quality(order.desk, measured)
    return measured
