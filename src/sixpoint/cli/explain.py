"""`sixpoint explain`: what a message of a check means, what to do, and rows that show it."""

from collections.abc import Iterable
from itertools import groupby

import typer

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.load import DatasetsPack, load_datasets
from sixpoint.packs.rules import Rule
from sixpoint.records.issues import CODES
from sixpoint.terms.problems import user_error

from .check import PACK
from .console import ending, out, print_json
from .outputs_check import ExampleSaid, ExplainOutput, ReadingSaid, RuleExplained

EPILOG = ending(
    "sixpoint explain SW-CON-03",
    "sixpoint explain social_work.concerns",
    "sixpoint explain --json",
    codes="0 done; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("explain", epilog=EPILOG)(explain)


def explain(
    what: str | None = typer.Argument(
        None, help="A code such as SW-CON-03, or a table; else every message there is."
    ),
    pack: str = typer.Option(PACK, help="The pack of datasets and rules."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
) -> None:
    """Explain a message of `sixpoint check`: what it means, what to do, which rows fail.

    Without a code it lists every message that a check can give, table by table.
    """
    datasets = load_datasets(pack)
    reading = {code: says for code, says in CODES.items() if what in (None, code)}
    rules = [rule for rule in datasets.rules if what in (None, rule.code, rule.dataset)]
    if not reading and not rules:
        raise user_error(
            "unknown-code",
            what=f"{datasets.header.ref} has no rule and no table of that name.",
            fix="`sixpoint explain` lists every code; they look like SW-CON-03.",
        )
    if as_json:
        print_json(_document(datasets, reading, rules))
    elif len(rules) == 1 and not reading:
        _tell_rule(rules[0], datasets.datasets[rules[0].dataset])
    else:
        _tell_all(reading, rules)


def _document(datasets: DatasetsPack, reading: dict[str, str], rules: list[Rule]) -> ExplainOutput:
    return ExplainOutput(
        pack=datasets.header.ref,
        reading=tuple(ReadingSaid(code=code, means=says) for code, says in reading.items()),
        rules=tuple(
            RuleExplained(
                code=rule.code,
                kind=rule.kind,
                dataset=rule.dataset,
                columns=rule.columns,
                severity=rule.severity,
                message=rule.message,
                fix=rule.fix,
                since=rule.since,
                until=rule.until,
                examples=_examples(rule),
            )
            for rule in rules
        ),
    )


def _examples(rule: Rule) -> tuple[ExampleSaid, ...]:
    own = ExampleSaid(dataset=rule.dataset, rows=rule.examples.rows)
    beside = (ExampleSaid(dataset=b.dataset, rows=b.rows) for b in rule.examples.beside)
    return (own, *beside)


def _tell_all(reading: dict[str, str], rules: Iterable[Rule]) -> None:
    if reading:
        out.print("While reading", style="bold", markup=False)
    for code, says in reading.items():
        out.print(f"{code}  {says[:1].upper()}{says[1:]}.", markup=False)
    for dataset, own in groupby(sorted(rules, key=_place), key=lambda rule: rule.dataset):
        out.print(f"\n{dataset}", style="bold", markup=False)
        for rule in own:
            out.print(f"{rule.code}  {rule.severity}: {rule.message}", markup=False)
            out.print(f"  What to do: {rule.fix}", markup=False)


def _place(rule: Rule) -> tuple[str, str]:
    return rule.dataset, rule.code


def _tell_rule(rule: Rule, dataset: Dataset) -> None:
    columns = ", ".join(rule.columns) or "the whole table"
    out.print(f"{rule.code}  {rule.message}", style="bold", markup=False)
    out.print(f"What to do: {rule.fix}", markup=False)
    out.print(f"It looks at {columns} of {rule.dataset} ({dataset.title}).", markup=False)
    effect = {"error": "Rows that fail do not go on.", "warning": "Rows that fail go on."}
    out.print(f"It is of severity {rule.severity}. {effect[rule.severity.value]}", markup=False)
    out.print(f"\nExamples, as of {rule.examples.as_at}:", markup=False)
    for example in _examples(rule):
        out.print(f"\n{example.dataset}", style="bold", markup=False)
        out.print(example.rows.rstrip(), markup=False)
