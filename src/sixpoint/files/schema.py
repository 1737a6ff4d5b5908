"""JSON Schema of every format that people or other programs write."""

from typing import Any

from pydantic import TypeAdapter

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(type_: Any) -> dict[str, Any]:
    """The JSON Schema of files that hold this type, as read by `read_yaml` and `read_json`."""
    return {"$schema": _DIALECT, **TypeAdapter(type_).json_schema()}
