"""A whole report about Invermore, which does not exist: for tests, and to look at.

Run it to write HTML, PDF and the rest into a folder: python -m tests.support.invented_report OUT
"""

from datetime import date

from sixpoint.pictures.draw_bars import draw_deprivation, draw_groups
from sixpoint.pictures.draw_levels import draw_levels
from sixpoint.pictures.draw_tally import draw_tally
from sixpoint.pictures.draw_trend import draw_trend
from sixpoint.pictures.tabulate_matrix import Counts, tabulate_matrix
from sixpoint.pictures.types import Level, Limits, Picture, Point, Tally
from sixpoint.pictures.words import tally_in_words
from sixpoint.reports.types import (
    Chain,
    ChildrensPage,
    Confidence,
    Definitions,
    Evaluation,
    Example,
    Facts,
    Heading,
    Kind,
    Link,
    Listing,
    Mark,
    Paragraph,
    Part,
    PictureBlock,
    Quotation,
    Release,
    Report,
    ScaleBlock,
    ScaleLevel,
    Section,
    Statement,
    TableBlock,
    TallyBlock,
    Trail,
    Voices,
)
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status

NOTICE = "Everything in this report is invented. Invermore does not exist."

SCALE = (
    ScaleLevel(level=6, label="excellent", means="Outstanding, sector leading"),
    ScaleLevel(level=5, label="very good", means="Major strengths"),
    ScaleLevel(level=4, label="good", means="Important strengths, with some areas for improvement"),
    ScaleLevel(
        level=3,
        label="adequate",
        means="Strengths just outweigh weaknesses",
        aliases=("satisfactory",),
    ),
    ScaleLevel(level=2, label="weak", means="Important weaknesses, priority action required"),
    ScaleLevel(
        level=1, label="unsatisfactory", means="Major weaknesses, urgent remedial action required"
    ),
)
LABELS = {each.level: each.label for each in SCALE}

INDICATORS = (
    ("1.1", "Improvements in the wellbeing of children and young people", 5),
    ("2.1", "Impact on children and young people", 5),
    ("2.2", "Impact on families", 5),
    ("5.1", "Providing help and support at an early stage", 5),
    ("5.2", "Assessing and responding to risks and needs", 5),
    ("5.3", "Planning for individual children and young people", 4),
    ("5.4", "Involving individual children, young people and families", 5),
    ("6.2", "Planning and improving services", 4),
    ("6.3", "Participation of children, young people, families and other stakeholders", 4),
    ("9.4", "Leadership of improvement and change", 5),
)

TALLY = Tally(
    steps=tuple(
        (each.step, sum(level == each.level for _, _, level in INDICATORS)) for each in SCALE
    )
)


def shown(value: float) -> SafeNumber:
    return SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)


def say(
    id_: str,
    *texts: str | Part,
    kind: Kind = Kind.FINDING,
    marks: tuple[Mark, ...] = (),
    source: str | None = None,
) -> Statement:
    """A statement of plain texts and figures."""
    parts = tuple(text if isinstance(text, Part) else Part(text=text) for text in texts)
    return Statement(id=id_, kind=kind, parts=parts, marks=marks, source=source)


def figure(text: str, id_: str = "concern-to-discussion.latest") -> Part:
    return Part(text=text, figure=id_)


def trend() -> Picture:
    values = (68, 70, 66, None, 73, 69, None, 72, 74, 71, 75, 73, 76, 88, 79, 81, 80, 84, 83, 86)
    points = [
        Point(
            label=f"{2012 + (at + 2) // 4}-Q{(at + 2) % 4 + 1}",
            value=shown(value) if value is not None else (MISSING if at == 3 else SUPPRESSED),
            signals=("outside the limits",) if value == 88 else (),
        )
        for at, value in enumerate(values)
    ]
    limits = [Limits(centre=76.3, lower=66.1, upper=86.5)]
    return draw_trend(
        points, name="discussed", title="Concerns discussed between agencies within a day",
        unit="%", limits=limits,
    )  # fmt: skip


def deprivation() -> Picture:
    values = (shown(68), shown(74.5), SUPPRESSED, MISSING, shown(0))
    points = [Point(label=str(at), value=value) for at, value in enumerate(values, start=1)]
    return draw_deprivation(
        points, name="review", title="Children with no concern at the 27-30 month review", unit="%"
    )


def groups() -> Picture:
    points = [
        Point(label="looked after", value=shown(88.1)),
        Point(label="all children", value=shown(94.2)),
    ]
    return draw_groups(points, name="attendance", title="School attendance", unit="%")


def level_profile() -> Picture:
    levels = [Level(indicator=i, title=title, level=level) for i, title, level in INDICATORS]
    return draw_levels(
        levels, name="levels", title="Levels by indicator", scale=[each.step for each in SCALE]
    )


FIGURES = {
    "5.2": lambda: (
        PictureBlock(
            id="discussed",
            title="Concerns discussed between agencies within a day",
            says="More concerns were discussed within a day than five years before.",
            picture=trend(),
            source="Social work extracts; counted over concerns received July 2012 to June 2017.",
        ),
    ),
    "1.1": lambda: (
        PictureBlock(
            id="review",
            title="27-30 month review without concern, by deprivation",
            picture=deprivation(),
        ),
        PictureBlock(
            id="attendance",
            title="School attendance of looked-after children",
            says="Looked-after children attended less often than all children.",
            picture=groups(),
        ),
    ),
}


def evaluations(prefixes: tuple[str, ...]) -> tuple[Evaluation, ...]:
    return tuple(
        Evaluation(
            indicator=indicator,
            title=title,
            level=level,
            label=LABELS[level],
            statements=(
                say(
                    f"{indicator}-1",
                    "Staff recognised early when a child needed help and knew whom to tell. In the "
                    "records we read, the first response was good or better in ",
                    figure("83% (412 of 497)"),
                    " of cases.",
                    marks=(Mark.STALE,) if indicator == "5.2" else (),
                ),
                say(
                    f"{indicator}-2",
                    "Families told us that help came without long waits, and that they were asked "
                    "what would make a difference. Partners had shortened the time from a "
                    "request to first help to ",
                    figure("12 days"),
                    ".",
                ),
            ),
            figures=FIGURES[indicator]() if indicator in FIGURES else (),
            remarks=("One body gave no view: the indicator is outside its field.",)
            if indicator == "6.2"
            else (),
            team_notes=("Rests on two kinds of source.",) if indicator == "5.2" else (),
        )
        for indicator, title, level in INDICATORS
        if indicator.startswith(prefixes)
    )


def links_of(id_: str) -> tuple[Link, ...]:
    return (
        Link(what="Evaluation", says=("Quality indicator 5.2, judged by the team",)),
        Link(
            what="Evidence",
            says=("Figure concern-to-discussion.latest", "Interviews: 3 occasions"),
        ),
        Link(what="Statement", says=(f"{id_}",)),
        Link(what="Measure", says=("Concern to discussion, scotland-measures/1",)),
        Link(what="Children", says=("497 linked children",)),
        Link(
            what="Files",
            says=("social_work.concerns, 3,250 rows, sha256 " + "ab12cd34" * 8,),
        ),
        Link(what="Rules", says=("24 passed", "1 failed", "none not run")),
    )


def chains() -> tuple[Chain, ...]:
    return tuple(
        Chain(
            statement=f"{indicator}-{n}",
            kind=Kind.FINDING,
            text=text,
            links=links_of(f"{indicator}-{n}")[: 4 + n],
        )
        for indicator, _, _ in INDICATORS
        for n, text in ((1, "Staff recognised early."), (2, "Families told us."))
    )


def make_report() -> Report:
    """The report, with every kind of block in it."""
    return Report(
        id="invermore-2017",
        title="Services for children and young people in Invermore",
        subtitle="Report of a joint inspection, autumn 2017",
        notice=NOTICE,
        bodies=("Invented Care Inspectors", "Invented Health Reviewers", "Invented Constabulary"),
        published=date(2018, 1, 23),
        licence="CC-BY-4.0",
        made_with="Made with Sixpoint.",
        scale=SCALE,
        sections=(*opening(), *findings(), *closing(), *appendices()),
    )


def opening() -> tuple[Section, ...]:
    fact = Kind.FACT
    return (
        Section(
            id="conclusion",
            heading="Overall conclusion",
            blocks=(
                Paragraph(
                    statements=(
                        say("0-1", "The lives of many children and young people growing up in "
                            "Invermore were improving."),
                        say("0-2", "Where children might need protection, risks were noticed in "
                            "good time and action was proportionate."),
                    )
                ),
            ),
        ),
        Section(
            id="summary",
            heading="Summary of what we found",
            blocks=(
                TallyBlock(
                    tally=TALLY,
                    words=say("0-3", tally_in_words(TALLY), kind=fact),
                    picture=draw_tally(TALLY, name="tally", title="Indicators by level"),
                ),
                PictureBlock(
                    id="levels", title="Levels by indicator", picture=level_profile()
                ),
            ),
        ),
        Section(
            id="confidence",
            heading="How confident we are",
            blocks=(
                Confidence(
                    how="We are confident that the partnership can go on improving.",
                    because=(
                        say("10-1", "Leaders knew where services had to improve."),
                        say("10-2", "Results of earlier changes were measured."),
                    ),
                    already_begun=(
                        say("10-3", "Decisions about referrals were passed on to every service "
                            "that should have them more often than before."),
                    ),
                ),
            ),
        ),
        Section(
            id="method",
            heading="How we inspected",
            blocks=(
                Paragraph(
                    statements=(say("0-4", "We looked at services between September and October "
                                    "2017.", kind=fact),)
                ),
                Facts(
                    facts=(
                        ("Services we looked at", ("Social work", "Health visiting", "Schools",
                                                   "Police", "Children's reporter")),
                        ("Records read", ("98",)),
                        ("Framework", ("How well are we improving the lives of children and "
                                       "young people?",)),
                    )
                ),
            ),
        ),
    )  # fmt: skip


def findings() -> tuple[Section, ...]:
    return (
        Section(
            id="lives",
            heading="How well are the lives of children, young people and families improving?",
            blocks=evaluations(("1.", "2.")),
        ),
        Section(
            id="together",
            heading="How well are partners working together to improve their lives?",
            blocks=evaluations(("5.", "6.")),
        ),
        Section(
            id="leadership",
            heading="How good is the leadership and direction?",
            blocks=evaluations(("9.",)),
        ),
    )


def closing() -> tuple[Section, ...]:
    return (
        Section(
            id="voices",
            heading="What children, families and staff said",
            blocks=(
                Voices(
                    who="Children and young people",
                    statements=(say("20-1", "Most felt safe where they lived (",
                                    figure("78%"), ")."),),
                ),
                Voices(who="Staff", statements=(say("20-2", "Staff felt supported."),)),
            ),
        ),
        Section(
            id="strengths",
            heading="Particular strengths",
            blocks=(
                Listing(
                    statements=(
                        say("30-1", "Help at an early stage, close to where families live."),
                        say("30-2", "Commitment of all partners to closing outcome gaps.",
                            marks=(Mark.UNCITED,)),
                    )
                ),
            ),
        ),
        Section(
            id="improvement",
            heading="Areas for improvement",
            blocks=(
                Listing(
                    numbered=True,
                    statements=(
                        say("40-1", "Pass every decision about a referral to every service that "
                            "should have it."),
                        say("40-2", "Make plans for individual children more specific."),
                    ),
                ),
            ),
        ),
        Section(
            id="practice",
            heading="Good practice",
            blocks=(
                Example(
                    title="Breakfast and bus",
                    statements=(say("50-1", "Two schools met children at the bus stop."),),
                ),
                Quotation(speaker="The chair", role="Invermore partnership"),
            ),
        ),
        Section(
            id="next",
            heading="What happens next",
            blocks=(
                Paragraph(
                    statements=(say("60-1", "The partnership will write an action plan.",
                                    kind=Kind.STANDING),)
                ),
            ),
        ),
    )  # fmt: skip


def appendices() -> tuple[Section, ...]:
    kinds = (("figures", "Figures"), ("readings", "Record reading"), ("staff", "Interviews"))
    cells = {
        ("1.1", "figures"): Counts(strengths=2, weaknesses=1),
        ("5.2", "readings"): Counts(strengths=3),
        ("5.2", "staff"): Counts(weaknesses=1, neutral=1),
    }
    matrix = tabulate_matrix(
        cells,
        indicators=[(indicator, title) for indicator, title, _ in INDICATORS],
        kinds=kinds,
        caption="Kinds of source by indicator",
    )
    unknown = ("Deprivation of two in five areas", "Too few children to say safely.")
    terms = (("Looked after", "In the care of the council, at home or away from home."),)
    return (
        Section(id="scale", heading="The scale", appendix=True, blocks=(ScaleBlock(),)),
        Section(
            id="evidence",
            heading="Kinds of evidence",
            appendix=True,
            blocks=(
                Heading(id="matrix", text="What spoke to what"),
                TableBlock(id="matrix", table=matrix),
            ),
        ),
        Section(
            id="unknown",
            heading="What could not be known",
            appendix=True,
            blocks=(Definitions(entries=(unknown,)),),
        ),
        Section(
            id="trail",
            heading="What each statement rests on",
            appendix=True,
            blocks=(Trail(chains=chains()),),
        ),
        Section(
            id="glossary", heading="Words used", appendix=True, blocks=(Definitions(entries=terms),)
        ),
    )


def make_release() -> Release:
    return Release(
        headline="Services for children in Invermore are performing well",
        notice=NOTICE,
        published=date(2018, 1, 23),
        opening=("Inspectors looked at a wide range of services in autumn 2017.",),
        tally_words=tally_in_words(TALLY),
        paragraphs=("The lives of many children were improving.",),
        quotes=(Quotation(speaker="The chief inspector", role="Invented Care Inspectors"),),
        report_address="report.html",
    )


def make_childrens_page() -> ChildrensPage:
    return ChildrensPage(
        title="What we found out about help for children in Invermore",
        notice=NOTICE,
        paragraphs=("We wanted to know if grown-ups help you in time.", "Mostly, they do."),
        written_by="Invented young inspectors",
    )


def write_all(folder: str) -> None:
    """Every rendering of the invented report, to look at."""
    from pathlib import Path

    from sixpoint.reports.render_html import render_childrens_summary, render_html
    from sixpoint.reports.render_pdf import render_pdf
    from sixpoint.reports.render_release import render_release

    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for edition in ("inside", "public"):
        html = render_html(make_report(), edition=edition)
        (out / f"{edition}.html").write_text(html)
        (out / f"{edition}.pdf").write_bytes(render_pdf(html))
    children = render_childrens_summary(make_childrens_page())
    (out / "children.html").write_text(children)
    (out / "children.pdf").write_bytes(render_pdf(children))
    (out / "release.md").write_text(render_release(make_release()))


if __name__ == "__main__":
    import sys

    write_all(sys.argv[1])
