"""Where in the team's files a finding stands, so that a problem can name file and line."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sixpoint.files.yaml_nodes import Lines, line_at

from .findings import Finding
from .types import Evaluation

EVALUATIONS = Path("evaluations.yaml")
CONCLUSIONS = Path("conclusions.yaml")
IMPROVEMENT = Path("improvement.yaml")

_PARTS: Mapping[str, tuple[Path, tuple[str, ...]]] = {
    "overall": (CONCLUSIONS, ("overall",)),
    "confidence": (CONCLUSIONS, ("capacity", "because")),
    "begun": (CONCLUSIONS, ("capacity", "already_begun")),
    "strength": (CONCLUSIONS, ("strengths",)),
    "practice": (CONCLUSIONS, ("good_practice",)),
    "improvement": (IMPROVEMENT, ("areas",)),
}
"""The list that each part of the report is written in; voices and answers are sorted anew."""

At = tuple[Path, int | None]


def place_of(finding: Finding, evaluations: Sequence[Evaluation], lines: Mapping[str, Lines]) -> At:
    """The file of a finding and, as near as can be told, its line."""
    number = int(finding.id.rpartition("-")[2]) - 1
    if finding.part in _PARTS:
        file, place = _PARTS[finding.part]
        return file, line_at(lines.get(file.name, {}), (*place, number))
    for place_in_file, evaluation in enumerate(evaluations):
        if evaluation.indicator == finding.part:
            return place_of_evaluation(place_in_file, lines, "reasons", number)
    group = "voices" if finding.part.startswith("voices-") else "answers"
    return CONCLUSIONS, line_at(lines.get(CONCLUSIONS.name, {}), (group,))


def place_of_evaluation(number: int, lines: Mapping[str, Lines], *within: str | int) -> At:
    """The file and line of an evaluation, or of something within it."""
    found = line_at(lines.get(EVALUATIONS.name, {}), ("evaluations", number, *within))
    return EVALUATIONS, found
