"""The permission matrix: one readable file, read strictly, that answers yes or no for each cell.

Knows nothing of Django, so that the reference page and tests can read it too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from sixpoint.files import read_yaml
from sixpoint.terms.problems import Problem, UserError
from sixpoint.terms.strict import strict

FILE = Path(__file__).with_name("permissions.yaml")
ALL = "all"
EVERYBODY = "signed-in"

SideName = Literal["partnership", "inspectorate"]
Scope = Literal["inspection", "installation", "everybody"]


@strict
class KindOfRecord:
    """A kind of record that somebody's authority may cover; `by_default` is what new people get."""

    title: str
    by_default: bool


@strict
class Role:
    """A role; `given_for` says on which sides it exists, and for what it is given there."""

    title: str
    given_for: dict[SideName, Scope]
    never: tuple[str, ...] = ()


@strict
class Thing:
    """Something that is acted on: what kind it holds, its states, and who may do what in which."""

    title: str
    holds: str
    within: Literal["installation", "inspection"]
    sides: tuple[SideName, ...]
    states: tuple[str, ...]
    actions: dict[str, dict[str, Literal["all"] | tuple[str, ...]]]


@strict
class Permissions:
    """The whole file."""

    format: Literal[1]
    kinds_of_record: dict[str, KindOfRecord]
    holds: dict[str, str]
    roles: dict[str, Role]
    things: dict[str, Thing]


class Cell(NamedTuple):
    """One place of the matrix."""

    side: SideName
    thing: str
    action: str
    state: str
    role: str


class UnknownCell(Exception):
    """Our own fault: code asked about something that the matrix does not have."""


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The file, checked, with every allowed cell."""

    permissions: Permissions
    allowed: frozenset[Cell]

    def allows(
        self, roles: Iterable[str], *, side: str, thing: str, action: str, state: str
    ) -> bool:
        """Whether any of the roles may do this; refuses to answer about what it does not know."""
        known = self.permissions.things.get(thing)
        if not known or action not in known.actions or state not in known.states:
            raise UnknownCell(f"{thing}/{action}/{state}")
        if side not in known.sides:
            raise UnknownCell(f"{thing} on the side of the {side}")
        cells = (Cell(side, thing, action, state, role) for role in roles)
        return any(cell in self.allowed for cell in cells)

    def cells(self) -> Iterator[Cell]:
        """Every cell, allowed or not."""
        for name, thing in self.permissions.things.items():
            for side in thing.sides:
                roles = [r for r, role in self.permissions.roles.items() if side in role.given_for]
                for action in thing.actions:
                    for state in thing.states:
                        for role in roles:
                            yield Cell(side, name, action, state, role)

    def roles_for(self, side: str, scope: Scope) -> dict[str, Role]:
        """The roles that are given on this side for an inspection, or for the installation."""
        roles = self.permissions.roles.items()
        return {name: role for name, role in roles if role.given_for.get(side) == scope}  # type: ignore[call-overload]


@cache
def matrix() -> Matrix:
    """The matrix that the workspace runs on."""
    return load(FILE)


def load(file: Path) -> Matrix:
    """Reads a matrix; UserError holds every contradiction in it."""
    permissions = read_yaml(file, Permissions)
    problems = [
        Problem(code="permissions-wrong", what=what, fix="Mend permissions.yaml.", file=file)
        for what in _contradictions(permissions)
    ]
    if problems:
        raise UserError(problems)
    return Matrix(permissions=permissions, allowed=frozenset(_allowed(permissions)))


def _counts(role: Role, thing: Thing, side: SideName) -> bool:
    """Whether a role exists on a side and is given there for something that covers the thing."""
    scope = role.given_for.get(side)
    return scope is not None and (scope != "inspection" or thing.within == "inspection")


def _allowed(permissions: Permissions) -> Iterator[Cell]:
    for name, thing in permissions.things.items():
        for action, who in thing.actions.items():
            for role, states in who.items():
                for side in thing.sides:
                    if _counts(permissions.roles[role], thing, side):
                        for state in thing.states if states == ALL else states:
                            yield Cell(side, name, action, state, role)


def _contradictions(permissions: Permissions) -> Iterator[str]:
    for name, role in permissions.roles.items():
        for kind in set(role.never) - set(permissions.holds):
            yield f"{name} may never see {kind}, which nothing holds."
    for name, thing in permissions.things.items():
        if thing.holds not in permissions.holds:
            yield f"{name} holds {thing.holds}, which is no kind."
        for action, who in thing.actions.items():
            for role_name, states in who.items():
                place = f"{name}, {action}, {role_name}"
                yield from _wrong_line(permissions, thing, role_name, states, place)


def _wrong_line(
    permissions: Permissions,
    thing: Thing,
    role_name: str,
    states: Literal["all"] | tuple[str, ...],
    place: str,
) -> Iterator[str]:
    role = permissions.roles.get(role_name)
    if role is None:
        yield f"{place}: there is no such role."
        return
    if thing.holds in role.never:
        yield f"{place}: this role may never be allowed what holds {thing.holds}."
    if not any(_counts(role, thing, side) for side in thing.sides):
        yield f"{place}: this role is on the other side, or given for one inspection only."
    if states != ALL:
        yield from (f"{place}: there is no state {one}." for one in set(states) - set(thing.states))
