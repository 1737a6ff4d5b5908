"""Small families: who is joined, and why. Each case is meant to be argued about."""

import pytest

from tests.support.linking import groups_of, link_text

# Valid invented numbers: the day is 40 too late, the check digit is right.
ISLA, EVIE = "5703090024", "5703090040"

CASES = {
    "the same child in two agencies is one person": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        """,
        "h:1=sw:1",
    ),
    "a nickname, an accent and MacDonald do not matter": (
        """
        agency id forename surname   born       sex postcode
        h      1  Zoë      MacDonald 2009-03-17 F   QX1_2AB
        h      2  Robert   O'Neil    2007-01-30 M   QX3_1DD
        sw     1  Zoe      McDonald  2009-03-17 F   qx12ab
        sw     2  Rob      ONeil     2007-01-30 M   QX3_1DD
        """,
        "h:1=sw:1 h:2=sw:2",
    ),
    "day and month changed about are a slip": (
        """
        agency id forename surname  born       sex postcode
        h      1  Struan   Mackay   2009-03-07 M   QX1_2AB
        sw     1  Struan   Mackay   2009-07-03 M   QX1_2AB
        """,
        "h:1=sw:1",
    ),
    "twins are two children": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     1  Evie     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        """,
        "",
    ),
    "twins are told apart where both are known": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        h      2  Evie     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     7  Evie     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     8  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        """,
        "h:1=sw:8 h:2=sw:7",
    ),
    "a boy and a girl of nearly one name are two children": (
        """
        agency id forename  surname  born       sex postcode address
        h      1  Alexander Reid     2009-03-17 M   QX1_2AB  4_High_Street
        sw     1  Alexandra Reid     2009-03-17 F   QX1_2AB  4_High_Street
        """,
        "",
    ),
    "brothers are two children": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Jamie    Reid     2009-03-17 M   QX1_2AB  4_High_Street
        sw     1  Jack     Reid     2011-06-02 M   QX1_2AB  4_High_Street
        """,
        "",
    ),
    "an identifier joins a child who moved and changed surname": (
        f"""
        agency id forename surname  born       sex postcode chi
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  {ISLA}
        sw     1  Isla     Paterson 2009-03-17 F   QX9_9ZZ  {ISLA}
        """,
        "h:1=sw:1",
    ),
    "a twin's copied number joins nobody": (
        f"""
        agency id forename surname  born       sex postcode chi
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  {ISLA}
        sw     1  Evie     Reid     2009-03-17 F   QX1_2AB  {ISLA}
        """,
        "",
    ),
    "a number that contradicts the birthday joins nobody": (
        f"""
        agency id forename surname  born       sex postcode chi
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  {ISLA}
        sw     1  Isla     Brown    2014-11-05 F   QX8_2AB  {ISLA}
        """,
        "",
    ),
    "a number that one agency gave to two records is not used": (
        f"""
        agency id forename surname  born       sex postcode chi
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  {ISLA}
        sw     1  Isla     Brown    2009-03-17 F   QX8_2AB  {ISLA}
        sw     2  Ann      White    2001-12-13 F   QX7_2AB  {ISLA}
        """,
        "",
    ),
    "two different valid numbers keep like children apart": (
        f"""
        agency id forename surname  born       sex postcode chi
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  {ISLA}
        sw     1  Isla     Reid     2009-03-17 F   QX1_2AB  {EVIE}
        """,
        "",
    ),
    "a number with a wrong check digit says nothing": (
        """
        agency id forename surname  born       sex postcode chi
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  5703090021
        sw     1  Ann      White    2001-12-13 F   QX7_2AB  5703090021
        """,
        "",
    ),
    "a baby without a name is not given to one of two twins": (
        """
        agency id forename surname  born       sex postcode address
        e      1  Evie     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        h      1  Baby_of  Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        """,
        "",
    ),
    "a nameless record linked by number does not join two twins": (
        f"""
        agency id forename surname  born       sex postcode address       chi
        e      1  Evie     Reid     2009-03-17 F   QX1_2AB  4_High_Street .
        h      1  .        Reid     2009-03-17 F   QX1_2AB  4_High_Street {ISLA}
        sw     1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street {ISLA}
        """,
        "h:1=sw:1",
    ),
    "the same name and birthday far apart may be chance, and with nothing else is left": (
        """
        agency id forename surname  born       sex postcode
        h      1  .        Smith    .          M   QX1_2AB
        sw     1  Jack     Smith    2009-03-17 M   QX9_8ZZ
        """,
        "",
    ),
    "a baby without a name belongs to the only child of that birthday and home": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Baby_of  Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        """,
        "h:1=sw:1",
    ),
    "M'Kay is McKay, and halves of a double name may change places": (
        """
        agency id forename surname    born       sex postcode
        h      1  Rory     M'Kay      2009-03-17 M   QX1_2AB
        h      2  Skye     Reid-Brown 2007-01-30 F   QX3_1DD
        sw     1  Rory     MacKay     2009-03-17 M   QX1_2AB
        sw     2  Skye     Brown-Reid 2007-01-30 F   QX3_1DD
        """,
        "h:1=sw:1 h:2=sw:2",
    ),
    "no fixed abode is no home that two children share": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Jack     Smith    2009-03-17 M   ZZ99_3VZ No_fixed_abode
        sw     1  Jack     Brown    2009-03-17 M   ZZ99_3VZ No_fixed_abode
        """,
        "",
    ),
    "cousins of one name in one home with other birthdays are two children": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Jack     Reid     2009-03-17 M   QX1_2AB  4_High_Street
        sw     1  Jack     Reid     2012-11-05 M   QX1_2AB  4_High_Street
        """,
        "",
    ),
    "cousins of one name in one home, birthdays a slip apart, are left to a person": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Jack     Reid     2009-03-17 M   QX1_2AB  4_High_Street
        h      2  Jack     Reid     2009-03-12 M   QX1_2AB  4_High_Street
        sw     7  Jack     Reid     2009-03-12 M   QX1_2AB  4_High_Street
        sw     8  Jack     Reid     2009-03-17 M   QX1_2AB  4_High_Street
        """,
        "",
    ),
    "Ann's number on Anna's record joins nobody where one agency knows both twins": (
        f"""
        agency id forename surname  born       sex postcode address       chi
        h      1  Ann      Reid     2009-03-17 F   QX1_2AB  4_High_Street {ISLA}
        h      2  Anna     Reid     2009-03-17 F   QX1_2AB  4_High_Street .
        sw     1  Anna     Reid     2009-03-17 F   QX1_2AB  4_High_Street {ISLA}
        """,
        "",
    ),
    "half-siblings of two surnames are two children": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     1  Evie     Brown    2011-03-02 F   QX1_2AB  4_High_Street
        """,
        "",
    ),
    "a child who took the stepfather's name is still that child": (
        """
        agency id forename surname  born       sex postcode address
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB  4_High_Street
        sw     1  Isla     Brown    2009-03-17 F   QX1_2AB  4_High_Street
        """,
        "h:1=sw:1",
    ),
    "three agencies make one person": (
        """
        agency id forename surname  born       sex postcode
        e      4  Isla     Reid     2009-03-17 F   QX1_2AB
        h      1  Isla     Reid     2009-03-17 F   QX1_2AB
        sw     2  Isla     Reid     2009-03-17 F   QX1_2AB
        """,
        "e:4=h:1=sw:2",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_is_joined(case: str) -> None:
    text, expected = CASES[case]
    assert link_text(text).groups == groups_of(expected)


def test_a_contradicted_identifier_is_in_doubt() -> None:
    outcome = link_text(CASES["a twin's copied number joins nobody"][0])
    assert outcome.in_doubt == 1


def test_a_link_says_why_without_a_value() -> None:
    outcome = link_text(CASES["an identifier joins a child who moved and changed surname"][0])
    (pair,) = outcome.pairs
    assert pair["how"] == "identifier"
    assert pair["probability"] is None
    assert pair["why"] == (
        "forename same, surname different, birthday same, sex same, home different, CHI same"
    )
