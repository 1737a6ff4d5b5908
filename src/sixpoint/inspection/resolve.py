"""Whether each statement still holds: its figures computed again, its evidence as confirmed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sixpoint.disclosure.types import SafeFigure
from sixpoint.evidence.register import make_register
from sixpoint.evidence.types import Source
from sixpoint.files import fingerprint
from sixpoint.reports.types import Kind, Report, Statement

from .cited import Confirmed, rests_on
from .gather import Gathered
from .rebase import rebased


class State(StrEnum):
    """RESOLVES only when everything behind a statement was computed again or is as confirmed."""

    RESOLVES = "resolves"
    AS_FAR_AS_CROSSING = "checked as far as the crossing"
    STALE = "stale"
    UNRESOLVED = "does not resolve"


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """One statement's state; `why` has a line for everything that is not as it should be."""

    statement: str
    state: State
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What one thing cited came to."""

    state: State
    why: str = ""


def resolve_all(
    gathered: Gathered,
    report: Report,
    confirmed: Confirmed | None,
    *,
    recomputed: Iterable[SafeFigure] | None,
) -> tuple[Resolution, ...]:
    """Every statement's state. `recomputed` are the partnership's figures, computed again now;
    without them a figure is compared with the crossing file only."""
    again = None if recomputed is None else _again(recomputed, gathered)
    return tuple(_resolve(statement, gathered, confirmed, again) for statement in report.statements)


def _again(recomputed: Iterable[SafeFigure], gathered: Gathered) -> Mapping[str, Source]:
    """The figures as they are now, told by the team's own baselines as the report tells them."""
    told = rebased(recomputed, gathered.folder.inspection, gathered.measures)
    return make_register(told, (), ()).sources


def _resolve(
    statement: Statement,
    gathered: Gathered,
    confirmed: Confirmed | None,
    again: Mapping[str, Source] | None,
) -> Resolution:
    if statement.kind is Kind.FINDING:
        grounds = list(_grounds(statement.id, gathered, confirmed, again))
    else:
        grounds = [_as_written(statement, confirmed)]
    order = (State.UNRESOLVED, State.STALE, State.AS_FAR_AS_CROSSING, State.RESOLVES)
    worst = next(state for state in order if any(ground.state is state for ground in grounds))
    return Resolution(
        statement=statement.id,
        state=worst,
        why=tuple(ground.why for ground in grounds if ground.why),
    )


def _grounds(
    id_: str,
    gathered: Gathered,
    confirmed: Confirmed | None,
    again: Mapping[str, Source] | None,
) -> Iterator[_Ground]:
    sources = gathered.matter.sources
    finding = next(one for one in gathered.matter.findings if one.id == id_)
    cited = rests_on(finding, sources)
    if not cited:
        yield _Ground(state=State.UNRESOLVED, why="It cites nothing.")
    for source in (sources[one] for one in cited):
        yield _as_confirmed(source.id, source.fingerprint, confirmed)
        if isinstance(source.origin, SafeFigure):
            yield _computed_again(source, gathered, again)


def _as_written(statement: Statement, confirmed: Confirmed | None) -> _Ground:
    """A fact or standing text was read from its file just now; it is stale if that has changed."""
    if confirmed is None or confirmed.find(statement.id) is None:
        return _Ground(state=State.RESOLVES)
    return _as_confirmed(statement.id, fingerprint(statement.text), confirmed)


def _as_confirmed(id_: str, now: str, confirmed: Confirmed | None) -> _Ground:
    seen = confirmed.find(id_) if confirmed else None
    if seen is None:
        why = f"{id_} was never confirmed: run `sixpoint inspect --confirm` when you have seen it."
        return _Ground(state=State.UNRESOLVED, why=why)
    if seen.fingerprint != now:
        return _Ground(
            state=State.STALE, why=f"{id_} has changed since it was confirmed as: {seen.shown}."
        )
    return _Ground(state=State.RESOLVES)


def _computed_again(
    source: Source, gathered: Gathered, again: Mapping[str, Source] | None
) -> _Ground:
    received = gathered.folder.crossing
    if received is None or source.id not in {figure.id for figure in received.figures}:
        return _Ground(state=State.RESOLVES)  # the sentence says that it is not known, and it is
    if again is None:
        return _Ground(state=State.AS_FAR_AS_CROSSING)
    if source.id not in again:
        why = f"{source.id} cannot be computed from these extracts any more."
        return _Ground(state=State.UNRESOLVED, why=why)
    now = again[source.id]
    if now.fingerprint == source.fingerprint:
        return _Ground(state=State.RESOLVES)
    why = f"{source.id}: the report says {source.shown}; computed again it is {now.shown}."
    return _Ground(state=State.STALE, why=why)
