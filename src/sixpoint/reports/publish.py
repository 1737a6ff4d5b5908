"""Every file of one edition: report, PDF, release, children's page, open data, pictures, trail."""

from collections.abc import Iterator
from pathlib import Path

from sixpoint.disclosure.types import SafeFigure
from sixpoint.files import to_json
from sixpoint.pictures.types import Picture

from .compose_open_data import compose_open_data
from .compose_release import compose_childrens_page, compose_release
from .matter import Matter
from .open_data import to_gaps_csv, to_open_csv, to_open_json
from .render_html import render_childrens_summary, render_html
from .render_pdf import render_pdf
from .render_release import render_release
from .trail_types import TrailFile
from .types import Edition, Evaluation, PictureBlock, Report, TallyBlock


def publish(
    report: Report, matter: Matter, trail: TrailFile, *, edition: Edition
) -> dict[Path, str | bytes]:
    """The edition's files by name; the public one has more, since it goes out."""
    page = render_html(report, edition=edition)
    made: dict[Path, str | bytes] = {
        Path("report.html"): page,
        Path("report.pdf"): render_pdf(page),
        Path("trail.json"): to_json(trail),
    }
    if edition is Edition.PUBLIC:
        made |= _for_the_public(report, matter)
    return made


def _for_the_public(report: Report, matter: Matter) -> dict[Path, str | bytes]:
    data = compose_open_data(matter)
    made: dict[Path, str | bytes] = {
        Path("news-release.md"): render_release(compose_release(matter)),
        Path("evaluations.json"): to_open_json(data),
        Path("evaluations.csv"): to_open_csv(data),
    }
    children = compose_childrens_page(matter)
    if children is not None:
        page = render_childrens_summary(children)
        made[Path("childrens-summary.html")] = page
        made[Path("childrens-summary.pdf")] = render_pdf(page)
    gaps = [one for one in _figures_drawn(report, matter) if one.gaps]
    if gaps:
        made[Path("gaps.csv")] = to_gaps_csv(gaps, data)
    for name, picture in _pictures(report):
        made[Path("figures") / f"{name}.svg"] = picture.svg
    return made


def _figures_drawn(report: Report, matter: Matter) -> list[SafeFigure]:
    """The figures that the report draws, in its order."""
    blocks = [block for section in report.sections for block in section.blocks]
    ids = [one.id for b in blocks if isinstance(b, Evaluation) for one in b.figures]
    figures = (matter.figure(id_.removeprefix("figure-")) for id_ in ids)
    return [figure for figure in figures if figure is not None]


def _pictures(report: Report) -> Iterator[tuple[str, Picture]]:
    for section in report.sections:
        for block in section.blocks:
            match block:
                case PictureBlock():
                    yield block.id, block.picture
                case Evaluation():
                    yield from ((figure.id, figure.picture) for figure in block.figures)
                case TallyBlock(picture=Picture() as picture):
                    yield "tally", picture
                case _:
                    pass
