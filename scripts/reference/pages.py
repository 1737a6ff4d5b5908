"""Every page and schema of docs/reference, by its name there."""

import json
from pathlib import Path

from scripts.reference.commands import commands_page
from scripts.reference.formats import GROUPS, format_pages, schemas
from scripts.reference.markdown import listing, page
from scripts.reference.outputs import output_page, output_schemas
from scripts.reference.packs import (
    measure_kinds_page,
    measures_page,
    rule_kinds_page,
    rules_page,
    tables_page,
)
from scripts.reference.problems import problems_page
from scripts.reference.workspace import permissions_page, settings_page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


def all_pages() -> dict[str, str]:
    """Each file's text; `make docs` writes them, and a test compares them."""
    found = {
        "README.md": _index(),
        "commands.md": commands_page(),
        "outputs.md": output_page(),
        "problems.md": problems_page(),
        "tables.md": tables_page(),
        "rules.md": rules_page(),
        "rule-kinds.md": rule_kinds_page(),
        "measures.md": measures_page(),
        "measure-kinds.md": measure_kinds_page(),
        "permissions.md": permissions_page(),
        "workspace-settings.md": settings_page(),
        **dict(format_pages()),
    }
    for name, schema in (*schemas(), *output_schemas()):
        found[name] = json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return found


def _index() -> str:
    pages = {
        "commands.md": "every command with its options, examples and exit codes",
        "problems.md": "what went wrong, by the code in brackets, and what to do",
        "tables.md": "what each agency supplies: tables, columns, values",
        "rules.md": "every check of the extracts, with examples",
        "rule-kinds.md": "the kinds of checks there are",
        "measures.md": "what is counted, whose children, against which limit, with examples",
        "measure-kinds.md": "the kinds of measures there are",
        **{name: f"files and keys: {title.lower()}" for name, (title, _, _) in GROUPS.items()},
        "outputs.md": "what `--json` prints",
        "permissions.md": "who may do what in the web workspace",
        "workspace-settings.md": "the settings of the web workspace",
    }
    items = [f"[{name.removesuffix('.md')}]({name}): {says}" for name, says in pages.items()]
    about = "`schemas/` holds a JSON Schema for each format and each document that `--json` prints."
    return page("Reference", listing(items), about)
