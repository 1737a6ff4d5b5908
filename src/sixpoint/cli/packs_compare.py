"""`sixpoint packs compare`: how the rules of one edition differ from those of another."""

from pathlib import Path

import typer

from sixpoint.packs.compare_rules import RuleChanged, RuleNamed, RulesCompared, compare_rules
from sixpoint.packs.load import load_datasets
from sixpoint.packs.shelf import default_shelf

from .console import ending, out, print_json
from .outputs import RulesComparedOutput

COMPARE_EPILOG = ending(
    "sixpoint packs compare scotland-extracts/1 scotland-extracts/2",
    "sixpoint packs compare ours/2017 ours/2018 --shelf my-packs --json",
    codes="0 done, whether they differ or not; 2 could not run; 3 wrong use.",
)
_TOO_LONG = ("examples",)
"""Fields whose content is a table, which `--json` has in full."""


def compare(
    old: str = typer.Argument(..., help="The earlier edition of the rules, a pack of datasets."),
    new: str = typer.Argument(..., help="The later one."),
    shelf: Path | None = typer.Option(None, "--shelf", help="The folder that holds the packs."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document and nothing else."),
) -> int:
    """Say which rules were added, taken out and changed from one edition to another."""
    shelf = shelf or default_shelf()
    before, after = (load_datasets(ref, shelf=shelf) for ref in (old, new))
    compared = compare_rules(before.rules, after.rules)
    if as_json:
        refs = (before.header.ref, after.header.ref)
        print_json(RulesComparedOutput(old=refs[0], new=refs[1], rules=compared))
    else:
        _tell(compared)
    return 0


def _tell(compared: RulesCompared) -> None:
    _list("ADDED", compared.added)
    _list("TAKEN OUT", compared.removed)
    if compared.changed:
        out.print("\nCHANGED", style="bold", markup=False)
    for rule in compared.changed:
        _tell_changed(rule)
    counts = f"{len(compared.added)} added, {len(compared.removed)} taken out"
    out.print(f"\n{counts}, {len(compared.changed)} changed.", style="bold", markup=False)


def _list(title: str, rules: tuple[RuleNamed, ...]) -> None:
    if rules:
        out.print(f"\n{title}", style="bold", markup=False)
    for rule in rules:
        out.print(f"{rule.code}  {rule.dataset}: {rule.message}", markup=False)


def _tell_changed(rule: RuleChanged) -> None:
    out.print(f"{rule.code}  {rule.dataset}: {rule.message}", markup=False)
    for field in rule.fields:
        if field.field in _TOO_LONG:
            out.print(f"    {field.field}: other rows", markup=False)
            continue
        out.print(f"    {field.field} was: {field.before or 'nothing'}", markup=False)
        out.print(f"    {' ' * len(field.field)} now: {field.after or 'nothing'}", markup=False)
