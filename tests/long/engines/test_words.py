"""Texts written in many ways, on both engines: mapped, cast, shaped and put in one form alike."""

from dataclasses import replace
from itertools import product

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch, keep
from sixpoint.linkage.standardise import standardise
from sixpoint.packs.datasets import ColumnType
from sixpoint.records.cast import cast_text
from sixpoint.records.map_columns import PARTS, Ways, map_column
from sixpoint.validation.shapes import ENGINE_SHAPES, full_match
from tests.support.measures import DATASETS

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:unclosed <socket\.socket:ResourceWarning"),
    pytest.mark.timeout(900),
]

TEXTS = [
    *("1/2/2016", "01-02-16", "2016-02-01", "20160201", "31 Dec 1999", "12/31/99", "2016.30.11"),
    *("1 feb 2016 9:05", "2016-02-01T23:59:59", "01/02/2016 12:00 am", "1/2/16 1:07:09.5 p.m."),
    *("2016-02-30", "2016-02-01\n", "1/1/19", "infinity", "today", "2016-2-1", "9999-12-31"),
    *("1,234.50", "1.234,50", "-7", "7.0", "007", "1e5", "0x1F", "999999999999999999", "½", "٣"),
    *("yes", "No", "n/a", " N/A ", "a-b-c", "a|b", "a.b", "", " ", "x\ty", "x\x0by", "\u00a0z"),
    *("0101010101", "1234567890", "AB1 2CD", "ab12cd", "(none)", "$5", "back\\slash", "per%cent"),
    *(
        "O’Neill",
        "M'KAY",
        "MacDonald-Smith",
        "Zoë",
        "ŁUKASZ",
        "Ärmel",
        "İpek",
        "straße",
        "ǅ",
        "ΣΩΣ",
    ),
    *("مُحَمَّد", "محـمد", "Олена", "李小龍", "ﬁona", "Fraser", "violet", "twin 1", "Baby", "NK"),
    None,
]
COLUMN = DATASETS["social_work.people"].columns[0]


def table_on(engine: Engine) -> ir.Table:
    places = pa.array(range(len(TEXTS)), pa.int64())
    return keep(engine, "texts", pa.table({"place": places, "text": pa.array(TEXTS, pa.string())}))


def ways(type_: ColumnType, **more: object) -> Ways:
    nothing = dict.fromkeys(("split_at", "part", "order", "pivot", "decimal_mark"))
    given = {"join": " ", "missing": frozenset(), "codes": {}} | nothing | more
    return Ways(column=replace(COLUMN, type=type_), **given)  # type: ignore[arg-type]


def mapped(text: ir.StringValue) -> dict[str, ir.Value]:
    days = product((ColumnType.DATE, ColumnType.DATETIME), PARTS, (None, 30))
    numbers = product((ColumnType.INTEGER, ColumnType.DECIMAL), ".,")
    plain = ways(ColumnType.DECIMAL, missing=frozenset({"n/a"}), codes={"no": "N", "yes": "Y"})
    return {
        **{
            f"{type_} {order} {pivot}": map_column([text], ways(type_, order=order, pivot=pivot))
            for type_, order, pivot in days
        },
        **{
            f"{type_} {mark}": map_column([text], ways(type_, decimal_mark=mark))
            for type_, mark in numbers
        },
        "codes": map_column([text, text], plain),
        **{
            f"part {part} at {sign}": map_column(
                [text], ways(ColumnType.DECIMAL, split_at=sign, part=part)
            )
            for part, sign in product((1, 2, 3), ("-", "|", ".", " "))
        },
    }


def looked_at(text: ir.StringValue) -> dict[str, ir.Value]:
    return {
        **{f"cast {type_}": cast_text(text, type_) for type_ in ColumnType},
        **{f"shape {name}": shape(text) for name, shape in ENGINE_SHAPES.items()},
        "pattern": full_match(text, "[A-Z]{1,2}[0-9].*|.*[$]"),
        "trimmed": text.strip(),
        "letters": text.re_replace(r"[^\p{L}]|\x{0640}", ""),
        "small": text.lower(),
        "large": text.upper(),
        "length": text.length(),
        "half": text.hash().isnull(),
    }


@pytest.mark.parametrize("of", [mapped, looked_at], ids=["mapped", "looked at"])
def test_texts_mean_the_same(of: object, spark: Engine, engine: Engine) -> None:
    found = [
        fetch(one, table.select("place", **of(table.text)).order_by("place"))  # type: ignore[operator]
        for one, table in ((one, table_on(one)) for one in (engine, spark))
    ]
    ours, theirs = found
    differing = {
        name: [
            (TEXTS[place], one, other)
            for place, (one, other) in enumerate(
                zip(ours[name].to_pylist(), theirs[name].to_pylist(), strict=True)
            )
            if one != other
        ]
        for name in ours.column_names
    }
    assert {name: some for name, some in differing.items() if some} == {}


def test_names_of_any_script_are_put_into_the_same_form(spark: Engine, engine: Engine) -> None:
    found = []
    for one in (engine, spark):
        table = table_on(one)
        people = table.select(
            person_id=table.place.cast("string"),
            forename="text",
            surname="text",
            address="text",
            postcode="text",
            identifier="text",
            chi="text",
            sex="text",
            date_of_birth="text",
        )
        found.append(fetch(one, standardise({"health": people}).order_by("record")))
    assert found[1].to_pylist() == found[0].to_pylist()
