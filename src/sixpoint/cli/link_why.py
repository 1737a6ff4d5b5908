"""The part of `sixpoint link` that says why two records were or were not joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sixpoint.files import write_text
from sixpoint.linkage.review import SHOWN
from sixpoint.linkage.types import Key
from sixpoint.linkage.why import Reason
from sixpoint.pictures.draw_waterfall import Fall, draw_waterfall, signed
from sixpoint.pictures.pages import open_templates
from sixpoint.pictures.types import Picture

from .console import out

UNIT = "bits (each doubles the odds)"
COLUMN_OF = {
    "Forename": "forename",
    "Surname": "surname",
    "Birthday": "date_of_birth",
    "Sex": "sex",
    "Home": "postcode",
    "CHI number": "chi",
    "Candidate number": "scn",
    "Identifier": "identifier",
}
NOTICE = "Named children's records: for the partnership only."
BITS = (
    "A bit doubles the odds: 1 bit is 2 to 1, 2 bits are 4 to 1, 10 bits about 1,000 to 1; bits "
    "below nothing speak against."
)


@dataclass(frozen=True, kw_only=True)
class OnPage:
    """One pair on the page."""

    id: str
    title: str
    says: str
    picture: Picture


def say_why(reason: Reason) -> None:
    """The reason in words and numbers, without a value."""
    for sentence in reason.sentences:
        out.print(sentence, markup=False)
    if reason.steps:
        _say_steps(reason)
    if reason.chance is not None:
        out.print(_chance(reason), markup=False)


def _say_steps(reason: Reason) -> None:
    out.print(f"One child held against {reason.against}, in bits:", markup=False)
    for step in reason.steps:
        out.print(f"  {step.what:<18} {signed(step.bits):>7}  {step.seen}", markup=False)
    end = signed(sum(step.bits for step in reason.steps))
    out.print(f"  {'In the end':<18} {end:>7}", markup=False)
    out.print(BITS, markup=False)


def write_why(
    path: Path, reason: Reason, pair: tuple[Key, Key], *, values: Mapping[Key, Sequence[str]]
) -> None:
    """The reason as a page with its picture; private, and with values only where they are given."""
    picture = picture_of(reason, pair, values=values)
    says = " ".join([*reason.sentences, _chance(reason), BITS])
    one = OnPage(id="pair", title=_title(reason), says=says, picture=picture)
    page = open_templates("sixpoint.cli").get_template("charts.html")
    joined = "joined" if reason.joined else "not joined"
    text = page.render(
        page_title=f"Why two records were {joined}",
        description="What spoke for and against",
        subtitle=" and ".join(f"{agency} {id_}" for agency, id_ in pair),
        created=None,
        notice=NOTICE,
        charts=[one],
    )
    write_text(path, text, private=True)


def picture_of(
    reason: Reason, pair: tuple[Key, Key], *, values: Mapping[Key, Sequence[str]]
) -> Picture:
    """The steps as a waterfall."""
    falls = _falls(reason, pair, values)
    return draw_waterfall(falls, name="why", title=_title(reason), unit=UNIT)


def _falls(
    reason: Reason, pair: tuple[Key, Key], values: Mapping[Key, Sequence[str]]
) -> list[Fall]:
    falls = [
        Fall(label=step.what, seen=step.seen + _values(step.what, pair, values), moves=step.bits)
        for step in reason.steps
    ]
    return falls or [Fall(label="Nothing", seen="there was nothing to compare", moves=0.0)]


def _values(what: str, pair: tuple[Key, Key], values: Mapping[Key, Sequence[str]]) -> str:
    column = COLUMN_OF.get(what)
    if column is None or not set(pair) <= values.keys():
        return ""
    left, right = (values[key][SHOWN.index(column)] or "nothing" for key in pair)
    return f" ({left} and {right})"


def _title(reason: Reason) -> str:
    return f"One child, or {reason.against}?"


def _chance(reason: Reason) -> str:
    """The method's own chance in words that do not claim more than it can know."""
    if reason.chance is None:
        return "There was nothing to compare, so no chance can be told."
    if reason.chance > 0.999:
        said = "more than 99.9%"
    elif reason.chance < 0.001:
        said = "less than 0.1%"
    else:
        said = f"{100 * reason.chance:.1f}%"
    counted = (
        "With every other record that fits counted"
        if reason.rivals
        else "By likeness alone, without the other records that may fit better"
    )
    return (
        f"{counted}, the method's own chance that they are one child is {said}: its own opinion, "
        "and no measurement."
    )
