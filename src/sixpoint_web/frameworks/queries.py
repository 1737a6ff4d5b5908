"""The frameworks on the shelf, each loaded once for a process: a shelf changes with an upgrade."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sixpoint.packs.framework import Area, Framework, Programme, Timetable
from sixpoint.packs.header import PackKind
from sixpoint.packs.load import load_header
from sixpoint.packs.load_framework import load_framework
from sixpoint.packs.shelf import default_shelf, packs_on
from sixpoint.terms.problems import UserError


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """What can get a level: an indicator, or an area as a whole, with the themes it covers."""

    code: str
    title: str
    themes: tuple[str, ...] = ()


@cache
def framework(ref: str) -> Framework | None:
    """The framework with this reference, such as `name/2`; None where there is none that loads."""
    if ref not in packs_on(default_shelf()):
        return None
    try:
        if load_header(ref).kind is not PackKind.FRAMEWORK:
            return None
        return load_framework(ref)
    except UserError:  # `sixpoint packs check` says what is wrong with it
        return None


def frameworks() -> tuple[Framework, ...]:
    """Every framework that loads, the newest version of each last."""
    found = (framework(ref) for ref in packs_on(default_shelf()))
    return tuple(one for one in found if one is not None)


def may_choose(pack: Framework, programme: Programme | None) -> tuple[Evaluated, ...]:
    """What an inspection of this programme may evaluate, in the framework's order."""
    found = _all(pack)
    return tuple(one for one in found if programme is None or programme.may_evaluate(one.code))


def must_choose(programme: Programme | None) -> frozenset[str]:
    """Codes that every inspection of the programme evaluates; none where each says its own."""
    return frozenset() if programme is None or programme.varies else frozenset(programme.evaluates)


def usually_chosen(programme: Programme | None) -> frozenset[str]:
    """Codes that the programme names, whether or not an inspection may differ."""
    return frozenset(programme.evaluates) if programme else frozenset()


def timetable_of(pack: Framework, programme: Programme | None) -> Timetable | None:
    """The weeks that the programme goes by."""
    if programme is None or programme.timetable is None:
        return None
    return pack.timetable(programme.timetable)


def _all(pack: Framework) -> Iterator[Evaluated]:
    for area in pack.areas:
        yield _whole(area)
        for one in pack.indicators:
            if one.area == area.id:
                yield Evaluated(code=one.id, title=one.title, themes=one.themes.says)


def _whole(area: Area) -> Evaluated:
    return Evaluated(code=area.id, title=area.title)
