"""The first generator: invented families and what agencies make of them. Its shares are fixed.

`Shares` was committed before the method was tuned; a change of it is a change of the yardstick.
The shares are the makers' estimates, set high where families are hard (names alike, copied
numbers, cousins), and are not measured on real people.
"""

from dataclasses import dataclass

import numpy as np

from sixpoint.synthetic import names
from sixpoint.synthetic.identifiers import chi_numbers, scn_numbers

from .link_data import File, Files, Flags, Ints, Population, Texts, as_table

LAST_DAY = 17378  # 2017-07-31
WINDOW = 18 * 365


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How often what happens: of households, of children, or of records, as the name says."""

    households_by_children: tuple[float, ...] = (0.44, 0.37, 0.14, 0.04, 0.01)
    children_who_are_twins: float = 0.015
    twins_of_nearly_one_name: float = 0.05
    siblings_of_nearly_one_name: float = 0.02
    households_of_two_surnames: float = 0.12
    households_with_a_double_surname: float = 0.05
    households_of_kin: float = 0.10
    kin_in_the_same_postcode: float = 0.15
    kin_at_the_same_address: float = 0.03
    cousins_of_one_forename: float = 0.03
    coverage: float = 0.85

    forename_short: float = 0.04
    forename_slip: float = 0.02
    forename_with_second_name: float = 0.01
    forename_second_name_used: float = 0.005
    forename_changed: float = 0.002
    forename_missing: float = 0.005
    forename_baby: float = 0.005
    forename_initial: float = 0.003
    names_swapped: float = 0.004
    surname_slip: float = 0.02
    surname_changed_for_the_household: float = 0.01
    surname_changed_for_the_child: float = 0.015
    surname_half_of_double: float = 0.30
    surname_missing: float = 0.001
    birthday_missing: float = 0.004
    birthday_filled_in: float = 0.004
    birthday_swapped: float = 0.007
    birthday_slip: float = 0.010
    sex_wrong: float = 0.004
    sex_missing: float = 0.010
    household_moved: float = 0.08
    child_moved: float = 0.03
    postcode_missing: float = 0.03
    postcode_slip: float = 0.015

    chi_filled: float = 0.90
    scn_filled: float = 0.60
    number_slip: float = 0.010
    number_of_the_twin: float = 0.03
    number_of_a_sibling: float = 0.002


SHARES = Shares()
AGENCIES = {
    "social_work": 0.70,
    "health": 0.98,
    "education": 0.80,
    "police": 0.60,
    "reporter": 0.42,
}


def make_files(*, records: int, seed: int) -> Files:
    """Two files, `left` and `right`, of about so many records each."""
    people = make_population(children=round(records / SHARES.coverage), seed=seed)
    covered = {"left": SHARES.coverage, "right": SHARES.coverage}
    return Files(people, _files(people, covered, seed=seed))


def make_agencies(*, children: int, seed: int) -> Files:
    """Files of five agencies, each of its share of the children."""
    people = make_population(children=children, seed=seed)
    return Files(people, _files(people, AGENCIES, seed=seed))


def make_population(*, children: int, seed: int) -> Population:
    """About so many children in households; a household's twins stand next to each other."""
    rng = np.random.default_rng([seed, 1])
    shares = np.array(SHARES.households_by_children)
    sizes = rng.choice(np.arange(1, 6), size=round(children / (shares @ np.arange(1, 6))), p=shares)
    household = np.repeat(np.arange(len(sizes)), sizes)
    order = np.arange(len(household)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    twin_of_last = _flip(rng, _twin_births(sizes), len(household)) & (order > 0)
    twin_of_last &= ~np.roll(twin_of_last, 1)
    born = _birthdays(rng, household=household, order=order, twin=twin_of_last)
    kin, surnames, postcodes, addresses = _homes(rng, len(sizes))
    sex = rng.integers(0, 2, len(household))
    names_given = _forenames(rng, household=household, sex=sex, kin=kin, twin=twin_of_last)
    keep = born <= LAST_DAY
    number = np.cumsum(keep) - 1
    twin = _twins(twin_of_last, keep=keep, number=number)
    other = names.draw_surnames(rng, len(sizes))
    two = _flip(rng, SHARES.households_of_two_surnames, len(sizes))[household]
    own = np.where(two & _flip(rng, 0.5, len(household)), other[household], surnames[household])
    kept = np.flatnonzero(keep)
    home = household[kept]
    return Population(
        household=home, kin=kin[home], twin=twin[kept], born=born[kept],
        sex=np.array(["F", "M"], dtype=object)[sex[kept]],
        forename=names_given[kept], surname=own[kept],
        postcode=postcodes[home], address=addresses[home],
        chi=chi_numbers(rng, birth=born[kept], sex=sex[kept]),
        scn=scn_numbers(rng, count=len(kept)),
    )  # fmt: skip


def _flip(rng: np.random.Generator, share: float, count: int) -> Flags:
    return rng.random(count) < share


def _twin_births(sizes: Ints) -> float:
    """The chance that a later child of a household is the twin of the one before."""
    return SHARES.children_who_are_twins / 2 * sizes.sum() / (sizes - 1).sum()


def _birthdays(rng: np.random.Generator, *, household: Ints, order: Ints, twin: Flags) -> Ints:
    gaps = 300 + rng.gamma(2.0, 400.0, len(household)).astype(np.int64)
    gaps[twin] = 0
    gaps[order == 0] = 0
    total = np.cumsum(gaps)
    first = np.flatnonzero(order == 0)
    since = total - total[first][household]
    oldest = LAST_DAY - rng.integers(0, WINDOW, len(first))
    return oldest[household] + since


def _twins(twin: Flags, *, keep: Flags, number: Ints) -> Ints:
    found = np.full(len(twin), -1, dtype=np.int64)
    later = np.flatnonzero(twin & keep)
    found[later], found[later - 1] = number[later - 1], number[later]
    return found


def _homes(rng: np.random.Generator, count: int) -> tuple[Ints, Texts, Texts, Texts]:
    """Kin, surname, postcode and address of each household; kin follow their own."""
    surnames = names.draw_surnames(rng, count)
    double = _flip(rng, SHARES.households_with_a_double_surname, count)
    surnames[double] = surnames[double] + "-" + names.draw_surnames(rng, int(double.sum()))
    codes = rng.integers(0, max(20, count // 5), count)
    streets = names.draw_surnames(rng, count)
    houses = rng.integers(1, 120, count)
    kin = np.arange(count)
    follow = np.flatnonzero(_flip(rng, SHARES.households_of_kin, count) & (kin > 0))
    of = follow - 1
    kin[follow] = kin[of]
    surnames[follow] = surnames[of]
    near = _flip(rng, SHARES.kin_in_the_same_postcode, len(follow))
    codes[follow[near]] = codes[of[near]]
    same = near & _flip(
        rng, SHARES.kin_at_the_same_address / SHARES.kin_in_the_same_postcode, len(follow)
    )
    streets[follow[same]], houses[follow[same]] = streets[of[same]], houses[of[same]]
    address = houses.astype(str).astype(object) + " " + streets + " Street"
    return kin, surnames, postcode_texts(codes), address


def postcode_texts(codes: Ints) -> Texts:
    """Numbers as postcodes of areas that do not exist: QX12 3AB."""
    letters = np.array(list("ABDEFGHJLNPQRSTUWXYZ"), dtype=object)
    mixed = codes * 48271 % 792_000  # neighbours in number are no neighbours in town
    area = np.array(["QX", "QV"], dtype=object)[mixed // 396_000 % 2]
    district = (mixed // 4_000 % 99 + 1).astype(str).astype(object)
    sector = (mixed // 400 % 10).astype(str).astype(object)
    return area + district + " " + sector + letters[mixed // 20 % 20] + letters[mixed % 20]


def _forenames(
    rng: np.random.Generator, *, household: Ints, sex: Ints, kin: Ints, twin: Flags
) -> Texts:
    given = names.draw_forenames(rng, sex)
    again = np.flatnonzero((household == np.roll(household, 1)) & (given == np.roll(given, 1)))
    given[again] = names.draw_forenames(rng, sex[again])
    chance = np.where(twin, SHARES.twins_of_nearly_one_name, SHARES.siblings_of_nearly_one_name)
    like = (rng.random(len(given)) < chance) & (household == np.roll(household, 1))
    for row in np.flatnonzero(like):
        sex[row] = sex[row - 1]
        given[row] = _neighbour(given[row - 1], int(sex[row]))
    cousins = _flip(rng, SHARES.cousins_of_one_forename, len(given))
    cousins &= (household != np.roll(household, 1)) & (kin[household] == np.roll(kin[household], 1))
    for row in np.flatnonzero(cousins):
        sex[row], given[row] = sex[row - 1], given[row - 1]
    return given


def _neighbour(name: str, sex: int) -> str:
    """A name that looks like this one: the next in the alphabet with its first two letters."""
    ordered = sorted(names.forenames(sex).tolist())
    place = int(np.searchsorted(np.array(ordered), name))
    near = [n for n in ordered[max(0, place - 2) : place + 3] if n != name and n[:2] == name[:2]]
    return near[0] if near else name + "a"


def _files(people: Population, covered: dict[str, float], *, seed: int) -> dict[str, File]:
    return {
        agency: _file(people, np.random.default_rng([seed, 2, number]), share, agency)
        for number, (agency, share) in enumerate(covered.items())
    }


def _file(people: Population, rng: np.random.Generator, share: float, agency: str) -> File:
    child = rng.permutation(np.flatnonzero(_flip(rng, share, len(people.household))))
    forename = _written_forenames(rng, people.forename[child], people.sex[child])
    surname = _written_surnames(rng, people, child)
    swapped = _flip(rng, SHARES.names_swapped, len(child)) & (forename != None)  # noqa: E711
    forename[swapped], surname[swapped] = surname[swapped], forename[swapped]
    postcode, address = _written_homes(rng, people, child)
    born, missing = _written_birthdays(rng, people.born[child])
    columns = {
        "forename": forename, "surname": surname, "sex": _written_sexes(rng, people.sex[child]),
        "postcode": postcode, "address": address,
        "chi": _written_numbers(rng, people, child, people.chi, SHARES.chi_filled),
        "scn": _written_numbers(rng, people, child, people.scn, SHARES.scn_filled),
    }  # fmt: skip
    return File(as_table(columns, born=born, missing=missing, prefix=agency[0].upper()), child)


def _some(rng: np.random.Generator, share: float, count: int) -> list[int]:
    return np.flatnonzero(_flip(rng, share, count)).tolist()  # type: ignore[no-any-return]


def _written_forenames(rng: np.random.Generator, given: Texts, sex: Texts) -> Texts:
    written, count = given.copy(), len(given)
    second = names.draw_forenames(rng, (sex == "M").astype(np.int64))
    dice = rng.integers(0, 1_000_000, count).tolist()
    for row in _some(rng, SHARES.forename_short, count):
        written[row] = names.nickname(given[row], dice[row])
    for row in _some(rng, SHARES.forename_slip, count):
        written[row] = slip(written[row], dice[row])
    for row in _some(rng, SHARES.forename_with_second_name, count):
        written[row] = f"{written[row]} {second[row]}"
    for share in (SHARES.forename_second_name_used, SHARES.forename_changed):
        rows = _some(rng, share, count)
        written[rows] = second[rows]
    for row in _some(rng, SHARES.forename_initial, count):
        written[row] = given[row][:1]
    written[_some(rng, SHARES.forename_missing, count)] = None
    written[_some(rng, SHARES.forename_baby, count)] = "Baby"
    return written


def _written_surnames(rng: np.random.Generator, people: Population, child: Ints) -> Texts:
    written, count = people.surname[child], len(child)
    dice = rng.integers(0, 1_000_000, count).tolist()
    homes = int(people.household.max()) + 1
    changed = _flip(rng, SHARES.surname_changed_for_the_household, homes)[people.household[child]]
    written = np.where(changed, names.draw_surnames(rng, homes)[people.household[child]], written)
    rows = _some(rng, SHARES.surname_changed_for_the_child, count)
    written[rows] = names.draw_surnames(rng, len(rows))
    for row in _some(rng, SHARES.surname_half_of_double, count):
        written[row] = written[row].split("-")[dice[row] % 2 if "-" in written[row] else 0]
    for row in _some(rng, SHARES.surname_slip, count):
        written[row] = slip(written[row], dice[row])
    written[_some(rng, SHARES.surname_missing, count)] = None
    return written


def slip(text: str, dice: int) -> str:
    """The text with a letter lost, doubled, changed, or changed about with the next."""
    if len(text) < 3:
        return text
    place, letter = 1 + dice % (len(text) - 2), "aeiounrstlmdghcy"[dice // 7 % 16]
    changed = (
        text[place + 1] + text[place],
        text[place + 1],
        text[place] * 2 + text[place + 1],
        letter + text[place + 1],
    )[dice // 3 % 4]
    return text[:place] + changed + text[place + 2 :]


def _written_homes(
    rng: np.random.Generator, people: Population, child: Ints
) -> tuple[Texts, Texts]:
    """The household's home, another for the whole household or for the child alone, or none."""
    count, homes = len(child), int(people.household.max()) + 1
    away = _flip(rng, SHARES.household_moved, homes)
    codes = postcode_texts(rng.integers(0, max(20, homes // 5), homes))
    house = people.household[child]
    postcode = np.where(away[house], codes[house], people.postcode[child])
    elsewhere = rng.integers(1, 120, homes).astype(str).astype(object) + " Elsewhere Road"
    address = np.where(away[house], elsewhere[house], people.address[child])
    alone = _some(rng, SHARES.child_moved, count)
    postcode[alone] = postcode_texts(rng.integers(0, max(20, homes // 5), len(alone)))
    address[alone] = rng.integers(1, 120, len(alone)).astype(str).astype(object) + " Foster Lane"
    for row in _some(rng, SHARES.postcode_slip, count):
        postcode[row] = postcode[row][:-1] + "ABDEFGHJLNPQRSTUWXYZ"[row % 20]
    postcode[_some(rng, SHARES.postcode_missing, count)] = None
    return postcode, address


def _written_birthdays(rng: np.random.Generator, born: Ints) -> tuple[Ints, Flags]:
    days = born.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    year = days.astype("datetime64[Y]")
    month = (months - year).astype(np.int64) + 1
    written = days.copy()
    count = len(born)
    slips = _flip(rng, SHARES.birthday_slip, count)
    away = rng.choice([-1, 1, 10, -10, 30, 365, -365, 3], count)
    written[slips] = (born + away)[slips].astype("datetime64[D]")
    swaps = _flip(rng, SHARES.birthday_swapped, count) & (day <= 12)
    turned = (year + 0).astype("datetime64[M]") + (day - 1)
    written[swaps] = (turned.astype("datetime64[D]") + (month - 1))[swaps]
    filled = _flip(rng, SHARES.birthday_filled_in, count)
    written[filled] = year[filled].astype("datetime64[D]")
    return written.astype(np.int64), _flip(rng, SHARES.birthday_missing, count)


def _written_sexes(rng: np.random.Generator, sex: Texts) -> Texts:
    wrong = _flip(rng, SHARES.sex_wrong, len(sex))
    written = np.where(wrong, np.where(sex == "F", "M", "F"), sex).astype(object)
    written[_some(rng, SHARES.sex_missing, len(sex))] = None
    return written


def _written_numbers(
    rng: np.random.Generator, people: Population, child: Ints, numbers: Texts, share: float
) -> Texts:
    """The child's number, sometimes the twin's or the next sibling's, sometimes with a slip."""
    twin = people.twin[child]
    whose = np.where((twin >= 0) & _flip(rng, SHARES.number_of_the_twin, len(child)), twin, child)
    beside = np.minimum(child + 1, len(people.household) - 1)
    sibling = people.household[beside] == people.household[child]
    whose = np.where(sibling & _flip(rng, SHARES.number_of_a_sibling, len(child)), beside, whose)
    written: Texts = numbers[whose]
    dice = rng.integers(0, 1_000_000, len(child)).tolist()
    for row in _some(rng, SHARES.number_slip, len(child)):
        place, digit = dice[row] % len(written[row]), str(dice[row] // 11 % 10)
        written[row] = written[row][:place] + digit + written[row][place + 1 :]
    written[~_flip(rng, share, len(child))] = None
    return written
