"""What each measure was made from, in numbers that have passed disclosure."""

import hmac
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sixpoint.disclosure.counts import safe_count
from sixpoint.disclosure.types import SafeSource, SafeTrail
from sixpoint.files import fingerprint
from sixpoint.measures.limits import Limits
from sixpoint.measures.types import LATEST, ExactFigures
from sixpoint.packs.load import MeasuresPack
from sixpoint.packs.measure_parts import columns_needed
from sixpoint.packs.measures import Measure
from sixpoint.packs.processes import LOCAL
from sixpoint.records.types import SourceFile
from sixpoint.terms.cells import MISSING, SafeNumber
from sixpoint.terms.period import in_words
from sixpoint.validation.types import Outcome, RuleResult

from .crossing_types import LinksMade
from .links_said import say_links


@dataclass(frozen=True, kw_only=True)
class Making:
    """Everything the figures of one run were made with."""

    pack: MeasuresPack
    datasets_pack: str
    files: tuple[SourceFile, ...]
    results: tuple[RuleResult, ...]
    links: LinksMade
    exact: ExactFigures
    limits: Limits
    seal: bytes


def seal_of(seed: int, files: Iterable[SourceFile]) -> bytes:
    """What a file's fingerprint is sealed with: the partnership's seed and every file of the run.

    The bare hash of a file of a few rows could be found by guessing the rows. Whoever guesses at
    a sealed one must know all the other files to the last letter as well, and the seed.
    """
    return fingerprint([seed, sorted((file.file, file.sha256) for file in files)]).encode()


def sealed(file: SourceFile, seal: bytes) -> str:
    """The file's fingerprint as it may cross: the same only for the same file of the same run."""
    return hmac.digest(seal, f"{file.file} {file.sha256}".encode(), "sha256").hex()


def safe_trails(making: Making) -> dict[str, SafeTrail]:
    """The trail of each measure, by its id."""
    return {one.id: _trail(one, making) for one in making.pack.measures}


def _trail(measure: Measure, making: Making) -> SafeTrail:
    used = columns_needed(measure)
    policy = making.pack.policy
    return SafeTrail(
        measure_pack=making.pack.header.ref,
        datasets_pack=making.datasets_pack,
        definition=fingerprint(measure),
        children=_children(measure, making),
        sources=tuple(
            SafeSource(
                dataset=file.dataset,
                # Never the agency's own name of the file, which may be somebody's.
                file=f"extracts/{file.dataset.replace('.', '/', 1)}.csv",
                sealed=sealed(file, making.seal),
                rows=safe_count(file.rows, policy),
            )
            for file in making.files
            if file.dataset in used
        ),
        rules_passed=len(list(_codes(making, used, Outcome.PASSED))),
        rules_failed=tuple(_codes(making, used, Outcome.FAILED)),
        rules_not_run=tuple(_codes(making, used, Outcome.NOT_RUN)),
        links=say_links(making.links),
        limits=tuple(_limits(measure, making)),
    )


def _limits(measure: Measure, making: Making) -> Iterator[str]:
    """Each limit that cases were held against, with its days and whose it is."""
    if own := measure.limit:
        yield f"{own.number} {own.unit.replace('_', ' ')}, {own.source}."
    for one in making.limits.get(measure.process or "", ()):
        limit = one.limit
        unit = limit.unit.replace("_", " ")
        whose = "the partnership's own" if limit.edition == LOCAL else limit.edition
        yield (
            f"{limit.number} {unit}, {whose}, for {in_words(one.first)} to {in_words(one.last)} "
            f"({limit.source})."
        )


def _codes(making: Making, used: Collection[str], outcome: Outcome) -> Iterator[str]:
    for result in making.results:
        if result.dataset in used and result.outcome is outcome:
            yield result.code


def _children(measure: Measure, making: Making) -> SafeNumber:
    """Linked children behind the latest figure."""
    latest = (cell for cell in making.exact.of(measure.id) if cell.label == LATEST)
    cell = next(latest, None)
    return MISSING if cell is None else safe_count(cell.children, making.pack.policy)
