"""Nothing in an invented partnership can belong to a real person or place."""

import csv
from pathlib import Path

import numpy as np
import pytest

from sixpoint.synthetic.identifiers import chi_numbers, own_numbers, scn_numbers
from sixpoint.synthetic.names import CANARIES, forenames, surnames
from sixpoint.synthetic.places import AREA

# The 124 postcode areas in use, of Great Britain, Northern Ireland, Jersey, Guernsey and Man.
AREAS_IN_USE = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
).split()
AGENCIES = ("social_work", "health", "education", "police", "reporter")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_digit(digits: str, weights: list[int]) -> int:
    return (11 - sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11) % 11


def test_the_invented_postcode_area_is_none_of_the_124_in_use() -> None:
    assert len(AREAS_IN_USE) == len(set(AREAS_IN_USE)) == 124
    assert AREA not in AREAS_IN_USE


def test_every_postcode_lies_in_the_invented_area(invermore: Path) -> None:
    for agency in AGENCIES:
        people = rows(invermore / f"partnership/extracts/{agency}/people.csv")
        written = {person["postcode"] for person in people} - {""}
        assert len(written) > 100
        assert all(code.startswith(AREA) for code in written - {"XX"})


def test_chi_numbers_have_an_impossible_day_the_sex_and_a_valid_check_digit() -> None:
    birth = np.repeat(np.arange(9000, 9040), 100)
    sex = np.tile([0, 1], 2000)
    numbers = chi_numbers(np.random.default_rng(1), birth=birth, sex=sex)
    assert len(set(numbers)) == len(birth)
    for number, boy in zip(numbers, sex, strict=True):
        assert len(number) == 10
        assert 41 <= int(number[:2]) <= 71
        assert int(number[8]) % 2 == boy
        assert check_digit(number[:9], list(range(10, 1, -1))) == int(number[9])


def test_candidate_numbers_come_from_years_in_which_none_was_issued() -> None:
    numbers = scn_numbers(np.random.default_rng(1), count=5000)
    assert len(set(numbers)) == 5000
    for number in numbers:
        assert len(number) == 9
        assert 60 <= int(number[:2]) <= 69
        assert check_digit(number[:8], [3, 2, 7, 6, 5, 4, 3, 2]) == int(number[8])


@pytest.mark.parametrize("count", [0, 1, 7, 4000])
def test_an_agencys_own_numbers_are_all_different(count: int) -> None:
    numbers = own_numbers(np.random.default_rng(2), count=count, prefix="SW")
    assert len(set(numbers)) == count
    assert len({len(number) for number in numbers}) <= 1


def test_there_are_enough_names_and_none_twice() -> None:
    for names, fewest in ((surnames(), 5000), (forenames(0), 300), (forenames(1), 300)):
        assert len(names) == len(set(names)) >= fewest
        assert all("," not in name and '"' not in name for name in names)


def test_the_canaries_are_known_to_every_agency_by_their_very_names(invermore: Path) -> None:
    for agency in AGENCIES:
        people = rows(invermore / f"partnership/extracts/{agency}/people.csv")
        names = {(person["forename"], person["surname"]) for person in people}
        assert set(CANARIES) <= names
    listed = (invermore / "truth/canaries.txt").read_text(encoding="utf-8").splitlines()
    assert listed == [f"{forename} {surname}" for forename, surname in CANARIES]


def test_every_folder_says_that_it_is_invented(invermore: Path) -> None:
    for folder in ("partnership", "truth"):
        assert "INVENTED" in (invermore / folder / "README.txt").read_text(encoding="utf-8")
    yaml = (invermore / "partnership/partnership.yaml").read_text(encoding="utf-8")
    assert "invented: true" in yaml
