"""`sixpoint return`: written, read, signed and written out, step by step."""

import json
from pathlib import Path

import jsonschema
import pytest

from scripts.reference.outputs import path_of
from scripts.reference.pages import FOLDER as REFERENCE
from sixpoint.files import write_bytes
from sixpoint.files.excel import to_workbook
from sixpoint.inspection.partnership import read_partnership
from sixpoint.inspection.returned_plan import plan_return
from sixpoint.inspection.returned_workbook import ReturnLine, sheets_of
from sixpoint.packs.load import load_datasets, load_framework
from tests.support.checking import PACK, PARTNERSHIP, lay_out
from tests.support.commands import COULD_NOT_RUN, DONE, WRONG_FOUND, WRONG_USE, Said, run_command

FOR = ("--framework", "scotland-children/2014", "--programme", "2012-17")


def ask(folder: Path, *more: str | Path) -> Said:
    return run_command("return", folder, *FOR, *more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out({"partnership.yaml": PARTNERSHIP.encode()}, tmp_path)


@pytest.fixture
def filled(folder: Path) -> Path:
    """A return in which social work lists one child."""
    plan = plan_return(
        read_partnership(folder),
        load_framework(FOR[1]),
        FOR[3],
        datasets=load_datasets(PACK).datasets,
    )
    line = ReturnLine(
        reference="TES-00001", category="on_register", age_band="under 5", listed_by="social_work"
    )
    path = folder / "return.xlsx"
    write_bytes(path, to_workbook(sheets_of(plan, [line], [])))
    return path


def test_a_blank_return_is_written_and_read_back_as_one_that_lists_nobody(folder: Path) -> None:
    blank = folder / "blank.xlsx"
    assert ask(folder, "--blank", "--excel", blank).code == DONE
    said = ask(folder, "--read", blank)
    assert said.code == COULD_NOT_RUN
    assert "return-empty" in said.err


def test_it_is_written_out_once_every_agency_has_signed(folder: Path, filled: Path) -> None:
    out = folder / "return.csv"
    assert ask(folder, "--read", filled).code == WRONG_FOUND
    refused = ask(folder, "--read", filled, "--out", out)
    assert (refused.code, out.exists()) == (COULD_NOT_RUN, False)
    assert "return-not-signed" in refused.err
    sign = ("--read", filled, "--role", "Manager", "--on", "2017-08-21")
    assert ask(folder, *sign, "--sign", "social_work").code == WRONG_FOUND
    said = ask(folder, *sign, "--sign", "police", "--out", out, "--json")
    assert said.code == DONE
    assert out.read_text() == "reference,category,age_band\nTES-00001,on_register,under 5\n"
    document = json.loads(said.out)
    jsonschema.validate(document, json.loads((REFERENCE / path_of("return")).read_text()))
    assert [one["state"] for one in document["parts"]] == ["signed", "signed"]


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--excel", "a.xlsx", "--sign", "police", "--role", "Manager"),
        ("--read", "a.xlsx", "--sign", "police"),
        ("--read", "a.xlsx", "--blank"),
        ("--read", "a.xlsx", "--sign", "nobody", "--role", "Manager"),
    ],
)
def test_wrong_use_is_said(folder: Path, wrong: tuple[str, ...]) -> None:
    assert ask(folder, *wrong).code == WRONG_USE


def test_a_workbook_that_is_not_there_is_said(folder: Path) -> None:
    said = ask(folder, "--read", folder / "nothing.xlsx")
    assert said.code == COULD_NOT_RUN
    assert "missing-file" in said.err


def test_explain_says_what_a_message_means_and_lists_them_all() -> None:
    one = run_command("explain", "SW-CON-03")
    assert "Write day and time" in one.out
    assert "fails" in one.out
    everything = json.loads(run_command("explain", "--json").out)
    jsonschema.validate(everything, json.loads((REFERENCE / path_of("explain")).read_text()))
    codes = {rule["code"] for rule in everything["rules"]}
    assert codes == {rule.code for rule in load_datasets(PACK).rules}
    assert run_command("explain", "XX-YYY-99").code == COULD_NOT_RUN
