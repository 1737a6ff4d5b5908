"""The reports of the last check as they lie in the store, and where a page finds them."""

from pathlib import Path

from . import store

WHOLE = "whole"
STYLE = "report.css"
ISSUES = "issues.csv"
STYLE_ADDRESS = "/extracts/report.css"
"""The report's style comes from an address: nothing inline may run or colour a page."""


def report_file(of: str) -> Path:
    """The report of one agency, or of the whole; agencies are ids of the library."""
    return store.intake() / f"report-{of}.html"
