"""Bad input, through the command line: said clearly, all at once, and nothing half written.

Each case gives an exit code as documented, a message with file, place and what to do, never a
traceback and never a value of a record; and every file is afterwards as it was before.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sixpoint.packs.shelf import default_shelf
from tests.support.commands import COULD_NOT_RUN, WRONG_USE, Said, run_command
from tests.support.crossings import Members, read_members, tamper, write_members
from tests.support.demo import EXAMPLES, Demo

Change = Callable[[Path], None]
SECRET = "Zebedee Quillfeather"
"""Stands in cells of records that are spoilt here; no message may repeat it."""

YAML = (
    *("inspection.yaml", "instruments.yaml", "evaluations.yaml", "conclusions.yaml"),
    *("improvement.yaml", "evidence/on-site.yaml"),
)
CSV = ("sample.csv", "readings.csv", "surveys/staff.csv")


@dataclass
class Bench:
    """A folder to spoil, and the command that then has to refuse it."""

    folder: Path
    before: dict[str, bytes] = field(default_factory=dict)

    def refuses(self, *command: str | Path, code: int = COULD_NOT_RUN) -> Said:
        """Runs the command and checks what holds of every refusal."""
        self.before = _files(self.folder)
        said = run_command(*command)
        assert said.code == code, said.everything
        assert said.out == ""
        assert "Traceback" not in said.everything
        assert "Something is wrong in Sixpoint itself" not in said.err
        assert SECRET not in said.everything
        assert "Zebedee" not in said.everything
        if code == COULD_NOT_RUN:
            assert_each_has_place_and_remedy(said)
        assert _files(self.folder) == self.before
        return said


def assert_each_has_place_and_remedy(said: Said) -> None:
    """Every problem is a line that says what, and below it what to do with the code."""
    lines = [line for line in said.err.splitlines() if not re.search(r"\(\d+\.\d s\)$", line)]
    lines = [line for line in lines if line.strip()]
    assert lines
    for what, remedy in zip(lines[::2], lines[1::2], strict=True):
        assert not what.startswith(" "), what
        assert re.fullmatch(r"  \S.*[.!?]? \[[a-z0-9-]+\]", remedy), remedy


def _files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture
def inspection(demo: Demo, tmp_path: Path) -> Bench:
    """Invermore's inspection with a report of an earlier run."""
    folder = tmp_path / "inspection"
    shutil.copytree(demo.inspection, folder, ignore=shutil.ignore_patterns("out"))
    (folder / "out/public").mkdir(parents=True)
    (folder / "out/public/report.html").write_text("an earlier report")
    return Bench(folder)


@pytest.fixture
def partnership(hamlet: Path, tmp_path: Path) -> Bench:
    """A small partnership with a crossing file of an earlier run."""
    folder = tmp_path / "partnership"
    shutil.copytree(hamlet, folder, ignore=shutil.ignore_patterns("store", "crossing"))
    for name in ("crossing/crossing.zip", "store/exact.json"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("of an earlier run")
    return Bench(folder)


def replace(file: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, (file, old)
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def _spoil(path: Path, how: str) -> None:
    """Spoils a file in one of the ways that any file can be bad."""
    match how:
        case "empty":
            path.write_bytes(b"")
        case "not YAML":
            path.write_bytes(b"format: [1\n")
        case "only words":
            path.write_bytes(b"these are words\n")
        case "unknown key":
            _append(path, b"\ncolour: blue\n")
        case "duplicate key":
            _append(path, b"\nformat: 1\n")
        case "wrong format":
            path.write_text(path.read_text(encoding="utf-8").replace("format: 1", "format: 9", 1))
        case "encoding":
            _append(path, "# caf\u00e9\n".encode("latin-1"))
        case "wrong header":
            path.write_bytes(b"name," + path.read_bytes())
        case "ragged row":
            _append(path, f"{SECRET},x\n".encode())
        case "open quote":
            _append(path, f'"{SECRET}\n'.encode())
        case "folder":
            path.unlink()
            path.mkdir()
        case _:
            raise AssertionError(how)


class TestFilesThatPeopleWrite:
    """Every kind of YAML and CSV of an inspection, spoilt in the same way, all at once."""

    @pytest.mark.parametrize(
        ("how", "code"),
        [
            ("empty", "empty-file"),
            ("not YAML", "not-yaml"),
            ("only words", "wrong-type"),
            ("unknown key", "unknown-key"),
            ("duplicate key", "duplicate-key"),
            ("wrong format", "unknown-format"),
            ("encoding", "wrong-encoding"),
        ],
    )
    def test_yaml(self, inspection: Bench, how: str, code: str) -> None:
        for name in YAML:
            _spoil(inspection.folder / name, how)
        said = inspection.refuses("inspect", inspection.folder)
        for name in YAML:
            at = "" if how == "empty" else r":\d+"
            assert re.search(rf"{re.escape(name)}{at}: ", said.err), (name, said.err)
        assert said.err.count(f"[{code}]") == len(YAML), said.err

    @pytest.mark.parametrize(
        ("how", "code"),
        [
            ("empty", "empty-file"),
            ("wrong header", "wrong-header"),
            ("encoding", "wrong-encoding"),
            ("ragged row", "ragged-row"),
            ("open quote", "not-csv"),
        ],
    )
    def test_csv(self, inspection: Bench, how: str, code: str) -> None:
        for name in CSV:
            _spoil(inspection.folder / name, how)
        said = inspection.refuses("inspect", inspection.folder)
        for name in CSV:
            assert re.search(rf"{re.escape(name)}[: ]", said.err), (name, said.err)
        assert said.err.count(f"[{code}]") == len(CSV), said.err

    def test_yaml_and_csv_are_all_said_together(self, inspection: Bench) -> None:
        _spoil(inspection.folder / "inspection.yaml", "unknown key")
        _spoil(inspection.folder / "evaluations.yaml", "not YAML")
        _spoil(inspection.folder / "readings.csv", "ragged row")
        _spoil(inspection.folder / "received/figures.json", "empty")
        said = inspection.refuses("inspect", inspection.folder, "--confirm")
        for word in ("inspection.yaml", "evaluations.yaml", "readings.csv", "figures.json"):
            assert word in said.err

    def test_a_folder_where_a_file_should_be(self, inspection: Bench) -> None:
        _spoil(inspection.folder / "evaluations.yaml", "folder")
        said = inspection.refuses("inspect", inspection.folder)
        assert "evaluations.yaml: This is a folder" in said.err


def _reason_with(words: str) -> int:
    """The line on which the reason begins that first has these words."""
    lines = (EXAMPLES / "invermore/evaluations.yaml").read_text(encoding="utf-8").splitlines()
    there = next(n for n, line in enumerate(lines) if words in line)
    return 1 + max(n for n, line in enumerate(lines[: there + 1]) if "- says:" in line)


@dataclass(frozen=True)
class Meaningless:
    """Something well formed that means nothing, where it stands and what it is called."""

    change: Change
    place: str
    code: str
    fix: str = ""


MEANINGLESS = {
    "indicator evaluated": Meaningless(
        replace("evaluations.yaml", 'indicator: "5.2"', 'indicator: "5.9"'),
        "evaluations.yaml",
        "unknown-indicator",
        "5.2",
    ),
    "indicator planned": Meaningless(
        replace("inspection.yaml", '"5.2"', '"5.9"'), "inspection.yaml", "unknown-indicator", "5.2"
    ),
    "indicator touched": Meaningless(
        replace("evidence/on-site.yaml", '"5.2"', '"5.9"'),
        "evidence/on-site.yaml:4",
        "unknown-indicator",
    ),
    "indicator that is a number": Meaningless(
        replace("inspection.yaml", '"1.1"', "1.1"), "inspection.yaml:", "wrong-type", "quotes"
    ),
    "level": Meaningless(
        replace("evaluations.yaml", "level: 4", "level: 7"),
        "evaluations.yaml",
        "level-outside-scale",
        "6 (excellent)",
    ),
    "level of a dissent": Meaningless(
        replace("evaluations.yaml", "level: 5, reasons", "level: 0, reasons"),
        "evaluations.yaml",
        "level-outside-scale",
    ),
    "evidence cited": Meaningless(
        replace("evaluations.yaml", "fg-care-leavers", "fg-nobody"),
        f"evaluations.yaml:{_reason_with('fg-care-leavers')}",
        "cited-but-absent",
    ),
    "figure quoted": Meaningless(
        replace("evaluations.yaml", "{attendance.latest}", "{attendance.lately}"),
        f"evaluations.yaml:{_reason_with('{attendance.latest}')}",
        "cited-but-absent",
    ),
    "measure that the pack has not": Meaningless(
        replace("conclusions.yaml", "decision-shared.latest", "decision-framed.latest"),
        "conclusions.yaml:5",
        "cited-but-absent",
    ),
    "figure that an item weighs": Meaningless(
        replace("evidence/weighed.yaml", "decision-shared.trend", "decision-framed.trend"),
        "evidence/weighed.yaml:4",
        "source-unknown",
    ),
    "kind of evidence": Meaningless(
        replace("evidence/on-site.yaml", "kind: focus_group", "kind: gossip"),
        "evidence/on-site.yaml:4",
        "unknown-kind-of-evidence",
        "focus_group",
    ),
    "date that is none": Meaningless(
        replace("evidence/on-site.yaml", "observed: 2017-09-12", "observed: 2017-09-31"),
        "evidence/on-site.yaml:7",
        "wrong-type",
        "as in 2016-09-30",
    ),
    "day of the window": Meaningless(
        replace("inspection.yaml", "first: 2017-09-04", "first: yesterday"),
        "inspection.yaml:",
        "wrong-type",
    ),
    "body": Meaningless(
        replace("inspection.yaml", "hmics]", "hmicz]"), "inspection.yaml", "unknown-body", "hmics"
    ),
    "framework": Meaningless(
        replace("inspection.yaml", "scotland-children/2014", "scotland-children/1492"),
        "",
        "unknown-pack",
        "scotland-children/2014",
    ),
    "answer": Meaningless(
        lambda folder: _answer(folder, ",chronology-fit,", "perhaps"),
        "readings.csv:2",
        "unknown-answer",
        "yes, no",
    ),
    "question": Meaningless(
        lambda folder: _append(folder / "surveys/staff.csv", b"R99999,staff,why,agree\n"),
        "surveys/staff.csv:",
        "unknown-question",
        "know-decision",
    ),
    "record that was not drawn": Meaningless(
        lambda folder: _append(folder / "readings.csv", b"INV-99999,r1,plan,4\n"),
        "readings.csv:",
        "reading-of-undrawn-record",
        "sample.csv",
    ),
    "document": Meaningless(
        replace(
            "evidence/documents.yaml",
            "documents/position-statement.md",
            "documents/position-statements.md",
        ),
        "documents/position-statements.md",
        "document-absent",
    ),
}


def _answer(folder: Path, question: str, answer: str) -> None:
    """Gives the first reading another answer, and puts it first so that its line is known."""
    path = folder / "readings.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    first = next(row for row in rows if question in row)
    rows.remove(first)
    rows.insert(0, f"{first.rsplit(',', 1)[0]},{answer}")
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("case", MEANINGLESS.values(), ids=MEANINGLESS.keys())
def test_what_means_nothing_is_refused(inspection: Bench, case: Meaningless) -> None:
    case.change(inspection.folder)
    said = inspection.refuses("inspect", inspection.folder, "--confirm")
    assert f"[{case.code}]" in said.err, said.err
    assert case.place in said.err
    assert case.fix in said.err


def test_everything_that_means_nothing_is_said_at_once(inspection: Bench) -> None:
    chosen = ("level", "indicator evaluated", "evidence cited", "kind of evidence", "body")
    for name in chosen:
        MEANINGLESS[name].change(inspection.folder)
    said = inspection.refuses("inspect", inspection.folder)
    for name in chosen:
        assert f"[{MEANINGLESS[name].code}]" in said.err, name


class TestFoldersAndStatements:
    @pytest.mark.parametrize("command", ["inspect", "sample", "trail"])
    def test_a_folder_without_inspection_yaml(self, inspection: Bench, command: str) -> None:
        (inspection.folder / "inspection.yaml").unlink()
        more = ("--all",) if command == "trail" else ()
        said = inspection.refuses(command, inspection.folder, *more)
        assert "This folder holds no inspection.yaml" in said.err

    def test_nothing_is_received_into_a_folder_without_inspection_yaml(
        self, inspection: Bench, demo: Demo
    ) -> None:
        (inspection.folder / "inspection.yaml").unlink()
        shutil.rmtree(inspection.folder / "received")
        inspection.refuses("inspect", inspection.folder, "--receive", demo.crossing)
        assert not (inspection.folder / "received").exists()

    def test_a_statement_that_the_report_has_not(self, inspection: Bench) -> None:
        said = inspection.refuses("trail", inspection.folder, "9.9-9")
        assert "no statement '9.9-9'" in said.err
        assert "Near to it: 9." in said.err

    @pytest.mark.parametrize(
        ("more", "says"),
        [
            (("5.2-1", "--rows", "rows.csv"), "--rows needs --partnership"),
            (("--all", "--rows", "rows.csv", "--partnership", "p"), "not with --all"),
            ((), "Name one statement, or give --all"),
            (("5.2-1", "--all"), "Name one statement, or give --all"),
            (("--loud",), "No such option: --loud"),
        ],
    )
    def test_a_trail_asked_for_wrongly(
        self, inspection: Bench, more: tuple[str, ...], says: str
    ) -> None:
        said = inspection.refuses("trail", inspection.folder, *more, code=WRONG_USE)
        assert says in said.err
        assert "--help" in said.err

    def test_a_sample_without_a_return(self, inspection: Bench) -> None:
        shutil.rmtree(inspection.folder / "received")
        said = inspection.refuses("sample", inspection.folder, "--again")
        assert "No pre-inspection return was received" in said.err

    def test_a_sample_drawn_before_is_kept(self, inspection: Bench) -> None:
        said = inspection.refuses("sample", inspection.folder)
        assert "--again" in said.err


class TestExtracts:
    """What the partnership's side refuses before anything is counted."""

    def test_tables_that_cannot_be_read_are_all_named(self, partnership: Bench) -> None:
        extracts = partnership.folder / "extracts"
        (extracts / "police/people.csv").unlink()
        _spoil(extracts / "health/people.csv", "empty")
        (extracts / "education/people.csv").write_bytes(b"\x00\x01\x02")
        people = (extracts / "social_work/people.csv").read_text(encoding="utf-8")
        renamed = people.replace("person_id,", f"{SECRET},", 1)
        (extracts / "social_work/people.csv").write_text(renamed, encoding="utf-8")
        said = partnership.refuses("analyse", partnership.folder)
        for agency in ("police", "health", "education", "social_work"):
            assert f"extracts/{agency}/people.csv" in said.err, said.err

    @pytest.mark.parametrize("command", ["analyse", "link", "measure"])
    def test_a_table_that_is_named_and_absent(self, partnership: Bench, command: str) -> None:
        (partnership.folder / "extracts/social_work/concerns.csv").unlink()
        said = partnership.refuses(command, partnership.folder)
        assert "extracts/social_work/concerns.csv" in said.err

    def test_no_extracts_at_all(self, partnership: Bench) -> None:
        shutil.rmtree(partnership.folder / "extracts")
        said = partnership.refuses("analyse", partnership.folder)
        assert "extracts" in said.err

    @pytest.mark.parametrize("how", ["empty", "not YAML", "unknown key", "duplicate key"])
    @pytest.mark.parametrize("command", ["analyse", "check"])
    def test_partnership_yaml(self, partnership: Bench, how: str, command: str) -> None:
        _spoil(partnership.folder / "partnership.yaml", how)
        said = partnership.refuses(command, partnership.folder)
        assert "partnership.yaml" in said.err

    def test_everything_in_partnership_yaml_that_means_nothing(self, partnership: Bench) -> None:
        for old, new in (
            ("  - concerns\n", "  - concerts\n"),
            ("- edition: ", "- edition: old-"),
        ):
            replace("partnership.yaml", old, new)(partnership.folder)
        said = partnership.refuses("analyse", partnership.folder)
        assert "[unknown-dataset]" in said.err
        assert "[unknown-edition]" in said.err
        assert "social_work.concerns" in said.err

    @pytest.mark.parametrize("year", ["1217", "2117"])
    def test_a_year_whose_holidays_nobody_knows(self, partnership: Bench, year: str) -> None:
        file = partnership.folder / "partnership.yaml"
        text = file.read_text(encoding="utf-8")
        changed = re.sub(r"(?m)^as_at: \d{4}", f"as_at: {year}", text)
        assert changed != text
        file.write_text(changed, encoding="utf-8")
        assert "[unknown-holidays]" in partnership.refuses("analyse", partnership.folder).err

    def test_a_document_that_cannot_be_checked_may_not_cross(self, partnership: Bench) -> None:
        replace("partnership.yaml", "position-statement.md", "position-statement.pdf")(
            partnership.folder
        )
        said = partnership.refuses("analyse", partnership.folder)
        assert "documents/position-statement.pdf" in said.err

    def test_bad_rows_are_told_by_place_and_the_rest_goes_on(self, partnership: Bench) -> None:
        """Trouble in data is no refusal: the rows are set aside, and `check` ends with 1."""
        path = partnership.folder / "extracts/social_work/concerns.csv"
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        key, person, *_ = rows[0].split(",")
        rows[0] = f"{key},{person},{SECRET},police,neglect"
        rows[1] = f"{SECRET},x"
        rows[2] = rows[2].rsplit(",", 2)[0] + f",{SECRET},neglect"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        said = run_command("check", partnership.folder, "--json", "--quiet")
        assert said.code == 1
        assert SECRET not in said.everything
        issues = json.loads(said.out)["issues"]
        found = {(i["line"], i["column"]) for i in issues if i["file"].endswith("concerns.csv")}
        assert {(2, "received_at"), (4, "source")} <= found
        assert any(line == 3 for line, _ in found)


class TestCrossingFiles:
    """What is refused at the door; tests/acceptance/test_attacks.py has those of somebody sly."""

    def _receive(self, inspection: Bench, file: Path) -> Said:
        return inspection.refuses("inspect", inspection.folder, "--receive", file)

    def test_a_file_that_is_not_there(self, inspection: Bench, tmp_path: Path) -> None:
        said = self._receive(inspection, tmp_path / "nowhere.zip")
        assert "nowhere.zip: There is no crossing file here" in said.err

    @pytest.mark.parametrize("content", [b"", b"not a ZIP", b"PK\x03\x04 and nothing else"])
    def test_not_a_zip(self, inspection: Bench, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "c.zip").write_bytes(content)
        assert "[crossing-unreadable]" in self._receive(inspection, tmp_path / "c.zip").err

    def test_cut_off_on_its_way(self, inspection: Bench, demo: Demo, tmp_path: Path) -> None:
        whole = demo.crossing.read_bytes()
        (tmp_path / "c.zip").write_bytes(whole[: len(whole) // 2])
        assert "[crossing-unreadable]" in self._receive(inspection, tmp_path / "c.zip").err

    def test_a_bomb(self, inspection: Bench, tmp_path: Path) -> None:
        bomb = tmp_path / "c.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("figures.json", b"0" * 60_000_000)
        assert bomb.stat().st_size < 100_000
        assert "[crossing-too-large]" in self._receive(inspection, bomb).err

    @pytest.mark.parametrize("name", ["../evil.md", "/tmp/evil.md", "documents/../../evil.md"])
    def test_a_part_that_would_land_elsewhere(
        self, inspection: Bench, demo: Demo, tmp_path: Path, name: str
    ) -> None:
        def add(members: Members) -> None:
            members[name] = b"evil"

        said = self._receive(inspection, tamper(demo.crossing, tmp_path / "c.zip", add))
        assert "[crossing-part-unexpected]" in said.err
        assert not list(tmp_path.rglob("evil.md"))

    @pytest.mark.parametrize("name", ["crossing.json", "figures.json", "return.csv"])
    def test_a_part_that_is_missing(
        self, inspection: Bench, demo: Demo, tmp_path: Path, name: str
    ) -> None:
        members = read_members(demo.crossing)
        del members[name]
        said = self._receive(inspection, write_members(tmp_path / "c.zip", members))
        assert f"holds no {name}" in said.err

    def test_changed_on_its_way(self, inspection: Bench, demo: Demo, tmp_path: Path) -> None:
        members = read_members(demo.crossing)
        lines = members["return.csv"].splitlines(keepends=True)
        members["return.csv"] = b"".join(lines[:-1])
        said = self._receive(inspection, write_members(tmp_path / "c.zip", members))
        assert "'return.csv' is not as the partnership's software wrote it" in said.err

    @pytest.mark.parametrize("column", ["forename", "date_of_birth", "chi", "postcode", SECRET])
    def test_a_column_that_could_name_a_child(
        self, inspection: Bench, demo: Demo, tmp_path: Path, column: str
    ) -> None:
        def add(members: Members) -> None:
            rows = members["return.csv"].decode().splitlines()
            rows = [f"{rows[0]},{column}", *(f"{row},{SECRET}" for row in rows[1:])]
            members["return.csv"] = ("\n".join(rows) + "\n").encode()

        said = self._receive(inspection, tamper(demo.crossing, tmp_path / "c.zip", add))
        assert "[crossing-could-name-a-child]" in said.err
        assert "return.csv:1" in said.err

    @pytest.mark.parametrize("part", ["figures.json", "crossing.json"])
    def test_a_key_that_could_name_a_child(
        self, inspection: Bench, demo: Demo, tmp_path: Path, part: str
    ) -> None:
        def add(members: Members) -> None:
            value = json.loads(members[part])
            value["forename"] = SECRET
            members[part] = json.dumps(value).encode()

        said = self._receive(inspection, tamper(demo.crossing, tmp_path / "c.zip", add))
        assert "[crossing-could-name-a-child]" in said.err
        assert part in said.err

    def test_a_figure_whose_measure_is_not_in_the_pack(
        self, inspection: Bench, demo: Demo, tmp_path: Path
    ) -> None:
        def rename(members: Members) -> None:
            text = members["figures.json"].decode()
            members["figures.json"] = text.replace("attendance", "absences").encode()

        said = self._receive(inspection, tamper(demo.crossing, tmp_path / "c.zip", rename))
        assert "figures.json: " in said.err
        assert "measure" in said.err


def test_packs_are_checked_with_all_that_is_wrong(tmp_path: Path) -> None:
    """The packs' own YAML, of every kind: a key nobody knows, and one that is there twice."""
    shelf = tmp_path / "packs"
    shutil.copytree(default_shelf(), shelf)
    files = sorted(shelf.rglob("*.yaml"))
    kinds = {file.relative_to(shelf).parts[0]: file for file in files if file.name == "pack.yaml"}
    assert len(kinds) >= 6
    for place, file in enumerate(kinds.values()):
        _spoil(file, "unknown key" if place % 2 else "duplicate key")
    said = run_command("packs", "check", "--shelf", shelf)
    assert said.code in (1, 2)
    assert "Traceback" not in said.everything
    for file in kinds.values():
        assert str(file.relative_to(shelf)) in said.everything, file
