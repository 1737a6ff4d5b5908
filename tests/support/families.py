"""Invented families in five agencies, with the errors that agencies make, and the truth."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

GIRLS = (
    "olivia sophie emily isla ava jessica ella amelia lucy lily ellie millie mia grace chloe freya "
    "anna eva charlotte ruby hannah emma isabella aria katie orla sophia holly erin eilidh evie "
    "abigail robyn zara rosie skye niamh poppy sofia harper maisie georgia daisy alice esme molly "
    "rebecca sarah amy megan leah rachel iona cara abbie kayla lexi summer willow maya hollie "
    "beth lauren nicole samantha kirsty mairi catriona ailsa morven rowan heather fiona shona "
    "natalia zofia aisha fatima maryam zainab mhairi elsie thea ivy florence matilda bonnie"
).split()
BOYS = (
    "jack james lewis logan noah oliver harris leo alexander charlie finlay rory harry lucas "
    "alfie mason ethan adam max cameron daniel oscar archie aaron callum brodie harrison joshua "
    "nathan thomas ryan luke jacob liam samuel connor dylan matthew kyle jamie andrew euan ben "
    "murray struan angus fraser gregor fergus duncan hamish blair ross scott craig stuart kieran "
    "sean owen reuben jude theo arlo freddie george henry william arthur joseph isaac caleb "
    "muhammad ibrahim yusuf omar jakub filip kacper oskar innes magnus ruaridh calan corey jay"
).split()
_STARTS = (
    "mac wal rob ander camp stew thom mur cla ros tay mit wat pat gra hen ham john mor dun fer"
).split()
_ENDS = "son donald ker bell art lor ton ry ison ley field man wick burn shaw gate low dale".split()
_PLAIN = (
    "smith brown wilson robertson thomson campbell stewart anderson scott murray macdonald reid "
    "taylor clark mitchell ross walker paterson young watson morrison miller fraser davidson gray "
    "mcdonald henderson johnston hamilton graham kerr simpson martin ferguson cameron duncan "
    "hunter kelly bell grant mackenzie mackay allan black macleod mclean russell gibson wallace"
).split()
SURNAMES = _PLAIN + [a + b for a in _STARTS for b in _ENDS]
_SHORT = {
    "alexander": "alex",
    "samuel": "sam",
    "samantha": "sam",
    "james": "jamie",
    "thomas": "tom",
    "william": "billy",
    "joshua": "josh",
    "daniel": "danny",
    "matthew": "matt",
    "katie": "kate",
    "rebecca": "becky",
    "abigail": "abbie",
    "jessica": "jess",
    "charlotte": "charlie",
    "isabella": "bella",
    "andrew": "andy",
    "joseph": "joe",
    "nicole": "nicola",
    "amelia": "millie",
    "cameron": "cam",
    "benjamin": "ben",
    "freddie": "fred",
    "oliver": "ollie",
    "lily": "lilian",
}
AGENCIES = {
    "social_work": 0.70,
    "health": 0.98,
    "education": 0.80,
    "police": 0.60,
    "reporter": 0.42,
}
_HAS = {
    "social_work": {"chi": 0.6, "scn": 0.5},
    "health": {"chi": 0.97},
    "education": {"scn": 0.98},
}
_REFERENCE_DAY = date(2017, 7, 31)


@dataclass
class Child:
    number: int
    household: int
    forename: str
    surname: str
    born: date
    sex: str
    postcode: str
    address: str
    chi: str
    scn: str
    twin: "Child | None" = field(default=None, repr=False)


@dataclass(frozen=True)
class Families:
    """People tables by agency, and which child each (agency, person_id) is."""

    tables: dict[str, pa.Table]
    child_of: dict[tuple[str, str], Child]


def make_families(*, children: int, seed: int) -> Families:
    """So many children with their records; the same for the same seed."""
    dice = random.Random(seed)
    everyone = _children(children, dice)
    tables, child_of = {}, {}
    for agency, coverage in AGENCIES.items():
        known = [child for child in everyone if dice.random() < coverage]
        dice.shuffle(known)
        rows = []
        for number, child in enumerate(known):
            person_id = f"{agency[0].upper()}{number:07d}"
            rows.append({"person_id": person_id, **_record(child, agency, dice)})
            child_of[agency, person_id] = child
        tables[agency] = pa.Table.from_pylist(rows, schema=_SCHEMA)
    return Families(tables, child_of)


_TEXTS = ("forename", "surname", "sex", "postcode", "address", "chi", "scn")
_SCHEMA = pa.schema(
    [
        ("person_id", pa.string()),
        ("date_of_birth", pa.date32()),
        *((c, pa.string()) for c in _TEXTS),
    ]
)


def _children(count: int, dice: random.Random) -> list[Child]:
    found: list[Child] = []
    used: set[str] = set()
    household = 0
    while len(found) < count:
        household += 1
        found += _household(household, len(found), dice, used)
    return found[:count]


def _household(number: int, first: int, dice: random.Random, used: set[str]) -> list[Child]:
    surname = _skewed(SURNAMES, dice)
    area = dice.randrange(60)
    postcode = (
        f"QX{area} {dice.randrange(1, 10)}{dice.choice('ABDEFGHJLN')}{dice.choice('ABDEFGH')}"
    )
    street = f"{dice.choice(SURNAMES).title()} {dice.choice(['Road', 'Street', 'Court'])}"
    address = f"{dice.randrange(1, 180)} {street}"
    born = _REFERENCE_DAY - timedelta(days=dice.randrange(1, 6600))
    children: list[Child] = []
    names: set[str] = set()
    wanted = dice.choices([1, 2, 3, 4], [45, 36, 14, 5])[0]
    while len(children) < wanted and born < _REFERENCE_DAY:
        twins = dice.random() < 0.016
        sexes = dice.choices("FM", k=2 if twins else 1)
        own = surname if dice.random() < 0.85 else _skewed(SURNAMES, dice)
        births = []
        for sex in sexes:
            forename = _forename(sex, names, dice)
            births.append(
                Child(
                    first + len(children) + len(births),
                    number,
                    forename,
                    own,
                    born,
                    sex,
                    postcode,
                    address,
                    _chi(born, sex, dice, used),
                    f"{dice.randrange(10**8, 10**9)}",
                )
            )
        if twins:
            births[0].twin, births[1].twin = births[1], births[0]
        children += births
        born += timedelta(days=dice.randrange(330, 1600))
    return children


def _forename(sex: str, names: set[str], dice: random.Random) -> str:
    while True:
        name = _skewed(GIRLS if sex == "F" else BOYS, dice)
        if name not in names:
            names.add(name)
            return name


def _skewed(values: list[str], dice: random.Random) -> str:
    return values[int(len(values) * dice.random() ** 1.8)]


def _chi(born: date, sex: str, dice: random.Random, used: set[str]) -> str:
    """An invented number: the day is 40 too late, the check digit is right."""
    while True:
        nine = f"{born.day + 40:02d}{born:%m%y}{dice.randrange(100):02d}"
        nine += str(2 * dice.randrange(5) + (sex == "M"))
        rest = (11 - sum(int(d) * (10 - i) for i, d in enumerate(nine)) % 11) % 11
        if rest < 10 and (whole := nine + str(rest)) not in used:
            used.add(whole)
            return whole


def _record(child: Child, agency: str, dice: random.Random) -> dict[str, object]:
    forename, surname = _names(child, dice)
    moved = dice.random() < 0.1
    shared = {
        column: getattr(child.twin if child.twin and dice.random() < 0.03 else child, column)
        for column, share in _HAS.get(agency, {}).items()
        if dice.random() < share
    }
    if "chi" in shared and dice.random() < 0.01:
        shared["chi"] = _slip(shared["chi"], dice, "0123456789")
    return {
        "forename": forename,
        "surname": surname,
        "date_of_birth": _born(child.born, dice),
        "sex": "FM"[child.sex == "F"] if dice.random() < 0.004 else child.sex,
        "postcode": None
        if dice.random() < 0.04
        else (f"QX{dice.randrange(60)} {dice.randrange(1, 10)}AB" if moved else child.postcode),
        "address": f"{dice.randrange(1, 180)} Elsewhere" if moved else child.address,
        **shared,
    }


def _names(child: Child, dice: random.Random) -> tuple[str | None, str]:
    forename: str | None = child.forename
    surname = child.surname
    chance = dice.random()
    if chance < 0.01:
        forename = dice.choice([None, "Baby", "baby of " + surname])
    elif chance < 0.05:
        forename = _SHORT.get(child.forename, child.forename)
    elif chance < 0.07:
        forename = _slip(child.forename, dice, "abcdefghilmnorstuy")
    if dice.random() < 0.03:
        surname = _skewed(SURNAMES, dice)
    elif dice.random() < 0.02:
        surname = _slip(surname, dice, "abcdefghilmnorstuy")
    if forename and dice.random() < 0.004:
        forename, surname = surname, forename
    return (forename.title() if forename else None), surname.title()


def _born(day: date, dice: random.Random) -> date | None:
    chance = dice.random()
    if chance < 0.004:
        return None
    if chance < 0.008:
        return date(day.year, 1, 1)
    if chance < 0.015 and day.day <= 12:
        return date(day.year, day.day, day.month)
    if chance < 0.025:
        return day + timedelta(days=dice.choice([-1, 1, 10, -10, 365]))
    return day


def _slip(text: str, dice: random.Random, letters: str) -> str:
    place = dice.randrange(len(text))
    kind = dice.randrange(3)
    if kind == 0 and len(text) > 3:
        return text[:place] + text[place + 1 :]
    if kind == 1 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + dice.choice(letters) + text[place + 1 :]


@dataclass(frozen=True)
class Quality:
    """How good links are, over pairs of records within one person."""

    precision: float
    recall: float
    siblings: int
    twins: int
    strangers: int


def judge_links(families: Families, people: list[dict[str, str]]) -> Quality:
    """Every pair of records that one pseudonym holds, against the truth."""
    persons: dict[str, list[Child]] = {}
    for row in people:
        child = families.child_of[row["agency"], row["person_id"]]
        persons.setdefault(row["person"], []).append(child)
    right = siblings = twins = strangers = 0
    for members in persons.values():
        for i, one in enumerate(members):
            for other in members[i + 1 :]:
                right += one is other
                twins += one is not other and one.twin is other
                siblings += (
                    one is not other and one.twin is not other and one.household == other.household
                )
                strangers += one.household != other.household
    records: dict[int, int] = {}
    for child in families.child_of.values():
        records[child.number] = records.get(child.number, 0) + 1
    true = sum(n * (n - 1) // 2 for n in records.values())
    linked = right + siblings + twins + strangers
    return Quality(right / max(1, linked), right / max(1, true), siblings, twins, strangers)
