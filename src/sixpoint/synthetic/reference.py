"""What belongs to no child: postcodes with their deprivation, and how many children there are."""

from datetime import date

import numpy as np

from .time import day_number
from .types import Children, Places, Table

_YEARS = range(2012, 2018)
_AGES = range(22)
SUPPLIER = "Invermore Council (invented)"


def make_postcodes(places: Places) -> Table:
    """Every invented postcode."""
    return Table(
        dataset="reference.postcodes",
        columns={
            "postcode": places.postcode,
            "simd_quintile": places.quintile,
            "in_area": places.in_area,
            "urban_rural": np.where(places.rural, "rural", "urban").astype(object),
        },
    )


def make_population(children: Children, places: Places) -> Table:
    """Children living in the area in the middle of each year, by single year of age."""
    rows: list[tuple[int, int, str, int]] = []
    for year in _YEARS:
        middle = day_number(date(year, 6, 30))
        column = (children.moved <= middle).sum(axis=1)
        home = children.homes[np.arange(len(children)), column]
        age = np.floor((middle - children.birth) / 365.25).astype(np.int64)
        for years_old in _AGES:
            here = (age == years_old) & places.in_area[home]
            by_quintile = np.bincount(places.quintile[home[here]], minlength=6)[1:].tolist()
            rows += [(year, years_old, str(q), n) for q, n in enumerate(by_quintile, start=1)]
            rows.append((year, years_old, "all", sum(by_quintile)))
    year_, age_, quintile, count = (np.array(column) for column in zip(*rows, strict=True))
    return Table(
        dataset="reference.population",
        columns={
            "year": year_,
            "age_from": age_,
            "age_to": age_,
            "simd_quintile": quintile,
            "children": count,
            "supplied_by": np.full(len(rows), SUPPLIER, dtype=object),
        },
    )
