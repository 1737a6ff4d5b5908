"""Small extracts as bytes, checked without a folder, for tests of verdicts and waivers."""

from datetime import date
from pathlib import Path

from sixpoint.engines import Engine
from sixpoint.inspection.check import Checking, check_bytes

PACK = "scotland-extracts/1"
AS_AT = date(2017, 7, 31)

PARTNERSHIP = """format: 1
id: testing
name: Testing Partnership (invented)
area: Testing
invented: true
as_at: 2017-07-31
period: {first: 2015-08-01, last: 2017-07-31}
packs:
  datasets: scotland-extracts/1
  measures: scotland-measures/1
  processes: scotland-processes/1
agencies:
- {id: social_work, name: Social work (invented), tables: [concerns]}
- {id: police, name: Police (invented), tables: [concern_reports]}
"""
CONCERNS = "concern_id,person_id,received_at,source,concern\n"
REPORTS = "report_id,person_id,reported_at,concern,shared\n"


def concerns(*rows: str) -> bytes:
    """social_work/concerns.csv with these rows."""
    return (CONCERNS + "".join(f"{row}\n" for row in rows)).encode()


def check(engine: Engine, files: dict[str, bytes]) -> Checking:
    """The check of these files by themselves."""
    return check_bytes(files, engine=engine, pack=PACK, as_at=AS_AT)


def lay_out(files: dict[str, bytes], folder: Path) -> Path:
    """The files in a folder, as a partnership keeps them."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
