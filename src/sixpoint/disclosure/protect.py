"""Counts that add up to one another become safe together."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sixpoint.packs.disclosure import ANY_TOPIC, CountRule, DisclosurePolicy
from sixpoint.terms.cells import SUPPRESSED, SafeNumber
from sixpoint.terms.problems import Problem, UserError, user_error

from .counts import shown
from .hide import Choices
from .table import Table, make_tables
from .types import Relation, Tie

TOTAL = "Total"

MOST_TOGETHER = 20_000
"""With more counts tied to each other than these, what to hide would take hours to find."""


def protect(
    cells: Mapping[str, int],
    relations: Sequence[Relation],
    *,
    policy: DisclosurePolicy,
    topic: str = ANY_TOPIC,
    primary: Collection[str] = (),
    loss: Mapping[str, float] | None = None,
    together: Sequence[Collection[str]] = (),
    ties: Sequence[Tie] = (),
    released: Mapping[str, SafeNumber] | None = None,
    under: Mapping[str, str] | None = None,
    choices: Choices | None = None,
) -> dict[str, SafeNumber]:
    """Every cell as it may be shown beside all the others.

    Tables that share margins go in together: two that are safe alone may be unsafe together.
    `primary` are further cells that must be hidden for a reason of their own. `loss` says what
    hiding a cell costs where that is not its count; of cells that are of use only `together`, the
    dearest hidden is lost and the others cost nothing.

    `released` are cells as they were published in the past: they come back as they are, and what
    was hidden of them must stay in doubt. One that is MISSING there was told to nobody. `ties` say
    how far a cell may differ from another, such as itself before a refresh. A cell `under` another
    is hidden whenever that is, though it be nought; one under itself is never seen to be nought.

    `choices` are those of an earlier call, of which nothing is looked for anew.
    Refuses totals that do not add, more than MOST_TOGETHER counts that hang together, and what
    the past leaves no way to protect.
    """
    rule, past = policy.rule_for(topic), released or {}
    tables = make_tables(
        cells,
        relations,
        rule=rule,
        primary=primary,
        loss=loss,
        together=together,
        ties=ties,
        released=past,
        under=under,
    )
    _refuse_too_many(tables)
    safe = dict(_safe_numbers(tables, choices or Choices(), rule=rule, past=past))
    return {name: safe[name] for name in cells}


def _refuse_too_many(tables: Sequence[Table]) -> None:
    for table in tables:
        if table.primary and len(table.rows) > 1 and len(table.values) > MOST_TOGETHER:
            raise user_error(
                "disclosure.too-many-cells",
                what=f"{len(table.values):,} counts are tied to each other by totals; of more than "
                f"{MOST_TOGETHER:,} it would take hours to find which to hide. Nothing was hidden.",
                fix="Put small groups together or leave out a column, so that fewer counts share "
                "totals; tables that share none may be of any size.",
            )


def _safe_numbers(
    tables: Sequence[Table],
    choices: Choices,
    *,
    rule: CountRule,
    past: Mapping[str, SafeNumber],
) -> Iterator[tuple[str, SafeNumber]]:
    lost: list[Table] = []
    for table in tables:
        hidden = choices.hidden(table)
        if hidden is None:
            lost.append(table)
            continue
        for index, name in enumerate(table.names):
            number = SUPPRESSED if index in hidden else shown(table.values[index], rule=rule)
            yield name, past.get(name, number)
    if lost:
        raise UserError(_unprotectable(table) for table in lost)


def _unprotectable(table: Table) -> Problem:
    return Problem(
        code="disclosure.cannot-be-protected",
        what=f"What was published before leaves no way to protect the tables with the cell "
        f"'{table.names[0]}', not even with all of them hidden.",
        fix="Do not publish them beside what was published. If you know that more children changed "
        "since than the counts let a reader see, say how many with --changed N.",
    )


def protect_table(
    counts: Mapping[tuple[str, str], int],
    *,
    policy: DisclosurePolicy,
    topic: str = ANY_TOPIC,
) -> dict[tuple[str, str], SafeNumber]:
    """A table of rows by columns as it may be shown, its margins (named TOTAL) included.

    `counts` leaves the margins out; a pair that is absent counts none.
    """
    rows = list(dict.fromkeys(row for row, _ in counts))
    columns = list(dict.fromkeys(column for _, column in counts))
    if TOTAL in (*rows, *columns):
        raise user_error(
            "disclosure.total",
            what=f"A row or a column is named {TOTAL}, which is what margins are named.",
            fix="Leave margins out, or name the group otherwise.",
        )
    whole = {(r, c): counts.get((r, c), 0) for r in rows for c in columns}
    whole |= {(r, TOTAL): sum(whole[r, c] for c in columns) for r in rows}
    whole |= {(TOTAL, c): sum(whole[r, c] for r in rows) for c in [*columns, TOTAL]}
    names = {pair: f"{index}" for index, pair in enumerate(whole)}
    lines = [[(r, c) for c in [*columns, TOTAL]] for r in [*rows, TOTAL]]
    lines += [[(r, c) for r in [*rows, TOTAL]] for c in [*columns, TOTAL]]
    relations = [
        Relation(total=names[line[-1]], parts=tuple(names[pair] for pair in line[:-1]))
        for line in lines
        if len(line) > 1
    ]
    safe = protect(
        {names[pair]: value for pair, value in whole.items()},
        relations,
        policy=policy,
        topic=topic,
    )
    return {pair: safe[name] for pair, name in names.items()}
