"""What in a note looks as if it tells who a child is: a name, a number, a birthday, a postcode.

Takes text and the day it is about; gives what to ask the writer. It asks and never refuses: a
pattern cannot know whether "Grace" is a child, and a writer who is stopped writes elsewhere. What
it finds stays on the writer's page: no caller may log or keep the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Telling(StrEnum):
    """What something looks like."""

    NAME = "name"
    NUMBER = "number"
    BIRTHDAY = "birthday"
    POSTCODE = "postcode"


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Words in a note, and what they look like."""

    telling: Telling
    words: str


GROWN = 26
"""Years: whoever is older is nobody whom services count as a child or care leaver."""

BABY = 2
"""Years: a day nearer than this to what was seen is more often a day of something else."""

# Common first names as one hears them in Scotland, from general knowledge; no published list.
FORENAMES = frozenset(
    """
    aaron abbie abdul abigail adam adele aidan aiden ailsa aimee aisha alan alasdair alastair alex
    alexander alexandra alfie ali alice alicia alison alistair alyssa amanda amelia amina amy ana
    andrea andrew andrzej angela angus anna anne annie anthony archie ariana arran arthur ashleigh
    ashley ava ayesha barbara barry beatrice becca ben benjamin beth bethany blair bobby bonnie
    brandon brian brodie brooke caitlin callum calum cameron cara carly carol caroline carrie
    catherine catriona charles charlie charlotte cheryl chloe chris christina christine
    christopher claire cole colin connor conor cooper corey craig daisy daniel danielle darren
    david dawid deborah declan demi denise derek diane dominic donald douglas duncan dylan eilidh
    elaine eleanor elena elise elizabeth ella ellie elliot ellis emily emma erin ethan euan eva
    evan eve evie ewan fatima felicity finlay finn fiona fraser freddie freya gary gavin gemma
    geoff george georgia gillian gordon graeme graham gregor hamish hamza hannah harris harrison
    harry harvey heather heidi helen henry holly hugh hugo ian ibrahim imogen innes irene isaac
    isabel isabella isla ismail jack jackson jacob jacqueline jakub jamie james jan jane janet
    jasmine jason jayden jenna jennifer jenny jess jessica jodie joe john jonathan jordan joseph
    josh joshua judith julia julie kaitlyn karen kate katherine kathleen katie kayden kayla
    kayleigh keira keiran kelly kenneth kerry kevin khadija kieran kirsty krzysztof kyle kylie
    lachlan laura lauren layla leah lee leo leon lesley lewis lexi liam lily linda lisa lochlan
    logan lois lorna lorraine louis louise luca lucas lucy luke lynn lynsey mackenzie maddison
    madison magdalena maisie malcolm marcus margaret maria marie martin mary maryam mason mateusz
    matilda matthew max maya megan melissa mia michael michelle mila millie mirren mohammad
    mohammed morag morgan muhammad murray mustafa natalie nathan neil niamh nicholas nicola nicole
    niall noah nora oleksandr olga oliver olivia ollie omar orla oscar owen paige pamela patricia
    patrick paul pauline peter philip phoebe piotr poppy quinn rachel ranald rebecca reece rhys
    richard riley robbie robert robin rory rosie rowan ruaridh ryan sam samantha samuel sandra
    sara sarah scott sean shannon sharon shaun shona siobhan sofia sonia sophia sophie stacey
    stephanie stephen steven struan stuart susan suzanne tamara tanya tasha teresa thea theo
    theodore thomas tiffany toby tommy tracey tyler valerie vanessa victoria wendy william yasmin
    yousef yusuf zac zachary zain zainab zara zoe zofia zuzanna
    """.split()
)

CAPITAL = r"[A-ZÀ-Þ][a-zà-ÿ'’]+(?:[-'’]?[A-ZÀ-Þ][a-zà-ÿ]+)*"
TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.? {CAPITAL}")
CALLED = re.compile(
    rf"\b(?:called|named|mum|mother|dad|father|brother|sister|son|daughter|baby|boy|girl|child"
    rf"|[Cc]arer|granny|gran|uncle|aunt),? ({CAPITAL}(?: {CAPITAL})?)"
)
WORDS = re.compile(rf"\b{CAPITAL}\b")
NUMBER = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[ -]?\d{4}(?!\d)")
"""Ten digits that begin with a day and a month, as a CHI number does."""

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
"""The shape in the Royal Mail's Postcode Address File: the last two letters are never C, I, K, M,
O or V."""

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
IN_DIGITS = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
IN_WORDS = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?"
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*,? (\d{4})\b",
    re.IGNORECASE,
)
BORN = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b\.?)\W{0,3}(?:\w+\W{1,3}){0,3}$", re.I)


def doubts(text: str, *, on: date) -> tuple[Doubt, ...]:
    """What to ask about, in the order of the text within each kind, each words once.

    `on` is the day that the note is about: a full day from two to 26 years before it may be a
    child's birthday, and so may any after the word "born".
    """
    found = [
        *(Doubt(telling=Telling.NAME, words=one) for one in _names(text)),
        *(Doubt(telling=Telling.NUMBER, words=one.group()) for one in NUMBER.finditer(text)),
        *(Doubt(telling=Telling.BIRTHDAY, words=one) for one in _birthdays(text, on)),
        *(Doubt(telling=Telling.POSTCODE, words=one.group()) for one in POSTCODE.finditer(text)),
    ]
    return tuple(dict.fromkeys(found))


def _names(text: str) -> Iterator[str]:
    """Titles with a name, people who are called something, and common first names."""
    taken: list[tuple[int, int]] = []
    for one in TITLED.finditer(text):
        taken.append(one.span())
        yield one.group()
    for one in CALLED.finditer(text):
        if _free(one.span(1), taken):
            taken.append(one.span(1))
            yield one.group(1)
    for one in WORDS.finditer(text):
        if one.group().casefold() in FORENAMES and _free(one.span(), taken):
            after = re.match(rf" {CAPITAL}", text[one.end() :])
            yield one.group() + (after.group() if after else "")


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or span[0] >= end for start, end in taken)


def _birthdays(text: str, on: date) -> Iterator[str]:
    for words, begins, day in _days(text):
        age = (on - day).days / 365.25
        if BABY <= age < GROWN or BORN.search(text[max(0, begins - 40) : begins]):
            yield words


def _days(text: str) -> Iterator[tuple[str, int, date]]:
    """Every full day in the text that there is, with where it begins."""
    for one in IN_DIGITS.finditer(text):
        yield from _day(one, year=one[3], month=int(one[2]), day=one[1])
    for one in ISO.finditer(text):
        yield from _day(one, year=one[1], month=int(one[2]), day=one[3])
    for one in IN_WORDS.finditer(text):
        month = MONTHS.index(one[2][:3].lower()) + 1
        yield from _day(one, year=one[3], month=month, day=one[1])


def _day(
    found: re.Match[str], *, year: str, month: int, day: str
) -> Iterator[tuple[str, int, date]]:
    in_full = int(year) + (2000 if len(year) == len("26") else 0)
    try:
        yield found.group(), found.start(), date(in_full, month, int(day))
    except ValueError:
        return
