"""What every command prints with `--json`: a page, and a schema each."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from scripts.reference.markdown import page, table
from sixpoint.cli.output import Output
from sixpoint.cli.outputs import OUTPUTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def output_schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, type_ in OUTPUTS.items():
        schema = TypeAdapter(type_).json_schema(mode="serialization", by_alias=False)
        title = f"sixpoint {name.replace('-', ' ')} --json"
        yield path_of(name), {**schema, "$schema": DIALECT, "title": title}


def path_of(name: str) -> str:
    return f"schemas/output-{name}.schema.json"


def output_page() -> str:
    rows = [(_says(type_), f"[schema]({path_of(name)})") for name, type_ in OUTPUTS.items()]
    about = (
        "With `--json` a command prints one document on stdout and nothing else; progress and "
        "problems go to stderr. Every document has a `format` number. The schemas are strict: a "
        "key that they do not name is never printed."
    )
    return page("What `--json` prints", about, table(("document", "schema"), rows))


def _says(type_: type[Output]) -> str:
    text = " ".join((type_.__doc__ or "").split())
    return re.sub(r"^(sixpoint .*?)([:.,])(?= |$)", r"`\1`\2", text, count=1)
