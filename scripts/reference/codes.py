"""Problem codes as the source uses them, found in its syntax: none can be forgotten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sixpoint

SOURCE = Path(sixpoint.__file__).parent
CODE = re.compile(r"[a-z]+(?:[-.][a-z]+)*")
PATTERN = re.compile(r"(?:[a-z]+[-.])+\*")
MAKERS = {"user_error", "Words", "_problem", "note"}
"""Functions whose first argument is a code, if it is a text."""


def codes_in_source() -> dict[str, set[str]]:
    """Each code with the modules that give it; a part that is only known as it runs is `*`."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for code in _codes(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(code, set()).add(path.relative_to(SOURCE).as_posix())
    return found


def _codes(tree: ast.Module) -> Iterator[str]:
    prefix = _prefix(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = [key.value for key in node.keywords if key.arg == "code"]
            first = node.args[:1] if _name(node.func) in MAKERS else []
            for value in (*named, *first):
                for text in _texts(value):
                    yield prefix + text if value in first else text
        if isinstance(node, ast.Tuple):
            yield from _first_of(node)


def _first_of(node: ast.Tuple) -> Iterator[str]:
    """The code of a tuple that says a code, perhaps a place, what happened and what to do."""
    says = (ast.Constant, ast.JoinedStr, ast.Name)
    if len(node.elts) in (3, 4) and isinstance(node.elts[-1], says):
        yield from (text for text in _texts(node.elts[0]) if "-" in text)


def _prefix(tree: ast.Module) -> str:
    """What a module's own `_problem` puts before each code, as `disclosure.`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_problem":
            for inner in ast.walk(node):
                if isinstance(inner, ast.keyword) and inner.arg == "code":
                    text = next(_texts(inner.value), "")
                    return text.removesuffix("*") if text.endswith(".*") else ""
    return ""


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _texts(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)) if CODE.fullmatch(text):
            yield text
        case ast.IfExp():
            yield from (*_texts(value.body), *_texts(value.orelse))
        case ast.JoinedStr():
            parts = [p.value if isinstance(p, ast.Constant) else "*" for p in value.values]
            text = "".join(str(part) for part in parts)
            if PATTERN.fullmatch(text):
                yield text
