"""Draws a stratified sample, and puts a reserve in the place of one that cannot be read."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from sixpoint.terms.problems import Problem, UserError, user_error

from .allocate import Stratum, allocate
from .types import Drawn, InReturn, Replacement, Sample


def draw_sample(
    people: Sequence[InReturn],
    *,
    size: int,
    seed: int,
    reserves: int = 0,
    categories: Collection[str] | None = None,
    file: Path | None = None,
) -> Sample:
    """A sample of `size`, in proportion over categories and age bands, with reserves.

    The same people and seed give the same sample, in whatever order they come. `categories` are
    those known; `file` is where the people were read from, a line each below its header. There
    are fewer reserves than asked for only where nobody is left.
    """
    _refuse(people, size=size, reserves=reserves, categories=categories, file=file)
    queues = _shuffled(people, seed=seed)
    read = allocate({s: len(queue) for s, queue in queues.items()}, total=size)
    spare = allocate({s: len(queue) - read[s] for s, queue in queues.items()}, total=reserves)
    drawn = [
        Drawn(
            reference=reference,
            category=stratum[0],
            age_band=stratum[1],
            order=place,
            reserve=place > read[stratum],
        )
        for stratum, queue in queues.items()
        for place, reference in enumerate(queue[: read[stratum] + spare[stratum]], start=1)
    ]
    return Sample(seed=seed, drawn=tuple(drawn))


def replace_drawn(sample: Sample, reference: str, *, reason: str) -> Sample:
    """The sample with the next reserve of the same stratum in the reference's place."""
    out = next((each for each in sample.to_read if each.reference == reference), None)
    if out is None:
        raise user_error(
            "sample.not-drawn",
            what="The reference to be replaced is not among those to be read.",
            fix="Give a reference of the sample that is no reserve.",
        )
    if not reason.strip():
        raise user_error(
            "sample.no-reason",
            what="A reference is replaced without a reason.",
            fix="Say why its records cannot be read.",
        )
    stratum = (out.category, out.age_band)
    spare = [d for d in sample.drawn if d.reserve and (d.category, d.age_band) == stratum]
    if not spare:
        raise user_error(
            "sample.no-reserve",
            what=f"No reserve is left in category '{stratum[0]}', age band '{stratum[1]}'.",
            fix="Read one fewer, and say so, or draw a new sample with more reserves.",
        )
    put_in = min(spare, key=lambda each: each.order)
    return replace(
        sample,
        drawn=tuple(
            replace(each, reserve=False) if each is put_in else each
            for each in sample.drawn
            if each is not out
        ),
        replacements=(
            *sample.replacements,
            Replacement(taken_out=reference, put_in=put_in.reference, reason=reason.strip()),
        ),
    )


def _shuffled(people: Sequence[InReturn], *, seed: int) -> dict[Stratum, list[str]]:
    """The references of each stratum in drawing order; each stratum has its own chance.

    So adding a child to one stratum does not change who is drawn from another.
    """
    queues: dict[Stratum, list[str]] = {}
    for person in sorted(people, key=lambda p: (p.category, p.age_band, p.reference)):
        queues.setdefault((person.category, person.age_band), []).append(person.reference)
    for (category, age_band), queue in queues.items():
        Random(f"{seed}\n{category}\n{age_band}").shuffle(queue)
    return queues


def _refuse(
    people: Sequence[InReturn],
    *,
    size: int,
    reserves: int,
    categories: Collection[str] | None,
    file: Path | None,
) -> None:
    problems = [*_of_rows(people, categories=categories, file=file)]
    if size < 1 or reserves < 0:
        problems.append(
            Problem(
                code="sample.size",
                what="A sample has one record or more, and no fewer reserves than none.",
                fix="Give a size of 1 or more, and reserves of 0 or more.",
            )
        )
    if size > len(people):
        problems.append(
            Problem(
                code="sample.too-many",
                what=f"{size} are to be drawn, and there are {len(people)}.",
                fix="Ask for no more than there are.",
                file=file,
            )
        )
    if problems:
        raise UserError(problems)


def _of_rows(
    people: Sequence[InReturn], *, categories: Collection[str] | None, file: Path | None
) -> Iterator[Problem]:
    """Problems point at lines, so that no message need repeat a reference."""
    times = Counter(person.reference for person in people)
    for number, person in enumerate(people, start=1):
        line = number + 1 if file else None
        if times[person.reference] > 1:
            yield Problem(
                code="sample.duplicate-reference",
                what=f"The reference of row {number} is there {times[person.reference]} times.",
                fix="Give every child one row.",
                file=file,
                line=line,
            )
        if categories is not None and person.category not in categories:
            yield Problem(
                code="sample.unknown-category",
                what=f"The category of row {number} is not one of the return's populations.",
                fix=f"Use one of: {', '.join(sorted(categories))}.",
                file=file,
                line=line,
            )
