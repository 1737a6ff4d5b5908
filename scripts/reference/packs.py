"""What the shipped packs say, for those who supply data: tables, rules, measures."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import yaml

from scripts.reference.markdown import block, code, listing, page, table
from sixpoint.disclosure.make_safe import views_of
from sixpoint.packs.datasets import Column, Dataset
from sixpoint.packs.load import (
    DatasetsPack,
    MeasuresPack,
    load_datasets,
    load_measures,
    load_processes,
)
from sixpoint.packs.measure_parts import MAY_HAVE, NEEDS
from sixpoint.packs.measures import Example, Kind, Measure
from sixpoint.packs.processes import ProcessesPack
from sixpoint.packs.rule_kinds import KINDS, SHAPES
from sixpoint.packs.rules import Rule
from sixpoint.records.issues import CODES

DATASETS = "scotland-extracts/1"
MEASURES = "scotland-measures/1"
PROCESSES = "scotland-processes/1"
WHOSE = {
    "living_in": "children living in the area",
    "looked_after_by": "children looked after by the council, wherever they live",
    "taught_in": "children taught in the area's schools, wherever they live",
}
BETTER = {"higher": "higher is better", "lower": "lower is better", "neither": "neither is better"}


def kinds() -> dict[str, dict[str, str]]:
    """The words for kinds of rules, kinds of measures, and shapes."""
    path = Path(__file__).with_name("kinds.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def tables_page() -> str:
    pack = load_datasets(DATASETS)
    about = (
        f"What `{DATASETS}` expects of each agency. An extract is a CSV file in UTF-8 with a "
        "header line, `extracts/<agency>/<table>.csv`. Days are written `2016-09-30`, day and time "
        "`2016-09-30T14:05`, yes and no as `yes` and `no`. An empty cell is a missing value. "
        "Columns may stand in any order."
    )
    sensitivity = (
        "*Identifying* columns name or find a child; they never leave the partnership. *Personal* "
        "ones are about a child; only counts made from them leave, after disclosure."
    )
    return page("Tables", about, sensitivity, *map(_dataset, pack.datasets.values()))


def _dataset(dataset: Dataset) -> str:
    rows = [
        (
            code(one.name) + (" (key)" if one.name == dataset.key else ""),
            one.title,
            one.type.replace("_", " or "),
            one.sensitivity,
            "must be there" if one.required else "",
            _codes(one),
        )
        for one in dataset.columns
    ]
    head = ("column", "what it holds", "type", "sensitivity", "", "values")
    return f"## {dataset.id}\n\n{dataset.title}.\n\n{table(head, rows)}"


def _codes(column: Column) -> str:
    return "; ".join(f"`{one.code}` {one.means}" for one in column.codes)


def rules_page() -> str:
    pack = load_datasets(DATASETS)
    about = (
        f"Every rule that `sixpoint check` runs, from `{DATASETS}`. An *error* takes the row out "
        "of what is counted; a *warning* leaves it in. No message ever holds the value itself. "
        "What each kind looks for is in [rule-kinds.md](rule-kinds.md)."
    )
    reading = table(("code", "what was found"), [(code(c), says) for c, says in CODES.items()])
    parts = [f"## While reading\n\nThese come before any rule.\n\n{reading}"]
    order = list(pack.datasets)
    ordered = sorted(pack.rules, key=lambda rule: order.index(rule.dataset))
    for dataset, rules in groupby(ordered, key=lambda rule: rule.dataset):
        parts.append(f"## {dataset}")
        parts += [_rule(rule, pack) for rule in rules]
    return page("Validation rules", about, *parts)


def _rule(rule: Rule, pack: DatasetsPack) -> str:
    columns = ", ".join(code(name) for name in rule.columns) or "all"
    facts = f"`{rule.kind}` on {columns} of `{rule.dataset}`; {rule.severity}."
    parts = [
        f"### {rule.code}",
        facts,
        f"**{rule.message}** What to do: {rule.fix}",
        f"Examples, on {rule.examples.as_at}:",
        *_example_blocks(rule),
        *(f"beside, in `{b.dataset}`:\n\n{block(b.rows)}" for b in rule.examples.beside),
    ]
    return "\n\n".join(parts)


def _example_blocks(rule: Rule) -> Iterator[str]:
    examples = rule.examples
    if examples.failing is None:
        yield block(_trimmed(examples.rows))
    else:
        yield f"passes:\n\n{block(_trimmed(examples.rows))}"
        yield f"fails:\n\n{block(_trimmed(examples.failing))}"
    if examples.before is not None:
        yield f"in the last submission:\n\n{block(_trimmed(examples.before))}"


def _trimmed(rows: str) -> str:
    return "\n".join(line.rstrip() for line in rows.strip("\n").splitlines())


def rule_kinds_page() -> str:
    words = kinds()
    rows = [
        (
            code(name),
            words["rules"].get(name, ""),
            kind.scope.replace("_", " "),
            _columns(kind.fewest, kind.most),
            _given(kind.needs, kind.may),
        )
        for name, kind in KINDS.items()
    ]
    head = ("kind", "a row fails when", "looks at", "columns", "under `given`")
    shapes = table(
        ("shape", "what it is"),
        [(code(name), words["shapes"].get(name, "")) for name in sorted(SHAPES)],
    )
    about = (
        "A rule names one of these kinds and says of which columns. A missing value fails only "
        "the kinds that are about missing values."
    )
    return page("Kinds of rules", about, table(head, rows), "## Shapes", shapes)


def _columns(fewest: int, most: int | None) -> str:
    if most is None:
        return f"{fewest} or more"
    return str(fewest) if fewest == most else f"{fewest} to {most}"


def _given(needs: Iterable[str], may: Iterable[str]) -> str:
    parts = [f"needs {code(one)}" for one in sorted(needs)]
    parts += [f"may have {code(one)}" for one in sorted(may)]
    return ", ".join(parts)


def measures_page() -> str:
    pack, processes = load_measures(MEASURES), load_processes(PROCESSES)
    about = (
        f"Every measure of `{MEASURES}`. Each gives figures: `latest` (the last twelve complete "
        "months), `trend` (by quarter) and, where it has the groups, `deprivation` (by SIMD "
        "quintile), `looked-after`, `sex` and `age`; `late-reasons` says why cases were late. "
        "A case counts only once its limit or follow-up has run out; until then it "
        "is pending. Limits come from the guidance the partnership works to, or are its own."
    )
    listed = table(
        ("id", "title", "kind", "whose children"),
        [
            (f"[`{m.id}`](#{m.id})", m.title, m.kind, WHOSE[m.children_counted])
            for m in pack.measures
        ],
    )
    parts = [_measure(one, pack, processes) for one in pack.measures]
    return page("Measures", about, listed, *parts)


def _measure(measure: Measure, pack: MeasuresPack, processes: ProcessesPack) -> str:
    facts = [
        f"counts {WHOSE[measure.children_counted]}",
        f"kind `{measure.kind}`, in {measure.unit}; {BETTER[measure.better]}",
        f"counts rows of `{measure.base}` by `{measure.date}`",
        *_waits(measure),
        *_limits(measure, processes),
        f"figures: {', '.join(code(id_) for id_ in _figures(measure))}",
        f"small counts: {_protected(measure, pack)}",
        f"speaks to indicators {', '.join(measure.indicators)}",
    ]
    examples = "\n\n".join(_example(one) for one in measure.examples)
    heading = f"## {measure.id}\n\n**{measure.title}.** {measure.counts}"
    return f"{heading}\n\n{listing(facts)}\n\n{examples}"


def _figures(measure: Measure) -> Iterator[str]:
    for view in views_of(measure):
        yield f"{measure.id}.{view}"


def _waits(measure: Measure) -> Iterator[str]:
    if measure.follow_up:
        unit = measure.follow_up.unit.replace("_", " ")
        yield f"a case counts once {measure.follow_up.number} {unit} have passed"


def _limits(measure: Measure, processes: ProcessesPack) -> Iterator[str]:
    if own := measure.limit:
        yield f"limit: {own.number} {own.unit.replace('_', ' ')} ({own.source})"
        return
    if measure.process is None:
        yield "no limit"
        return
    found = []
    for edition in processes.editions:
        limit = edition.limit(measure.process)
        if limit is not None and limit.starts_clock and limit.unit:
            unit = limit.unit.replace("_", " ")
            found.append(f"{limit.number} {unit} in {edition.title}")
    process = processes.process(measure.process)
    title = process.title if process else measure.process
    says = (
        "; ".join(found) or "no edition of the guidance gives a number; a partnership may set one"
    )
    yield f"limit (`{measure.process}`: {title}): {says}"


def _protected(measure: Measure, pack: MeasuresPack) -> str:
    rule = pack.policy.rule_for(measure.topic)
    return f"counts below {rule.below} are hidden (topic `{measure.topic}`; {rule.source})"


def _example(example: Example) -> str:
    limit = ""
    if example.limit:
        unit = example.limit.unit.replace("_", " ")
        limit = f", under a limit of {example.limit.number} {unit}"
    given = {name: value for name, value in vars(example.gives).items() if value is not None}
    late = given.pop("reasons", {})
    given |= {f"late for {reason}": number for reason, number in late.items()}
    gives = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in given.items())
    tables = "\n\n".join(f"{name}\n{rows.rstrip()}" for name, rows in example.rows.items())
    says = f"*Example: {example.says}.* On {example.as_at}{limit}:"
    return f"{says}\n\n{block(tables)}\n\ngives {gives}."


def measure_kinds_page() -> str:
    words = kinds()["measures"]
    rows = [
        (code(kind), words.get(kind, ""), _parts(NEEDS[kind]), _parts(MAY_HAVE[kind]))
        for kind in Kind
    ]
    head = ("kind", "what it counts", "needs", "may have")
    about = (
        "A measure names one of these kinds. All of them may have `where`, `only_if`, `unless` "
        "and `process`, which say which rows are cases and against which limit they are held; "
        "[formats-packs.md](formats-packs.md) explains each key."
    )
    return page("Kinds of measures", about, table(head, rows))


def _parts(names: Iterable[str]) -> str:
    return ", ".join(code(name) for name in sorted(names))
