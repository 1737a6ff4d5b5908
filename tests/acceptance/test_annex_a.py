"""A foreign shape comes in: lists of England's Annex A, by a mapping and without code.

The headers are those of lists 3, 7 and 8 of Annex A to Ofsted's inspections of local authority
children's services (ILACS), as English councils fill them in. The rows are invented.
"""

from pathlib import Path

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.packs.load import load_datasets
from sixpoint.records.read import read_extracts

REFERRALS = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of referral,"
    "Referral Source,Referral NFA?,Number of Referrals in Last 12 Months,Allocated Team,"
    "Allocated Worker\n"
    "C1,2,WBRI,03/04/2010,7,05/06/2017,1A,N,0,North,A. Invented\n"
)
PLANS = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),"
    "Does the Child have a Disability,Child Protection Plan Start Date,Initial Category of Abuse,"
    "Latest Category of Abuse,Date of the Last Statutory Visit,Was the Child Seen Alone?,"
    "Date of latest review conference,Child Protection Plan End Date,"
    "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months"
    " (Y/N),Number of Previous Child Protection Plans,Allocated Team,Allocated Worker\n"
    "C1,2,WBRI,03/04/2010,7,N,10/06/2017,NEG,NEG,01/07/2017,Y,05/07/2017,,N,0,North,A. Invented\n"
)
LOOKED_AFTER = (
    "Child Unique ID,Date Started to be Looked After,Date Ceased to be Looked After,"
    "Start Date of Most Recent Placement,Placement Type,Placement postcode\n"
    "C1,01/02/2016,,13/02/2016,U1,ZZ1 1ZZ\n"
)
MAPPING = """format: 1
agency: social_work
system: Annex A lists (England)
files:
- file: List 3.csv
  dataset: social_work.support_requests
  dates: day month year
  columns:
  - {ours: request_id, theirs: [Child Unique ID, Date of referral], join: '-'}
  - {ours: person_id, theirs: [Child Unique ID]}
  - {ours: requested_on, theirs: [Date of referral]}
- file: List 7.csv
  dataset: social_work.registrations
  dates: day month year
  columns:
  - {ours: registration_id, theirs: [Child Unique ID, Child Protection Plan Start Date], join: '-'}
  - {ours: person_id, theirs: [Child Unique ID]}
  - {ours: registered_on, theirs: [Child Protection Plan Start Date]}
  - {ours: removed_on, theirs: [Child Protection Plan End Date]}
- file: List 8.csv
  dataset: social_work.placements
  dates: day month year
  columns:
  - ours: placement_id
    theirs: [Child Unique ID, Start Date of Most Recent Placement]
    join: '-'
  - {ours: person_id, theirs: [Child Unique ID]}
  - {ours: started_on, theirs: [Start Date of Most Recent Placement]}
  - {ours: ended_on, theirs: [Date Ceased to be Looked After]}
  - ours: placement
    theirs: [Placement Type]
    codes: [{theirs: U1, ours: kinship}, {theirs: K2, ours: residential}]
"""
FILES = {"List 3.csv": REFERRALS, "List 7.csv": PLANS, "List 8.csv": LOOKED_AFTER}


def test_lists_of_annex_a_come_in_by_a_mapping(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "social_work.yaml").write_text(MAPPING)
    place = tmp_path / "extracts" / "social_work"
    place.mkdir(parents=True)
    for name, text in FILES.items():
        (place / name).write_text(text)
    tables = ("support_requests", "registrations", "placements")
    records = read_extracts(
        engine,
        folder=tmp_path,
        datasets=load_datasets("scotland-extracts/1").datasets,
        expected=[f"social_work.{table}" for table in tables],
    )
    rows = {t: fetch(engine, records.raw[f"social_work.{t}"]).to_pylist() for t in tables}
    assert rows == {
        "support_requests": [
            {"request_id": "C1-05/06/2017", "person_id": "C1", "requested_on": "2017-06-05",
             "_line": 2}
        ],
        "registrations": [
            {"registration_id": "C1-10/06/2017", "person_id": "C1", "registered_on": "2017-06-10",
             "removed_on": None, "_line": 2}
        ],
        "placements": [
            {"placement_id": "C1-13/02/2016", "person_id": "C1", "started_on": "2016-02-13",
             "ended_on": None, "placement": "kinship", "_line": 2}
        ],
    }  # fmt: skip
    assert records.issues == ()
    assert len([one for one in records.dropped if one.file.endswith("List 7.csv")]) == 14
