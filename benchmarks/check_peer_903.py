"""The 903 validator on invented returns: run by benchmarks/check_peers.py with its own Python.

Makes the twelve tables of children looked after in England in memory, some cells wrong, and times
reading, all rules of the newest year, and its report with the list of issues.
"""

import io
import json
import logging
import random
import resource
import sys
import time
import warnings

import pandas as pd

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def _day(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(first, last)}"


OFTEN = {
    "Header": 1,
    "Episodes": 3,
    "Reviews": 2,
    "OC2": 1,
    "Missing": 1,
    "SWEpisodes": 1,
    "OC3": 0.2,
}
"""Rows for each child; of the other tables a tenth."""
WRITTEN = {
    "SEX": ["1", "2"],
    "ETHNIC": ["WBRI", "ABAN", "ZZZZ"],
    "UPN": ["UN1"],
    "MOTHER": [""],
    "RNE": list("SPLTU"),
    "LS": ["C1", "C2", "V2", "E1", "XX"],
    "CIN": ["N1", "N2", "N8"],
    "PLACE": ["U1", "U4", "K2", "H5", "??"],
    "PLACE_PROVIDER": ["PR1", "PR4"],
    "REC": ["", "X1", "E4A"],
    "REASON_PLACE_CHANGE": ["", "CARPL"],
    "HOME_POST": ["ZZ1 2AB"],
    "PL_POST": ["ZZ1 2AC"],
    "URN": ["SC123456", "XXXXXXX"],
    "REVIEW_CODE": ["PN1", "PN4", "PN9"],
    "SDQ_SCORE": ["", "12", "99"],
    "SW_ID": ["AB1234567890"],
    "SW_REASON": ["FCONTA"],
    "MISSING": ["M", "A"],
}
DATES = frozenset(
    "DECOM DEC REVIEW DUC DATE_INT DATE_MATCH DATE_PLACED DATE_PERM DATE_PLACED_CEASED "
    "MIS_START MIS_END SW_DECOM SW_DEC DOLO_START DOLO_END".split()
)


def _cell(chance: random.Random, column: str) -> str:
    if column in DATES:
        return _day(chance, 2024, 2027) if chance.random() < 0.8 else ""
    return chance.choice(WRITTEN.get(column, ["0", "1"]))


def _tables(children: int) -> dict[str, list[dict[str, str]]]:
    from lac_validator.config import column_names

    chance = random.Random(3)
    found: dict[str, list[dict[str, str]]] = {name: [] for name in column_names}
    for child in range(children):
        known = {"CHILD": f"C{child}", "DOB": _day(chance, 2008, 2024)}
        for name, columns in column_names.items():
            often = OFTEN.get(name, 0.1)
            for _ in range(int(often) or int(chance.random() < often)):
                found[name].append({c: known.get(c) or _cell(chance, c) for c in columns})
    return found


def main(children: int) -> None:
    from lac_validator.lac_validator import LacValidator, create_issue_df
    from lac_validator.report import Report
    from lac_validator.rules.lac2026_27 import registry

    files, rows = [], 0
    for name, table in _tables(children).items():
        text = io.StringIO()
        pd.DataFrame(table).to_csv(text, index=False)
        rows += len(table)
        content = text.getvalue().encode()
        files.append({"name": f"{name}.csv", "description": "This year", "file_content": content})
    metadata = {"collectionYear": "2026/27", "localAuthority": "E10000008"}
    start = time.perf_counter()
    validator = LacValidator(metadata=metadata, files=files, registry=registry)
    checked = time.perf_counter()
    report = Report(validator.ds_results, registry)
    issues = create_issue_df(report.report, report.error_report)
    end = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    seconds = {"check": checked - start, "report": end - checked}
    counts = {"rows": rows, "rules": len(validator.dones), "issues": len(issues)}
    print(json.dumps(seconds | counts | {"gigabytes": most}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
