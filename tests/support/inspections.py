"""Small invented inspections on any framework, written as people write them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from sixpoint.inspection.run import Inspected, inspect
from sixpoint.reports.types import Report, Section

Said = Mapping[str, object]

SEEN = {
    "id": "obs-team",
    "kind": "interview",
    "title": "A team",
    "observed": "2019-05-01",
    "recorded": "2019-05-01",
    "by": "Inspector",
    "says": "The team told us how it works.",
}
READ = {**SEEN, "id": "doc-plan", "kind": "document", "title": "A plan", "says": "It is a plan."}


def evidence(*indicators: str) -> Said:
    """Two kinds of source that speak to each of these indicators."""
    items = [
        {**item, "touches": [{"indicator": id_, "direction": "strength"} for id_ in indicators]}
        for item in (SEEN, READ)
    ]
    return {"format": 1, "items": items}


def evaluations(**levels: int | None) -> Said:
    """A level with reasons for each indicator; `_1_1` stands for 1.1."""
    named = {name.removeprefix("_").replace("_", "."): level for name, level in levels.items()}
    return {"format": 1, "evaluations": [judged(id_, level) for id_, level in named.items()]}


def judged(indicator: str, level: int | None) -> dict[str, object]:
    """One evaluation that rests on both kinds of source."""
    return {
        "indicator": indicator,
        **({} if level is None else {"level": level}),
        "reasons": f"What we found on {indicator}.",
        "cites": ["obs-team", "doc-plan"],
    }


def answers(*questions: str) -> Said:
    """An answer to each of these questions, with both kinds of source."""
    return {
        "format": 1,
        "answers": [
            {
                "question": question,
                "findings": [
                    {"says": f"The answer to {question}.", "cites": ["obs-team", "doc-plan"]}
                ],
            }
            for question in questions
        ],
    }


def plan(framework: str, **more: object) -> Said:
    """inspection.yaml of an invented inspection."""
    return {
        "format": 1,
        "id": "nowhere-2019",
        "title": "Services for children in Nowhere",
        "invented": True,
        "partnership": {"name": "Nowhere Partnership", "area": "Nowhere"},
        "framework": framework,
        "bodies": [],
        "window": {"words": "in May 2019", "first": "2019-05-01", "last": "2019-05-31"},
        **more,
    }


def write_folder(folder: Path, inspection: Said, **files: Said) -> Path:
    """The folder with inspection.yaml and, by name, the other YAML files."""
    (folder / "evidence").mkdir(parents=True)
    for name, said in {"inspection": inspection, **files}.items():
        place = folder / "evidence" if name == "evidence" else folder
        text = yaml.safe_dump(said, sort_keys=False)
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def look(folder: Path, *, shelf: Path | None = None) -> Inspected:
    """The inspection, checked and composed; nothing is written."""
    return inspect(folder, say=lambda _: None, shelf=shelf)


def headings(report: Report) -> Sequence[str]:
    """The headings of the report's sections but for its appendices."""
    return [section.heading for section in report.sections if not section.appendix]


def section(report: Report, id_: str) -> Section:
    (found,) = (one for one in report.sections if one.id == id_)
    return found
