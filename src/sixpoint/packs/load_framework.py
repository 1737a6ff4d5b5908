"""Loads a framework pack: strictly, with every reference resolved and all problems at once."""

from pathlib import Path

from .framework import AreasFile, Framework, MethodFile, ProgrammesFile, ReportFile, ScaleFile
from .framework_check import (
    check_areas,
    check_method,
    check_programmes,
    check_report,
    check_scale,
)
from .gather import note_sources, open_pack, read_sources
from .header import PackKind
from .shelf import default_shelf


def load_framework(ref: str, *, shelf: Path | None = None) -> Framework:
    """The framework; a UserError that holds everything wrong with it."""
    gathering = open_pack(ref, shelf=shelf or default_shelf(), kind=PackKind.FRAMEWORK)
    sources = read_sources(gathering)
    areas = gathering.read("areas.yaml", AreasFile)
    scale = gathering.read("scale.yaml", ScaleFile)
    report = gathering.read("report.yaml", ReportFile)
    method = gathering.read("method.yaml", MethodFile)
    programmes = gathering.read("programmes.yaml", ProgrammesFile)
    note = gathering.note
    steps = scale.value if scale else None
    if areas:
        note("framework", areas, check_areas(areas.value, steps))
    if scale:
        note("framework", scale, check_scale(scale.value))
    if report and areas:
        note("framework", report, check_report(report.value, areas.value))
    if method:
        note("framework", method, check_method(method.value, steps))
    if programmes and areas and method:
        note("framework", programmes, check_programmes(programmes.value, areas.value, method.value))
    for read in (areas, scale, report, method, programmes):
        note_sources(gathering, read, sources)
    header = gathering.finish()
    assert areas and scale and report and method and programmes  # else finish has raised
    return Framework(
        header=header,
        content_hash=gathering.content_hash(),
        key_questions=areas.value.key_questions,
        areas=areas.value.areas,
        indicators=areas.value.indicators,
        scale=scale.value.scale,
        proportion_words=scale.value.proportion_words,
        headings=report.value.headings,
        method=method.value,
        programmes=programmes.value.programmes,
        sources=sources,
    )
