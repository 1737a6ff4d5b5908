"""A crossing file comes back as it was written, and the same content gives the same bytes."""

from datetime import date
from pathlib import Path

import pytest

from sixpoint.inspection.crossing import (
    hashes_of,
    parts_of,
    read_crossing,
    read_received,
    write_crossing,
)
from sixpoint.inspection.crossing_types import (
    FiguresFile,
    LinksMade,
    Manifest,
    PackUsed,
    ReturnRow,
    Sender,
    SentDocument,
)
from sixpoint.inspection.receive import receive
from sixpoint.terms.cells import SafeNumber, Status
from sixpoint.terms.problems import UserError

ROWS = tuple(
    ReturnRow(reference=f"INV-{number:05d}", category="looked_after", age_band="5 to 11")
    for number in range(1, 8)
)
DOCUMENTS = {"plan.md": "# The plan\n"}


def manifest_of(members: dict[str, str]) -> Manifest:
    some = SafeNumber(status=Status.ROUNDED, value=120)
    return Manifest(
        format=1,
        partnership=Sender(id="invermore", name="Invermore", area="Invermore"),
        invented=True,
        as_at=date(2017, 7, 31),
        packs=(
            PackUsed(ref="scotland-extracts/1", content="0" * 64),
            PackUsed(ref="scotland-measures/1", content="0" * 64),
            PackUsed(ref="scotland-processes/1", content="0" * 64),
        ),
        members=members,
        links=LinksMade(
            records=some, children=some, by_identifier=some, by_model=some, in_doubt=some
        ),
        rules=(),
        not_known=(),
        documents=tuple(
            SentDocument(
                file=name.removeprefix("documents/"),
                title="The plan",
                kind="plan",
                sha256=digest,
                checked_by="A designation",
            )
            for name, digest in members.items()
            if name.startswith("documents/")
        ),
    )


def write(path: Path, rows: tuple[ReturnRow, ...] = ROWS) -> Path:
    parts = parts_of(FiguresFile(format=1, figures=()), rows, DOCUMENTS)
    write_crossing(path, manifest_of(hashes_of(parts)), parts)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    crossing = read_crossing(write(tmp_path / "c.zip"))
    assert crossing.returned == ROWS
    assert crossing.documents == DOCUMENTS
    assert crossing.figures == ()
    assert crossing.manifest.as_at == date(2017, 7, 31)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one.zip"), write(tmp_path / "other.zip")
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes() != write(tmp_path / "less.zip", ROWS[:-1]).read_bytes()


def test_what_was_received_is_read_like_the_file(tmp_path: Path) -> None:
    file = write(tmp_path / "c.zip")
    (tmp_path / "inspection").mkdir()
    assert receive(tmp_path / "inspection", file) == read_crossing(file)
    assert read_received(tmp_path / "inspection/received") == read_crossing(file)
    assert [path.name for path in (tmp_path / "inspection").iterdir()] == ["received"]


def test_where_nothing_was_received_there_is_nothing(tmp_path: Path) -> None:
    assert read_received(tmp_path / "received") is None


def test_receiving_again_leaves_nothing_of_before(tmp_path: Path) -> None:
    receive(tmp_path, write(tmp_path / "one.zip"))
    (tmp_path / "received/documents/plan.md").rename(tmp_path / "received/documents/old.md")
    receive(tmp_path, write(tmp_path / "other.zip", ROWS[:-1]))
    assert not (tmp_path / "received/documents/old.md").exists()
    received = read_received(tmp_path / "received")
    assert received is not None
    assert len(received.returned) == len(ROWS) - 1


def test_what_was_received_and_then_changed_is_refused(tmp_path: Path) -> None:
    receive(tmp_path, write(tmp_path / "c.zip"))
    (tmp_path / "received/documents/plan.md").write_text("# Another plan\n")
    with pytest.raises(UserError) as raised:
        read_received(tmp_path / "received")
    assert "crossing-changed" in [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize("reference", ["Ann Lee", "0201091234", "inv-00001", "INV-1", "INV-00001x"])
def test_a_reference_that_could_be_anything_is_refused(tmp_path: Path, reference: str) -> None:
    parts = parts_of(FiguresFile(format=1, figures=()), ROWS, DOCUMENTS)
    parts["return.csv"] = parts["return.csv"].replace("INV-00003", reference)
    write_crossing(tmp_path / "c.zip", manifest_of(hashes_of(parts)), parts)
    with pytest.raises(UserError) as raised:
        read_crossing(tmp_path / "c.zip")
    assert reference not in str(raised.value)
