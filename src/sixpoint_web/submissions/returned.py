"""The pre-inspection return in the library's own form: the workbook to fill in, and its check.

What is wrong is said in the library's words, which never quote a cell.
"""

from pathlib import Path

from sixpoint.files.excel import to_workbook
from sixpoint.files.excel_safe import MOST_BYTES
from sixpoint.inspection.returned_plan import ReturnPlan, plan_for
from sixpoint.inspection.returned_read import read_return
from sixpoint.inspection.returned_signed import signed_parts
from sixpoint.inspection.returned_workbook import ReturnLine, sheets_of
from sixpoint_web.frameworks.queries import framework
from sixpoint_web.stored.give import opened
from sixpoint_web.stored.models import Stored

from .models import ReturnForm

NAME = "pre-inspection-return.xlsx"
"""What problems call the file: its own name might name somebody."""

__all__ = ["MOST_BYTES", "NAME", "lines_of", "plan_of", "workbook"]


def plan_of(form: ReturnForm) -> ReturnPlan | None:
    """What the return asks for; None where the pack is not on the shelf any more."""
    pack = framework(form.framework)
    if pack is None:
        return None
    return plan_for(
        pack,
        form.programme,
        partnership=form.partnership,
        invented=form.request.inspection.invented,
        as_at=form.as_at,
        prefix=form.prefix,
        agencies=tuple((id_, name) for id_, name in form.agencies),
    )


def workbook(plan: ReturnPlan) -> bytes:
    """The workbook with no child in it, for the agencies to fill in."""
    return to_workbook(sheets_of(plan, (), signed_parts((), plan.agencies, ())))


def lines_of(stored: Stored, plan: ReturnPlan) -> tuple[ReturnLine, ...]:
    """Its rows; a UserError holds everything that is wrong, each with its cells."""
    with opened(stored) as file:
        return read_return(file.read(MOST_BYTES + 1), plan, name=Path(NAME))
