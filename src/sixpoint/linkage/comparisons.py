"""How alike two records are, column by column: the levels, and what is believed of them untaught.

`m` is how often a level is seen between two records of one child, `u` between two of different
children. The values here are used until the data teaches better, and where it cannot: fixed
estimates from the makers' judgement, to be argued about, not measured facts.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Level:
    """One degree of likeness; `sql` is a condition on _l and _r, ELSE for what is left."""

    name: str
    sql: str
    m: float
    u: float
    frequency_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Degrees of likeness of a column, best first; `missing` is when nothing can be said."""

    name: str
    needs: tuple[str, ...]
    missing: str
    levels: tuple[Level, ...]

    def gamma(self, name: str) -> int:
        """The number by which Splink calls the level: the best has the highest, ELSE has 0."""
        names = [level.name for level in self.levels]
        return len(names) - 1 - names.index(name)


def _either_missing(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


def _one_slip(column: str) -> str:
    """One letter more, less, other, or two changed about.

    Lengths, and the distance that takes two changed about for two slips, are cheaper to compare.
    """
    return (
        f"(abs(length({column}_l) - length({column}_r)) <= 1"
        f" and levenshtein({column}_l, {column}_r) <= 2"
        f" and damerau_levenshtein({column}_l, {column}_r) <= 1)"
    )


def _half_same(column: str, half: int) -> str:
    """Whether a beginning or an end agrees, as it must where only one slip was made."""
    return (
        f"(left({column}_l, {half}) = left({column}_r, {half})"
        f" or right({column}_l, {half}) = right({column}_r, {half}))"
    )


_STARTS = (
    "(length(forename_l) >= 3 and starts_with(forename_r, forename_l))"
    " or (length(forename_r) >= 3 and starts_with(forename_l, forename_r))"
)

# A slip makes a word that few others bear. Ann and Anna, each borne by many, are two names.
_TWO_NAMES = (
    "(least(forename_times_l, forename_times_r) >= 5"
    " and 100 * least(forename_times_l, forename_times_r)"
    " > greatest(forename_times_l, forename_times_r))"
)


def _close(column: str) -> str:
    return (
        f"(jaro_winkler_similarity({column}_l, {column}_r) >= 0.92"
        f" or (least(length({column}_l), length({column}_r)) >= 4"
        f" and {_half_same(column, 2)} and {_one_slip(column)}))"
    )


# One name stands in the other's place, and the other very nearly does.
_SWAPPED = (
    "(forename_l = surname_r"
    " and coalesce(jaro_winkler_similarity(surname_l, forename_r) >= 0.8, true))"
    " or (surname_l = forename_r"
    " and coalesce(jaro_winkler_similarity(forename_l, surname_r) >= 0.8, true))"
)

FORENAME = Comparison(
    name="forename",
    needs=("forename",),
    missing=_either_missing("forename"),
    levels=(
        Level(name="same", sql="forename_l = forename_r", m=0.85, u=0.004, frequency_of="forename"),
        Level(
            name="other_form",
            sql=(
                "forename_root_l = forename_root_r"
                " or (length(forename_l) = 1 and starts_with(forename_r, forename_l))"
                " or (length(forename_r) = 1 and starts_with(forename_l, forename_r))"
            ),
            m=0.05,
            u=0.003,
        ),
        Level(
            name="swapped",
            sql=_SWAPPED,
            m=0.01,
            u=0.0001,
        ),
        Level(name="part", sql=_STARTS, m=0.015, u=0.002),
        Level(
            name="close",
            sql=f"{_close('forename')} and not {_TWO_NAMES}",
            m=0.045,
            u=0.004,
        ),
        Level(
            name="alike",
            sql=(
                f"jaro_winkler_similarity(forename_l, forename_r) >= 0.8 or {_one_slip('forename')}"
            ),
            m=0.01,
            u=0.02,
        ),
        Level(name="different", sql="ELSE", m=0.02, u=0.9669),
    ),
)

SURNAME = Comparison(
    name="surname",
    needs=("surname",),
    # Swapped names are judged once, as a forename: counted twice they would weigh too much.
    missing=f"{_either_missing('surname')} or {_SWAPPED}",
    levels=(
        Level(name="same", sql="surname_l = surname_r", m=0.87, u=0.0031, frequency_of="surname"),
        Level(
            name="part",
            sql=(
                "least(length(surname_l), length(surname_r)) >= 4"
                " and (contains(surname_l, surname_r) or contains(surname_r, surname_l))"
            ),
            m=0.02,
            u=0.001,
        ),
        Level(name="close", sql=_close("surname"), m=0.05, u=0.004),
        Level(name="different", sql="ELSE", m=0.06, u=0.9919),
    ),
)

BIRTH = Comparison(
    name="dob",
    needs=("dob",),
    missing=_either_missing("dob"),
    levels=(
        # One day that far too many have, because somebody typed no birthday.
        Level(name="filled_in", sql="dob_l = dob_r and dob_common_l", m=0.005, u=0.00005),
        Level(name="same", sql="dob_l = dob_r", m=0.935, u=0.0002, frequency_of="dob"),
        Level(name="swapped", sql="dob_l = dob_swapped_r", m=0.01, u=0.0001),
        Level(name="slip", sql=f"{_half_same('dob', 3)} and {_one_slip('dob')}", m=0.03, u=0.004),
        # 1 January stands for "some day of that year" where a form insists on a day.
        Level(
            name="year_only",
            sql=(
                "substr(dob_l, 1, 4) = substr(dob_r, 1, 4)"
                " and (substr(dob_l, 5, 4) = '0101' or substr(dob_r, 5, 4) = '0101')"
            ),
            m=0.005,
            u=0.0003,
        ),
        Level(
            name="two_parts",
            sql=(
                "substr(dob_l, 1, 6) = substr(dob_r, 1, 6)"
                " or substr(dob_l, 5, 4) = substr(dob_r, 5, 4)"
                " or (substr(dob_l, 1, 4) = substr(dob_r, 1, 4)"
                " and substr(dob_l, 7, 2) = substr(dob_r, 7, 2))"
            ),
            m=0.005,
            u=0.0077,
        ),
        Level(name="different", sql="ELSE", m=0.01, u=0.98765),
    ),
)

SEX = Comparison(
    name="sex",
    needs=("sex",),
    missing=_either_missing("sex"),
    levels=(
        Level(name="same", sql="sex_l = sex_r", m=0.99, u=0.5),
        Level(name="different", sql="ELSE", m=0.01, u=0.5),
    ),
)

_SAME_ADDRESS = "(address_l = address_r or jaro_winkler_similarity(address_l, address_r) >= 0.94)"

# Postcode and address are one comparison: they agree together or not at all, and counted apart
# they would make two children of one household look like one.
HOME = Comparison(
    name="home",
    needs=("postcode", "address"),
    missing=(
        "(postcode_l is null or postcode_r is null) and (address_l is null or address_r is null)"
    ),
    levels=(
        # A school or a hospital: its children share it with many who are no family of theirs.
        Level(
            name="of_many",
            sql=f"postcode_l = postcode_r and {_SAME_ADDRESS} and home_common_l",
            m=0.005,
            u=0.00005,
        ),
        Level(
            name="same",
            sql=f"postcode_l = postcode_r and {_SAME_ADDRESS}",
            m=0.595,
            u=0.00003,
        ),
        Level(
            name="postcode",
            sql="postcode_l = postcode_r",
            m=0.2,
            u=0.0003,
            frequency_of="postcode",
        ),
        Level(name="address", sql=_SAME_ADDRESS, m=0.05, u=0.0001),
        Level(
            name="slip",
            sql=f"{_half_same('postcode', 3)} and {_one_slip('postcode')}",
            m=0.02,
            u=0.005,
        ),
        Level(
            name="near",
            sql=(
                "substr(postcode_l, 1, length(postcode_l) - 2)"
                " = substr(postcode_r, 1, length(postcode_r) - 2)"
            ),
            m=0.03,
            u=0.02,
        ),
        Level(name="different", sql="ELSE", m=0.1, u=0.97452),
    ),
)


def _identifier(column: str, *, checked: bool) -> Comparison:
    """Same or not; where no check digit guards against slips, one slip is a level of its own."""
    same = Level(name="same", sql=f"{column}_l = {column}_r", m=0.97, u=0.000001)
    slip = Level(name="slip", sql=_one_slip(column), m=0.02, u=0.00001)
    left = 0.03 if checked else 0.01
    other = Level(name="different", sql="ELSE", m=left, u=0.999999 if checked else 0.999989)
    return Comparison(
        name=column,
        needs=(column,),
        missing=_either_missing(column),
        levels=(same, other) if checked else (same, slip, other),
    )


CHI = _identifier("chi", checked=True)
SCN = _identifier("scn", checked=False)
IDENTIFIER = _identifier("identifier", checked=False)

COMPARISONS = (FORENAME, SURNAME, BIRTH, SEX, HOME, CHI, SCN, IDENTIFIER)
SHARED_IDENTIFIERS = (CHI, SCN, IDENTIFIER)


def as_splink(comparison: Comparison, *, frequencies: bool) -> dict[str, Any]:
    """The comparison in Splink's own terms, with the values of its levels."""
    null = {
        "sql_condition": comparison.missing,
        "is_null_level": True,
        "label_for_charts": "missing",
    }
    levels = [_level(level, frequencies=frequencies) for level in comparison.levels]
    return {"output_column_name": comparison.name, "comparison_levels": [null, *levels]}


# A value that only one family bears tells much, but no more than this.
_RAREST = {"forename": 0.0002, "surname": 0.0002, "dob": 0.00005, "postcode": 0.00002}


def _level(level: Level, *, frequencies: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "sql_condition": level.sql,
        "label_for_charts": level.name,
        "m_probability": level.m,
        "u_probability": level.u,
    }
    if frequencies and level.frequency_of is not None:
        said["tf_adjustment_column"] = level.frequency_of
        said["tf_adjustment_weight"] = 1.0
        said["tf_minimum_u_value"] = _RAREST[level.frequency_of]
    return said
