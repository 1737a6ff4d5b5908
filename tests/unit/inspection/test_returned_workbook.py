"""The return in Excel: what goes out comes back; whatever else is in it is refused, unsaid."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from sixpoint.files import read_yaml_text
from sixpoint.files.excel import to_workbook
from sixpoint.files.excel_safe import MOST_UNPACKED
from sixpoint.inspection.partnership import Partnership
from sixpoint.inspection.returned_plan import ReturnPlan, plan_return
from sixpoint.inspection.returned_read import MOST_CHILDREN, read_return
from sixpoint.inspection.returned_signed import SignedState, read_signatures, sign, signed_parts
from sixpoint.inspection.returned_workbook import CHILDREN, LISTS, ReturnLine, sheets_of
from sixpoint.packs.load import load_datasets, load_framework
from sixpoint.terms.problems import UserError
from tests.support.checking import PACK, PARTNERSHIP

CANARY = "Zebedee Quirke"
FILE = Path("return.xlsx")
FRAMEWORK, PROGRAMME = "scotland-children/2014", "2012-17"


def make_plan(framework: str = FRAMEWORK, programme: str = PROGRAMME) -> ReturnPlan:
    about = read_yaml_text(PARTNERSHIP, Partnership, name=Path("partnership.yaml"))
    datasets = load_datasets(PACK).datasets
    return plan_return(about, load_framework(framework), programme, datasets=datasets)


PLAN = make_plan()
LINES = tuple(
    ReturnLine(reference=f"TES-{n:05d}", category=category, age_band="5 to 11", listed_by=listed_by)
    for n, category, listed_by in [
        (1, "on_register", "social_work"),
        (2, "looked_after", "social_work"),
        (3, "on_register", "police"),
    ]
)


def workbook(plan: ReturnPlan = PLAN, lines: tuple[ReturnLine, ...] = LINES) -> bytes:
    return to_workbook(sheets_of(plan, lines, signed_parts(lines, plan.agencies, ())))


def changed(change: Callable[[Any], object]) -> bytes:
    """The workbook as somebody has changed it in Excel."""
    book = load_workbook(io.BytesIO(workbook()))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def problems(data: bytes, plan: ReturnPlan = PLAN) -> list[tuple[str, str]]:
    with pytest.raises(UserError) as raised:
        read_return(data, plan, name=FILE)
    assert CANARY not in str(raised.value)
    return [(one.code, one.what) for one in raised.value.problems]


def test_what_is_written_is_read_back() -> None:
    assert read_return(workbook(), PLAN, name=FILE) == LINES


def test_it_is_read_back_after_excel_has_saved_it() -> None:
    assert read_return(changed(lambda book: None), PLAN, name=FILE) == LINES


def test_equal_returns_are_equal_files() -> None:
    assert workbook() == workbook()


def test_the_workbook_has_lists_checks_and_locked_headers_and_no_formula_in_a_cell() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    sheet = book[CHILDREN]
    kinds = [one.type for one in sheet.data_validations.dataValidation]
    assert sorted(kinds) == ["custom", "list", "list", "list"]
    assert all(one.protection.sheet for one in book.worksheets)
    assert sheet["A1"].protection.locked
    assert not sheet["A2"].protection.locked
    cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_a_text_that_begins_like_a_formula_is_written_as_text() -> None:
    plan = PLAN.__class__(**{**vars(PLAN), "partnership": "=HYPERLINK(1)"})
    book = load_workbook(io.BytesIO(workbook(plan)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    (found,) = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
    assert found.data_type != "f" or found.quotePrefix


def test_everything_wrong_is_said_at_once_with_its_cell() -> None:
    def spoil(book: Any) -> None:
        sheet = book[CHILDREN]
        sheet["A2"], sheet["C3"], sheet["F4"] = CANARY, date(2010, 5, 17), CANARY
        sheet["D4"], sheet["B5"] = "AB12 3CD", "on_register"

    said = [what for _, what in problems(changed(spoil))]
    for cell in ("A2", "C3", "F4", "D4", "A5", "C5", "D5", "B5"):
        assert any(cell in what for what in said), cell
    assert any("shaped like a postcode" in what for what in said)
    assert any("perhaps a name" in what for what in said)
    assert any("date, perhaps of birth" in what for what in said)


@pytest.mark.parametrize(
    "reference",
    ["4105101234", 4105101234, "TES-4105101234", "TES-170510", "17/05/2010", "KM", "XYZ-00001",
     "TES-00001 ", "tes-00004", True, "TES-00002"],
)  # fmt: skip
def test_a_reference_is_a_local_reference_and_nothing_else(reference: object) -> None:
    def spoil(book: Any) -> None:
        book[CHILDREN]["A2"] = reference

    if reference == "TES-00001 ":
        assert read_return(changed(spoil), PLAN, name=FILE) == LINES
    else:
        assert {code for code, _ in problems(changed(spoil))} == {"return-cell"}


def hide(book: Any) -> None:
    book[LISTS].sheet_state = "veryHidden"


def merge(book: Any) -> None:
    book[CHILDREN].merge_cells("A2:A3")


def formula(book: Any) -> None:
    book[CHILDREN]["A2"] = f'="{CANARY}"'


def hide_row(book: Any) -> None:
    book[CHILDREN].row_dimensions[3].hidden = True


def link(book: Any) -> None:
    book[CHILDREN]["A2"].hyperlink = "https://example.org/"


def note(book: Any) -> None:
    book[CHILDREN]["A2"].comment = Comment(CANARY, CANARY)


def header(book: Any) -> None:
    book[CHILDREN].oddHeader.center.text = CANARY


def more_columns(book: Any) -> None:
    book[CHILDREN]["E1"] = CANARY


def more_sheets(book: Any) -> None:
    book.create_sheet(CANARY)


def nobody(book: Any) -> None:
    book[CHILDREN].delete_rows(2, 10)


def too_many(book: Any) -> None:
    for n in range(MOST_CHILDREN + 1):
        book[CHILDREN].cell(n + 2, 1).value = f"TES-{n:05d}"


def too_wide(book: Any) -> None:
    book[CHILDREN].cell(2, 16000).value = CANARY


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (hide, "workbook-cell"),
        (merge, "workbook-cell"),
        (formula, "workbook-cell"),
        (hide_row, "workbook-cell"),
        (header, "workbook-cell"),
        (link, "workbook-unsafe"),
        (note, "workbook-unsafe"),
        (too_wide, "workbook-too-large"),
        (more_columns, "return-header"),
        (more_sheets, "return-sheet"),
        (nobody, "return-empty"),
        (too_many, "return-too-long"),
    ],
)
def test_a_workbook_that_holds_more_than_the_form_is_refused(
    change: Callable[[Any], object], code: str
) -> None:
    assert code in {found for found, _ in problems(changed(change))}


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/vbaProject.bin", b"macro", "workbook-unsafe"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "workbook-unsafe"),
        ("xl/embeddings/oleObject1.bin", b"x", "workbook-unsafe"),
        ("xl/media/image1.png", b"x", "workbook-unsafe"),
        ("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "workbook-unsafe"),
        ("xl/big.xml", b" " * (MOST_UNPACKED + 1), "workbook-too-large"),
    ],
)
def test_a_dangerous_part_is_refused_before_anything_is_read(
    part: str, content: bytes, code: str
) -> None:
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(part, content)
    assert code in {found for found, _ in problems(made.getvalue())}


@pytest.mark.parametrize("data", [b"", b"PK", b"reference,category\n", b"PK\x03\x04" + b"0" * 99])
def test_what_is_no_workbook_is_said_to_be_none(data: bytes) -> None:
    assert [code for code, _ in problems(data)] == ["not-a-workbook"]


def test_a_workbook_of_somebody_else_is_refused() -> None:
    other = Workbook()
    made = io.BytesIO()
    other.save(made)
    assert {code for code, _ in problems(made.getvalue())} == {"return-sheet"}


def test_the_return_of_another_programme_is_refused_for_that_alone() -> None:
    later = make_plan("scotland-care-protection/2019", "2021-25")
    assert {code for code, _ in problems(workbook(), later)} == {"return-programme"}


@pytest.mark.parametrize("programme", ["2018-20", "1999"])
def test_a_programme_of_which_nobody_found_out_whom_it_asks_for_has_no_return(
    programme: str,
) -> None:
    with pytest.raises(UserError) as raised:
        make_plan("scotland-care-protection/2019", programme)
    assert raised.value.problems[0].code == "return-programme"


def test_populations_are_those_of_the_programme() -> None:
    later = make_plan("scotland-care-protection/2019", "2025-26")
    assert [one.id for one in later.populations] == ["supervised_at_home"]


class TestSignatures:
    def states(self, folder: Path, lines: tuple[ReturnLine, ...]) -> dict[str, SignedState]:
        signatures = read_signatures(folder, framework=FRAMEWORK, programme=PROGRAMME)
        return {one.agency: one.state for one in signed_parts(lines, PLAN.agencies, signatures)}

    def sign(self, folder: Path, lines: tuple[ReturnLine, ...], agency: str) -> None:
        sign(
            folder,
            lines,
            agency=agency,
            role="Head of service",
            on=date(2017, 8, 21),
            framework=FRAMEWORK,
            programme=PROGRAMME,
        )

    def test_a_signature_holds_for_the_agencys_own_rows_in_any_order(self, tmp_path: Path) -> None:
        self.sign(tmp_path, LINES, "social_work")
        states = self.states(tmp_path, LINES[::-1])
        assert states == {
            "social_work": SignedState.SIGNED,
            "police": SignedState.NOT_SIGNED,
        }
        assert self.states(tmp_path, LINES[:2])["social_work"] is SignedState.SIGNED

    @pytest.mark.parametrize("lines", [LINES[1:], (*LINES, ReturnLine(
        reference="TES-00009", category="on_register", age_band="any age", listed_by="social_work"
    ))])  # fmt: skip
    def test_a_later_change_makes_it_void_until_the_agency_signs_again(
        self, tmp_path: Path, lines: tuple[ReturnLine, ...]
    ) -> None:
        self.sign(tmp_path, LINES, "social_work")
        assert self.states(tmp_path, lines)["social_work"] is SignedState.VOID
        self.sign(tmp_path, lines, "social_work")
        assert self.states(tmp_path, lines)["social_work"] is SignedState.SIGNED

    def test_signatures_under_another_programme_are_not_taken_over(self, tmp_path: Path) -> None:
        self.sign(tmp_path, LINES, "social_work")
        with pytest.raises(UserError) as raised:
            read_signatures(tmp_path, framework=FRAMEWORK, programme="another")
        assert raised.value.problems[0].code == "return-programme"
