"""The pre-inspection return as an Excel workbook to fill in, with its checks inside.

Takes the plan of a return and the rows that are known; gives sheets. No column of them could hold
a name, a date of birth, an address or an identifier that agencies share: two are chosen from lists
that the framework gives, one names an agency, and one is a local reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sixpoint.files.excel import Column, Form, Lists, Text
from sixpoint.packs.framework import Population
from sixpoint.terms.period import in_words

from .crossing_types import ReturnRow
from .returned_plan import ReturnPlan
from .returned_signed import SignedPart

ABOUT, CHILDREN, SIGNED, LISTS = "About this return", "Children", "Signed", "Lists"
TITLES = ("Local reference", "Why the child is listed", "Age band", "Listed by")
FACTS = ("Framework", "Programme", "Partnership", "As of", "Form")
FORM = "sixpoint return 1"
SPARE = 500
"""Empty rows below those that are filled; more may be added below them."""
_INVENTED = "Everything in this workbook is invented. No real child is listed."
HOW = (
    "One row for each child who is listed for any of the reasons below. If a child is there for "
    "several reasons, take the first that holds.",
    "Local reference: the number that the data officer of the partnership gives the child. Never a "
    "CHI number, a Scottish Candidate Number, an agency's own number, a name, initials or a date.",
    "Why the child is listed, Age band, Listed by: choose from the list in the cell.",
    "A row that is coloured is incomplete, or has a reference that stands in another row too.",
    "Do not add columns, sheets, notes, formulas or colours with a meaning: a return that holds "
    "anything beyond these four columns is refused.",
    "Each agency signs the rows that it listed. When one of its rows changes afterwards, its "
    "signature no longer holds, and the agency signs again.",
    "Nothing here names a child. Keep it so.",
)


@dataclass(frozen=True, kw_only=True)
class ReturnLine:
    """One row of the return; `category` is the id of a population, `listed_by` of an agency."""

    reference: str
    category: str
    age_band: str
    listed_by: str

    @property
    def row(self) -> ReturnRow:
        """What of it may cross."""
        return ReturnRow(reference=self.reference, category=self.category, age_band=self.age_band)


def sheets_of(
    plan: ReturnPlan, lines: Sequence[ReturnLine], signed: Sequence[SignedPart]
) -> tuple[Text | Form | Lists, ...]:
    """The workbook's sheets: about it, the children, who signed, and the lists to choose from."""
    return (_about(plan), _children(plan, lines), _signed(signed), _lists(plan))


def facts_of(plan: ReturnPlan) -> tuple[tuple[str, str], ...]:
    """What the workbook says of itself, and must still say when it comes back."""
    values = (
        plan.framework,
        plan.programme,
        plan.partnership,
        plan.as_at.isoformat(),
        FORM,
    )
    return tuple(zip(FACTS, values, strict=True))


def _about(plan: ReturnPlan) -> Text:
    reasons = [(one.title, _note(one)) for one in plan.populations]
    lines = [
        ("Pre-inspection return",),
        *([(_INVENTED,)] if plan.invented else []),
        *facts_of(plan),
        ("For", plan.title),
        ("Day", in_words(plan.as_at)),
        ("",),
        *(("How to fill it in" if not at else "", words) for at, words in enumerate(HOW)),
        ("",),
        *(("Reasons" if not at else "", " ".join(r).strip()) for at, r in enumerate(reasons)),
    ]
    return Text(title=ABOUT, lines=tuple(lines), widths=(26, 100))


def _note(population: Population) -> str:
    return "" if population.confirmed else "(these words are not confirmed at their source)"


def _children(plan: ReturnPlan, lines: Sequence[ReturnLine]) -> Form:
    titles = {one.id: one.title for one in plan.populations}
    names = dict(plan.agencies)
    rows = tuple(
        (one.reference, titles[one.category], one.age_band, names[one.listed_by]) for one in lines
    )
    last = 1 + len(rows) + SPARE
    unique = f"COUNTIF($A$2:$A${last},$A2)=1"
    shaped = (
        f'AND(LEFT($A2,{len(plan.prefix) + 1})="{plan.prefix}-",LEN($A2)<={len(plan.prefix) + 6})'
    )
    return Form(
        title=CHILDREN,
        columns=(
            Column(
                title=TITLES[0],
                width=18,
                check=f"AND({unique},{shaped})",
                said=f"A local reference begins with {plan.prefix}- and stands in one row only.",
            ),
            Column(title=TITLES[1], width=60, choices=TITLES[1], said="Choose from the list."),
            Column(title=TITLES[2], width=26, choices=TITLES[2], said="Choose from the list."),
            Column(title=TITLES[3], width=34, choices=TITLES[3], said="Choose from the list."),
        ),
        rows=rows,
        spare=SPARE,
        wrong="AND(COUNTA($A2:$D2)>0,OR(COUNTA($A2:$D2)<4,COUNTIF($A:$A,$A2)>1))",
    )


def _signed(signed: Sequence[SignedPart]) -> Text:
    lines = [
        ("Who has signed",),
        ("Agency", "Rows", "State", "Role", "Day", "Content"),
        *(
            (
                one.name,
                str(one.rows),
                one.state.value,
                one.role or "",
                one.on.isoformat() if one.on else "",
                one.content[:12],
            )
            for one in signed
        ),
        ("",),
        ("As it was when this workbook was made. `sixpoint return` says how it stands now.",),
    ]
    return Text(title=SIGNED, lines=tuple(lines), widths=(40, 10, 34, 40, 14, 18))


def _lists(plan: ReturnPlan) -> Lists:
    return Lists(
        title=LISTS,
        lists=(
            (TITLES[1], tuple(one.title for one in plan.populations)),
            (TITLES[2], plan.age_bands),
            (TITLES[3], tuple(name for _, name in plan.agencies)),
        ),
    )
