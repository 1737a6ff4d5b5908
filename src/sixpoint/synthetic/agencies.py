"""What each agency knows of a child: its own ids, its coverage, and its habits of error."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .households import home_at, surname_at
from .identifiers import chi_numbers, own_numbers, scn_numbers
from .names import nickname, slip
from .places import addresses
from .plan import PLAN
from .schooling import Pupils, schools, stages
from .streams import stream
from .time import END, NEVER, START, as_days, parts
from .types import Care, Children, Column, Flags, Ints, Places, Table, Texts

AGENCIES = ("social_work", "health", "education", "police", "reporter")


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How an agency gets things wrong: chances for each record, unless said otherwise."""

    prefix: str
    nickname: float
    slip: float
    swapped_names: float
    swapped_day_month: float
    slipped_date: float
    no_date: float
    wrong_sex: float
    no_sex: float
    no_postcode: float
    slipped_postcode: float
    days_behind: float
    """How old its knowledge of name and address is, in days, on average."""
    chi: float = 0.0
    scn: float = 0.0
    slipped_identifier: float = 0.0
    capitals: bool = False
    abbreviates: bool = False
    carers_address: bool = False
    """Whether it writes where a looked-after child lives, rather than the family's home."""


# Boards and schools know nearly every address: they write to it. The others ask when they must.
HABITS: Mapping[str, Habits] = {
    "social_work": Habits(
        prefix="SW", nickname=0.06, slip=0.025, swapped_names=0.004, swapped_day_month=0.010,
        slipped_date=0.008, no_date=0.0, wrong_sex=0.004, no_sex=0.01, no_postcode=0.06,
        slipped_postcode=0.010, days_behind=160, chi=0.35, scn=0.45, slipped_identifier=0.006,
        carers_address=True,
    ),
    "health": Habits(
        prefix="HB", nickname=0.01, slip=0.010, swapped_names=0.001, swapped_day_month=0.003,
        slipped_date=0.003, no_date=0.0, wrong_sex=0.001, no_sex=0.002, no_postcode=0.0,
        slipped_postcode=0.0005, days_behind=420, chi=0.99, slipped_identifier=0.001,
        abbreviates=True,
    ),
    "education": Habits(
        prefix="ED", nickname=0.15, slip=0.015, swapped_names=0.002, swapped_day_month=0.004,
        slipped_date=0.004, no_date=0.0, wrong_sex=0.002, no_sex=0.002, no_postcode=0.001,
        slipped_postcode=0.0005, days_behind=90, scn=0.97, slipped_identifier=0.002,
        carers_address=True,
    ),
    "police": Habits(
        prefix="VP", nickname=0.12, slip=0.040, swapped_names=0.006, swapped_day_month=0.015,
        slipped_date=0.015, no_date=0.020, wrong_sex=0.006, no_sex=0.02, no_postcode=0.08,
        slipped_postcode=0.015, days_behind=240, capitals=True,
    ),
    "reporter": Habits(
        prefix="RP", nickname=0.03, slip=0.020, swapped_names=0.003, swapped_day_month=0.008,
        slipped_date=0.006, no_date=0.005, wrong_sex=0.003, no_sex=0.005, no_postcode=0.07,
        slipped_postcode=0.010, days_behind=200,
    ),
}  # fmt: skip
_SHORT = {
    " Terrace": " Terr", " Court": " Ct", " Gardens": " Gdns", " Place": " Pl", " Drive": " Dr",
    " Crescent": " Cres", " Avenue": " Ave",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """The children an agency knows and its own id for each: `number` is None for the others."""

    child: Ints
    number: Texts


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """What a record is made from."""

    children: Children
    places: Places
    care: Care
    pupils: Pupils
    chi: Texts
    scn: Texts


def make_world(
    seed: int, *, children: Children, places: Places, care: Care, pupils: Pupils
) -> World:
    """The children with the shared identifiers that exist; agencies hold some of them."""
    return World(
        children=children,
        places=places,
        care=care,
        pupils=pupils,
        chi=chi_numbers(stream(seed, "chi"), birth=children.birth, sex=children.sex),
        scn=scn_numbers(stream(seed, "scn"), count=len(children)),
    )


def who_is_known(
    seed: int, *, agency: str, world: World, seen: Flags, besides: Flags | None = None
) -> Known:
    """Those with an event at the agency, those it covers anyway, and a few it merely knows."""
    rng = stream(seed, f"known-{agency}")
    children = world.children
    a_few = (rng.random(len(children)) < 0.012) & ~children.outside & (children.birth <= END)
    known = seen | a_few | children.canary
    if besides is not None:
        known |= besides
    child = np.flatnonzero(known)
    number = np.full(len(children), None, dtype=object)
    number[child] = own_numbers(rng, count=len(child), prefix=HABITS[agency].prefix)
    return Known(child=child, number=number)


def make_people(seed: int, *, agency: str, known: Known, world: World) -> Table:
    """The agency's table of people, sorted by its own ids, with its errors."""
    habits, rng = HABITS[agency], stream(seed, f"people-{agency}")
    child = known.child[np.argsort(known.number[known.child])]
    sure = world.children.canary[child]
    seen = _last_seen(rng, world.children, child, habits)
    columns: dict[str, Column] = {"person_id": known.number[child]}
    columns |= _names(rng, world.children, child, seen, habits=habits, sure=sure)
    columns |= _dates(rng, agency, world.children, child, habits=habits, sure=sure)
    columns["sex"] = _sexes(rng, world.children, child, habits)
    columns |= _homes(rng, world, child, seen, habits=habits, sure=sure)
    if habits.chi:
        columns["chi"] = _shared(rng, world.chi[child], _share_chi(world, child, habits), habits)
    if habits.scn:
        columns["scn"] = _shared(rng, world.scn[child], _share_scn(world, child, habits), habits)
    if agency in ("education", "social_work"):
        columns |= _recorded(seed, agency, world.children, child)
    if agency == "education":
        columns["school"] = schools(world.children, world.places, world.pupils, child)
        columns["stage"] = stages(world.pupils, child)
    return Table(dataset=f"{agency}.people", columns=columns)


def _recorded(seed: int, agency: str, children: Children, child: Ints) -> dict[str, Column]:
    """What the agency asked of each child; nothing where it did not ask, or got no answer."""
    rng = stream(seed, f"recorded-{agency}")
    disabled = np.where(children.disabled[child], "yes", "no").astype(object)
    disabled[rng.random(len(child)) < PLAN.not_recorded] = None
    group = children.ethnic_group[child].copy()
    asked = rng.random(len(child))
    group[asked < PLAN.not_recorded] = "not_known"
    group[asked < PLAN.not_recorded / 3] = None
    return {"disabled": disabled, "ethnic_group": group}


def _last_seen(rng: np.random.Generator, children: Children, child: Ints, habits: Habits) -> Ints:
    """The day on which the agency last brought the record up to date."""
    behind = rng.exponential(habits.days_behind, len(child)).astype(np.int64)
    return np.maximum(END - behind, np.maximum(START, np.minimum(children.birth[child], END)))


def _names(
    rng: np.random.Generator,
    children: Children,
    child: Ints,
    seen: Ints,
    *,
    habits: Habits,
    sure: Flags,
) -> dict[str, Column]:
    forename = children.forename[child].copy()
    surname = surname_at(children, child, seen)
    choice = rng.integers(0, 2**31, len(child)).tolist()
    draw = rng.random((4, len(child)))
    draw[:, sure] = 1.0
    for row in np.flatnonzero(draw[0] < habits.nickname).tolist():
        forename[row] = nickname(forename[row], choice[row])
    for row in np.flatnonzero(draw[1] < habits.slip).tolist():
        forename[row] = slip(forename[row], choice[row])
    for row in np.flatnonzero(draw[2] < habits.slip).tolist():
        surname[row] = slip(surname[row], choice[row])
    unborn = children.birth[child] > END
    forename[unborn] = "Unborn"
    swapped = (draw[3] < habits.swapped_names) & ~unborn
    forename[swapped], surname[swapped] = surname[swapped], forename[swapped]
    if habits.capitals:
        surname[~sure] = [name.upper() for name in surname[~sure]]
    return {"forename": forename, "surname": surname}


def _dates(
    rng: np.random.Generator,
    agency: str,
    children: Children,
    child: Ints,
    *,
    habits: Habits,
    sure: Flags,
) -> dict[str, Column]:
    birth = children.birth[child]
    written = birth.copy()
    draw = rng.random((3, len(child)))
    draw[:, sure] = 1.0
    swap = draw[0] < habits.swapped_day_month
    written[swap] = _day_month_swapped(birth[swap])
    slips = draw[1] < habits.slipped_date
    written[slips] += rng.choice([-365, -30, -10, -1, 1, 10, 30, 365], int(slips.sum()))
    written = np.where(written > END, birth, written)
    written[draw[2] < habits.no_date] = NEVER
    unborn = birth > END
    written[unborn] = NEVER
    columns: dict[str, Column] = {"date_of_birth": as_days(written)}
    if agency == "social_work":
        expected = np.where(unborn, birth, NEVER)
        columns["expected_date_of_birth"] = as_days(expected)
    return columns


def _day_month_swapped(birth: Ints) -> Ints:
    """Day and month the wrong way round, where that makes a day of the calendar."""
    year, month, day = parts(birth)
    can = day <= 12
    months = (year - 1970) * 12 + np.where(can, day, month) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.where(can, first + month - 1, birth)


def _sexes(rng: np.random.Generator, children: Children, child: Ints, habits: Habits) -> Texts:
    draw = rng.random(len(child))
    wrong = draw < habits.wrong_sex
    sex = np.where(children.sex[child] == wrong, "F", "M").astype(object)
    sex[(draw > 1 - habits.no_sex) | (children.birth[child] > END)] = "U"
    return sex


def _homes(
    rng: np.random.Generator,
    world: World,
    child: Ints,
    seen: Ints,
    *,
    habits: Habits,
    sure: Flags,
) -> dict[str, Column]:
    place, number = home_at(world.children, child, seen)
    if habits.carers_address:
        away = world.care.covers(child, seen) & (world.care.away[child] >= 0)
        place = np.where(away, world.care.away[child], place)
        number = np.where(away, world.care.away_number[child], number)
    postcode = world.places.postcode[place].copy()
    address = addresses(world.places, place, number)
    if habits.abbreviates:
        for row in np.flatnonzero(rng.random(len(child)) < 0.5).tolist():
            address[row] = _abbreviated(address[row])
    draw = rng.random(len(child))
    draw[sure] = 0.5
    choice = rng.integers(0, 10, len(child)).tolist()
    for row in np.flatnonzero(draw > 1 - habits.slipped_postcode).tolist():
        postcode[row] = f"{postcode[row][:-3]}{choice[row]}{postcode[row][-2:]}"
    postcode[draw < habits.no_postcode] = None
    address[rng.random(len(child)) < habits.no_postcode / 2] = None
    return {"postcode": postcode, "address": address}


def _abbreviated(address: str) -> str:
    for long, short in _SHORT.items():
        address = address.replace(long, short)
    return address


def _share_chi(world: World, child: Ints, habits: Habits) -> Column:
    return np.where(world.children.birth[child] <= END, habits.chi, 0.0)


def _share_scn(world: World, child: Ints, habits: Habits) -> Column:
    """A number is given at the first school; nursery children and the unborn have none."""
    return np.where(world.pupils.known[child] & (world.pupils.first[child] <= 2016), habits.scn, 0)


def _shared(rng: np.random.Generator, numbers: Texts, share: Column, habits: Habits) -> Texts:
    """The shared identifier where the agency has it, now and then with two digits swapped."""
    held = numbers.copy()
    draw = rng.random(len(held))
    for row in np.flatnonzero(draw > 1 - habits.slipped_identifier).tolist():
        held[row] = held[row][:-3] + held[row][-2] + held[row][-3] + held[row][-1]
    held[rng.random(len(held)) >= share] = None
    return held
