"""Reads what the team wrote as plain YAML, apart from Sixpoint, to say what must be stale."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_REFERENCE = re.compile(r"\{([^{}]+)\}")


def cites_by_statement(folder: Path) -> dict[str, frozenset[str]]:
    """Statement ids with all that each rests on: cited, quoted, and weighed by an item cited."""
    weighs = {
        item["id"]: item["source"]
        for file in (folder / "evidence").glob("*.yaml")
        for item in _yaml(file)["items"]
        if "source" in item
    }
    counted: Counter[str] = Counter()
    found = {}
    for part, says, cites in _findings(folder):
        counted[part] += 1
        own = {*cites, *_REFERENCE.findall(says)}
        found[f"{part}-{counted[part]}"] = frozenset(
            own | {weighs[id_] for id_ in own if id_ in weighs}
        )
    return found


def _findings(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    conclusions = _yaml(folder / "conclusions.yaml")
    capacity = conclusions["capacity"]
    lists = {
        "overall": conclusions["overall"],
        "confidence": capacity["because"],
        "begun": capacity["already_begun"],
        "strength": conclusions["strengths"],
        "practice": conclusions["good_practice"],
        "improvement": _yaml(folder / "improvement.yaml")["areas"],
    }
    for part, says in lists.items():
        yield from ((part, one["says"], one.get("cites", [])) for one in says)
    for voice in conclusions["voices"]:
        yield f"voices-{voice['who']}", voice["says"], voice["cites"]
    for judged in _yaml(folder / "evaluations.yaml")["evaluations"]:
        for reason in judged["reasons"]:
            cites = reason.get("cites") or judged["cites"]
            yield judged["indicator"], reason["says"], cites


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
