"""What a page shows of one framework, as values that a template only places."""

from dataclasses import dataclass

from sixpoint.packs.framework import Area, Framework, Indicator, KeyQuestion, Programme

from .queries import timetable_of


@dataclass(frozen=True, kw_only=True)
class ShownArea:
    """An area with its indicators."""

    area: Area
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """A key question with its areas."""

    question: KeyQuestion
    areas: tuple[ShownArea, ...]


@dataclass(frozen=True, kw_only=True)
class ShownProgramme:
    """A programme with the titles of what it evaluates, and its timetable's length."""

    programme: Programme
    evaluates: tuple[tuple[str, str], ...]
    weeks: int | None


def questions_of(pack: Framework) -> tuple[ShownQuestion, ...]:
    """Key questions with their areas and indicators, in the framework's order."""
    return tuple(
        ShownQuestion(
            question=one,
            areas=tuple(_area(pack, a) for a in pack.areas if a.key_question == one.number),
        )
        for one in pack.key_questions
    )


def programmes_of(pack: Framework) -> tuple[ShownProgramme, ...]:
    """Programmes with what they evaluate."""
    return tuple(_programme(pack, one) for one in pack.programmes)


def _area(pack: Framework, area: Area) -> ShownArea:
    mine = tuple(one for one in pack.indicators if one.area == area.id)
    return ShownArea(area=area, indicators=mine)


def _programme(pack: Framework, one: Programme) -> ShownProgramme:
    weeks = timetable_of(pack, one)
    evaluates = tuple((code, pack.title_of(code) or "") for code in one.evaluates)
    return ShownProgramme(programme=one, evaluates=evaluates, weeks=weeks.weeks if weeks else None)
