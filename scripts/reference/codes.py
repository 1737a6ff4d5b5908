"""Problem codes as the source uses them, found in its syntax: none can be forgotten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sixpoint
import sixpoint_web

SOURCE = Path(sixpoint.__file__).parent
WORKSPACE = Path(sixpoint_web.__file__).parent
NO_PROBLEMS = {"outbox/send.py", "runs/work.py", "runs/kinds.py", "stored/fields.py"}
"""Modules of the workspace whose codes stand in its own tables and forms."""

CODE = re.compile(r"[a-z]+(?:[-.][a-z]+)*")
PATTERN = re.compile(r"(?:[a-z]+[-.])+\*")
MAKERS = {"user_error", "Words", "_problem", "note"}
"""Functions whose first argument is a code, if it is a text."""


def codes_in_source() -> dict[str, set[str]]:
    """Each code with the modules that give it; a part that is only known as it runs is `*`."""
    found: dict[str, set[str]] = {}
    for root in (SOURCE, WORKSPACE):
        for path in sorted(root.rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if root == SOURCE or name not in NO_PROBLEMS:
                for code in _codes(ast.parse(path.read_text(encoding="utf-8"))):
                    found.setdefault(code, set()).add(name)
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
