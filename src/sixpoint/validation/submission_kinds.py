"""How rules about a whole table, or about the last submission, find what breaks them.

They take the rule and everything that was submitted, now and before; they give failing rows, or,
where the table as a whole is to blame, what is wrong with it, without a line. `reference_tables`
holds the plain twins. A rule whose last submission is missing is never asked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines.ask import fetch
from sixpoint.packs.rules import Rule
from sixpoint.records.types import LINE, Records
from sixpoint.terms.period import months_before
from sixpoint.validation.failures import KEY, Failing, blamed
from sixpoint.validation.previous import hashes_of, rows_by_month
from sixpoint.validation.subject import Subjects, other_of
from sixpoint.validation.types import Previous
from sixpoint.validation.wording import month_of, months_between

MONTHS: Mapping[str, int] = MappingProxyType({"month": 1, "quarter": 3})
_CODES_LOOKED_AT = 200
"""Of the texts in a column of codes, the most frequent ones: enough to tell whose they are."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """The records, their tables under check, and the same tables of the last submission."""

    records: Records
    subjects: Subjects
    before: Subjects
    previous: Previous | None

    def fetch(self, rows: ir.Table) -> pa.Table:
        return fetch(self.records.engine, rows)


SubmissionKind = Callable[[Submission, Rule], list[Failing]]


def _whole(where: str | None = None, *, column: str | None = None) -> Failing:
    """The table as a whole."""
    nothing = {LINE: pa.nulls(1, pa.int64()), KEY: pa.nulls(1, pa.string())}
    return Failing(rows=pa.table(nothing), column=column, where=where)


def _no_missing_period(submission: Submission, rule: Rule) -> list[Failing]:
    """Each stretch of periods without rows between two that have at least `fewest`."""
    day = submission.subjects[rule.dataset].moment(rule.columns[0], exact=False)
    rows = submission.subjects[rule.dataset].raw.select(_day=day).drop_null()
    step, fewest = MONTHS[rule.given.every or "month"], rule.given.fewest or 1
    unit = rows["_day"].truncate("M" if step == 1 else "Q")
    counted = submission.fetch(rows.group_by(_start=unit).aggregate(_n=rows.count()))
    counts = sorted(zip(counted["_start"].to_pylist(), counted["_n"].to_pylist(), strict=True))
    return [
        _whole(f"None {months_between(months_before(start, -step), end)}.", column=rule.columns[0])
        for (start, before), (end, behind) in zip(counts, counts[1:], strict=False)
        if months_before(end, step) > start and min(before, behind) >= fewest
    ]


def _no_sudden_fall(submission: Submission, rule: Rule) -> list[Failing]:
    """The months that had at least `fewest` rows, and have less than `least` per cent of them."""
    then = submission.previous.rows[rule.dataset] if submission.previous else {}
    now = rows_by_month(submission.records, rule.dataset)
    fallen = fallen_months(then, now, rule)
    return [_whole(f"It is about {month_of(m)}." if m else None) for m in fallen]


def fallen_months(then: Mapping[str, int], now: Mapping[str, int], rule: Rule) -> list[str]:
    """The months of `then` with too few rows `now`; those before the first month now have gone."""
    least, fewest = rule.given.least or 0, rule.given.fewest or 1
    first = min((month for month in now if month), default="")
    dated = any(then)
    return [
        month
        for month, rows in sorted(then.items())
        if bool(month) is dated and month >= first and rows >= fewest
        if now.get(month, 0) * 100 < rows * least
    ]


def _not_the_same_file(submission: Submission, rule: Rule) -> list[Failing]:
    """The file, for every other table now, and every table before, whose bytes are the same."""
    now = hashes_of(submission.records)
    then = submission.previous.files if submission.previous else {}
    return [_whole(where) for where in same_files(rule.dataset, now, then)]


def same_files(dataset_id: str, now: Mapping[str, str], then: Mapping[str, str]) -> list[str]:
    """In words, where else the bytes of the table's file are; a file without a hash is none."""
    own = now.get(dataset_id)
    if not own:
        return []
    here = [id_ for id_, hash_ in sorted(now.items()) if hash_ == own and id_ != dataset_id]
    there = [id_ for id_, hash_ in sorted(then.items()) if hash_ == own]
    return [f"It is the same file as {id_}." for id_ in here] + [
        "It is the file of the last submission."
        if id_ == dataset_id
        else f"It is the file that was {id_} in the last submission."
        for id_ in there
    ]


def _right_codes(submission: Submission, rule: Rule) -> list[Failing]:
    """The columns of which less than `least` per cent are codes of their list."""
    return [
        failing for column in rule.columns for failing in _right_column(submission, rule, column)
    ]


def _right_column(submission: Submission, rule: Rule, column: str) -> list[Failing]:
    subject = submission.subjects[rule.dataset]
    if column not in subject.raw.columns:
        return []
    texts = subject.raw.select(_text=subject.text(column)).drop_null()
    known = texts["_text"].isin(subject.codes(rule, column))
    (sums,) = submission.fetch(texts.aggregate(n=texts.count(), own=known.sum())).to_pylist()
    if not is_too_little(sums["own"] or 0, sums["n"], rule):
        return []
    counted = texts.group_by("_text").aggregate(_n=texts.count())
    top = submission.fetch(counted.order_by(counted["_n"].desc(), "_text").limit(_CODES_LOOKED_AT))
    counts = dict(zip(top["_text"].to_pylist(), top["_n"].to_pylist(), strict=True))
    return [_whole(whose_codes(submission, counts, rule), column=column)]


def is_too_little(own: int, filled: int, rule: Rule) -> bool:
    """Whether of enough filled cells less than `least` per cent are as they should be."""
    return filled >= (rule.given.fewest or 1) and own * 100 < filled * (rule.given.least or 0)


def whose_codes(submission: Submission, counts: Mapping[str, int], rule: Rule) -> str | None:
    """In words, the table whose list of codes holds most of the texts; None where none does."""
    found = {
        (sum(n for text, n in counts.items() if text in {c.code for c in column.codes}), id_)
        for id_, dataset in submission.records.datasets.items()
        for column in dataset.columns
        if id_ != rule.dataset
    }
    most, id_ = max(found, default=(0, ""))
    return f"They look like those of {id_}." if most * 2 > sum(counts.values()) else None


def _right_agency(submission: Submission, rule: Rule) -> list[Failing]:
    """The table, where less than `least` per cent of its references are in the other table."""
    column, other = rule.columns[0], other_of(rule)
    asked = submission.subjects[rule.dataset].text(column)
    ours = submission.subjects[rule.dataset].raw.select(_key=asked).drop_null()
    (filled,) = submission.fetch(ours.aggregate(n=ours.count())).to_pylist()
    own = _known(submission, ours, other.dataset, other.key)
    if not is_too_little(own, filled["n"], rule):
        return []
    alike = [id_ for id_ in sorted(submission.subjects) if _is_elsewhere(id_, other.dataset)]
    known = {id_: _known(submission, ours, id_, other.key) for id_ in alike}
    whose = [id_ for id_, n in known.items() if n * 100 >= filled["n"] * (rule.given.least or 0)]
    return [_whole(f"They are in {whose[0]}." if whose else None, column=column)]


def _is_elsewhere(dataset_id: str, other: str) -> bool:
    """Whether it is another agency's table of the same name."""
    return dataset_id != other and dataset_id.partition(".")[2] == other.partition(".")[2]


def _known(submission: Submission, ours: ir.Table, dataset_id: str, key: str) -> int:
    there = submission.subjects[dataset_id].raw
    if key not in there.columns:
        return 0
    found = ours.semi_join(there.select(_there=there[key]), [("_key", "_there")])
    (answer,) = submission.fetch(found.aggregate(n=found.count())).to_pylist()
    return int(answer["n"])


def _still_there(submission: Submission, rule: Rule) -> list[Failing]:
    """The keys that the last submission had and this one has not.

    With a second column, records from before the earliest day that is still there may go.
    """
    now, then = submission.subjects[rule.dataset], submission.before[rule.dataset]
    name, key = rule.columns[0], now.dataset.key
    gone = then.raw.filter(then.raw[name].notnull())
    gone = gone.anti_join(now.raw.select(_there=now.text(name)), [(name, "_there")])
    if len(rule.columns) == 2:
        days = now.raw.select(_day=now.moment(rule.columns[1], exact=False))
        first = submission.fetch(days.aggregate(first=days["_day"].min()))["first"][0].as_py()
        day = then.moment(rule.columns[1], exact=False)
        gone = gone.filter(day >= first) if first is not None else gone
    rows = submission.fetch(gone.select(**{KEY: gone[key]}).distinct().order_by(KEY))
    if not len(rows):
        return []
    lines = pa.nulls(len(rows), pa.int64())
    return [Failing(rows=pa.table({LINE: lines, KEY: rows[KEY]}), column=blamed(rule))]


def _same_as_before(submission: Submission, rule: Rule) -> list[Failing]:
    """The rows whose key was there, with all the other columns filled and all of them different."""
    now, then = submission.subjects[rule.dataset], submission.before[rule.dataset]
    name, *compared = rule.columns
    there = then.raw.select(
        _there=then.text(name), **{f"_then{at}": then.value(c) for at, c in enumerate(compared)}
    ).drop_null(["_there"])
    ours = now.raw.select(
        LINE,
        **{KEY: now.raw[now.dataset.key], "_here": now.text(name)},
        **{f"_now{at}": now.value(c) for at, c in enumerate(compared)},
    )
    joined = ours.inner_join(there, [("_here", "_there")])
    alike = [
        (joined[f"_now{at}"] == joined[f"_then{at}"]).fill_null(True) for at in range(len(compared))
    ]
    marked = joined.mutate(_alike=_any(alike))
    rows = marked.group_by([LINE, KEY]).aggregate(_alike=marked["_alike"].any())
    found = submission.fetch(rows.filter(~rows["_alike"]).select(LINE, KEY))
    return [Failing(rows=found, column=blamed(rule))] if len(found) else []


def _any(conditions: Iterable[ir.BooleanValue]) -> ir.BooleanValue:
    first, *rest = conditions
    for condition in rest:
        first = first | condition
    return first


SUBMISSION_KINDS: Mapping[str, SubmissionKind] = MappingProxyType(
    {
        "no_missing_period": _no_missing_period,
        "no_sudden_fall": _no_sudden_fall,
        "not_the_same_file": _not_the_same_file,
        "right_codes": _right_codes,
        "right_agency": _right_agency,
        "still_there": _still_there,
        "same_as_before": _same_as_before,
    }
)
