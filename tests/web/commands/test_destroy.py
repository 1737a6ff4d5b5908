"""The analysis store goes whole, with a certificate that says what went and tells nothing of it."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from django.conf import settings
from typer.testing import CliRunner

if settings.SIDE != "partnership":
    pytest.skip("the analysis store is on the other side", allow_module_level=True)

from django.urls import reverse

from sixpoint.files import fingerprint, read_json
from sixpoint.terms.problems import UserError
from sixpoint_web.accounts.models import Person
from sixpoint_web.analysis import store
from sixpoint_web.analysis.models import Extract, Partnership
from sixpoint_web.audit.head import Signer
from sixpoint_web.audit.models import Entry
from sixpoint_web.commands import destroying, register
from sixpoint_web.commands.destroying import LIST, Certificate, destroy
from tests.support.extracts_made import a_partnership, empty_store, every_extract
from tests.support.people import a_person
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db
BY = "Una Administrator"


@pytest.fixture(autouse=True)
def filled() -> Iterator[None]:
    empty_store()
    a_partnership()
    every_extract(a_person("Olive", "co-ordinator"))
    store.keep_text(store.partnership() / "store" / "pseudonyms.json", "{}")
    yield
    empty_store()


@pytest.fixture
def name() -> str:
    return Partnership.objects.get().name


def left() -> list[str]:
    return sorted(one.name for one in store.store().rglob("*") if one.is_file())


def code_of(name: str, certificate: Path, by: str = BY) -> str:
    with pytest.raises(UserError) as caught:
        destroy(name, by=by, certificate=certificate)
    return caught.value.problems[0].code


def test_everything_goes_and_the_certificate_counts_it(name: str, tmp_path: Path) -> None:
    there = [one for one in store.store().rglob("*") if one.is_file()]
    extracts = [one for one in there if "extracts" in one.parts]
    size = sum(one.stat().st_size for one in extracts)
    made = destroy(name, by=BY, certificate=tmp_path / "gone.json")
    assert left() == ["lock"]
    counted = {one.kind: (one.files, one.size) for one in made.kinds}
    assert counted["Extracts of the agencies"] == (len(extracts), size)
    assert sum(one.files for one in made.kinds) == len(there)
    assert read_json(tmp_path / "gone.json", Certificate) == made
    assert not Extract.objects.filter(gone_at=None).exists()


def test_the_certificate_names_no_file_and_no_agency(name: str, tmp_path: Path) -> None:
    agencies = {one.table.agency.code for one in Extract.objects.all()}
    files = {one.file for one in Extract.objects.all()}
    destroy(name, by=BY, certificate=tmp_path / "gone.json")
    said = (tmp_path / "gone.json").read_text()
    assert files
    assert [one for one in agencies | files if one in said] == []


def test_the_certificate_is_signed_by_this_installation(name: str, tmp_path: Path) -> None:
    made = destroy(name, by=BY, certificate=tmp_path / "gone.json")
    words = f"sixpoint destroyed {fingerprint(replace(made, signature=''))}".encode()
    public = Signer(Path(str(settings.KEYS_FOLDER))).key.public_key()
    public.verify(bytes.fromhex(made.signature), words)


def test_the_trail_says_when_it_began_and_ended(name: str, tmp_path: Path) -> None:
    destroy(name, by=BY, certificate=tmp_path / "gone.json")
    said = Entry.objects.filter(subject="store").order_by("pk").values_list("action", flat=True)
    assert list(said) == ["store-destruction-begun", "store-destroyed"]


def test_the_pages_then_show_an_empty_store(name: str, tmp_path: Path) -> None:
    destroy(name, by=BY, certificate=tmp_path / "gone.json")
    browser = browser_of(Person.objects.get(name="Olive"))
    for one in ("extracts", "partnership", "what-crosses"):
        assert browser.get(reverse(one), secure=True).status_code == 200


@pytest.mark.parametrize("typed", ["", "Somewhere Else", " "])
def test_another_name_destroys_nothing(typed: str, tmp_path: Path) -> None:
    before = left()
    assert code_of(typed, tmp_path / "gone.json") == "workspace-destroy-other-name"
    assert left() == before
    assert not Entry.objects.exists()


def test_nothing_goes_while_a_step_is_at_work(name: str, tmp_path: Path) -> None:
    before = left()
    with store.held():
        assert code_of(name, tmp_path / "gone.json") == "workspace-destroy-busy"
    assert set(left()) == {*before, "lock"}


def test_a_certificate_is_never_written_over_or_into_the_store(name: str, tmp_path: Path) -> None:
    (tmp_path / "gone.json").write_text("an earlier one")
    wrong = (tmp_path / "gone.json", store.store() / "new.json", tmp_path / "no folder" / "x.json")
    for one in wrong:
        assert code_of(name, one) == "workspace-destroy-certificate-place"
    assert (tmp_path / "gone.json").read_text() == "an earlier one"


def test_somebody_is_named(name: str, tmp_path: Path) -> None:
    assert code_of(name, tmp_path / "gone.json", by=" ") == "workspace-destroy-by-nobody"


def test_an_empty_store_has_nothing_to_destroy(name: str, tmp_path: Path) -> None:
    destroy(name, by=BY, certificate=tmp_path / "gone.json")
    assert code_of(name, tmp_path / "again.json") == "workspace-destroy-nothing"


def test_after_a_stop_half_way_the_certificate_names_all(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = sum(one.is_file() for one in store.store().rglob("*"))
    whole = shutil.rmtree

    def stops(path: Path) -> None:
        whole(path / "extracts")
        raise KeyboardInterrupt

    monkeypatch.setattr(destroying.shutil, "rmtree", stops)
    with pytest.raises(KeyboardInterrupt):
        destroy(name, by=BY, certificate=tmp_path / "gone.json")
    assert LIST in left()
    assert not (tmp_path / "gone.json").exists()
    monkeypatch.undo()
    made = destroy(name, by=BY, certificate=tmp_path / "gone.json")
    assert sum(one.files for one in made.kinds) == there
    assert left() == ["lock"]


def test_after_a_stop_before_the_certificate_it_is_still_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(destroying, "_signed", stops)
    with pytest.raises(KeyboardInterrupt):
        destroy(name, by=BY, certificate=tmp_path / "gone.json")
    assert set(left()) == {LIST, "lock"}
    monkeypatch.undo()
    made = destroy(name, by=BY, certificate=tmp_path / "gone.json")
    assert "Extracts of the agencies" in {one.kind for one in made.kinds}


def test_the_list_in_the_store_names_no_file(name: str, tmp_path: Path) -> None:
    files = {one.file for one in Extract.objects.all()}
    listing = destroying._begin(BY)
    said = (store.store() / LIST).read_text()
    assert len(json.loads(said)["files"]) == len(listing.files) > 0
    assert [one for one in files if one in said] == []


def test_a_link_in_the_store_goes_and_not_what_it_points_to(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (store.partnership() / "link").symlink_to(outside)
    destroy(name, by=BY, certificate=tmp_path / "gone.json")
    assert (outside / "kept.txt").read_text() == "kept"
    assert left() == ["lock"]


@pytest.mark.parametrize("second", ["", "Somewhere Else"])
def test_the_command_asks_for_the_name_once_more(
    name: str, second: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = left()
    monkeypatch.setattr(register, "_set_up", lambda: None)
    app = typer.Typer()
    app.command()(register.destroy)
    given = [name, "--by", BY, "--certificate", str(tmp_path / "gone.json")]
    wrong = CliRunner().invoke(app, given, input=f"{second}\n")
    assert wrong.exit_code != 0
    assert left() == before
    right = CliRunner().invoke(app, given, input=f"{name}\n")
    assert right.exit_code == 0
    assert "Extracts of the agencies" in right.output
    assert left() == ["lock"]
