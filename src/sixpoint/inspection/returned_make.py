"""The return as far as the extracts tell it: whom social work's tables list, for one programme."""

from pathlib import Path

from sixpoint.engines import Engine
from sixpoint.packs.disclosure import ANY_TOPIC
from sixpoint.packs.framework import Framework

from .analyse import Say, known_of, link_people, read_and_check, read_plan
from .needed import needed_by
from .returned import SOCIAL_WORK, Dealt, make_return
from .returned_plan import ReturnPlan, bands_of
from .returned_workbook import ReturnLine
from .store import read_key


def known_lines(
    folder: Path, plan: ReturnPlan, framework: Framework, *, engine: Engine, say: Say
) -> tuple[ReturnLine, ...]:
    """A row for each child in a population that an extract tells of; others are added by hand.

    Local references are those of the crossing file's return: one that a child has stays its own.
    """
    partnership, packs = read_plan(folder)
    needed = needed_by(partnership, packs.datasets)
    _, checked = read_and_check(folder, partnership, packs, needed=needed, engine=engine, say=say)
    say("Linking children across agencies")
    returned = make_return(
        checked.tables,
        link_people(engine, checked, known=known_of(folder, partnership)),
        as_at=partnership.as_at,
        dealt=Dealt(
            prefix=partnership.reference_prefix,
            seed=partnership.reference_seed,
            known=read_key(folder),
        ),
        fewest=packs.measures.policy.rule_for(ANY_TOPIC).below,
        populations=[one.id for one in plan.populations],
        age_bands=bands_of(framework),
    )
    return tuple(
        ReturnLine(
            reference=row.reference,
            category=row.category,
            age_band=row.age_band,
            listed_by=SOCIAL_WORK,
        )
        for row in returned.rows
    )
