"""Names of our own making: common ones that belong to nobody, and a long tail of composed ones.

Written for this project from general knowledge of how names in Scotland look, then composed from
syllables and patterns; no list of real people, and no published list, was used.
"""

from functools import cache

import numpy as np

from .types import Ints, Texts

_COMMON = (
    "Smith Brown Wilson Stewart Thomson Robertson Anderson Scott Murray Clark Morrison Watson Reid "
    "Taylor Mitchell Young Paterson Walker Henderson Hamilton Graham Kerr Simpson Martin Davidson "
    "Gray Duncan Ferguson Johnston Hunter Bell Allan Kelly Grant Miller Marshall Wallace Black "
    "Russell Gibson Sutherland Craig Gordon Burns Jamieson Sinclair Crawford Ritchie Muir Khan "
    "Ahmed Ali Singh Hussain Kaur Begum Chen Wong Nowak Kowalska Wojcik Lewandowska Okafor Adeyemi "
    "Mensah Patel Sharma Rossi Coia Jaconelli Doyle Docherty Gallacher Boyle Quinn Coyle Rooney"
).split()
_PREFIXES = ("Mac", "Mc")
_CLANS = (
    "Donald Kenzie Leod Lean Kay Gregor Intosh Farlane Millan Kinnon Neill Phail Rae Arthur Bride "
    "Callum Cowan Dougall Ewan Fadyen Gill Hardy Innes Kechnie Lennan Master Naughton Pherson "
    "Quarrie Ritchie Taggart Whirter Allister Aulay Bain Corquodale Diarmid Fie Gillivray Ilroy "
    "Kinlay Lellan Menemy Nab Queen Sorley Vean Vicar Conville Garvie Grory Hattie Kellar"
).split()
_IRISH = "Donnell Neil Hara Rourke Hagan Kane Brien Malley Keeffe Dowd Connor Reilly".split()
_STARTS = (
    "Aber Auch Bal Ben Blair Brae Bran Cal Cam Carn Clun Col Corr Cors Crai Cul Dal Dar Don "
    "Drum Dun Elgar Ess Fin For Gal Gar Gart Glen Gor Hal Har Hut Inch Inver Kel Kil Kin Kirk "
    "Lam Lar Laun Lei Lin Loch Lor Mar Max Mel Men Mor Nais Ner Och Or Pen Pit Pol Pres Ran Ros "
    "Rox Ruth San Sel Shir Sor Spal Stra Tar Tor Tul Tyn Ur Wed Whit Yar"
).split()
_ENDS = (
    "burn bank bie bourne bright croft dale daw den dick die din dine doch don dry ell eston "
    "field ford fort frew garth gie gow haugh hope house ie ison kine kirk land law ley lie "
    "loch lock low man mond mont more muir nan nell ness ney ock rick rie rig ross rum shaw "
    "side som son stane ston thorn tie toch ton toul vie ward well wick worth yle"
).split()

_GIRLS = (
    "Emma Sophie Lucy Olivia Amy Emily Chloe Katie Erin Ellie Isla Rachel Anna Jessica Megan "
    "Rebecca Hannah Eilidh Niamh Abbie Holly Grace Ava Skye Sarah Kirsty Laura Lauren Nicole "
    "Shannon Caitlin Mairi Catriona Morag Fiona Ailsa Iona Rhona Elizabeth Margaret Catherine "
    "Alexandra Christina Victoria Charlotte Isabella Matilda Eleanor Jennifer Samantha Natalie "
    "Kimberley Aisha Fatima Zainab Maryam Zofia Julia Maja Oliwia Amina Chiamaka Mei Priya "
    "Simran Jasmine Beth Orla Freya Rowan Heather Poppy Daisy Ruby Evie Millie Mia Zara Amelia "
    "Georgia Abigail Mhairi Catrin Shona Senga Ishbel Una Rosie Violet Hollie Robyn Leah Casey "
    "Demi Kayleigh Paige"
).split()
_BOYS = (
    "Jack Lewis Ryan James Callum Cameron Daniel Jamie Liam Matthew Kyle Logan Connor Adam "
    "Alexander Andrew Aaron Ben Dylan Finlay Fraser Ross Scott Sean Craig Calum Ewan Euan Rory "
    "Angus Hamish Duncan Alasdair Iain Gregor Murray Struan Ruaridh Keir Lachlan Magnus Robert "
    "William Thomas Michael Christopher Nicholas Joseph Samuel Joshua Benjamin Nathan David "
    "Edward Mohammed Muhammad Yusuf Ibrahim Omar Jakub Kacper Szymon Filip Tomasz Emeka Kwame "
    "Wei Arjun Oliver Harris Leon Jayden Brodie Kai Mason Max Noah Oscar Rhys Robbie Stuart "
    "Steven Jordan Owen Patrick Anthony Declan Brandon Marc Lee Darren Kieran Reece Blair Innes "
    "Kenneth Gordon"
).split()
_GIRL_ENDS = ("ina", "elle", "aidh", "etta", "lyn", "anne", "ora", "isa")
_BOY_ENDS = ("an", "aig", "en", "in", "on", "ar", "el", "us")
_FIRST_SYLLABLES = (
    "Bri Cal Dar Ei Fay Ger Hal Iso Jen Kyl Lor Mar Nair Or Rae Sor Tav Val Wyn Zel "
    "Cait Dev Fin Gil Kei Lei Mui Nev Ros Shay"
).split()

NICKNAMES = {
    "Elizabeth": ("Beth", "Lizzie", "Libby"),
    "Margaret": ("Maggie", "Peggy"),
    "Catherine": ("Cathy", "Kate"),
    "Catriona": ("Trina", "Cat"),
    "Alexandra": ("Lexi", "Alex"),
    "Christina": ("Chrissie", "Tina"),
    "Victoria": ("Vicky", "Tori"),
    "Charlotte": ("Charlie", "Lottie"),
    "Isabella": ("Bella", "Izzy"),
    "Matilda": ("Tilly",),
    "Eleanor": ("Ellie", "Nell"),
    "Jennifer": ("Jenny", "Jen"),
    "Samantha": ("Sam",),
    "Rebecca": ("Becky", "Becca"),
    "Jessica": ("Jess",),
    "Abigail": ("Abbie", "Abi"),
    "Katie": ("Kate",),
    "Megan": ("Meg",),
    "Nicole": ("Nikki",),
    "Natalie": ("Nat",),
    "Kimberley": ("Kim",),
    "Amelia": ("Millie",),
    "Olivia": ("Liv", "Livvy"),
    "Emily": ("Em",),
    "Alexander": ("Alex", "Sandy", "Xander"),
    "Andrew": ("Drew", "Andy"),
    "Robert": ("Rab", "Bobby", "Robbie"),
    "William": ("Billy", "Will", "Wullie"),
    "Thomas": ("Tommy", "Tam"),
    "Michael": ("Mick", "Mikey"),
    "Christopher": ("Chris",),
    "Nicholas": ("Nick",),
    "Joseph": ("Joe",),
    "Samuel": ("Sam",),
    "Joshua": ("Josh",),
    "Benjamin": ("Ben",),
    "Matthew": ("Matt",),
    "Daniel": ("Danny", "Dan"),
    "James": ("Jamie", "Jim"),
    "Cameron": ("Cammy",),
    "Nathan": ("Nate",),
    "David": ("Davie",),
    "Edward": ("Ted", "Eddie"),
    "Anthony": ("Tony",),
    "Steven": ("Stevie",),
    "Mohammed": ("Mo",),
    "Muhammad": ("Mo",),
    "Alasdair": ("Ally",),
    "Finlay": ("Fin",),
    "Patrick": ("Paddy",),
    "Kenneth": ("Kenny",),
    "Jordan": ("Jordy",),
}

CANARIES = (
    ("Qzxanthe", "Vrellmoor"),
    ("Wyxbert", "Ozzlequay"),
    ("Ixquilla", "Thrumvexley"),
    ("Jorxwick", "Kvennaugh"),
    ("Zyphrodel", "Mxaltavish"),
)
"""Names that cannot be mistaken for any other; tests search for them where no name may be."""


@cache
def surnames() -> Texts:
    """Every surname, the common ones first; more than 5,000."""
    clans = [prefix + clan for clan in _CLANS for prefix in _PREFIXES]
    irish = ["O'" + name for name in _IRISH]
    composed = [start + end for start in _STARTS for end in _ENDS if start[-1] != end[0]]
    tail = sorted(composed, key=lambda name: (sum(map(ord, name)) * 7919) % 10007)
    return np.array(list(dict.fromkeys(_COMMON + clans + irish + tail)), dtype=object)


@cache
def forenames(sex: int) -> Texts:
    """Forenames of girls (0) or boys (1), the common ones first."""
    common, ends = ((_GIRLS, _GIRL_ENDS), (_BOYS, _BOY_ENDS))[sex]
    composed = [first + end for end in ends for first in _FIRST_SYLLABLES]
    return np.array(list(dict.fromkeys(common + composed)), dtype=object)


def draw_surnames(rng: np.random.Generator, count: int) -> Texts:
    """Family names: common ones often, with a tail so long that many occur once."""
    return _draw(rng, surnames(), count=count, steepness=0.72)


def draw_forenames(rng: np.random.Generator, sex: Ints) -> Texts:
    names = np.empty(len(sex), dtype=object)
    for value in (0, 1):
        chosen = sex == value
        names[chosen] = _draw(rng, forenames(value), count=int(chosen.sum()), steepness=0.8)
    return names


def _draw(rng: np.random.Generator, names: Texts, *, count: int, steepness: float) -> Texts:
    weights = 1.0 / np.arange(3, len(names) + 3) ** steepness
    edges = np.cumsum(weights) / weights.sum()
    drawn: Texts = names[np.searchsorted(edges, rng.random(count)).clip(0, len(names) - 1)]
    return drawn


def nickname(forename: str, choice: int) -> str:
    """What this child may be called at school or by a neighbour; else the name itself."""
    options = NICKNAMES.get(forename)
    return options[choice % len(options)] if options else forename


def slip(name: str, choice: int) -> str:
    """The name with one slip of the hand, or the other spelling of Mac."""
    if name.startswith("Mac") and choice % 2:
        return "Mc" + name[3:]
    if name.startswith("Mc") and choice % 2:
        return "Mac" + name[2:]
    if len(name) < 2:
        return name
    place = 1 + choice % max(1, len(name) - 2)
    match (choice // 7) % 4:
        case 0:
            return name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]
        case 1:
            return name[:place] + name[place + 1 :]
        case 2:
            return name[:place] + name[place] + name[place:]
        case _:
            return name[:place] + "aeiounrst"[choice % 9] + name[place + 1 :]
