"""What is read of the extracts, and what is not even taken in."""

from sixpoint.inspection.needed import needed_columns, needed_for_pathway
from sixpoint.packs.load import load_datasets

DATASETS = load_datasets("scotland-extracts/1")


def test_a_pathway_reads_every_day_on_which_something_happened() -> None:
    needed = needed_for_pathway(DATASETS)
    days = {(id_, c.name) for id_, one in DATASETS.datasets.items() for c in one.columns if c.event}
    assert days
    assert all(name in needed[id_] for id_, name in days)


def test_a_pathway_reads_nothing_else_that_checking_would_not_read() -> None:
    checking = needed_columns(DATASETS.datasets, rules=DATASETS.rules, measures=())
    for id_, names in needed_for_pathway(DATASETS).items():
        days = {column.name for column in DATASETS.datasets[id_].columns if column.event}
        assert names <= checking[id_] | days
