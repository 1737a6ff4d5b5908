"""A small invented partnership with two agencies, and the crossing file made from it.

Its figures are few enough to be made within seconds; nearly all of them are hidden.
"""

import atexit
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import read_yaml, to_json
from sixpoint.inspection.analyse import analyse
from sixpoint.inspection.cross import CROSSING, cross
from sixpoint.inspection.partnership import FILE, Partnership
from sixpoint.synthetic import synthesise

if TYPE_CHECKING:  # on the partnership's side these apps are not there
    from sixpoint_web.received.models import Crossing

CHILDREN, SEED = 200, 7
AGENCIES = ("reference", "reporter")


@cache
def small_partnership() -> Path:
    """A folder with the extracts of the reporter and the population; copy before you change it."""
    base = Path(tempfile.mkdtemp(prefix="sixpoint-crossed-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    folder = base / "partnership"
    synthesise(folder, truth=base / "truth", children=CHILDREN, seed=SEED)
    for agency in (folder / "extracts").iterdir():
        if agency.name not in AGENCIES:
            shutil.rmtree(agency)
    whole = read_yaml(folder / FILE, Partnership)
    agencies = tuple(one for one in whole.agencies if one.id in AGENCIES)
    # JSON is YAML.
    (folder / FILE).write_text(to_json(replace(whole, agencies=agencies)), encoding="utf-8")
    return folder


@cache
def crossing_file() -> bytes:
    """The crossing file of the small partnership."""
    folder = small_partnership().with_name("analysed")
    shutil.copytree(small_partnership(), folder)
    with open_duckdb(threads=1, memory="1GB") as engine:
        cross(analyse(folder, engine=engine, say=lambda _: None), folder)
    return (folder / CROSSING).read_bytes()


@cache
def _arrived() -> Any:
    from sixpoint_web.received.arriving import check_arrived

    return check_arrived(crossing_file())


def a_crossing(inspection: Any, *, by: Any, number: int = 1) -> "Crossing":
    """A crossing with two of its figures, kept without the action."""
    from sixpoint_web.received.actions import figure_of
    from sixpoint_web.received.models import Crossing, CrossingFile

    content = _arrived().content
    made = Crossing.objects.create(
        inspection=inspection,
        number=number,
        sha256=f"{number:064}",
        size=1,
        partnership="Invermore",
        as_at=content.manifest.as_at,
        invented=True,
        figures_in_it=2,
        hidden=1,
        on_return=0,
        received_by=by,
    )
    CrossingFile.objects.create(
        crossing=made, content=crossing_file(), manifest=to_json(content.manifest)
    )
    for place, one in enumerate(content.figures[:2]):
        figure_of(made, place, one).save()
    return made
