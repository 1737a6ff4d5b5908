"""Reviewers' sheets come back: every row is checked, and all that is wrong is said at once.

Takes sheets and what was asked; gives the judgements in them. Refuses decisions on pairs that were
not asked and are no records of two agencies, a second judgement by the same person, and decisions
that contradict each other.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sixpoint.files import read_csv_rows
from sixpoint.terms.problems import Problem, UserError
from sixpoint.terms.strict import strict

from .judgements import (
    Asked,
    Contradiction,
    DecisionsFile,
    Pair,
    PairJudgement,
    Says,
    contradictions,
    in_force,
    numbers_asked,
    pair_of,
    standing_of,
)
from .types import Key

MOST_JUDGEMENTS = 3


@strict
class SheetRow:
    """One pair on a sheet. `by` and `on` hold for the rows below until others are given.

    A row without `pair` is of two records that the reviewer names himself. What is shown of the
    records is not read.
    """

    pair: str | None = None
    left_agency: str | None = None
    left_id: str | None = None
    right_agency: str | None = None
    right_id: str | None = None
    left_forename: str | None = None
    right_forename: str | None = None
    left_surname: str | None = None
    right_surname: str | None = None
    left_date_of_birth: str | None = None
    right_date_of_birth: str | None = None
    left_sex: str | None = None
    right_sex: str | None = None
    left_postcode: str | None = None
    right_postcode: str | None = None
    left_address: str | None = None
    right_address: str | None = None
    left_chi: str | None = None
    right_chi: str | None = None
    left_scn: str | None = None
    right_scn: str | None = None
    left_identifier: str | None = None
    right_identifier: str | None = None
    decision: Says | None = None
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class _Read:
    """A judgement with the place it was read from."""

    judgement: PairJudgement
    file: Path
    row: int

    @property
    def pair(self) -> Pair:
        return pair_of(self.judgement.left, self.judgement.right)


def take_in(
    so_far: DecisionsFile, sheets: Sequence[Path], *, records: Collection[Key]
) -> DecisionsFile:
    """The decisions with everything that the sheets say; a UserError with every problem."""
    read: list[_Read] = []
    problems: list[Problem] = []
    for path in sheets:
        try:
            rows = read_csv_rows(path, SheetRow)
        except UserError as error:
            problems += error.problems
            continue
        found, wrong = _judgements(rows, path, asked=so_far.asked, records=records)
        read += found
        problems += wrong
    problems += _repeated(read, so_far.judgements)
    after = replace(so_far, judgements=(*so_far.judgements, *(one.judgement for one in read)))
    if not problems:
        problems = list(_contradictory(after, read))
    if problems:
        raise UserError(problems)
    return after


def _judgements(
    rows: Sequence[SheetRow], path: Path, *, asked: Sequence[Asked], records: Collection[Key]
) -> tuple[list[_Read], list[Problem]]:
    known = {one.pair: (one.left, one.right) for one in asked}
    by, on = None, None
    read: list[_Read] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        by, on = row.by or by, row.on or on
        if row.decision is None:
            continue
        pair, trouble = _pair(row, known=known, records=records)
        if by is None or on is None:
            problems.append(_problem("decision-by-nobody", path, number))
        elif pair is None:
            problems.append(_problem(trouble, path, number))
        else:
            judgement = PairJudgement(left=pair[0], right=pair[1], says=row.decision, by=by, on=on)
            read.append(_Read(judgement, path, number))
    return read, problems


def _pair(
    row: SheetRow, *, known: Mapping[str, Pair], records: Collection[Key]
) -> tuple[Pair | None, str]:
    """The two records a row is about; else the code of what is wrong with it."""
    named = None
    if row.left_agency and row.left_id and row.right_agency and row.right_id:
        named = pair_of((row.left_agency, row.left_id), (row.right_agency, row.right_id))
    if row.pair:
        if row.pair not in known:
            return None, "decision-not-asked"
        asked = pair_of(*known[row.pair])
        return (asked, "") if named in (None, asked) else (None, "decision-row-changed")
    if named is None:
        return None, "decision-on-no-pair"
    if named[0][0] == named[1][0]:
        return None, "decision-in-one-agency"
    return (named, "") if set(named) <= set(records) else (None, "decision-on-no-record")


_TROUBLE = (
    (
        "decision-by-nobody",
        "stands below no `by` and `on`, so nobody knows who decided, and when.",
        "Write your role and the day in the first row of the sheet.",
    ),
    (
        "decision-not-asked",
        "has a number under which no pair was put to reviewers.",
        "Take the pair's number from the sheet that `sixpoint link --review` wrote.",
    ),
    (
        "decision-row-changed",
        "names other records than the pair of that number has.",
        "Restore the row from the sheet as it was written.",
    ),
    (
        "decision-on-no-pair",
        "names neither the number of a pair nor two records.",
        "Fill in `pair`, or agency and id of both records.",
    ),
    (
        "decision-in-one-agency",
        "is of two records of one agency, and links are across agencies only.",
        "Let the agency merge or keep the two in its own system.",
    ),
    (
        "decision-on-no-record",
        "names a record that the extracts do not hold.",
        "Correct agency and id.",
    ),
    (
        "decision-twice",
        "decides a pair that the same person, under the same role, has judged already.",
        "Give each reviewer a role of its own, and keep one answer; or withdraw the earlier one.",
    ),
    (
        "decision-settled",
        "decides a pair on which three people have decided already.",
        "Withdraw the earlier answers first: `sixpoint link --withdraw`.",
    ),
)
_WORDS = {code: (what, fix) for code, what, fix in _TROUBLE}


def _problem(code: str, path: Path, row: int) -> Problem:
    what, fix = _WORDS[code]
    return Problem(code=code, what=f"Row {row} below the header {what}", fix=fix, file=path)


def _repeated(read: Sequence[_Read], before: Sequence[PairJudgement]) -> Iterator[Problem]:
    known = in_force(before)
    judged = Counter({pair: len(said) for pair, said in known.items()})
    who = {(pair, one.by.casefold()) for pair, said in known.items() for one in said}
    for one in read:
        same_person = (one.pair, one.judgement.by.casefold())
        if same_person in who:
            yield _problem("decision-twice", one.file, one.row)
        elif judged[one.pair] >= MOST_JUDGEMENTS:
            yield _problem("decision-settled", one.file, one.row)
        who.add(same_person)
        judged[one.pair] += 1


def _contradictory(after: DecisionsFile, read: Sequence[_Read]) -> Iterator[Problem]:
    """What cannot hold together, by the rows that say so and the numbers of the other pairs."""
    rows: dict[Pair, list[_Read]] = {}
    for one in read:
        rows.setdefault(one.pair, []).append(one)
    numbers = numbers_asked(after.asked)
    for wrong in contradictions(standing_of(after.judgements).decided):
        yield _contradiction(wrong, rows, numbers)


def _contradiction(
    wrong: Contradiction, rows: Mapping[Pair, Sequence[_Read]], numbers: Mapping[Pair, str]
) -> Problem:
    places = [one for pair in wrong.pairs for one in rows.get(pair, ())]
    here = ", ".join(f"row {one.row} of {one.file.name}" for one in places)
    earlier = [
        numbers.get(pair, "one without a number") for pair in wrong.pairs if pair not in rows
    ]
    kept = f" with the pairs decided before: {', '.join(earlier)}" if earlier else ""
    return Problem(
        code="decisions-contradict",
        what=f"{wrong.what} See {here or 'what was kept'}{kept}.",
        fix="Look at these pairs together and change what is wrong, or withdraw a decision.",
        file=places[0].file if places else None,
    )


def withdraw(
    so_far: DecisionsFile, left: Key, right: Key, *, by: str, on: date
) -> DecisionsFile | None:
    """The decisions with everything said of the pair withdrawn; None where nothing was."""
    pair = pair_of(left, right)
    if pair not in in_force(so_far.judgements):
        return None
    judgements = tuple(
        replace(one, withdrawn_by=by, withdrawn_on=on)
        if one.withdrawn_by is None and pair_of(one.left, one.right) == pair
        else one
        for one in so_far.judgements
    )
    return replace(so_far, judgements=judgements)
