"""An invented area: towns, streets and postcodes that exist nowhere.

The postcode area is ZV: none of the 124 areas in use has these letters. Town names were composed
and looked up to be sure that no place bears them.
"""

import numpy as np

from .types import Ints, Places, Texts

AREA = "ZV"
TOWNS = ("Kirkvellan", "Dunquharlie", "Invermore", "Strathvellan", "Auchterfenn", "Mossgarvel")
OUTSIDE_TOWNS = ("Ballenquoy", "Portquellan")
"""Within the health board, outside the council."""

_FIRST = (
    "Alder Bracken Curlew Drover Elder Fallow Gorse Harrow Ivy Juniper Kestrel Lapwing Miller "
    "Nettle Orchard Plover Quarry Rowan Saddler Thistle Usher Vennel Weaver Yarrow Bellfield "
    "Cooper Dovecot Fuller Granary Hazel Larch Maltman Osprey Pipit Skylark Tanner Whinny Burnside "
    "Cairn Lochan Heather Birch Swallow Meadow Cobbler Ferry Harbour Kelp Marram Sorrel"
).split()
_SECOND = "Brae Row Wynd Gait Loan Terrace Court Gardens Place Drive Crescent Avenue".split()
_UNITS = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters that the last half of a postcode uses."""


def make_places(rng: np.random.Generator, *, children: int) -> Places:
    """About one postcode for nine children, in small zones that share a deprivation quintile."""
    zones = int(np.clip(children // 60, 20, 900))
    each = max(4, -(-children // (9 * zones)))
    zone = np.repeat(np.arange(zones), each)
    unit = np.tile(np.arange(each), zones)
    quintile = zone % 5 + 1
    in_area = (zone // 5) % 10 != 3
    town = np.where(in_area, (zone // 5) % len(TOWNS), len(TOWNS) + zone % len(OUTSIDE_TOWNS))
    names = np.array(TOWNS + OUTSIDE_TOWNS, dtype=object)
    return Places(
        postcode=_postcodes(zone, unit),
        street=_streets(rng, len(zone)),
        town=names[town],
        town_index=town,
        quintile=quintile,
        in_area=in_area,
        # Two of the towns are villages with the country around them.
        rural=np.isin(town, (3, 4)),
    )


def _postcodes(zone: Ints, unit: Ints) -> Texts:
    letters = len(_UNITS)
    return np.array(
        [
            f"{AREA}{1 + z // 10} {z % 10}{_UNITS[u // letters % letters]}{_UNITS[u % letters]}"
            for z, u in zip(zone.tolist(), unit.tolist(), strict=True)
        ],
        dtype=object,
    )


def _streets(rng: np.random.Generator, count: int) -> Texts:
    first = rng.integers(0, len(_FIRST), count).tolist()
    second = rng.integers(0, len(_SECOND), count).tolist()
    pairs = zip(first, second, strict=True)
    return np.array([f"{_FIRST[f]} {_SECOND[s]}" for f, s in pairs], dtype=object)


def addresses(places: Places, place: Ints, number: Ints) -> Texts:
    """House number, street and town; no comma, so that no cell needs quotes."""
    lines = zip(
        number.tolist(), places.street[place].tolist(), places.town[place].tolist(), strict=True
    )
    return np.array([f"{n} {street} {town}" for n, street, town in lines], dtype=object)
