"""Which columns of the extracts anything reads: what nobody reads is not taken in at all.

Takes the partnership's packs; gives the columns by dataset. What is about no child, as population
figures are, is needed whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from sixpoint.linkage.standardise import TEXTS
from sixpoint.packs.datasets import Dataset, Sensitivity
from sixpoint.packs.load import DatasetsPack, load_measures
from sixpoint.packs.measure_parts import columns_needed
from sixpoint.packs.measures import Measure
from sixpoint.packs.rules import Rule

from .partnership import Partnership

Needed = Mapping[str, Set[str]]
Column = tuple[str, str]
"""A dataset's id and the name of one of its columns."""

BY_LINKAGE = (*TEXTS, "person_id", "date_of_birth", "expected_date_of_birth")
"""What linkage reads of a table of people."""

BY_THE_RETURN: tuple[Column, ...] = (
    ("social_work.registrations", "registered_on"),
    ("social_work.registrations", "removed_on"),
    ("social_work.discussions", "held_at"),
    ("social_work.discussions", "decision"),
    ("social_work.placements", "started_on"),
    ("social_work.placements", "ended_on"),
    ("social_work.aftercare", "eligible_on"),
)
"""What the pre-inspection return and the groups of a measure are made from."""


def needed_by(partnership: Partnership, datasets: DatasetsPack) -> Needed:
    """The columns that the partnership's rules and measures, linkage and the return read."""
    measures = load_measures(partnership.packs.measures).measures
    return needed_columns(datasets.datasets, rules=datasets.rules, measures=measures)


def needed_for_pathway(datasets: DatasetsPack) -> Needed:
    """What the rules read, and the days on which something happened to a child."""
    needed = _by_rules(datasets.rules)
    for dataset in datasets.datasets.values():
        needed[dataset.id].update(column.name for column in dataset.columns if column.event)
    return needed


def needed_columns(
    datasets: Mapping[str, Dataset], *, rules: Iterable[Rule], measures: Iterable[Measure]
) -> Needed:
    """The columns that these rules and measures, linkage and the return read."""
    needed = _by_rules(rules)
    for dataset in datasets.values():
        needed[dataset.id].update(_whole(dataset))
        if dataset.table == "people":
            needed[dataset.id].update(BY_LINKAGE)
    for measure in measures:
        for dataset_id, names in columns_needed(measure).items():
            needed[dataset_id].update(names)
    for dataset_id, name in BY_THE_RETURN:
        needed[dataset_id].add(name)
    return needed


def _by_rules(rules: Iterable[Rule]) -> defaultdict[str, set[str]]:
    needed: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for dataset_id, name in _of_rule(rule):
            needed[dataset_id].add(name)
    return needed


def _whole(dataset: Dataset) -> set[str]:
    columns = dataset.columns
    about_nobody = all(column.sensitivity is Sensitivity.REFERENCE for column in columns)
    return {column.name for column in columns} if about_nobody else set()


def _of_rule(rule: Rule) -> Iterator[Column]:
    given = rule.given
    condition = (given.when.column,) if given.when else ()
    yield from ((rule.dataset, name) for name in (*rule.columns, *given.within, *condition))
    if given.other:
        other = given.other
        yield from ((other.dataset, name) for name in (other.key, other.column) if name)
