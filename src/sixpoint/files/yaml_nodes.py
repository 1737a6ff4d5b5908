"""Reads YAML into plain values that remember their lines, and refuses what could be read two ways.

Stricter than YAML: no anchors or aliases (they can expand without end), no tags, one document, no
key twice. Fewer guesses, too: `yes` and `2016-09-30` stay text, and only true, false, null and
plain numbers are anything else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sixpoint.terms.problems import Problem, UserError

Place = tuple[int | str, ...]
_DEEPEST = 40
_NULL, _BOOL = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"
_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"


Lines = Mapping[Place, int]
"""The line on which each place of a file begins."""


def line_at(lines: Lines, place: Place) -> int | None:
    """The line of the place, or of the nearest thing around it; None where no line is known."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


@dataclass
class Document:
    """What a YAML file holds, the line of each place in it, and the problems of its writing."""

    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_document(text: str, *, name: Path) -> Document:
    """The only document of the text; a UserError when it is not YAML at all."""
    reader = _Reader(text, name)
    try:
        root = reader.get_single_node()
    except yaml.YAMLError as error:
        raise UserError([_not_yaml(error, name)]) from None
    finally:
        reader.dispose()
    if root is None:
        fix = "Write its content, or remove the file."
        problem = Problem(code="empty-file", what="This file is empty.", fix=fix, file=name)
        raise UserError([problem])
    document = Document(problems=reader.problems)
    document.value = _Builder(document, name).value_of(root, ())
    return document


class _Reader(yaml.SafeLoader):
    """Composes nodes, and notes anchors, aliases and tags instead of following them."""

    def __init__(self, text: str, name: Path) -> None:
        self.problems: list[Problem] = []
        self.name_of_file = name
        self.depth = 0
        try:
            super().__init__(text)
        except yaml.YAMLError as error:
            raise UserError([_not_yaml(error, name)]) from None

    def compose_node(self, parent: Node | None, index: int | None) -> Node | None:
        events: Any = self  # PyYAML's types leave the parser's methods out
        event = events.peek_event()
        if isinstance(event, AliasEvent):
            events.get_event()
            self._note(event, "An alias (*) is not allowed here.", "Write the value out.")
            return ScalarNode(_NULL, "", self.get_mark(), self.get_mark())
        if getattr(event, "anchor", None):
            self._note(event, "An anchor (&) is not allowed here.", "Remove it.")
            event.anchor = None
        if getattr(event, "tag", None):
            self._note(event, "A tag (!) is not allowed here.", "Remove it; quote text instead.")
            event.tag = None
        return self._compose_below(parent, index)

    def _compose_below(self, parent: Node | None, index: int | None) -> Node | None:
        if self.depth >= _DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=self.get_mark())
        self.depth += 1
        node: Node | None = super().compose_node(parent, index)  # type: ignore[arg-type]
        self.depth -= 1
        return node

    def _note(self, event: Any, what: str, fix: str) -> None:
        line = event.start_mark.line + 1
        problem = Problem(
            code="yaml-not-allowed", what=what, fix=fix, file=self.name_of_file, line=line
        )
        self.problems.append(problem)


# Leading zeros stay text (codes such as 01), as do yes, no, times and dates; 18 digits are enough.
_Reader.yaml_implicit_resolvers = {}


def _resolve(tag: str, pattern: str, first: str) -> None:
    _Reader.add_implicit_resolver(tag, re.compile(rf"(?:{pattern})\Z"), list(first))


_resolve(_NULL, r"~|null|", "~n\0")
_resolve(_BOOL, r"true|false", "tf")
_resolve(_INT, r"-?(?:0|[1-9][0-9]{0,17})", "-0123456789")
_resolve(_FLOAT, r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,30}(?:[eE][-+]?[0-9]{1,2})?", "-0123456789")
# PyYAML looks empty scalars up under "".
_Reader.yaml_implicit_resolvers[""] = _Reader.yaml_implicit_resolvers.pop("\0")


@dataclass
class _Builder:
    document: Document
    name: Path

    def value_of(self, node: Node, place: Place) -> Any:
        self.document.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.value_of(item, (*place, i)) for i, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            if key in values:
                first = self.document.lines[(*place, key)]
                what = f"The key `{key}` is here twice; it is already on line {first}."
                self._problem("duplicate-key", what, "Keep one of them.", key_node)
                continue
            self.document.lines[(*place, key)] = key_node.start_mark.line + 1
            values[key] = self.value_of(value_node, (*place, key))
        return values

    def _key(self, node: Node) -> str | None:
        if isinstance(node, ScalarNode) and node.value not in ("", "<<"):
            return str(node.value)
        what = "A key must be a single word or text."
        self._problem("yaml-not-allowed", what, "Write `key: value`.", node)
        return None

    def _problem(self, code: str, what: str, fix: str, node: Node) -> None:
        line = node.start_mark.line + 1
        problem = Problem(code=code, what=what, fix=fix, file=self.name, line=line)
        self.document.problems.append(problem)


def _scalar(node: Node) -> Any:
    text = str(node.value)
    if node.tag == _NULL:
        return None
    if node.tag == _BOOL:
        return text == "true"
    if node.tag == _INT:
        return int(text)
    if node.tag == _FLOAT:
        return float(text)
    return text


def _not_yaml(error: yaml.YAMLError, name: Path) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else None
    said = getattr(error, "problem", None) or "a character that text may not hold"
    what, fix = f"This is not YAML: {said}.", "Check indentation, colons and quotes here."
    if r"'\t'" in said:
        what, fix = "A tab is used for indentation.", "Use spaces; YAML knows no tabs there."
    elif "expected a single document" in str(error):
        what, fix = "This file holds more than one document.", "Keep one; remove the line `---`."
    return Problem(code="not-yaml", what=what, fix=fix, file=name, line=line)
