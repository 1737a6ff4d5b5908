"""An installation is described by its environment, and every mistake in it is said at once."""

from pathlib import Path

import pytest

from sixpoint.terms.problems import UserError
from sixpoint_web.config.environment import read
from sixpoint_web.config.keys import NAMES, make_keys
from sixpoint_web.config.setup import Side
from sixpoint_web.config.variables import VARIABLES


@pytest.fixture
def good(tmp_path: Path) -> dict[str, str]:
    make_keys(tmp_path / "keys")
    return {
        "SIXPOINT_SIDE": "inspectorate",
        "SIXPOINT_ADDRESS": "https://inspect.example.org",
        "SIXPOINT_DATABASE": f"sqlite:///{tmp_path}/workspace.sqlite3",
        "SIXPOINT_KEYS": str(tmp_path / "keys"),
        "SIXPOINT_STATIC": str(tmp_path / "static"),
        "SIXPOINT_FILES": str(tmp_path / "files"),
    }


def codes(environ: dict[str, str]) -> list[str]:
    with pytest.raises(UserError) as caught:
        read(environ)
    return [problem.code for problem in caught.value.problems]


def test_six_variables_are_enough(good: dict[str, str]) -> None:
    setup = read(good)
    assert setup.side is Side.INSPECTORATE
    assert setup.hosts == ("inspect.example.org", "127.0.0.1")
    assert setup.mail is None
    assert not setup.demo


def test_nothing_set_is_said_of_every_needed_variable() -> None:
    needed = [variable for variable in VARIABLES if variable.needed]
    assert codes({}) == ["workspace-setting-missing"] * len(needed)


def test_all_mistakes_come_at_once(good: dict[str, str]) -> None:
    good |= {
        "SIXPOINT_SIDE": "both",
        "SIXPOINT_ADDRESS": "http://inspect.example.org",
        "SIXPOINT_DATABASE": "mysql://x/y",
        "SIXPOINT_STATIC": "static",
        "SIXPOINT_BEHIND_PROXY": "true",
        "SIXPOINT_MAIL": "mail.example.org",
        "SIXPOINT_OIDC_NAME": "Council",
        "SIXPOINT_ADRESS": "spelt wrong",
    }
    found = codes(good)
    assert found.count("workspace-setting-wrong") == 9  # three more of the OIDC kind are not set
    assert found.count("workspace-setting-unknown") == 1


def test_no_message_repeats_a_value(good: dict[str, str]) -> None:
    wrong = dict.fromkeys(good, "s3cret-value")
    with pytest.raises(UserError) as caught:
        read(wrong)
    said = "".join(f"{one.what} {one.fix}" for one in caught.value.problems)
    assert "s3cret-value" not in said


def test_mail_is_read_with_its_port_and_password(good: dict[str, str]) -> None:
    mail = {"SIXPOINT_MAIL": "smtp://me:p%40ss@mail.example.org", "SIXPOINT_MAIL_FROM": "a@b.org"}
    read_mail = read(good | mail).mail
    assert read_mail
    assert (read_mail.port, read_mail.user, read_mail.password) == (587, "me", "p@ss")
    assert "p@ss" not in repr(read_mail)


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_others_may_read_is_refused(good: dict[str, str], name: str) -> None:
    (Path(good["SIXPOINT_KEYS"]) / name).chmod(0o640)
    assert codes(good) == ["workspace-key-open"]


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_is_gone_is_named(good: dict[str, str], name: str) -> None:
    (Path(good["SIXPOINT_KEYS"]) / name).unlink()
    assert codes(good) == ["workspace-key-missing"]


def test_keys_are_never_replaced(good: dict[str, str]) -> None:
    folder = Path(good["SIXPOINT_KEYS"])
    before = (folder / "signing.key").read_bytes()
    with pytest.raises(UserError):
        make_keys(folder)
    assert (folder / "signing.key").read_bytes() == before
