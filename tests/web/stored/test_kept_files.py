"""Uploaded files: taken as what they are, sealed at rest, given as downloads, destroyed."""

import hashlib
import io
import os
import secrets
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django import forms
from django.conf import settings as installed
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.test import Client, RequestFactory
from PIL import Image

from sixpoint_web.stored import spool
from sixpoint_web.stored.fields import StoredField
from sixpoint_web.stored.give import Removed, as_download, opened
from sixpoint_web.stored.keep import clean_name, keep
from sixpoint_web.stored.kinds import KINDS
from sixpoint_web.stored.models import Stored
from sixpoint_web.stored.places import folder, place_of
from sixpoint_web.stored.remove import remove
from sixpoint_web.stored.sealing import CHUNK, Broken
from sixpoint_web.stored.tidy import take_away_left_over
from sixpoint_web.stored.unfit import Unfit
from tests.support.people import a_person

pytestmark = pytest.mark.django_db
EVERY = tuple(KINDS)
CANARY = b"Peigi Canary of Invermore"


def zipped(parts: dict[str, bytes], *, attributes: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = attributes << 16
            made.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def office(main: str, **more: bytes) -> bytes:
    types = f'<Types><Override ContentType="application/vnd.x.{main}.main+xml"/></Types>'
    return zipped({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>"} | more)


def picture(format_: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(out, format_)
    return out.getvalue()


GOOD = {
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n",
    "docx": office("wordprocessingml.document"),
    "xlsx": office("spreadsheetml.sheet"),
    "pptx": office("presentationml.presentation"),
    "csv": "name,count\nSchool,3\n".encode("utf-8-sig"),
    "txt": "Notes: it’s fine\r\n".encode(),
    "yaml": b"format: 1\n",
    "json": b' {"format": 1}',
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "zip": zipped({"a/b.txt": b"x"}),
}


def kept(content: bytes, name: str = "notes.txt", *, largest: int = 10_000_000) -> Stored:
    return keep(ContentFile(content, name), by=a_person(), kinds=EVERY, largest=largest)


def refused(content: bytes, name: str, *, largest: int = 10_000_000) -> str:
    with pytest.raises(Unfit) as caught:
        kept(content, name, largest=largest)
    return caught.value.reason


@pytest.mark.parametrize("kind", EVERY)
def test_each_kind_is_taken_as_what_it_is(kind: str) -> None:
    stored = kept(GOOD[kind], f"A file.{kind}".upper())
    assert (stored.kind, stored.size) == (kind, len(GOOD[kind]))
    assert stored.sha256 == hashlib.sha256(GOOD[kind]).hexdigest()
    with opened(stored) as file:
        assert file.read() == GOOD[kind]


@pytest.mark.parametrize("kind", [one for one in EVERY if one not in {"txt", "yaml", "csv"}])
@pytest.mark.parametrize("content", [b"MZ\x90\x00 a program", b"<html><script>x</script>"])
def test_something_else_under_a_known_ending_is_refused(kind: str, content: bytes) -> None:
    assert "not what its name says" in refused(content, f"a.{kind}")


@pytest.mark.parametrize("kind", ["txt", "csv", "yaml"])
@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00", b"\x00\x01", b" <!DOCTYPE html><p>", b"<svg />"]
)
def test_text_is_text(kind: str, content: bytes) -> None:
    assert refused(content, f"a.{kind}")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("empty.txt", b"", "empty"),
        ("large.txt", b"x" * 2_000_001, "too large"),
        ("program.exe", b"MZ", "kind of file is not taken"),
        ("no-ending", b"x", "kind of file is not taken"),
        ("a.docm", office("wordprocessingml.document"), "macros"),
        ("a.xlsm", office("spreadsheetml.sheet"), "macros"),
        (
            "a.docx",
            office("wordprocessingml.document", **{"word/vbaProject.bin": b"x"}),
            "macros",
        ),
        ("a.xlsx", office("x.macroEnabled.spreadsheetml.sheet"), "macros"),
        ("a.xlsx", office("wordprocessingml.document"), "not what its name says"),
        ("a.zip", zipped({"../up.txt": b"x"}), "leads out"),
        ("a.zip", zipped({"/etc/x": b"x"}), "leads out"),
        ("a.zip", zipped({"a\\b": b"x"}), "leads out"),
        ("a.zip", zipped({"C:x": b"x"}), "leads out"),
        ("a.zip", zipped({"a/nul.txt": b"x"}), "leads out"),
        ("a.zip", zipped({"link": b"/etc/passwd"}, attributes=0o120777), "link or a device"),
        ("a.zip", zipped({"device": b""}, attributes=0o060660), "link or a device"),
        ("a.zip", zipped({"a": b"1", "A": b"2"}), "two parts"),
        ("a.zip", zipped({"a": b"1", "a/b": b"2"}), "two parts"),
        ("a.zip", zipped({"bomb": bytes(20_000_000)}), "too large to be genuine"),
        ("a.xlsx", office("spreadsheetml.sheet", bomb=bytes(20_000_000)), "too large to be"),
        ("a.png", picture("JPEG"), "not what its name says"),
        ("a.jpg", picture("JPEG")[:-200], "not what its name says"),
    ],
)
def test_a_bad_file_is_refused_in_plain_words(name: str, content: bytes, word: str) -> None:
    assert word in refused(content, name, largest=2_000_000)
    assert not Stored.objects.exists()


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_does() -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert len(out.getvalue()) < 50_000
    assert "too many pixels" in refused(out.getvalue(), "a.png")


def test_a_zip_with_more_entries_than_anything_real_is_refused() -> None:
    many = zipped({str(number): b"" for number in range(5001)})
    assert "more parts" in refused(many, "a.zip")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\Users\\me\\Plan.pdf", "Plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.exe\r\nX: y.pdf", "agpj.exeX: y.pdf"),
        ("x" * 300 + ".pdf", "x" * 156 + ".pdf"),
        (".hidden.txt", "hidden.txt"),
        ("", "unnamed"),
    ],
)
def test_a_name_is_kept_without_what_could_mislead(given: str, name: str) -> None:
    assert clean_name(given) == name


def test_what_lies_on_the_disk_holds_nothing_that_was_said() -> None:
    stored = kept(CANARY * 10_000)
    sealed = place_of(stored.id).read_bytes()
    assert CANARY[:8] not in sealed
    assert place_of(stored.id).stat().st_mode & 0o077 == 0
    assert folder().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_any_place_of_a_file_can_be_read(size: int) -> None:
    content = (b"abcdefghij" * (size // 10 + 1))[:size]
    stored = kept(content)
    with opened(stored) as file:
        assert file.read() == content
        for start in (0, size // 2, max(0, size - 3), size):
            file.seek(start)
            assert file.read(7) == content[start : start + 7]
        assert file.seek(0, os.SEEK_END) == size


def swap(data: bytes) -> bytes:
    chunk = CHUNK + 16
    return data[chunk : 2 * chunk] + data[:chunk] + data[2 * chunk :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[: CHUNK + 16],
        lambda data: data[:5],
        lambda data: data + data[: CHUNK + 16],
        swap,
    ],
    ids=["changed", "cut", "almost nothing", "longer", "other order"],
)
def test_bytes_that_were_changed_are_never_given(spoil: Callable[[bytes], bytes]) -> None:
    stored = kept(secrets.token_hex(CHUNK * 2).encode())
    place = place_of(stored.id)
    place.write_bytes(spoil(place.read_bytes()))
    with pytest.raises(Broken), opened(stored) as file:
        file.read()


def test_the_bytes_of_one_file_are_not_those_of_another() -> None:
    person = a_person()
    one, other = (keep(ContentFile(text, "a.txt"), by=person) for text in (b"one", b"two"))
    place_of(one.id).write_bytes(place_of(other.id).read_bytes())
    with pytest.raises(Broken):
        as_download(one)


def test_it_comes_back_as_a_download_and_never_as_a_page() -> None:
    stored = kept(b"x" * (3 * CHUNK), 'Plan "2026" für Ailsa.txt')
    answer = as_download(stored)
    assert b"".join(answer.streaming_content) == b"x" * (3 * CHUNK)  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Plan%20%222026")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Length"] == str(3 * CHUNK)


def test_what_is_removed_cannot_be_opened_and_its_hash_stays(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    stored = kept(CANARY)
    sealed = place_of(stored.id).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        assert remove(stored)
        assert place_of(stored.id).exists()
    assert not remove(stored)
    after = Stored.objects.get(id=stored.id)
    assert after.sha256 == hashlib.sha256(CANARY).hexdigest()
    assert not place_of(stored.id).exists()
    place_of(stored.id).write_bytes(sealed)  # as if the disk still had it
    with pytest.raises(Removed):
        opened(after)
    assert bytes(after.key) == b""


def test_a_removal_that_is_undone_leaves_the_file() -> None:
    stored = kept(CANARY)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        remove(stored)
        raise ZeroDivisionError
    with opened(Stored.objects.get(id=stored.id)) as file:
        assert file.read() == CANARY


def old(file: Path) -> None:
    long_ago = time.time() - 7200
    os.utime(file, (long_ago, long_ago))


def test_bytes_of_a_transaction_that_never_ended_are_taken_away() -> None:
    stays, fresh = kept(b"stays"), b"fresh"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = keep(ContentFile(b"lost", "a.txt"), by=stays.kept_by)
        raise ZeroDivisionError
    half = place_of(lost.id).with_suffix(".part")
    half.write_bytes(fresh)
    waiting = half.with_name("0" * 32)
    waiting.write_bytes(fresh)
    for file in (place_of(stays.id), place_of(lost.id), half):
        old(file)
    assert take_away_left_over() == 2
    assert place_of(stays.id).exists()
    assert waiting.exists()
    waiting.unlink()


class Form(forms.Form):
    """Any form with a file."""

    file = StoredField(kinds=("txt",), largest=5 * 1024 * 1024, required=False)


def test_the_field_says_what_is_wrong_beside_itself() -> None:
    form = Form(files={"file": ContentFile(b"\x00", "a.txt")})
    assert not form.is_valid()
    assert "not what its name says" in form.errors["file"][0]
    assert "plain text (txt); at most 5 MB" in str(form.fields["file"].help_text)


def test_the_field_hands_over_a_file_that_is_sealed_already() -> None:
    form = Form(files={"file": ContentFile(CANARY, "a.txt")})
    assert form.is_valid()
    stored = keep(form.cleaned_data["file"], by=a_person())
    with opened(stored) as file:
        assert file.read() == CANARY
    assert Form().is_valid() is False
    assert Form({}).is_valid()


ELSEWHERE = pytest.mark.skipif(
    installed.SIDE == "partnership", reason="extracts are the only uploads of that side"
)


def upload_request(content: bytes, *, user: object) -> UploadedFile | None:
    request = RequestFactory().post("/", {"file": ContentFile(content, "a.txt")})
    request.user = user  # type: ignore[assignment]
    found = request.FILES.get("file")
    assert found is None or isinstance(found, UploadedFile)
    return found


@ELSEWHERE
def test_a_large_upload_is_never_plain_on_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    genuine = tempfile.TemporaryFile

    def noticed(*args: object, **kwargs: object) -> object:
        file = genuine(*args, **kwargs)  # type: ignore[call-overload]
        made.append(os.dup(file.fileno()))
        return file

    monkeypatch.setattr(spool.tempfile, "TemporaryFile", noticed)
    before = set(Path(tempfile.gettempdir()).glob("*.upload*"))
    content = CANARY * (4_000_000 // len(CANARY))
    upload = upload_request(content, user=a_person())
    assert upload is not None
    assert upload.size == len(content)
    assert upload.read() == content
    upload.close()
    (number,) = made
    sealed = os.pread(number, 10_000_000, 0)
    os.close(number)
    assert len(sealed) > len(content)
    assert CANARY not in sealed
    assert set(Path(tempfile.gettempdir()).glob("*.upload*")) == before


@ELSEWHERE
def test_of_an_upload_beyond_all_limits_only_the_size_is_told(settings: object) -> None:
    settings.LARGEST_UPLOAD = 100_000  # type: ignore[attr-defined]
    upload = upload_request(b"x" * 4_000_000, user=a_person())
    assert upload is not None
    assert upload.size == 4_000_000
    form = Form(files={"file": upload})
    form.fields["file"].largest = 3_000_000  # type: ignore[attr-defined]
    assert "too large" in form.errors["file"][0]
    upload.close()


def test_of_somebody_who_is_not_signed_in_nothing_is_taken() -> None:
    from django.contrib.auth.models import AnonymousUser

    assert upload_request(b"x" * 4_000_000, user=AnonymousUser()) is None
    answer = Client().post("/join/", {"file": ContentFile(b"x" * 4_000_000, "a")}, secure=True)
    assert answer.status_code in {200, 404}
