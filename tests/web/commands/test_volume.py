"""Nothing is served from a volume of which nobody said that it is encrypted."""

from pathlib import Path
from typing import Any

import pytest

from sixpoint.files import read_json, write_json
from sixpoint.terms.problems import UserError
from sixpoint_web.audit.models import Entry
from sixpoint_web.commands.volume import FILE, Statement, record, refuse_unless_recorded, said
from sixpoint_web.config.keys import make_keys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Any) -> Path:
    make_keys(tmp_path / "keys")
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path / "keys"


def refused() -> str:
    with pytest.raises(UserError) as caught:
        refuse_unless_recorded()
    return caught.value.problems[0].code


def test_it_is_refused_until_somebody_recorded_it() -> None:
    assert refused() == "workspace-volume-not-recorded"
    record(by="Una Administrator", how="LUKS2")
    refuse_unless_recorded()
    is_recorded, words = said()
    assert is_recorded
    assert "Una Administrator recorded on" in words
    assert "LUKS2" in words
    assert Entry.objects.get().action == "volume-recorded"


def test_a_statement_is_about_the_places_of_its_day(settings: Any) -> None:
    record(by="Una Administrator", how="LUKS2")
    settings.FILES_FOLDER = "/elsewhere"
    assert refused() == "workspace-volume-not-recorded"
    assert "other places" in said()[1]


def test_a_statement_that_somebody_changed_is_refused(keys: Path) -> None:
    made = record(by="Una Administrator", how="LUKS2")
    read = read_json(keys / FILE, Statement)
    assert read == made
    changed = (keys / FILE).read_text().replace("LUKS2", "LUKS9")
    (keys / FILE).write_text(changed)
    assert refused() == "workspace-volume-changed"


def test_a_statement_of_another_installation_is_refused(keys: Path, tmp_path: Path) -> None:
    made = record(by="Una Administrator", how="LUKS2")
    for file in keys.iterdir():
        file.unlink()
    make_keys(keys)
    write_json(keys / FILE, made)
    assert refused() == "workspace-volume-changed"


@pytest.mark.parametrize(("by", "how"), [("", "LUKS2"), ("Una", " ")])
def test_it_names_who_and_how(by: str, how: str) -> None:
    with pytest.raises(UserError):
        record(by=by, how=how)
    assert not Entry.objects.exists()
