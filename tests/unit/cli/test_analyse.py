"""What `sixpoint analyse` says where the auditor refuses."""

import json

import pytest
import typer

from sixpoint.cli.analyse import leave_if_refused
from sixpoint.cli.console import WRONG_FOUND
from sixpoint.terms.problems import UserError, user_error

REFUSED = user_error("disclosure.cannot-be-protected", what="No way was found.", fix="Wait.")


def left_with(capsys: pytest.CaptureFixture[str], error: UserError, *, as_json: bool) -> str:
    with pytest.raises(typer.Exit) as left:
        leave_if_refused(error, as_json=as_json)
    assert left.value.exit_code == WRONG_FOUND
    return capsys.readouterr().out


def test_a_refusal_is_one_document_where_one_was_asked_for(capsys: pytest.CaptureFixture[str]):
    said = json.loads(left_with(capsys, REFUSED, as_json=True))
    assert said == {"format": 1, "safe": False, "codes": ["disclosure.cannot-be-protected"]}


def test_else_nothing_stands_on_stdout(capsys: pytest.CaptureFixture[str]):
    assert left_with(capsys, REFUSED, as_json=False) == ""


def test_another_problem_is_no_refusal():
    leave_if_refused(user_error("no-tables", what="None.", fix="Name some."), as_json=True)
