"""Puts names, dates, postcodes and identifiers of every agency into one form.

What says nothing becomes missing: "baby of", "unknown", an identifier that fails its check digit,
one that an agency gave to two of its own records.
"""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from .nicknames import ROOTS

TEXTS = ("forename", "surname", "sex", "postcode", "address", "chi", "scn", "identifier")
IDENTIFIERS = ("chi", "scn", "identifier")
COLUMNS = (
    "record",
    "agency",
    "person_id",
    "forename",
    "forename_root",
    "forename_times",
    "surname",
    "surname_root",
    "dob",
    "dob_swapped",
    "dob_common",
    "sex",
    "postcode",
    "address",
    "home_common",
    *IDENTIFIERS,
)

_NO_SURNAME = r"^(unknown|not ?known|not ?given|not ?recorded|none|nk|n/a|tbc|tba)$"
_NO_FORENAME = (
    r"^(baby|babe|bby|infant|newborn|new born|neonate|b/o|twin|triplet|unborn|child|male|female|"
    r"boy|girl|no ?name|unknown|not ?known|not ?given|not ?recorded|not ?named|unnamed|none|nk|"
    r"n/a|tbc|tba|test)([^a-z].*)?$"
)
_NO_NUMBER = (
    r"^(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+|[1-9]0+|"
    r"0*12345(6|67|678|6789|67890)|0*987654(3|32|321|3210))$"
)
_NO_HOME = (
    r"^(no fixed (abode|address|residence).*|nfa|homeless.*|not? known|unknown|none|no address.*|"
    r"address (not known|unknown|withheld)|tbc|n a|as above)$"
)
_NO_POSTCODE = r"^(ZZ99|NF0?1|NK0?1|XX|AA000?AA)"
"""Codes that stand for no fixed abode, abroad, or not known where a form insists on a postcode."""
_NO_BIRTHDAYS = tuple(
    date.fromisoformat(day)
    for day in ("1899-12-30", "1899-12-31", "1900-01-01", "1901-01-01", "1970-01-01", "9999-12-31")
)
"""Days that computers and forms fill in where nobody knows one."""

_SEXES = {"f": "F", "female": "F", "girl": "F", "m": "M", "male": "M", "boy": "M"}
_CHI = r"^(0[1-9]|[1-6][0-9]|7[01])(0[1-9]|1[0-2])[0-9]{6}$"


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def strip_accents(text: str) -> str:  # type: ignore[empty-body]
    """DuckDB's own function."""


def standardise(people: Mapping[str, ir.Table]) -> ir.Table:
    """One table of every agency's people in one form, numbered in the order of agency and id."""
    tables = [_agency(table, agency=agency) for agency, table in sorted(people.items())]
    together = reduce(lambda left, right: left.union(right), tables)
    clean = _with_clean_names(together)
    clean = clean.mutate(**_cleaned(clean))
    clean = _with_roots(clean)
    given = [c for c in IDENTIFIERS if any(c in table.columns for table in people.values())]
    clean = clean.mutate(**{c: _once_in_agency(clean, c) for c in given})
    clean = _counted(clean)
    return _numbered(clean).select(*COLUMNS).order_by("record")


def _numbered(table: ir.Table) -> ir.Table:
    """With the place of each record in the order of agency and id, found on these two alone: to
    sort whole rows takes several times as long."""
    both = table.select("agency", "person_id")
    place = ibis.row_number().over(order_by=[both.agency, both.person_id]).cast("int64")
    numbers = both.mutate(record=place)
    joined = table.left_join(numbers, ["agency", "person_id"])
    return joined.drop("agency_right", "person_id_right")


def _agency(table: ir.Table, *, agency: str) -> ir.Table:
    """The agency's people with every column, absent ones missing."""
    texts: dict[str, ir.Value] = {
        column: table[column].cast("string") if column in table.columns else ibis.null("string")
        for column in TEXTS
    }
    return table.select(
        agency=ibis.literal(agency),
        person_id=table.person_id.cast("string"),
        born=_day(table),
        **texts,
    )


def _day(table: ir.Table) -> Any:
    """The date of birth; text is read as 2009-03-17, 20090317 or 17/03/2009, else missing."""
    if "date_of_birth" not in table.columns:
        return ibis.null("date")
    given = table.date_of_birth
    if not given.type().is_string():
        return given.cast("date")
    text = given.strip()
    return ibis.cases(
        (text.re_search(r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"), text.substr(0, 10)),
        (text.re_search(r"^[1-9][0-9]{7}$"), _joined(text, (0, 4), (4, 2), (6, 2))),
        (
            text.re_search(r"^[0-9]{2}/[0-9]{2}/[1-9][0-9]{3}$"),
            _joined(text, (6, 4), (3, 2), (0, 2)),
        ),
        else_=ibis.null("string"),
    ).try_cast("date")


def _joined(text: Any, *parts: tuple[int, int]) -> Any:
    year, month, day = (text.substr(start, length) for start, length in parts)
    return year + "-" + month + "-" + day


def _with_clean_names(table: ir.Table) -> ir.Table:
    """With both names in one form; each text is cleaned once, since many children share it."""
    for column in ("forename", "surname"):
        texts = table.select(column).distinct()
        text = texts[column]
        clean = texts.mutate(
            clean=_name(text, no_name=_NO_FORENAME)
            if column == "forename"
            else _mc(_name(_in_order(text), no_name=_NO_SURNAME))
        )
        joined = table.left_join(clean, column).drop(f"{column}_right", column)
        table = joined.rename({column: "clean"})
    return table


def _cleaned(table: ir.Table) -> dict[str, ir.Value]:
    postcode = table.postcode.upper().re_replace("[^A-Z0-9]", "")
    no_postcode = (postcode.length() < 3) | postcode.re_search(_NO_POSTCODE)
    address = strip_accents(table.address.lower()).re_replace(r"[^\p{L}0-9]+", " ").strip()
    return {
        "dob": _birthday(table.born, "%Y%m%d"),
        "dob_swapped": _birthday(table.born, "%Y%d%m"),
        "sex": _cases(table.sex.lower().strip(), _SEXES),
        "postcode": no_postcode.ifelse(ibis.null("string"), postcode),
        "address": address.re_search(_NO_HOME).ifelse(ibis.null("string"), address).nullif(""),
        "chi": _chi(table.chi),
        "scn": _number(table.scn),
        "identifier": table.identifier.upper().re_replace("[^A-Z0-9]", "").nullif(""),
    }


def _birthday(born: Any, form: str) -> Any:
    """The day's digits, but null where it only stands for a day that nobody knows."""
    filled_in = born.isin(_NO_BIRTHDAYS)
    return filled_in.ifelse(ibis.null("string"), born.strftime(form))


def _with_roots(table: ir.Table) -> ir.Table:
    """With the name that a nickname stands for; a surname may be a forename in the wrong place."""
    for column in ("forename", "surname"):
        roots = ibis.memtable({column: list(ROOTS), "root": list(ROOTS.values())})
        joined = table.left_join(roots, column).drop(f"{column}_right")
        table = joined.mutate(**{f"{column}_root": joined.root.fill_null(joined[column])})
        table = table.drop("root")
    return table


COMMON_DAY = 10
"""So many records have a birthday by chance, however few there are."""
HOUSEHOLD = 8
"""Children of one home, in each agency; where there are more it is a school or a hospital."""


def _counted(table: ir.Table) -> ir.Table:
    """With how many bear the forename; whether birthday or home is far more common than most.

    A form that insists on a day gets 1 January, or one day for all: it tells next to nothing.
    """
    names = table.group_by("forename").agg(forename_times=ibis._.forename.count())
    days = table.group_by("dob").agg(times=ibis._.dob.count())
    days = days.mutate(
        expected=days.times.sum().over() / ibis.greatest(days.times.count().over(), 1)
    )
    homes = table.group_by("postcode", "address").agg(here=ibis._.address.count())
    most = HOUSEHOLD * table.agency.nunique().as_scalar()
    common = (days.times > COMMON_DAY) & (
        days.times > 1.5 * days.expected + 6 * days.expected.sqrt()
    )
    days = days.select("dob", dob_common=common)
    homes = homes.filter(homes.here > most).select("postcode", "address", home_common=True)
    counted = table.left_join(names, "forename").drop("forename_right")
    counted = counted.left_join(days, "dob").drop("dob_right")
    counted = counted.left_join(homes, ["postcode", "address"])
    counted = counted.drop("postcode_right", "address_right")
    return counted.mutate(
        forename_times=counted.forename_times.fill_null(0),
        dob_common=counted.dob_common.fill_null(False),
        home_common=counted.home_common.fill_null(False),
    )


def _name(value: Any, *, no_name: str) -> Any:
    """Lower-case letters of any script, without accents; null where it is no name."""
    plain = strip_accents(value.lower()).translate(_OTHER_LETTERS[0], _OTHER_LETTERS[1]).strip()
    named = plain.re_search(no_name).ifelse(ibis.null("string"), plain)
    return named.re_replace(r"[^\p{L}]|\x{0640}", "").nullif("")


_OTHER_LETTERS = ("øłđðı", "olddi")
"""Letters with a stroke, which are no accents to the engine. U+0640 only stretches Arabic words."""


def _in_order(surname: Any) -> Any:
    """M'Kay as McKay; the halves of a hyphened name in the order of the alphabet."""
    mac = surname.strip().re_replace(r"(?i)^m['’‘`]", "Mc")
    halves = mac.lower().split("-")
    one, two = halves[0].strip(), halves[1].strip()
    double = (halves.length() == 2).fill_null(False)
    return double.ifelse(ibis.least(one, two) + "-" + ibis.greatest(one, two), mac)


def _mc(surname: Any) -> Any:
    """MacDonald, Macdonald and McDonald as one; Mackie and Macey are left alone."""
    return surname.re_replace("^mac([bcdfghjklmnpqrstvwxz][a-z]{3,})$", r"mc\1")


def _chi(value: Any) -> Any:
    """The ten digits of a Community Health Index number whose check digit is right, else null.

    The first two are a day from 1 to 31, or the day and 40 in invented data.
    """
    digits = value.re_replace("[^0-9]", "")
    weighed = reduce(
        lambda total, place: total + _digit(digits, place) * (10 - place),
        range(1, 9),
        _digit(digits, 0) * 10,
    )
    expected = (11 - weighed % 11) % 11
    real = digits.re_search(_CHI) & (expected == _digit(digits, 9))
    return real.ifelse(digits, ibis.null("string"))


def _digit(digits: Any, place: int) -> Any:
    return digits.substr(place, 1).try_cast("int64")


def _number(value: Any) -> Any:
    """Digits of a candidate number; null where too few, or typed to fill a field, to be one."""
    digits = value.re_replace("[^0-9]", "")
    plausible = (digits.length() >= 6) & ~digits.re_search(_NO_NUMBER)
    return plausible.ifelse(digits, ibis.null("string"))


def _once_in_agency(table: ir.Table, column: str) -> Any:
    """The identifier, but null where the agency gave it to more than one record."""
    times = table[column].count().over(group_by=[table.agency, table[column]])
    return (times == 1).ifelse(table[column], ibis.null("string"))


def _cases(value: Any, mapping: Mapping[str, str]) -> Any:
    return value.cases(*mapping.items(), else_=ibis.null("string"))
