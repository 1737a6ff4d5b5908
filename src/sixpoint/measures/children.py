"""What is known of each child that figures are grouped by: home, birthday, sex and the like.

Takes the agencies' people with their pseudonyms; gives one row for each record of a person. Where
agencies differ, the first that knows is believed, in the order of ORDER_OF_AGENCIES.
"""

from collections.abc import Collection, Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Grouping

from .groups import DISABLED, ETHNIC_GROUPS, NOT_DISABLED, NOT_RURAL, RURAL, SEXES

POSTCODES = "reference.postcodes"
PLACEMENTS = "social_work.placements"
ORDER_OF_AGENCIES = ("social_work", "health", "education", "police", "reporter")
"""Whose word is believed first: the agency that visits the home before those told of it."""

KNOWN = {
    "simd_quintile": "string",
    "in_area": "string",
    "rural": "string",
    "born": "date",
    "sex": "string",
    "disabled": "string",
    "ethnic_group": "string",
}
"""What is known of a child, with its type."""
BY_CHILD = ("simd_quintile", "sex", "disabled", "ethnic_group", "rural")
"""Groupings that are the same on every day."""

STILL = date(9999, 12, 31)
"""The last day of a spell that has not ended."""

Tables = Mapping[str, ir.Table]


def children_of(tables: Tables, people: ir.Table) -> ir.Table:
    """agency, person_id, person and the columns of KNOWN: null where not known.

    `people` is Linked.people.
    """
    known = people.select("agency", "person_id", "person")
    for more in (
        _places_of(tables, people),
        _born_and_sex(tables, people),
        _recorded(tables, people),
    ):
        if more is not None:
            more = more.rename(_of="person")
            known = known.left_join(more, known["person"] == more["_of"]).drop("_of")
    absent = {name: ibis.null(type_) for name, type_ in KNOWN.items() if name not in known.columns}
    return known.mutate(**absent).select("agency", "person_id", "person", *KNOWN)


def groupings_of(
    tables: Tables, supplied: Mapping[str, Collection[str]] | None = None
) -> frozenset[Grouping]:
    """The groups that these tables can tell children apart by.

    A column that no agency supplied tells nobody apart: all would seem to be in no group.
    """
    columns = supplied or {name: table.columns for name, table in tables.items()}

    def given(column: str) -> bool:
        return any(column in columns.get(f"{a}.people", ()) for a in ORDER_OF_AGENCIES)

    anybody = any(f"{agency}.people" in tables for agency in ORDER_OF_AGENCIES)
    can = {
        Grouping.SIMD_QUINTILE: anybody and POSTCODES in tables,
        Grouping.LOOKED_AFTER: PLACEMENTS in tables,
        Grouping.SEX: anybody,
        Grouping.AGE_BAND: anybody,
        Grouping.DISABLED: given("disabled"),
        Grouping.ETHNIC_GROUP: given("ethnic_group"),
        Grouping.RURAL: anybody and "urban_rural" in columns.get(POSTCODES, ()),
    }
    return frozenset(grouping for grouping, possible in can.items() if possible)


def placements_of(tables: Tables, people: ir.Table) -> ir.Table | None:
    """person, started_on, ended_on: each spell for which a linked child was looked after.

    Both days are included. Spells of one child never overlap: placements that do are one spell.
    One that has not ended ends on STILL.
    """
    if PLACEMENTS not in tables:
        return None
    placements = tables[PLACEMENTS].select("person_id", "started_on", "ended_on")
    of_agency = people.filter(people["agency"] == "social_work").select("person_id", "person")
    joined = placements.inner_join(of_agency, "person_id")
    spans = joined.select(
        "person",
        started_on=joined["started_on"].cast("date"),
        ended_on=joined["ended_on"].cast("date").fill_null(STILL),
    )
    return _spells(
        spans.filter(spans["started_on"] <= spans["ended_on"], spans["person"].notnull())
    )


def _spells(spans: ir.Table) -> ir.Table:
    """The spans of each person, those that overlap joined into one."""
    order = [spans["started_on"], spans["ended_on"]]
    earlier = ibis.window(group_by="person", order_by=order, rows=(None, -1))
    reached = spans.mutate(_reached=spans["ended_on"].max().over(earlier))
    apart = reached["_reached"].isnull() | (reached["_reached"] < reached["started_on"])
    upto = ibis.window(group_by="person", order_by=["started_on", "ended_on"], rows=(None, 0))
    numbered = reached.mutate(_apart=apart.cast("int64"))
    numbered = numbered.mutate(_spell=numbered["_apart"].sum().over(upto))
    spells = numbered.group_by("person", "_spell").aggregate(
        started_on=numbered["started_on"].min(), ended_on=numbered["ended_on"].max()
    )
    return spells.drop("_spell")


def _places_of(tables: Tables, people: ir.Table) -> ir.Table | None:
    """person, simd_quintile, in_area: by the first agency whose postcode is a known one."""
    if POSTCODES not in tables:
        return None
    records = _records(tables, people, "postcode")
    if records is None:
        return None
    records = records.mutate(_postcode=_plain(records["postcode"]))
    known = records.inner_join(_known_postcodes(tables[POSTCODES]), "_postcode")
    first = ibis.row_number().over(group_by="person", order_by=["_rank", "_id"])
    chosen = known.mutate(_first=first).filter(ibis._["_first"] == 0)
    return chosen.select("person", "simd_quintile", "in_area", "rural")


def _rural(postcodes: ir.Table) -> ir.StringValue:
    if "urban_rural" not in postcodes.columns:
        return ibis.null("string")
    of = postcodes["urban_rural"]
    return ibis.cases((of == "rural", RURAL), (of == "urban", NOT_RURAL))


def _recorded(tables: Tables, people: ir.Table) -> ir.Table | None:
    """person, disabled, ethnic_group: each by the first agency that recorded it."""
    records = _records(tables, people, "disabled", "ethnic_group")
    if records is None:
        return None
    order = records["_rank"].cast("string") + ":" + records["_id"]
    disabled = ibis.cases(
        (records["disabled"] == "yes", DISABLED), (records["disabled"] == "no", NOT_DISABLED)
    )
    found = records.mutate(_order=order, disabled=disabled).group_by("person")
    return found.aggregate(
        disabled=ibis._["disabled"].argmin(ibis._["_order"], where=ibis._["disabled"].notnull()),
        ethnic_group=ibis._["ethnic_group"].argmin(
            ibis._["_order"], where=ibis._["ethnic_group"].isin(ETHNIC_GROUPS)
        ),
    )


def _born_and_sex(tables: Tables, people: ir.Table) -> ir.Table | None:
    records = _records(tables, people, "date_of_birth", "sex")
    if records is None:
        return None
    order = records["_rank"].cast("string") + ":" + records["_id"]
    found = records.mutate(_order=order).group_by("person")
    return found.aggregate(
        born=ibis._["date_of_birth"].argmin(
            ibis._["_order"], where=ibis._["date_of_birth"].notnull()
        ),
        sex=ibis._["sex"].argmin(ibis._["_order"], where=ibis._["sex"].isin(SEXES)),
    )


def _records(tables: Tables, people: ir.Table, *columns: str) -> ir.Table | None:
    """The columns of every agency's people, with person, _rank and _id."""
    found = []
    for rank, agency in enumerate(ORDER_OF_AGENCIES):
        table = tables.get(f"{agency}.people")
        if table is None or not set(columns) <= set(table.columns):
            continue
        mine = people.filter(people["agency"] == agency).select("person_id", "person")
        rows = table.select("person_id", *columns).inner_join(mine, "person_id")
        found.append(rows.select("person", *columns, _rank=ibis.literal(rank), _id="person_id"))
    if not found:
        return None
    return ibis.union(*found) if len(found) > 1 else found[0]


def _known_postcodes(postcodes: ir.Table) -> ir.Table:
    return (
        postcodes.mutate(_postcode=_plain(postcodes["postcode"]))
        .group_by("_postcode")
        .aggregate(
            simd_quintile=ibis._["simd_quintile"].min().cast("string"),
            in_area=ibis._["in_area"].max(),
            rural=_rural(postcodes).max(),
        )
        .filter(ibis._["_postcode"].notnull())
    )


def _plain(postcode: ir.StringValue) -> ir.StringValue:
    """A postcode without spaces and in capitals, as agencies write it in several ways."""
    return postcode.upper().re_replace(r"\s", "")
