"""Counts that add up to one another become safe together."""

from collections.abc import Collection, Mapping, Sequence

from sixpoint.packs.disclosure import ANY_TOPIC, DisclosurePolicy
from sixpoint.terms.cells import SUPPRESSED, SafeNumber
from sixpoint.terms.problems import user_error

from .counts import shown
from .hide import choose_hidden
from .table import make_tables
from .types import Relation

TOTAL = "Total"


def protect(
    cells: Mapping[str, int],
    relations: Sequence[Relation],
    *,
    policy: DisclosurePolicy,
    topic: str = ANY_TOPIC,
    primary: Collection[str] = (),
    loss: Mapping[str, float] | None = None,
    together: Sequence[Collection[str]] = (),
) -> dict[str, SafeNumber]:
    """Every cell as it may be shown beside all the others.

    Tables that share margins go in together: two that are safe alone may be unsafe together.
    `primary` are further cells that must be hidden for a reason of their own. `loss` says what
    hiding a cell costs where that is not its count; of cells that are of use only `together`, the
    second hidden costs nothing. Refuses totals that do not add.
    """
    rule = policy.rule_for(topic)
    safe: dict[str, SafeNumber] = {}
    for table in make_tables(
        cells, relations, rule=rule, primary=primary, loss=loss, together=together
    ):
        hidden = choose_hidden(table)
        for index, name in enumerate(table.names):
            safe[name] = SUPPRESSED if index in hidden else shown(table.values[index], rule=rule)
    return {name: safe[name] for name in cells}


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
