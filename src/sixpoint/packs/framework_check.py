"""Checks that everything a framework pack refers to is in it, file by file."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from .framework import (
    AreasFile,
    MethodFile,
    Programme,
    ProgrammesFile,
    ProportionWord,
    ReportFile,
    ScaleFile,
)
from .gather import Place, Trouble, repeated


def check_areas(areas: AreasFile, scale: ScaleFile | None) -> Iterator[Trouble]:
    """Ids used twice, and areas, key questions and levels that are not there."""
    numbers = [question.number for question in areas.key_questions]
    ids = [area.id for area in areas.areas]
    yield from repeated(numbers, ("key_questions",), "number")
    yield from repeated(ids, ("areas",), "id")
    yield from repeated([one.id for one in areas.indicators], ("indicators",), "id")
    for index, area in enumerate(areas.areas):
        place: Place = ("areas", index, "key_question")
        yield from _missing(area.key_question, numbers, place, "key question")
    for index, indicator in enumerate(areas.indicators):
        yield from _missing(indicator.area, ids, ("indicators", index, "area"), "area")
        for number, shown in enumerate(indicator.illustrations):
            place = ("indicators", index, "illustrations", number, "level")
            yield from _level(shown.level, scale, place)


def check_scale(scale: ScaleFile) -> Iterator[Trouble]:
    """Levels out of order, words used twice, and proportion words with gaps or overlaps."""
    levels = [level.level for level in scale.scale]
    if levels != list(range(len(levels), 0, -1)):
        what = "The levels do not run from the highest down to 1."
        yield Trouble(("scale",), what, "Put them in that order, without a gap.")
    labels = [word.casefold() for level in scale.scale for word in level.labels]
    for word in sorted({word for word in labels if labels.count(word) > 1}):
        what = f"More than one level is called `{word}`."
        yield Trouble(("scale",), what, "Give each level its own words.")
    yield from _proportions(scale.proportion_words)


def _proportions(words: Sequence[ProportionWord]) -> Iterator[Trouble]:
    bounds = sorted({0, 100, *(b for word in words for b in (word.lowest, word.highest))})
    between = [Fraction(low + high, 2) for low, high in zip(bounds, bounds[1:], strict=False)]
    for percent in sorted([*map(Fraction, bounds), *between]):
        holding = [word.word for word in words if word.holds(percent)]
        if len(holding) != 1:
            said = " and ".join(holding) if holding else "none"
            what = f"{float(percent):g} % must have one proportion word; it has {said}."
            yield Trouble(("proportion_words",), what, "Make the words meet without overlapping.")


def check_report(report: ReportFile, areas: AreasFile) -> Iterator[Trouble]:
    """Headings that name what is not there, and indicators or key questions without a place."""
    numbers = [question.number for question in areas.key_questions]
    yield from repeated([one.id for one in report.headings], ("headings",), "id")
    yield from _each(report, "indicators", [one.id for one in areas.indicators], "indicator")
    yield from _each(report, "key_questions", numbers, "key question")
    placed = {number for heading in report.headings for number in heading.key_questions}
    for number in sorted(set(numbers) - placed):
        what = f"No heading takes the indicators of key question {number}."
        yield Trouble(("headings",), what, "Add it to the key_questions of one heading.")


def _each(report: ReportFile, name: str, known: Collection[object], kind: str) -> Iterator[Trouble]:
    seen: set[object] = set()
    for index, heading in enumerate(report.headings):
        for number, id_ in enumerate(getattr(heading, name)):
            place: Place = ("headings", index, name, number)
            yield from _missing(id_, known, place, kind)
            if id_ in seen:
                what = f"The {kind} {id_} stands under more than one heading."
                yield Trouble(place, what, "Keep it under one.")
            seen.add(id_)


def check_method(method: MethodFile, scale: ScaleFile | None) -> Iterator[Trouble]:
    """Ids used twice, and follow-up for levels that are not there."""
    for name in ("bodies", "evidence_kinds", "timetables", "documents", "follow_ups"):
        yield from repeated([one.id for one in getattr(method, name)], (name,), "id")
    populations = [one.id for one in method.pre_inspection_return.populations]
    yield from repeated(populations, ("pre_inspection_return", "populations"), "id")
    for index, follow_up in enumerate(method.follow_ups):
        for number, level in enumerate(follow_up.levels):
            place: Place = ("follow_ups", index, "levels", number)
            yield from _level(level, scale, place)


def check_programmes(
    file: ProgrammesFile, areas: AreasFile, method: MethodFile
) -> Iterator[Trouble]:
    """Programmes that name indicators, areas, questions or timetables that are not there."""
    yield from repeated([one.id for one in file.programmes], ("programmes",), "id")
    for index, programme in enumerate(file.programmes):
        yield from _programme(programme, ("programmes", index), areas, method)


def _programme(
    programme: Programme, place: Place, areas: AreasFile, method: MethodFile
) -> Iterator[Trouble]:
    questions = [one.id for one in programme.questions]
    yield from repeated(questions, (*place, "questions"), "id")
    known: dict[str, tuple[Collection[object], str]] = {
        "indicators": ([one.id for one in areas.indicators], "indicator"),
        "areas": ([one.id for one in areas.areas], "area"),
        "narrative_only": (questions, "question"),
        "populations": (
            [one.id for one in method.pre_inspection_return.populations],
            "population of the return",
        ),
    }
    for name, (ids, kind) in known.items():
        for number, id_ in enumerate(getattr(programme, name)):
            yield from _missing(id_, ids, (*place, name, number), kind)
    if programme.timetable is not None:
        ids = [one.id for one in method.timetables]
        yield from _missing(programme.timetable, ids, (*place, "timetable"), "timetable")


def _missing(id_: object, known: Collection[object], place: Place, kind: str) -> Iterator[Trouble]:
    if id_ not in known:
        listed = ", ".join(str(one) for one in known) or "none"
        yield Trouble(place, f"There is no {kind} `{id_}` in this pack.", f"It has: {listed}.")


def _level(level: int, scale: ScaleFile | None, place: Place) -> Iterator[Trouble]:
    # Without a scale there is nothing to hold the level against, and its absence is told already.
    if scale is not None:
        yield from _missing(level, [one.level for one in scale.scale], place, "level")
