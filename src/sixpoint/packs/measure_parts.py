"""Whether a measure can be counted at all: its kind has what it needs, every column exists."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from sixpoint.packs.datasets import ColumnType, Dataset
from sixpoint.packs.measures import FOLLOWED, Kind, LengthUnit, Measure
from sixpoint.terms.problems import Problem

BORN = "date_of_birth"
NUMBERS_OF_CHILDREN = "reference.population"
DAYS = {ColumnType.DATE, ColumnType.DATETIME}
NUMBERS = {ColumnType.INTEGER, ColumnType.DECIMAL}

NEEDS: Mapping[Kind, frozenset[str]] = {
    Kind.PROPORTION: frozenset(),
    Kind.EVERY: frozenset({"every"}),
    Kind.WITHIN_LIMIT: frozenset({"end"}),
    Kind.DURATION: frozenset({"end", "follow_up", "without_end"}),
    Kind.FOLLOW_UP: frozenset({"again", "follow_up"}),
    Kind.RATIO: frozenset({"amount", "out_of"}),
    Kind.RATE: frozenset({"population"}),
    Kind.COUNT: frozenset(),
    Kind.MEAN: frozenset({"amount"}),
    Kind.STOCK: frozenset({"ends"}),
}
MAY_HAVE: Mapping[Kind, frozenset[str]] = {
    Kind.PROPORTION: frozenset({"met", "met_by", "follow_up"}),
    Kind.EVERY: frozenset({"follow_up"}),
    Kind.WITHIN_LIMIT: frozenset({"process", "limit", "called_off", "stops", "late_reason"}),
    Kind.DURATION: frozenset({"process", "limit", "stops"}),
    Kind.FOLLOW_UP: frozenset(),
    Kind.RATIO: frozenset({"follow_up"}),
    Kind.RATE: frozenset({"follow_up"}),
    Kind.COUNT: frozenset({"follow_up"}),
    Kind.MEAN: frozenset({"follow_up"}),
    Kind.STOCK: frozenset({"population"}),
}
PARTS = frozenset().union(*NEEDS.values(), *MAY_HAVE.values())
UNITS: Mapping[Kind, frozenset[str]] = {Kind.DURATION: frozenset({"hours", "days"})}
SHARE = frozenset({"%"})
FREE_UNITS = frozenset({Kind.COUNT, Kind.MEAN, Kind.STOCK})
"""Kinds whose unit is what they count: children, half days."""


def measures_problems(
    measures: Sequence[Measure], datasets: Mapping[str, Dataset]
) -> list[Problem]:
    """Everything that keeps these measures from being counted over these datasets."""
    ids = [measure.id for measure in measures]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    fix = "Give each measure its own id."
    doubled = [_problem(one, "its id is used twice", fix) for one in twice]
    each = (measure_problems(measure, datasets) for measure in measures)
    return doubled + list(chain.from_iterable(each))


def measure_problems(measure: Measure, datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    """What is wrong with one measure: parts its kind lacks or does not know, names that are not."""
    yield from _parts(measure)
    for dataset, columns in columns_needed(measure).items():
        known = datasets.get(dataset)
        if known is None:
            yield _problem(measure.id, f"there is no dataset {dataset}", "Name one of the pack's.")
            continue
        for column in sorted(columns):
            if known.column(column) is None:
                what = f"{dataset} has no column {column}"
                yield _problem(measure.id, what, "Name one of its columns.")
    yield from _codes(measure, datasets)
    yield from _types(measure, datasets)


def columns_needed(measure: Measure) -> dict[str, set[str]]:
    """The columns the measure reads, by dataset; every dataset it touches is named."""
    needed: defaultdict[str, set[str]] = defaultdict(set)
    own = {measure.date, measure.called_off, measure.amount, measure.out_of, measure.ends}
    needed[measure.base] |= {column for column in own if column}
    needed[measure.base] |= {condition.column for condition in (*measure.where, *measure.met)}
    for related in (*measure.only_if, *measure.unless, *measure.met_by):
        needed[related.dataset] |= {related.key, *(one.column for one in related.where)}
        needed[measure.base].add(related.key)
    if every := measure.every:
        wanted = {every.key, *every.any_known, *(one.column for one in every.where)}
        needed[every.dataset] |= wanted
        needed[measure.base].add(every.key)
    if end := measure.end:
        needed[end.dataset or measure.base] |= {end.column, *(one.column for one in end.where)}
        if end.dataset and end.key:
            needed[end.dataset].add(end.key)
            needed[measure.base].add(end.key)
    if again := measure.again:
        needed[again.dataset] |= {again.column, *(one.column for one in again.where)}
    if stops := measure.stops:
        needed[stops.dataset] |= {stops.key, stops.since, stops.until}
        needed[measure.base].add(stops.key)
    if reason := measure.late_reason:
        needed[reason.dataset or measure.base].add(reason.column)
        if reason.dataset and reason.key:
            needed[reason.dataset].add(reason.key)
            needed[measure.base].add(reason.key)
    if over := measure.population:
        numbers = {"year", "age_from", "age_to", "simd_quintile", "children"}
        needed[over.dataset] |= numbers if over.dataset == NUMBERS_OF_CHILDREN else {BORN}
    return dict(needed)


def _parts(measure: Measure) -> Iterator[Problem]:
    given = {part for part in PARTS if getattr(measure, part)}
    needs = NEEDS[measure.kind]
    for part in sorted(needs - given):
        yield _problem(measure.id, f"kind {measure.kind} needs {part}", f"Add {part}.")
    for part in sorted(given - needs - MAY_HAVE[measure.kind]):
        yield _problem(measure.id, f"kind {measure.kind} has no {part}", f"Take {part} out.")
    if measure.kind is Kind.PROPORTION and not (measure.met or measure.met_by):
        yield _problem(measure.id, "it does not say when a case is met", "Add met or met_by.")
    if measure.process and measure.limit:
        yield _problem(measure.id, "it has a process and a limit", "Keep one of them.")
    if measure.kind is Kind.WITHIN_LIMIT and not (measure.process or measure.limit):
        yield _problem(measure.id, "it is held against nothing", "Add a process or a limit.")
    for name in ("end", "late_reason"):
        part = getattr(measure, name)
        if part and bool(part.dataset) != bool(part.key):
            what = f"{name} needs dataset and key together"
            yield _problem(measure.id, what, "Give both or neither.")
    for name in ("follow_up", "limit"):
        length = getattr(measure, name)
        if length and length.unit is LengthUnit.WORKING_DAYS:
            what = f"{name} is counted in calendar days or months"
            yield _problem(measure.id, what, "Write calendar_days or months.")
    yield from _gaps_over_time(measure)
    yield from _unit(measure)


def _gaps_over_time(measure: Measure) -> Iterator[Problem]:
    """Whether each gap that is followed is one that the measure has, once."""
    followed = [one.grouping for one in measure.gaps_over_time]
    for grouping in sorted(set(followed)):
        if grouping not in measure.groupings:
            what = f"its gap by {grouping} is followed, and it is not split by {grouping}"
            yield _problem(measure.id, what, "Add it to groupings, or follow another gap.")
        if grouping not in FOLLOWED:
            what = f"the groups of {grouping} have no one gap to follow"
            yield _problem(measure.id, what, f"Follow one of {', '.join(sorted(FOLLOWED))}.")
        if followed.count(grouping) > 1:
            what = f"its gap by {grouping} is followed twice"
            yield _problem(measure.id, what, "Keep one window of each grouping.")
    if followed and measure.kind is Kind.STOCK:
        what = "what stands on a day has no years to follow a gap by"
        yield _problem(measure.id, what, "Take gaps_over_time out.")


def _unit(measure: Measure) -> Iterator[Problem]:
    if measure.kind in FREE_UNITS and not measure.is_rate:
        return
    allowed = UNITS.get(measure.kind, SHARE)
    if measure.is_rate:
        per = measure.population.per if measure.population else 1
        allowed = frozenset({measure.unit} if measure.unit.startswith(f"per {per:,} ") else ())
    if measure.unit not in allowed:
        named = " or ".join(sorted(allowed)) or "per NUMBER of whom, the number as in population"
        yield _problem(measure.id, f"its unit is {measure.unit}", f"Write {named}.")


def _codes(measure: Measure, datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    parts = [measure.every, measure.end, measure.again]
    related = [*measure.only_if, *measure.unless, *measure.met_by, *(p for p in parts if p)]
    places = [(measure.base, measure.where), (measure.base, measure.met)]
    places += [(one.dataset or measure.base, one.where) for one in related]
    for dataset, conditions in places:
        for condition in conditions:
            known = datasets[dataset].column(condition.column) if dataset in datasets else None
            if known is None:
                continue
            codes = (
                {"yes", "no"} if known.type is ColumnType.YES_NO else {c.code for c in known.codes}
            )
            for code in sorted(set(condition.codes) - codes):
                what = f"{dataset}.{condition.column} has no code {code}"
                yield _problem(measure.id, what, "Name one of its codes.")
    yield from _reasons(measure, datasets)


def _reasons(measure: Measure, datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    """Reasons that are told must be all there are: they add up to the cases that were late."""
    if measure.late_reason is None:
        return
    dataset = datasets.get(measure.late_reason.dataset or measure.base)
    column = dataset.column(measure.late_reason.column) if dataset else None
    if column and {one.code for one in column.codes} != set(measure.late_reason.reasons):
        what = f"its reasons are not the codes of {measure.late_reason.column}"
        yield _problem(measure.id, what, "Give each of the column's codes its words.")


def _types(measure: Measure, datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    wanted: list[tuple[str, str | None, set[ColumnType]]] = [
        (measure.base, measure.date, DAYS),
        (measure.base, measure.called_off, DAYS),
        (measure.base, measure.ends, DAYS),
        (measure.base, measure.amount, NUMBERS),
        (measure.base, measure.out_of, NUMBERS),
    ]
    hours = {ColumnType.DATETIME} if measure.unit == "hours" else DAYS
    if measure.end:
        wanted += [(measure.end.dataset or measure.base, measure.end.column, hours)]
        wanted += [(measure.base, measure.date, hours)]
    if stops := measure.stops:
        wanted += [(stops.dataset, stops.since, DAYS), (stops.dataset, stops.until, DAYS)]
    if measure.again:
        wanted += [(measure.again.dataset, measure.again.column, DAYS)]
    for dataset, column, types in wanted:
        known = datasets[dataset].column(column) if column and dataset in datasets else None
        if known and known.type not in types:
            what = f"{dataset}.{column} is a {known.type}, not a {' or '.join(sorted(types))}"
            yield _problem(measure.id, what, "Name another column.")
    for dataset in {measure.base, *([measure.again.dataset] if measure.again else ())}:
        if dataset in datasets and datasets[dataset].person is None:
            yield _problem(measure.id, f"{dataset} names no child", "Count rows that do.")


def _problem(measure: str, what: str, fix: str) -> Problem:
    return Problem(code="bad-measure", what=f"Measure {measure}: {what}.", fix=fix)
