"""Whether figures are such as the partnership's software makes, checked at both ends.

A figure must say what its numbers and its measure say, and nothing else; and no number in it may
be one that our own policy hides.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sixpoint.disclosure.retell import may_be_shown, retell, shows_too_much, untrue_parts
from sixpoint.disclosure.types import SafeFigure, SafeTrail
from sixpoint.files import fingerprint
from sixpoint.measures.periods import latest_at
from sixpoint.packs.disclosure import TRAIL_TOPIC
from sixpoint.packs.load import MeasuresPack
from sixpoint.packs.measure_parts import columns_needed
from sixpoint.packs.measures import Measure
from sixpoint.terms.cells import SafeNumber
from sixpoint.terms.problems import Problem

from .crossing_types import Manifest
from .links_said import say_links

_CODE = re.compile(r"[A-Z]{2}-[A-Z]{3}-[0-9]{2}")
_WHYS = re.compile(
    r"(?:(?:^| )(?:Nobody supplied [a-z_.]+\.|[a-z_.]+ was supplied without its column [a-z_]+\.|"
    r"The pack of processes has no process [a-z0-9-]+\.))+"
)
_DAYS = re.compile(r"[0-9]{1,3} (calendar days|working days|months), ")


def figure_problems(
    figures: Sequence[SafeFigure], manifest: Manifest, *, pack: MeasuresPack, file: Path
) -> Iterator[Problem]:
    """A problem for each thing that is wrong; numbers and words of a figure are never repeated."""
    times = Counter(figure.id for figure in figures)
    found: dict[str, list[int]] = {}
    for number, figure in enumerate(figures, start=1):
        for what in dict.fromkeys(_wrong(figure, manifest, pack)):
            found.setdefault(what, []).append(number)
        if times[figure.id] > 1:
            found.setdefault("has an id that another has too.", []).append(number)
    for what, numbers in found.items():
        yield _not_as_made(f"{_which(numbers)} {what}", file)
    yield from (_not_as_made(what, file) for what in dict.fromkeys(_wrong_counts(manifest, pack)))


def _which(numbers: Sequence[int]) -> str:
    """Figure 3; or how many there are, since what is wrong with one is often wrong with all."""
    if len(numbers) == 1:
        return f"Figure {numbers[0]}"
    return f"Each of {len(numbers)} figures, of which figure {numbers[0]} is the first,"


def _not_as_made(what: str, file: Path) -> Problem:
    return Problem(
        code="crossing-not-as-made",
        what=what,
        fix="Make the file again with `sixpoint analyse`; both sides need the same version of "
        "Sixpoint and of the packs.",
        file=file,
    )


def _wrong(figure: SafeFigure, manifest: Manifest, pack: MeasuresPack) -> Iterator[str]:
    measure = pack.measure(figure.measure)
    if measure is None:
        yield f"is of a measure that {pack.header.ref} does not hold."
        return
    if shows_too_much(figure, rule=pack.policy.rule_for(measure.topic)):
        yield "shows a number that our policy hides, or one that is no count."
    why = next((one.why for one in manifest.not_known if one.measure == measure.id), None)
    period = str(latest_at(manifest.as_at))
    try:
        retold = retell(figure, measure=measure, policy=pack.policy, period=period, why=why)
    except ValueError:
        yield "has other points or another view than its measure has."
        return
    for part in untrue_parts(figure, retold):
        yield f"does not say in `{part}` what its numbers and its measure say."
    if figure.invented != manifest.invented:
        yield "does not say as the rest of the file does whether it is invented."
    yield from _wrong_trail(figure.trail, manifest, measure=measure, pack=pack)


def _wrong_trail(
    trail: SafeTrail, manifest: Manifest, *, measure: Measure, pack: MeasuresPack
) -> Iterator[str]:
    links = manifest.links
    used = columns_needed(measure)
    packs = {one.ref for one in manifest.packs}
    codes = {(one.dataset, one.code) for one in manifest.rules}
    known = {code for dataset, code in codes if dataset in used}
    if (trail.measure_pack, trail.definition) != (pack.header.ref, fingerprint(measure)):
        yield f"was made with another {pack.header.ref} than ours."
    named = {*trail.rules_failed, *trail.rules_not_run}
    said = (
        trail.datasets_pack in packs
        and named <= known
        and trail.links == say_links(links)
        and all(_DAYS.match(limit) for limit in trail.limits)
        and all(
            one.dataset in used and one.file == f"extracts/{one.dataset.replace('.', '/', 1)}.csv"
            for one in trail.sources
        )
    )
    if not said:
        yield "has a trail that says something a trail does not say."
    if not all(
        _is_trail_count(n, pack) for n in (trail.children, *(s.rows for s in trail.sources))
    ):
        yield "has a count in its trail that our policy does not show so."


def _is_trail_count(number: SafeNumber, pack: MeasuresPack) -> bool:
    return may_be_shown(number, rule=pack.policy.rule_for(TRAIL_TOPIC))


def _wrong_counts(manifest: Manifest, pack: MeasuresPack) -> Iterator[str]:
    """What is wrong with the counts and reasons that the manifest itself gives."""
    links = manifest.links
    shares = (one.of for one in (links.right, links.found) if one is not None)
    counts = (
        links.records,
        links.children,
        links.by_identifier,
        links.by_model,
        links.in_doubt,
        *shares,
    )
    if not all(_is_trail_count(n, pack) for n in (*counts, *(r.count for r in manifest.rules))):
        yield "The manifest has a count that our policy does not show so."
    if not all(_CODE.fullmatch(rule.code) for rule in manifest.rules):
        yield "The manifest has a rule whose code is none."
    titles = {one.id: one.title for one in pack.measures}
    for absent in manifest.not_known:
        if titles.get(absent.measure) != absent.title or not _WHYS.fullmatch(absent.why):
            yield "The manifest says of a measure something else than why it could not be counted."
