"""Every file format described: its keys with their meaning, and its JSON Schema."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml

from scripts.reference.formats_listed import FORMATS, GROUPS, By, Format
from scripts.reference.markdown import code, page, table
from sixpoint.files.schema import schema_of
from sixpoint.packs import framework, measures

_OTHERWISE_CALLED = {
    framework.Document: "FrameworkDocument",
    framework.Question: "FrameworkQuestion",
    measures.Population: "MeasurePopulation",
}
"""Classes whose name another class has too."""


def meanings() -> dict[str, dict[str, str]]:
    """The words for keys, by class."""
    path = Path(__file__).with_name("meanings.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def name_of(class_: type) -> str:
    """The class as meanings.yaml calls it."""
    return _OTHERWISE_CALLED.get(class_, class_.__name__)


def meaning_of(class_: type, key: str, words: Mapping[str, Mapping[str, str]]) -> str | None:
    """What the key means there; None where nobody wrote it down."""
    names = [name_of(one) for one in class_.__mro__] + ["any"]
    return next((words[name][key] for name in names if key in words.get(name, {})), None)


def classes_in(type_: Any) -> list[type]:
    """The dataclasses of a format, each once, in the order in which they are met."""
    found: dict[type, None] = {}

    def walk(one: Any) -> None:
        for inner in get_args(one):
            walk(inner)
        if isinstance(one, type) and dataclasses.is_dataclass(one) and one not in found:
            found[one] = None
            for hint in get_type_hints(one, include_extras=True).values():
                walk(hint)

    walk(type_)
    return list(found)


def format_pages() -> Iterator[tuple[str, str]]:
    words = meanings()
    for name, (title, about, formats) in GROUPS.items():
        described: dict[type, str] = {}
        parts = [_format(one, words, described) for one in formats]
        yield name, page(title, about, *parts)


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each format's JSON Schema by its path; for CSV that of one row, with cells as values."""
    words = meanings()
    for one in FORMATS:
        schema = schema_of(one.type_)
        _describe(schema, one.type_, words)
        yield f"schemas/{one.name}.schema.json", {**schema, "title": one.file}


def _describe(schema: dict[str, Any], type_: Any, words: Mapping[str, Mapping[str, str]]) -> None:
    """Adds to each property what it means."""
    holders = {**schema.get("$defs", {}), schema.get("title", ""): schema}
    for class_ in classes_in(type_):
        holder: dict[str, Any] = next((holders[n] for n in _defs_of(class_) if n in holders), {})
        fields = {field.name: _written(field) for field in dataclasses.fields(class_)}
        for name, written in fields.items():
            meaning = meaning_of(class_, name, words)
            if meaning and written in holder.get("properties", {}):
                holder["properties"][written]["description"] = meaning
                holder["properties"][written].pop("title", None)


def _defs_of(class_: type) -> tuple[str, str]:
    return class_.__name__, f"{class_.__module__}__{class_.__name__}".replace(".", "__")


def _format(one: Format, words: Mapping[str, Mapping[str, str]], seen: dict[type, str]) -> str:
    schema = f"[schema](schemas/{one.name}.schema.json)"
    written = "People write it." if one.by is By.PEOPLE else "Sixpoint writes it."
    kind = "A table, one row a line." if one.is_csv else ""
    parts = [f"## {one.file}", " ".join(f"{one.about} {kind} {written} ({schema})".split())]
    for class_ in classes_in(one.type_):
        if class_ in seen:
            continue
        seen[class_] = one.file
        if class_ is not one.type_:
            parts.append(f"### {one.file.partition(' ')[0]}: {_heading(class_)}")
        parts.append(_about(class_))
        parts.append(_keys(class_, words))
    return "\n\n".join(part for part in parts if part)


def _heading(class_: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", class_.__name__).lower()


def _about(class_: type) -> str:
    text = (class_.__doc__ or "").strip()
    if text.startswith(f"{class_.__name__}("):  # dataclasses write such a text themselves
        return ""
    return re.sub(r"\n +", "\n", text)


def _keys(class_: type, words: Mapping[str, Mapping[str, str]]) -> str:
    hints = get_type_hints(class_, include_extras=True)
    rows = [
        (
            code(_written(field)),
            _type_words(hints[field.name]),
            _needed(field),
            meaning_of(class_, field.name, words) or "",
        )
        for field in dataclasses.fields(class_)
    ]
    return table(("key", "holds", "", "what it means"), rows)


def _written(field: "dataclasses.Field[Any]") -> str:
    return getattr(field.default, "alias", None) or field.name


def _default(field: "dataclasses.Field[Any]") -> Any:
    default: Any = field.default
    if hasattr(default, "default"):  # pydantic's Field
        inner = default.default
        return dataclasses.MISSING if "Undefined" in type(inner).__name__ else inner
    return default


def _needed(field: "dataclasses.Field[Any]") -> str:
    default = _default(field)
    if default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
        return "needed"
    if default in (None, (), dataclasses.MISSING) or dataclasses.is_dataclass(default):
        return "may be left out"
    value = default.value if isinstance(default, Enum) else default
    if isinstance(value, tuple):
        value = ", ".join(str(getattr(one, "value", one)) for one in value)
    said = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else value
    return f"else `{said}`"


def _type_words(hint: Any) -> str:
    """What a key holds, in words."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type_words(inner[0])
    if origin is Literal:
        return " or ".join(code(str(one)) for one in inner)
    if origin in (Union, UnionType):
        return " or ".join(_type_words(one) for one in inner if one is not NoneType)
    if origin is tuple:
        return f"list of {_type_words(inner[0])}"
    if origin in (dict, Mapping) or origin is not None:
        return f"{_type_words(inner[1])} by {_type_words(inner[0])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " or ".join(code(str(one.value)) for one in hint)
    if dataclasses.is_dataclass(hint):
        return _heading(hint) if isinstance(hint, type) else ""
    plain = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}
    return plain.get(hint.__name__, {"date": "day", "Any": "anything"}.get(hint.__name__, ""))
