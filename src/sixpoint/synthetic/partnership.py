"""What stands around the extracts: who the partnership is, and that it is invented."""

from datetime import date
from typing import Any

import yaml

from .time import FIRST, LAST

NAME = "Invermore Community Planning Partnership"
README = """\
EVERYTHING IN THIS FOLDER IS INVENTED.

Invermore is no place, and none of its children, families, staff and services exist. A program
made them (`sixpoint synthesise`) from a seed, so that Sixpoint can be tried without anybody's
records. Numbers such as the CHI carry a day of birth that no month has; the postcode area ZV does
not exist. If a name here is also yours, it is by chance.

The data hold errors that were planted on purpose. Running the program again writes this folder
anew; it stops if it finds anything here that it did not make.
"""
DOCUMENT_FILE = "documents/position-statement.md"
DOCUMENT = """\
# Position statement of the Invermore Community Planning Partnership

*This document is invented, and so is the partnership.*

## Where we are

Invermore's services for children and young people have worked to one plan since 2012. Health,
the council, the police, the reporter and voluntary organisations agree its priorities each spring
and look at progress every three months.

We believe that we have become quicker and more reliable when somebody is worried about a child.
Services discuss a concern sooner than they did, and health staff now take part almost every time.
First planning meetings are more often held in time. We changed two things: a rota of managers who
may decide for their service, and one office that arranges every meeting.

Families who ask for help wait about half as long as they did five years ago. Counselling is still
hard to come by, and we turned some families away because there was no place for them.

## What we are less content with

Children in our most deprived neighbourhoods are more often behind at 27 to 30 months, attend
school less and are excluded more. The gap at the early review has narrowed a little; the gap in
attendance has not. Young people who are looked after do less well on almost everything we count,
although they miss far less school than they did five years ago.

Not every service is told what was decided about a child. Schools are the most likely to be left
out. Since 2016 the office that arranges meetings also sends the decision, and checks that it came.

Too few care leavers have both a pathway plan and a co-ordinator, although more have than before.

## What we do next

We will ask schools how they wish to be told of decisions, and let them see that we asked. We will
publish each quarter how long families wait. We will give each young person who leaves care a named
co-ordinator by their sixteenth birthday, and we will ask young people whether it made a difference.

## How we know

We read fifty records together each year, ask families after every first meeting, and compare our
figures with those of earlier years. We know less than we should about children who move away.
"""
_AGENCIES = {
    "social_work": (
        "Invermore Council social work",
        ["people", "concerns", "discussions", "discussion_services", "planning_meetings",
         "core_groups", "registrations", "plan_reviews", "placements", "support_requests",
         "aftercare"],
    ),
    "health": ("NHS Strathvellan", ["people", "child_reviews", "waits", "wait_stops"]),
    "education": ("Invermore Council education", ["people", "attendance", "exclusions", "leavers"]),
    "police": ("Police in Invermore", ["people", "concern_reports"]),
    "reporter": ("The reporter in Invermore", ["people", "referrals"]),
    "reference": ("Invermore Council research team", ["postcodes", "population"]),
}  # fmt: skip
_HOLIDAY = "Invermore autumn holiday (invented)"
_HOLIDAYS = (
    date(2012, 9, 17),
    date(2013, 9, 16),
    date(2014, 9, 15),
    date(2015, 9, 21),
    date(2016, 9, 19),
)
_PROCEDURES = "Invermore child protection procedures (invented)"


class _WrittenOut(yaml.SafeDumper):
    """Writes a value again where it stands again: our own reader allows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def partnership_yaml(*, children: int, seed: int) -> str:
    """The text of partnership.yaml."""
    head = (
        "# Invented by `sixpoint synthesise`: nobody and nothing in this folder is real.\n"
        f"# Made with --children {children} --seed {seed}.\n"
    )
    return head + yaml.dump(
        _partnership(seed), Dumper=_WrittenOut, sort_keys=False, allow_unicode=True, width=100
    )


def _partnership(seed: int) -> dict[str, Any]:
    return {
        "format": 1,
        "id": "invermore",
        "name": NAME,
        "area": "Invermore",
        "invented": True,
        "as_at": LAST,
        "period": {"first": FIRST, "last": LAST},
        "packs": {
            "datasets": "scotland-extracts/1",
            "measures": "scotland-measures/1",
            "processes": "scotland-processes/1",
        },
        "agencies": [
            {"id": agency, "name": f"{name} (invented)", "tables": tables}
            for agency, (name, tables) in _AGENCIES.items()
        ],
        "guidance": [
            {"edition": "national-2014", "since": date(2014, 8, 1), "source": _PROCEDURES}
        ],
        "local_limits": [
            _limit("concern-to-planning-meeting", 21, "calendar_days"),
            _limit("meeting-to-core-group", 15, "calendar_days"),
            _limit("plan-first-review", 3, "months"),
        ],
        "holidays": [{"day": day, "name": _HOLIDAY} for day in _HOLIDAYS],
        "documents": [
            {
                "file": DOCUMENT_FILE,
                "title": "Position statement (invented)",
                "kind": "position_statement",
                "checked_by": "Planning officer of the partnership (invented)",
            }
        ],
        "reference_seed": seed,
    }  # fmt: skip


def _limit(process: str, number: int, unit: str) -> dict[str, Any]:
    return {
        "process": process,
        "number": number,
        "unit": unit,
        "since": FIRST,
        "until": date(2014, 7, 31),
        "source": _PROCEDURES,
    }
