"""What partnership.yaml and the mappings say, checked before anything of it counts."""

import secrets
from pathlib import Path

from sixpoint.files import read_yaml_text
from sixpoint.inspection.partnership import Partnership as Described
from sixpoint.packs.load import load_datasets
from sixpoint.records.mapping import AgencyMapping
from sixpoint.terms.problems import user_error

from . import store
from .models import Agency, Extract, Table

NAMED = Path("partnership.yaml")
EMPTY = """format: 1
id: example
name: Example Community Planning Partnership
area: Example
invented: false
as_at: 2026-07-31
period:
  first: 2021-08-01
  last: 2026-07-31
packs:
  datasets: scotland-extracts/1
  measures: scotland-measures/1
  processes: scotland-processes/1
agencies:
- id: social_work
  name: Example Council social work
  tables: [people, concerns]
reference_seed: {seed}
"""
"""Where nobody has described it yet; the seed is random and stays here."""
SEED_FROM, SEED_BELOW = 10**15, 10**18


def to_begin_with() -> str:
    """A description to change."""
    return EMPTY.format(seed=SEED_FROM + secrets.randbelow(SEED_BELOW - SEED_FROM))


def read_description(text: str) -> Described:
    """The partnership that the text describes; a UserError holds all that is wrong with it."""
    described = read_yaml_text(text, Described, name=NAMED)
    datasets = load_datasets(described.packs.datasets).datasets
    unknown = sorted(set(described.expected) - set(datasets))
    if unknown:
        raise user_error(
            "unknown-dataset",
            what=f"No table is called {', '.join(unknown)}.",
            fix=f"Known: {', '.join(sorted(datasets))}.",
            file=NAMED,
        )
    _refuse_leaving_files(described)
    return described


def _refuse_leaving_files(described: Described) -> None:
    """Tables whose file is in the store stay described; else nobody would see that it is there."""
    held = Extract.objects.filter(gone_at=None).select_related("table__agency")
    lost = sorted({str(one.table) for one in held} - set(described.expected))
    if lost:
        raise user_error(
            "extract-left-behind",
            what=f"An extract of {', '.join(lost)} is here, and this no longer names the table.",
            fix="Remove the extract first, or name the table.",
            file=NAMED,
        )


def read_mapping(text: str, agency: Agency) -> AgencyMapping:
    """The mapping of this agency; a UserError holds all that is wrong with its text."""
    named = Path(f"{agency.code}.yaml")
    mapping = read_yaml_text(text, AgencyMapping, name=named)
    if mapping.agency != agency.code:
        raise user_error(
            "mapping",
            what="This mapping is of another agency.",
            fix=f"Write agency: {agency.code}.",
            file=named,
        )
    return mapping


def sync_tables(described: Described) -> None:
    """Agencies and tables as described; what is described no more goes, unless it had a file."""
    for place, one in enumerate(described.agencies):
        agency, _made = Agency.objects.update_or_create(
            code=one.id, defaults={"name": one.name, "place": place}
        )
        for at, name in enumerate(one.tables):
            Table.objects.update_or_create(agency=agency, name=name, defaults={"place": at})
    expected = set(described.expected)
    for table in Table.objects.select_related("agency"):
        if str(table) not in expected and not table.extracts.exists():
            table.delete()


def file_name(table: Table, ending: str) -> str:
    """What the library looks for: the mapping's name where there is one, else the table's.

    Never what somebody called the file: that may name a child.
    """
    text = store.text_of(store.mapping_of(table.agency.code))
    entries = read_mapping(text, table.agency).files if text else ()
    for entry in entries:
        if entry.dataset == str(table):
            return entry.file.replace("*", table.name).replace("?", "1")
    return f"{table.name}{ending}"
