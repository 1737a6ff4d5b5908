"""An invented partnership's extracts as other systems would have written them.

Headers, codes, order of dates, separators, encodings and kinds of file are other ones, row for row:
as an agency's data officer would export them. Row and line stay what they were.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import openpyxl

Rows = list[list[str]]
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9:]+))?")


@dataclass(frozen=True)
class Foreign:
    """How one table is written: `names` in the order of our columns; `splits` are date and time."""

    file: str
    names: tuple[str, ...]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    splits: dict[str, str] = field(default_factory=dict)


YES_NO = {"yes": "Y", "no": "N"}
SEX = {"F": "Female", "M": "Male", "U": "Unknown"}
ETHNIC_GROUPS = {
    "white_scottish_british": "White Scottish", "white_other": "White Other",
    "mixed": "Mixed or multiple ethnic groups", "asian": "Asian, Scottish Asian or British Asian",
    "african_caribbean_black": "African, Caribbean or Black", "other": "Other Ethnic Group",
    "not_known": "Not Disclosed",
}  # fmt: skip
SOURCES = {
    "police": "Police", "health": "Health", "education": "School/Nursery", "family": "Family",
    "public": "Member of public", "other": "Other",
}  # fmt: skip
CONCERNS = {
    "neglect": "Neglect", "physical": "Physical Abuse", "emotional": "Emotional Abuse",
    "sexual": "Sexual Abuse", "domestic_abuse": "Domestic Abuse",
    "parental_substance": "Parental substance misuse",
    "parental_mental_health": "Parental Mental Health", "other": "Other",
}  # fmt: skip
DECISIONS = {
    "no_action": "NFA", "named_person": "Named Person",
    "childs_plan_meeting": "Child's Plan Meeting", "further_enquiries": "Further Enquiries",
    "investigation_single": "Single agency investigation",
    "investigation_joint": "Joint Investigation",
    "young_person_protocol": "Young person protocol",
}  # fmt: skip
SERVICES = {
    "police": "Police", "health": "Health", "social_work": "Social Work", "education": "Education"
}  # fmt: skip

SOCIAL_WORK = {
    "people": Foreign(
        "SWIFT Clients.csv",
        ("Client ID", "First Name", "Last Name", "DOB", "Expected DOB", "Gender", "Post Code",
         "Home Address", "CHI No", "SCN Number", "Disability", "Ethnicity"),
        {"sex": SEX, "disabled": YES_NO, "ethnic_group": ETHNIC_GROUPS},
    ),
    "concerns": Foreign(
        "CP Concerns 2012-2017.csv",
        ("Concern Number", "Client ID", "Date Received", "Referral Source", "Concern Type"),
        {"source": SOURCES, "concern": CONCERNS},
        {"Date Received": "Time Received"},
    ),
    "discussions": Foreign(
        "IRDs.csv",
        ("IRD Number", "Concern Number", "Client ID", "IRD Date", "IRD Outcome",
         "Rationale Recorded?", "CPPM Required"),
        {"decision": DECISIONS, "reason_recorded": YES_NO,
         "planning_meeting": {"required": "Required", "not_required": "Not Required"}},
    ),
    "discussion_services": Foreign(
        "IRD Participants.csv",
        ("IRD Participant ID", "IRD Number", "Participating Agency", "Participated", "Notify",
         "Date Informed", "Reason Not Informed"),
        {"service": SERVICES, "took_part": YES_NO, "should_be_told": YES_NO,
         "not_told_reason": {"consent_withheld": "Consent withheld",
                             "risk_to_child": "Risk to child",
                             "not_involved": "Not involved", "other": "Other"}},
    ),
    "planning_meetings": Foreign(
        "Case Conferences.csv",
        ("Conference ID", "Concern Number", "Client ID", "Conference Type", "Conference Date",
         "Conference Outcome", "Reason for Delay"),
        {"kind": {"initial": "Initial", "pre_birth": "Pre-birth", "review": "Review",
                  "transfer": "Transfer"},
         "outcome": {"registered": "Registered", "not_registered": "Not Registered",
                     "remains": "Remains", "removed": "De-registered"},
         "late_reason": {"family_request": "Family request", "reports_late": "Reports late",
                         "staff": "Staffing", "other": "Other"}},
    ),
    "core_groups": Foreign(
        "Core Groups.csv", ("Core Group Number", "Conference ID", "Client ID", "Core Group Date")
    ),
    "registrations": Foreign(
        "CP Register.csv",
        ("Register Entry ID", "Client ID", "Conference ID", "Date Registered",
         "Date De-registered"),
    ),
    "plan_reviews": Foreign(
        "Plan Reviews.csv",
        ("Plan Review ID", "Register Entry ID", "Client ID", "Review Date", "Plan Present"),
        {"plan_in_place": YES_NO},
    ),
    "placements": Foreign(
        "LAC Placements.csv",
        ("LAC Episode ID", "Client ID", "Date Started", "Date Ended", "Placement Type"),
        {"placement": {"at_home": "At home", "kinship": "Kinship care", "foster": "Foster care",
                       "residential": "Residential", "adopters": "Prospective adopters",
                       "other": "Other"}},
    ),
    "support_requests": Foreign(
        "Requests for support.csv",
        ("Support Request ID", "Client ID", "Date Requested", "Service Requested",
         "Request Outcome", "Date Service Started"),
        {"service": {"parenting": "Parenting", "family_support": "Family Support",
                     "counselling": "Counselling", "respite": "Respite",
                     "money_advice": "Money Advice", "other": "Other"},
         "answer": {"offered": "Offered", "refused": "Refused", "not_available": "Not available",
                    "waiting": "On waiting list"}},
    ),
    "aftercare": Foreign(
        "Throughcare and aftercare.csv",
        ("Throughcare ID", "Client ID", "Date Eligible", "Pathway Plan in Place",
         "Pathway Coordinator", "Receiving Aftercare", "Settled Accommodation",
         "Economic Activity", "Health Assessment Done"),
        {"pathway_plan": YES_NO, "coordinator": YES_NO, "receiving": YES_NO,
         "settled_home": YES_NO, "work_or_study": YES_NO, "health_assessed": YES_NO},
    ),
}  # fmt: skip
HEALTH = {
    "people": Foreign(
        "patients.xlsx",
        ("Patient Number", "Forename", "Surname", "Date of Birth", "Sex", "Postcode", "Address",
         "CHI Number"),
        {"sex": {"F": "2", "M": "1", "U": "0"}},
    ),
    "child_reviews": Foreign(
        "csp reviews.csv",
        ("CSP Record ID", "Patient Number", "Review Type", "Date Due", "Date of Review",
         "Concern Noted"),
        {"review": {"27_30_months": "27-30 month review"},
         "concern": {"none": "No concern", "some": "Some concern", "incomplete": "Incomplete"}},
    ),
    "waits": Foreign(
        "waiting list.csv",
        ("Pathway ID", "Patient Number", "Waiting List", "Referral Received", "First Treatment"),
        {"service": {"camhs": "CAMHS", "speech_language": "SLT",
                     "neurodevelopmental": "ASD pathway", "other": "Other"}},
    ),
    "wait_stops": Foreign(
        "unavailability.csv",
        ("Unavailability ID", "Pathway ID", "Unavailable From", "Unavailable To"),
    ),
}  # fmt: skip
EDUCATION = {
    "people": Foreign(
        "seemis_pupils.csv",
        ("SEEMIS ID", "Known As", "Surname", "Birth Date", "Gender", "Home Postcode",
         "Address Line 1", "Candidate Number", "Declared Disabled", "Ethnic Background",
         "SEED Code", "Year Group"),
        {"sex": {"F": "female", "M": "male", "U": "unknown"}, "disabled": YES_NO,
         "ethnic_group": ETHNIC_GROUPS},
    ),
    "attendance": Foreign(
        "seemis_attendance.csv",
        ("Attendance Record ID", "SEEMIS ID", "Term Start", "Possible Openings",
         "Actual Attendances"),
    ),
    "exclusions": Foreign(
        "seemis_exclusions.csv",
        ("Incident ID", "SEEMIS ID", "Date Excluded", "Openings Excluded"),
    ),
    "leavers": Foreign(
        "seemis_leavers.csv",
        ("Leaver Number", "SEEMIS ID", "Leaving Date", "SCQF Level", "Follow-Up Date",
         "Leaver Destination"),
        {"scqf": {"none": "No qualifications"},
         "destination": {"higher_education": "Higher Education",
                         "further_education": "Further Education", "training": "Training",
                         "employment": "Employment", "voluntary_work": "Voluntary Work",
                         "activity_agreement": "Activity Agreement",
                         "unemployed_seeking": "Unemployed Seeking",
                         "unemployed_not_seeking": "Unemployed Not Seeking",
                         "not_known": "Unknown"}},
    ),
}  # fmt: skip
POLICE = {
    "people": Foreign(
        "vpd nominals.csv",
        ("Nominal ID", "Given Name", "Family Name", "DOB", "Gender", "Postcode", "Home Address"),
        {"sex": SEX},
    ),
    "concern_reports": Foreign(
        "vpd concern reports.csv",
        ("VPD Report ID", "Nominal ID", "Date Reported", "Date Shared", "Shared To"),
        {"shared_with": {"social_work": "Social Work", "health": "NHS", "education": "Education",
                         "reporter": "SCRA"}},
    ),
}  # fmt: skip
REPORTER = {
    "people": Foreign(
        "csas children.csv",
        ("Child Reference", "First Name", "Surname", "Date of Birth", "Gender", "Post Code",
         "Address"),
        {"sex": SEX},
    ),
    "referrals": Foreign(
        "csas referrals.csv",
        ("Referral Number", "Child Reference", "Referral Date", "Ground Type", "Reporter Decision",
         "Decision Date"),
        {"ground": {"care_and_protection": "Care and Protection", "offence": "Offence",
                    "both": "Both"},
         "decision": {"no_hearing": "No hearing", "hearing": "Hearing",
                      "local_support": "Local authority support", "pending": "Pending"}},
    ),
}  # fmt: skip


def day_first(year: str, month: str, day: str) -> str:
    return f"{day}/{month}/{year}"


def dotted(year: str, month: str, day: str) -> str:
    return f"{int(day)}.{int(month)}.{year}"


def month_named(year: str, month: str, day: str) -> str:
    return f"{day}-{date(2000, int(month), 1):%b}-{year}"


def month_first(year: str, month: str, day: str) -> str:
    return f"{month}/{day}/{year}"


Days = Callable[[str, str, str], str]


@dataclass(frozen=True)
class System:
    """How all files of an agency are written."""

    tables: dict[str, Foreign]
    days: Days
    separator: str
    encoding: str


SYSTEMS = {
    "social_work": System(SOCIAL_WORK, day_first, ";", "cp1252"),
    "health": System(HEALTH, dotted, ",", "utf-8-sig"),
    "education": System(EDUCATION, month_named, "\t", "utf-16"),
    "police": System(POLICE, month_first, "|", "utf-8"),
    "reporter": System(REPORTER, day_first, ",", "latin-1"),
}


def rename_extracts(folder: Path) -> None:
    """Writes every extract but the reference figures anew, in the agency's own words."""
    for agency, system in SYSTEMS.items():
        for table, foreign in system.tables.items():
            path = folder / "extracts" / agency / f"{table}.csv"
            rows = list(csv.reader(io.StringIO(path.read_text(), newline="")))
            path.unlink()
            _write(path.with_name(foreign.file), _foreign(rows, foreign, system), system)


def _foreign(rows: Rows, foreign: Foreign, system: System) -> Rows:
    ours = rows[0]
    assert len(ours) == len(foreign.names), foreign.file
    made: Rows = [[]]
    for name in foreign.names:
        made[0] += [name, foreign.splits[name]] if name in foreign.splits else [name]
    for row in rows[1:]:
        cells: list[str] = []
        for column, name, cell in zip(ours, foreign.names, row, strict=True):
            said = foreign.codes.get(column, {}).get(cell, cell)
            cells += _dated(said, system.days, is_split=name in foreign.splits)
        made.append(cells)
    return made


def _dated(cell: str, days: Days, *, is_split: bool) -> list[str]:
    found = _DAY.fullmatch(cell)
    if found is None:
        return [cell, ""] if is_split else [cell]
    year, month, day, time = found.groups()
    if is_split:
        return [days(year, month, day), time or ""]
    return [days(year, month, day) + (f" {time}" if time else "")]


def _write(path: Path, rows: Rows, system: System) -> None:
    if path.suffix == ".xlsx":
        _write_workbook(path, rows)
        return
    text = io.StringIO()
    csv.writer(text, delimiter=system.separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(system.encoding))


def _write_workbook(path: Path, rows: Rows) -> None:
    """Days as real days, as a spreadsheet has them; whatever is none stays text."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    book.save(path)


def _typed(cell: str) -> str | datetime | None:
    try:
        return datetime.strptime(cell, "%d.%m.%Y")
    except ValueError:
        return cell or None
