"""A small dataset of nobody's, with a column of every type, and rules about it."""

from collections.abc import Mapping, Sequence

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Code, Column, ColumnType, Dataset, Sensitivity
from sixpoint.packs.rules import Beside, Examples, Given, Rule, rule_problems
from sixpoint.terms.issue import Severity
from sixpoint.validation.examples import check_example

_TYPES = {
    "visit_id": ColumnType.TEXT,
    "person_id": ColumnType.TEXT,
    "began": ColumnType.DATE,
    "ended": ColumnType.DATE,
    "asked_at": ColumnType.DATETIME,
    "told_at": ColumnType.DATETIME,
    "possible": ColumnType.INTEGER,
    "attended": ColumnType.INTEGER,
    "weight": ColumnType.DECIMAL,
    "seen": ColumnType.YES_NO,
    "answer": ColumnType.CODE,
    "chi": ColumnType.TEXT,
}
CODES = ("offered", "refused", "waiting")


def _column(name: str, type_: ColumnType, *, required: bool = False) -> Column:
    codes = tuple(Code(code=c, means=c) for c in CODES) if type_ is ColumnType.CODE else ()
    found = name in {"chi", "born"}
    return Column(
        name=name,
        title=name,
        type=type_,
        sensitivity=Sensitivity.IDENTIFYING if found else Sensitivity.PERSONAL,
        codes=codes,
        required=required,
    )


VISITS = Dataset(
    id="clinic.visits",
    title="Visits",
    key="visit_id",
    person="person_id",
    columns=tuple(_column(name, type_) for name, type_ in _TYPES.items()),
)
PEOPLE = Dataset(
    id="clinic.people",
    title="People",
    key="person_id",
    person="person_id",
    columns=(
        _column("person_id", ColumnType.TEXT, required=True),
        _column("born", ColumnType.DATE),
        _column("chi", ColumnType.TEXT),
    ),
)
DATASETS: Mapping[str, Dataset] = {VISITS.id: VISITS, PEOPLE.id: PEOPLE}


def visit_rule(
    kind: str,
    columns: Sequence[str],
    *,
    given: Given | None = None,
    rows: str = "visit_id | so\n1 | passes\n2 | fails",
    people: str | None = None,
    code: str = "CL-VIS-01",
    severity: Severity = Severity.ERROR,
    names_key: bool = True,
    failing: str | None = None,
    before: str | None = None,
) -> Rule:
    """A rule about visits."""
    beside = () if people is None else (Beside(dataset=PEOPLE.id, rows=people),)
    return Rule(
        code=code,
        kind=kind,
        dataset=VISITS.id,
        columns=tuple(columns),
        message="Something is wrong here.",
        fix="Mend it.",
        given=given or Given(),
        severity=severity,
        names_key=names_key,
        examples=Examples(rows=rows, failing=failing, before=before, beside=beside),
    )


def assert_judged(engine: Engine, rule: Rule) -> None:
    """The pack would load the rule, and every example row is judged as its column `so` says."""
    assert rule_problems(rule, DATASETS) == []
    assert check_example(engine, rule, DATASETS) == []
