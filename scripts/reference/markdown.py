"""Markdown that is always written the same way."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `make docs` from the code and the packs. Change those, not this page. -->"


def page(title: str, *parts: str) -> str:
    """A page with its title, the note that it is made, and its parts."""
    return "\n\n".join([f"# {title}", MADE, *(part.strip("\n") for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells may hold any text."""
    lines = [head, ["---"] * len(head), *([cell(one) for one in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(text: str) -> str:
    """The text as one cell."""
    return " ".join(text.replace("|", "\\|").split())


def code(text: str) -> str:
    """The text as code, or nothing for nothing."""
    return f"`{text}`" if text else ""


def block(text: str, language: str = "") -> str:
    """The text as a block of code."""
    body = text.strip("\n")
    return f"```{language}\n{body}\n```"


def listing(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
