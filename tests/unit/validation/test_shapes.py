"""Identifiers by engine and in plain Python; all are invented, as their days and years show."""

import ibis
import pytest

from sixpoint.engines import Engine
from sixpoint.packs.rule_kinds import SHAPES
from sixpoint.validation.shapes import ENGINE_SHAPES, PLAIN_SHAPES


def test_every_shape_of_the_catalogue_is_there_twice() -> None:
    assert set(ENGINE_SHAPES) == set(PLAIN_SHAPES) == SHAPES


@pytest.mark.parametrize(
    ("shape", "text", "fits"),
    [
        ("chi", "5705101007", True),
        ("chi", "5705101008", False),
        ("chi", "3205101000", False),
        ("chi", "", False),
        ("scn", "600012347", True),
        ("scn", "600012348", False),
        ("scn", "60001234", False),
        ("postcode", "ZZ1 2AB", True),
        ("postcode", "Z1A 2AB", True),
        ("postcode", "ZZ1 2A", False),
    ],
)
def test_a_text_fits_a_shape_or_not(engine: Engine, shape: str, text: str, fits: bool) -> None:
    assert PLAIN_SHAPES[shape](text) is fits
    table = ibis.memtable({"text": [text]})
    asked = table.select(fits=ENGINE_SHAPES[shape](table["text"]))
    assert engine.ibis.to_pyarrow(asked)["fits"].to_pylist() == [fits]
