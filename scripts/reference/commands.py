"""The page of commands: what each does, its options, examples and exit codes."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

import typer.main

from scripts.reference.markdown import block, code, page, table
from sixpoint.cli.app import app

EXIT_CODES = (
    ("0", "done"),
    ("1", "something wrong was found, and reported"),
    ("2", "could not run: the input cannot be used"),
    ("3", "wrong use of the command"),
)


def commands() -> Iterator[tuple[str, Any]]:
    """Every command by its words, in the order of the help."""

    def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, command
        for key, one in (inner or {}).items():
            yield from walk(f"{name} {key}", one)

    yield from walk("sixpoint", typer.main.get_command(app))


def examples_of(command: Any) -> list[str]:
    """The examples at the end of the command's help."""
    return [one for one in _ending(command) if one.startswith("sixpoint ")]


def commands_page() -> str:
    about = (
        "`sixpoint --help` lists the commands, and `sixpoint COMMAND --help` says what is here. "
        "After `make .venv` the command lies at `.venv/bin/sixpoint`. Results go to stdout, "
        "progress and problems to stderr."
    )
    codes = table(("exit code", "meaning"), EXIT_CODES)
    parts = [part for name, command in commands() for part in _command(name, command)]
    return page("Commands", about, codes, *parts)


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## {name}"
    yield _help(command)
    rows = [_parameter(one) for one in command.params if one.name != "help"]
    if rows:
        yield table(("given", "holds", "what it does"), rows)
    if examples := examples_of(command):
        yield block("\n".join(examples))
    yield from (one for one in _ending(command) if one.startswith("Exit codes:"))


def _help(command: Any) -> str:
    return re.sub(r"[ \t]*\n(?!\n)[ \t]*", " ", (command.help or "").strip()).replace("\n ", "\n\n")


def _ending(command: Any) -> list[str]:
    return [" ".join(one.split()) for one in (command.epilog or "").split("\n\n")]


def _parameter(one: Any) -> tuple[str, str, str]:
    if one.param_type_name == "argument":
        name = (one.metavar or one.name).upper()
        called = code(f"{name}..." if one.nargs == -1 else name)
        needed = "needed" if one.required else "may be left out"
    else:
        called = ", ".join(code(name) for name in one.opts)
        needed = "needed" if one.required else _default(one)
    holds = "" if getattr(one, "is_flag", False) else _type(one)
    says = " ".join(filter(None, (one.help, needed and f"({needed})")))
    return called, holds, says


def _type(one: Any) -> str:
    given = one.type_descriptor.annotation
    for kind in (given, *get_args(given)):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return ", ".join(f"`{choice.value}`" for choice in kind)
    annotation = str(given)
    words = {"Path": "path", "datetime": "day, as `2017-07-31`", "int": "number", "str": "text"}
    words["float"] = "number"
    held = next(says for name, says in words.items() if name in annotation)
    return f"{held}, any number of times" if "list" in annotation else held


def _default(one: Any) -> str:
    default = one.default.value if isinstance(one.default, Enum) else one.default
    if default in (None, False, (), []) or callable(default):
        return ""
    return f"else `{default}`"
