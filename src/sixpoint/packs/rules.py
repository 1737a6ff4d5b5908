"""What a rule says of a table: which kind it is, of which columns, and rows that show it.

A pack says what; `sixpoint.validation.kinds` says how. A pack whose rule names an unknown kind or
column, or leaves out what its kind needs, does not load: `rules_problems` says why.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Literal, TypeAlias

from sixpoint.packs.datasets import Column, ColumnType, Dataset
from sixpoint.packs.examples import ExampleRow, UnreadableExample, read_example_rows
from sixpoint.packs.rule_kinds import KINDS, SHAPES, TIMES, Kind
from sixpoint.terms.issue import Severity
from sixpoint.terms.problems import Problem
from sixpoint.terms.strict import strict


@strict
class When:
    """A condition on another column: it holds one of `codes`, or anything where none is named."""

    column: str
    codes: tuple[str, ...] = ()


@strict
class Other:
    """A column of another table, and the key by which its row is found.

    `exists_in` needs no `column`; `key` is the other table's column that ours refers to.
    """

    dataset: str
    key: str
    column: str | None = None


@strict
class Given:
    """What a kind needs beside its columns; KINDS says which kind takes which."""

    codes: tuple[str, ...] = ()
    shape: str | None = None
    pattern: str | None = None
    least: int | None = None
    most: int | None = None
    earliest: date | None = None
    when: When | None = None
    within: tuple[str, ...] = ()
    other: Other | None = None
    every: Literal["month", "quarter"] | None = None
    fewest: int | None = None


@strict
class Beside:
    """Example rows of another table that the rule looks into."""

    dataset: str
    rows: str


@strict
class Examples:
    """Small tables as people write them: cells divided by `|`, the first line naming the columns.

    `rows` is the rule's own table, and its column `so` says of each row: passes or fails. An empty
    cell is a missing value; `as_at` is the day of the check. A rule that judges whole tables has
    no `so`: `rows` is a table that passes and `failing` one that fails, in which a column `times`
    may say how many rows a row stands for. `before` is the same table of the last submission.
    """

    rows: str
    failing: str | None = None
    before: str | None = None
    beside: tuple[Beside, ...] = ()
    as_at: date = date(2017, 7, 31)


@strict
class Rule:
    """One thing that must hold of every row of `dataset`, from the day `since` through `until`.

    `message` and `fix` are shown as they stand and never hold a value. `names_key` False keeps
    even the agency's own key out of the issue; an identifying key is never shown anyway.
    """

    code: str
    kind: str
    dataset: str
    columns: tuple[str, ...]
    message: str
    fix: str
    examples: Examples
    severity: Severity = Severity.ERROR
    given: Given = Given()
    names_key: bool = True
    since: date | None = None
    until: date | None = None

    @property
    def judges_tables(self) -> bool:
        """Whether the rule passes or fails its table as a whole."""
        return self.kind in KINDS and KINDS[self.kind].judges_tables

    @property
    def is_about_cells(self) -> bool:
        """Whether the rule checks each of its columns by itself."""
        return KINDS[self.kind].scope == "cell"

    def in_force(self, day: date) -> bool:
        """Whether the rule is to be kept on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@strict
class RuleBook:
    """What one file under `rules/` holds."""

    format: Literal[1]
    rules: tuple[Rule, ...]


_KEY_ONLY = ("exists_in", "right_agency")
"""The kinds that ask of another table no more than whether it has the key."""

GIVEN = tuple(field.name for field in fields(Given))

SO = "so"
"""The column of an example table that says whether the row passes or fails."""

TIMES_OVER = "times"
"""The column of an example table that says how many rows the row stands for."""

Datasets: TypeAlias = Mapping[str, Dataset]


def rules_problems(rules: Sequence[Rule], datasets: Datasets) -> list[Problem]:
    """Everything wrong with the rules of a pack: codes used twice, and what rule_problems finds."""
    counts = Counter(rule.code for rule in rules)
    twice = [
        _problem(code, "is the code of more than one rule.", "Give each rule its own code.")
        for code, count in sorted(counts.items())
        if count > 1
    ]
    return twice + [problem for rule in rules for problem in rule_problems(rule, datasets)]


def rule_problems(rule: Rule, datasets: Datasets) -> list[Problem]:
    """Everything wrong with one rule: its kind, its columns, what is given, its examples."""
    found = [
        *_naming_problems(rule),
        *(what for check in _CHECKS for what in check(rule, datasets)),
    ]
    return [_problem(rule.code, what, fix) for what, fix in found]


def _problem(code: str, what: str, fix: str) -> Problem:
    return Problem(code="rule", what=f"Rule {code}: {what}", fix=fix)


Found: TypeAlias = Iterator[tuple[str, str]]
_CODE = re.compile(r"[A-Z]{2}-[A-Z]{2,4}-[0-9]{2}")


def _naming_problems(rule: Rule) -> Found:
    if not _CODE.fullmatch(rule.code):
        yield "the code has another form than SW-CON-01.", "Write agency, table and number so."
    if rule.kind not in KINDS:
        yield f"no kind of rule is called {rule.kind}.", f"Kinds: {', '.join(sorted(KINDS))}."
    if rule.since and rule.until and rule.until < rule.since:
        yield "it ends before it begins.", "Put `until` after `since`."


def _columns_problems(rule: Rule, datasets: Datasets) -> Found:
    dataset = datasets.get(rule.dataset)
    if dataset is None:
        yield f"no dataset is called {rule.dataset}.", _one_of(datasets)
        return
    condition = (rule.given.when.column,) if rule.given.when else ()
    for name in (*rule.columns, *rule.given.within, *condition):
        if dataset.column(name) is None:
            yield f"{dataset.id} has no column {name}.", _columns_of(dataset)


def _kind_problems(rule: Rule, datasets: Datasets) -> Found:
    kind = KINDS.get(rule.kind)
    if kind is None:
        return
    if len(rule.columns) < kind.fewest or (kind.most and len(rule.columns) > kind.most):
        most = "or more" if kind.most is None else f"to {kind.most}"
        yield f"it names {len(rule.columns)} columns.", f"A {rule.kind} takes {kind.fewest} {most}."
    for column in _columns_with_type(rule, kind, datasets):
        if column.type not in kind.types:
            yield (
                f"{column.name} is {column.type}, and {rule.kind} is for "
                f"{', '.join(sorted(kind.types))}.",
                "Take another kind or another column.",
            )
    given = {name for name in GIVEN if getattr(rule.given, name) not in (None, ())}
    for name in sorted(kind.needs - given):
        yield f"{rule.kind} needs `{name}` under `given`.", "Add it."
    for name in sorted(given - kind.needs - kind.may):
        yield f"{rule.kind} has no use for `{name}` under `given`.", "Take it out."


def _columns_with_type(rule: Rule, kind: Kind, datasets: Datasets) -> list[Column]:
    dataset = datasets.get(rule.dataset)
    names = rule.columns if kind.typed_columns is None else rule.columns[-kind.typed_columns :]
    columns = [dataset.column(name) for name in names] if dataset else []
    return [column for column in columns if column is not None]


def _given_problems(rule: Rule, datasets: Datasets) -> Found:
    given = rule.given
    if rule.kind == "matches" and (given.shape is None) == (given.pattern is None):
        yield "matches needs a `shape` or a `pattern`, and not both.", "Give one of them."
    if given.shape is not None and given.shape not in SHAPES:
        yield f"no shape is called {given.shape}.", f"Shapes: {', '.join(sorted(SHAPES))}."
    if given.pattern is not None and not _compiles(given.pattern):
        yield "the pattern is no regular expression.", "Mend it."
    if rule.kind == "in_range" and given.least is None and given.most is None:
        yield "in_range needs `least`, `most` or both.", "Give one of them."


def _codes_problems(rule: Rule, datasets: Datasets) -> Found:
    dataset = datasets.get(rule.dataset)
    if dataset is None:
        return
    columns = {column.name: column for column in dataset.columns}
    if rule.kind == "in_codes" and not rule.given.codes:
        for name in rule.columns:
            if name in columns and not columns[name].codes:
                yield (
                    f"{dataset.id} lists no codes for {name}.",
                    "List them there, or give `codes`.",
                )
    when = rule.given.when
    known = _values_of(columns.get(when.column)) if when else frozenset()
    for code in when.codes if when else ():
        if known and code not in known:
            yield f"{code} is no code of {dataset.id}.", f"Codes: {', '.join(sorted(known))}."


def _values_of(column: Column | None) -> frozenset[str]:
    if column is None:
        return frozenset()
    if column.type is ColumnType.YES_NO:
        return frozenset({"yes", "no"})
    return frozenset(code.code for code in column.codes)


def _other_problems(rule: Rule, datasets: Datasets) -> Found:
    other, kind = rule.given.other, KINDS.get(rule.kind)
    if other is None or kind is None:
        return
    dataset = datasets.get(other.dataset)
    if dataset is None:
        yield f"no dataset is called {other.dataset}.", _one_of(datasets)
        return
    if rule.kind not in _KEY_ONLY and other.column is None:
        yield f"{rule.kind} needs `column` in `other`.", "Add it."
    if rule.kind in _KEY_ONLY and other.column is not None:
        yield f"{rule.kind} has no use for `column` in `other`.", "Take it out."
    for name in filter(None, (other.key, other.column)):
        if dataset.column(name) is None:
            yield f"{dataset.id} has no column {name}.", _columns_of(dataset)
    compared = dataset.column(other.column or "")
    if compared is not None and compared.type not in kind.types:
        yield (
            f"{compared.name} of {dataset.id} is {compared.type}.",
            f"Compare {', '.join(sorted(TIMES))}.",
        )


def _example_problems(rule: Rule, datasets: Datasets) -> Found:
    kind, examples = KINDS.get(rule.kind), rule.examples
    yield from _table_problems(rule) if rule.judges_tables else _so_problems(rule)
    extra = {TIMES_OVER} if rule.judges_tables else {SO}
    looks_back = kind is not None and kind.looks_back is not None
    tables: list[tuple[str, str | None, set[str]]]
    tables = [(rule.dataset, text, extra) for text in (examples.rows, examples.failing)]
    tables += [(rule.dataset, examples.before, {TIMES_OVER})]
    tables += [(beside.dataset, beside.rows, {TIMES_OVER}) for beside in examples.beside]
    for dataset_id, text, more in tables:
        if text is not None:
            yield from _row_problems(dataset_id, text, datasets, extra=more)
    if rule.given.other and rule.given.other.dataset not in {one[0] for one in tables}:
        yield f"its examples have no rows of {rule.given.other.dataset}.", "Add them in `beside`."
    if looks_back and examples.before is None:
        yield "its examples have no rows of the last submission.", "Add them in `before`."


def _so_problems(rule: Rule) -> Found:
    verdicts = {row.get(SO) for row in _rows(rule.examples.rows)}
    if not verdicts <= {"passes", "fails"}:
        yield "an example row says neither passes nor fails.", "Fill in the column `so`."
    for verdict in sorted({"passes", "fails"} - verdicts):
        yield f"no example row {verdict}.", "Add one."


def _table_problems(rule: Rule) -> Found:
    if rule.examples.failing is None:
        yield f"{rule.kind} judges whole tables, and no example fails.", "Add one as `failing`."


def _rows(text: str) -> tuple[ExampleRow, ...]:
    """The rows of an example table; none where it cannot be read, which is said elsewhere."""
    try:
        return read_example_rows(text)
    except UnreadableExample:
        return ()


def _row_problems(dataset_id: str, text: str, datasets: Datasets, *, extra: set[str]) -> Found:
    try:
        rows = read_example_rows(text)
    except UnreadableExample as trouble:
        yield f"the example table of {dataset_id} cannot be read: {trouble}.", "Mend the table."
        return
    dataset = datasets.get(dataset_id)
    known = {column.name for column in dataset.columns} if dataset else set()
    for name in sorted({name for row in rows for name in row} - known - extra):
        yield f"its examples have a column {name}, and {dataset_id} has none.", "Take it out."


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _one_of(datasets: Datasets) -> str:
    return f"Datasets: {', '.join(sorted(datasets))}."


def _columns_of(dataset: Dataset) -> str:
    return f"Columns: {', '.join(column.name for column in dataset.columns)}."


_CHECKS: tuple[Callable[[Rule, Datasets], Found], ...] = (
    _columns_problems,
    _kind_problems,
    _given_problems,
    _codes_problems,
    _other_problems,
    _example_problems,
)
