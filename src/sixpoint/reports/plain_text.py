"""Text that people wrote stays text in Markdown."""

import re

# What Markdown or the HTML inside it would read as markup anywhere in a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|])")
# What it would read as a heading, a list or a rule at a line's start.
_AT_START = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+=~]|\d+(?=[.)]))", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """The text on one line, with every character that Markdown would act upon made plain."""
    line = _ANYWHERE.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(lambda start: start[1] + _plain(start[2]), line)


def _plain(start: str) -> str:
    """A number's point is escaped after it; every other sign before it."""
    return f"{start}\\" if start.isdigit() else f"\\{start}"
