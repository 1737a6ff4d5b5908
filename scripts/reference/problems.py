"""The page of problem codes: what each means and what to do."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from scripts.reference.markdown import code, page, table

Words = Mapping[str, Mapping[str, Mapping[str, str]]]


def problem_words() -> Words:
    """Meaning and remedy by heading and code."""
    path = Path(__file__).with_name("problems.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def problems_page() -> str:
    about = (
        "When what you gave cannot be used, a command says every problem at once, each with file "
        "and line where there is one, what to do, and a code in brackets; it writes nothing and "
        "ends with exit code 2. This page lists the codes. What is wrong *in* extracts is no "
        "problem of this kind but an issue, under the codes of [rules.md](rules.md)."
    )
    parts = []
    for heading, words in problem_words().items():
        rows = [(code(name), one["means"], one["fix"]) for name, one in words.items()]
        parts.append(f"## {heading}\n\n{table(('code', 'what it means', 'what to do'), rows)}")
    return page("Problem codes", about, *parts)
