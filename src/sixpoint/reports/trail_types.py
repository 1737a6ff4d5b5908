"""The trail as data: what each statement rests on, in counts that have passed disclosure.

The public form has kinds of source and numbers, never a person, place, day or file; the inside
form adds the evidence items with who and when, and the files behind each figure.
"""

from datetime import date
from typing import Literal

from sixpoint.disclosure.types import SafeSource
from sixpoint.terms.cells import SafeNumber
from sixpoint.terms.strict import strict


@strict
class TracedItem:
    """An evidence item, for the inside only: staff by designation, nobody by name."""

    id: str
    title: str
    observed: date
    who: str | None
    says: str


@strict
class TracedKind:
    """A kind of source and on how many occasions the team drew on it."""

    kind: str
    title: str
    occasions: SafeNumber
    items: tuple[TracedItem, ...] = ()


@strict
class TracedFigure:
    """A figure or a result as the statement shows it, and what it was made from."""

    id: str
    title: str
    shows: str
    sentence: str
    measure: str | None = None
    measure_pack: str | None = None
    definition: str | None = None
    datasets_pack: str | None = None
    children: SafeNumber | None = None
    datasets: tuple[str, ...] = ()
    rules_passed: int | None = None
    rules_failed: tuple[str, ...] = ()
    rules_not_run: tuple[str, ...] = ()
    links: str | None = None
    limits: tuple[str, ...] = ()
    files: tuple[SafeSource, ...] = ()


@strict
class Judgement:
    """The evaluation that a statement belongs to."""

    indicator: str
    title: str
    level: int | None
    label: str
    basis: str


@strict
class Traced:
    """One statement with everything behind it. `resolves_to` names file or pack for facts and
    standing text; `answers` the question of the programme that a finding answers."""

    id: str
    kind: Literal["finding", "fact", "standing"]
    text: str
    judgement: Judgement | None = None
    figures: tuple[TracedFigure, ...] = ()
    sources: tuple[TracedKind, ...] = ()
    resolves_to: str | None = None
    answers: str | None = None


@strict
class TrailFile:
    """trail.json."""

    format: Literal[1]
    inspection: str
    notice: str
    edition: Literal["inside", "public"]
    framework: str
    framework_content: str
    statements: tuple[Traced, ...]
