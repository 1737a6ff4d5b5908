"""The part of `sixpoint link` that says how good the links are."""

from pathlib import Path

from sixpoint.files import read_csv_rows
from sixpoint.linkage.quality import Child, Estimate, Quality, Truth
from sixpoint.linkage.types import Key
from sixpoint.terms.strict import strict

from .console import out

TWIN = "twin"


@strict
class TruthRow:
    """A row of children.csv of the truth."""

    child: str
    agency: str
    person_id: str
    household: str


@strict
class RelationRow:
    """A row of relations.csv of the truth."""

    child: str
    other: str
    relation: str


def read_truth(folder: Path) -> dict[Key, Child]:
    """Who each record is truly of, from the truth that `sixpoint synthesise` wrote."""
    twins: dict[str, set[str]] = {}
    for row in read_csv_rows(folder / "relations.csv", RelationRow):
        if row.relation == TWIN:
            twins.setdefault(row.child, set()).add(row.other)
            twins.setdefault(row.other, set()).add(row.child)
    return {
        (row.agency, row.person_id): Child(
            child=row.child,
            household=row.household,
            twins=frozenset(twins.get(row.child, ())),
        )
        for row in read_csv_rows(folder / "children.csv", TruthRow)
    }


def say_quality(quality: Quality) -> None:
    """What is known of the links, and where it comes from."""
    if quality.truth is not None:
        _say_truth(quality.truth)
    if quality.sample is None:
        out.print(
            "How many links are right nobody knows yet: `--review` draws a sample.", markup=False
        )
    else:
        says = f"Links found right by two people: {_share(quality.sample)}"
        out.print(f"{says}; {quality.left_open:,} left open.", markup=False)
    if quality.without_identifier is not None:
        found = _share(quality.without_identifier)
        out.print(f"Pairs of a shared identifier that are found without it: {found}.", markup=False)
    if quality.model_wrong is not None:
        out.print(
            f"The model itself takes {100 * quality.model_wrong:.2f}% of its links to be wrong; "
            "that is its own opinion and no measurement.",
            markup=False,
        )


def _say_truth(truth: Truth) -> None:
    wrong = truth.twins + truth.siblings + truth.strangers
    precision = truth.found / max(1, truth.found + wrong)
    out.print(
        f"Against the truth: precision {precision:.4f}, recall "
        f"{truth.found / max(1, truth.true):.4f} over {truth.true:,} pairs of {truth.children:,} "
        f"children; false pairs: {truth.twins:,} twins, {truth.siblings:,} siblings, "
        f"{truth.strangers:,} strangers.",
        markup=False,
    )


def _share(estimate: Estimate) -> str:
    share = 100 * estimate.right / estimate.of
    return (
        f"{estimate.right:,} of {estimate.of:,}, {share:.1f}% (95% interval "
        f"{100 * estimate.lower:.1f}% to {100 * estimate.upper:.1f}%)"
    )
