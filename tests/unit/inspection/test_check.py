"""A check: the same verdict from a folder and from bytes, and no trace unless asked."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixpoint.engines import Engine
from sixpoint.files import sha256_of
from sixpoint.files.folders import write_folder
from sixpoint.inspection.check import Checking, check_bytes, check_folder
from sixpoint.inspection.store import STORE
from sixpoint.inspection.submissions import (
    SUBMISSIONS,
    carry_over,
    keep_submission,
    names_of,
    read_kept,
)
from sixpoint.records.types import LINE
from sixpoint.terms.problems import UserError
from sixpoint.validation.offending import offending_values
from sixpoint.validation.verdict import Verdict
from tests.support.checking import AS_AT, PACK, PARTNERSHIP, check, concerns, lay_out

CONCERNS = "extracts/social_work/concerns.csv"
REPORTS = "extracts/police/concern_reports.csv"
GOOD = "C1,P1,2016-09-30T14:05,police,neglect"
LATE = "C2,P1,30/09/2016,police,neglect"
ODD = "C3,P1,2016-10-01T09:00,polcie,neglect"
TWICE = "C1,P2,2016-09-30T14:05,police,neglect"
EMPTY = "C4,,2016-09-30T14:05,police,neglect"


def partnership(*rows: str, **more: bytes) -> dict[str, bytes]:
    reports = b"report_id,person_id,reported_at\nR1,N1,2016-09-30T10:00\n"
    files = {"partnership.yaml": PARTNERSHIP.encode(), CONCERNS: concerns(*rows), REPORTS: reports}
    return files | {name.replace("_", "."): data for name, data in more.items()}


def silent(_: str) -> None:
    return None


def folder_of(files: dict[str, bytes], folder: Path) -> Path:
    return lay_out(files, folder)


def answer(checking: Checking) -> object:
    """Everything a person is told."""
    decision = checking.decision
    return (
        decision.verdict,
        decision.reasons,
        [(t.dataset, t.verdict, t.going_on, t.reasons) for t in decision.tables],
        list(checking.issues),
        checking.checked.results,
        checking.summary,
        checking.waived.uses,
    )


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.sampled_from([GOOD, LATE, ODD, TWICE, EMPTY, "C9"]), max_size=6))
def test_bytes_get_the_same_answer_as_the_folder_that_holds_them(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    files = partnership(*rows, waivers_yaml=WAIVER.encode())
    folder = folder_of(files, tmp_path_factory.mktemp("partnership"))
    from_folder = check_folder(folder, engine=engine, say=silent)
    assert answer(check_bytes(files, engine=engine)) == answer(from_folder)


def test_a_check_leaves_no_trace_and_comes_to_the_same_again(
    engine: Engine, tmp_path: Path
) -> None:
    folder = folder_of(partnership(GOOD, LATE), tmp_path)
    before = {path: sha256_of(path) for path in folder.rglob("*") if path.is_file()}
    first = check_folder(folder, engine=engine, say=silent)
    assert answer(check_folder(folder, engine=engine, say=silent)) == answer(first)
    assert {p: sha256_of(p) for p in folder.rglob("*") if p.is_file()} == before


def test_rows_that_go_on_are_counted_as_the_tables_that_go_on_have_them(engine: Engine) -> None:
    checking = check(engine, {"social_work/concerns.csv": concerns(GOOD, LATE, ODD, TWICE, EMPTY)})
    (table,) = checking.decision.tables
    left = checking.checked.tables["social_work.concerns"].select(LINE).to_pyarrow()
    assert (table.rows, table.going_on) == (5, left.num_rows)


def test_what_cannot_be_read_is_named_as_it_was_given_and_not_where_it_lay(engine: Engine) -> None:
    with pytest.raises(UserError) as raised:
        check(engine, {"social_work/concerns.csv": b""})
    assert [str(problem.file) for problem in raised.value.problems] == ["social_work/concerns.csv"]


class TestWhatCannotBeRead:
    """The rest is checked all the same, and nothing passes for it."""

    files = partnership(GOOD, LATE) | {REPORTS: b""}

    def test_the_table_is_rejected_and_the_others_are_checked(self, engine: Engine) -> None:
        checking = check_bytes(self.files, engine=engine)
        assert [(p.code, str(p.file)) for p in checking.problems] == [("empty-file", REPORTS)]
        verdicts = {one.dataset: one.verdict for one in checking.decision.tables}
        assert verdicts["police.concern_reports"] is Verdict.REJECTED
        assert checking.decision.verdict is Verdict.PARTLY
        assert [(one.code, one.line) for one in checking.issues] == [("SW-CON-03", 3)]

    def test_no_rule_about_it_passes_and_each_says_why(self, engine: Engine) -> None:
        results = check_bytes(self.files, engine=engine).checked.results
        ours = [one for one in results if one.dataset == "police.concern_reports"]
        assert ours
        assert {one.why for one in ours} == {"police.concern_reports could not be read."}

    def test_it_is_not_called_a_table_that_nobody_sent(self, engine: Engine) -> None:
        decision = check_bytes(self.files, engine=engine).decision
        assert "police.concern_reports" not in decision.not_submitted
        assert "police.concern_reports could not be read." in decision.reasons

    def test_an_agency_without_any_file_is_said_once_and_the_others_are_checked(
        self, engine: Engine
    ) -> None:
        files = {name: data for name, data in self.files.items() if name != REPORTS}
        checking = check_bytes(files, engine=engine)
        assert [problem.code for problem in checking.problems] == ["missing-agency"]
        assert [(one.code, one.line) for one in checking.issues] == [("SW-CON-03", 3)]

    def test_where_nothing_can_be_read_nothing_is_checked(self, engine: Engine) -> None:
        with pytest.raises(UserError) as raised:
            check_bytes(self.files | {CONCERNS: b""}, engine=engine)
        assert [problem.code for problem in raised.value.problems] == ["empty-file"] * 2


@pytest.mark.parametrize("name", ["../concerns.csv", "/etc/social_work/concerns.csv", ""])
def test_a_path_out_of_the_folder_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(UserError) as raised:
        check_bytes({name: concerns(GOOD)}, engine=engine, pack=PACK, as_at=AS_AT)
    assert raised.value.problems[0].code == "path-outside"


class TestKeptSubmissions:
    def keep(self, folder: Path, engine: Engine, files: dict[str, bytes]) -> str:
        lay_out(files, folder)
        checking = check_folder(folder, engine=engine, say=silent)
        return keep_submission(folder, checking.to_keep)

    def test_the_next_check_says_what_is_new_gone_and_still_there(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        name = self.keep(tmp_path, engine, partnership(GOOD, LATE, EMPTY))
        # The late row has moved down a line, and is known again by its key.
        lay_out(partnership(ODD, GOOD, LATE), tmp_path)
        changes = check_folder(tmp_path, engine=engine, say=silent).changes
        assert changes is not None
        assert changes.since == name
        by_code = {one.code: (one.new, one.gone, one.still) for one in changes.rules}
        assert by_code["SW-CON-01"] == (0, 1, 0)
        assert by_code["SW-CON-03"] == (0, 0, 1)
        assert by_code["SW-CON-04"] == (1, 0, 0)
        rows = {one.dataset: (one.before, one.now, one.same_file) for one in changes.tables}
        assert rows["social_work.concerns"] == (3, 3, False)
        assert rows["police.concern_reports"] == (1, 1, True)

    def test_a_kept_submission_checked_again_is_not_held_against_itself(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        lay_out(partnership(GOOD, LATE), tmp_path)
        first = answer(check_folder(tmp_path, engine=engine, say=silent))
        name = self.keep(tmp_path, engine, partnership(GOOD, LATE))
        assert answer(check_folder(tmp_path, engine=engine, say=silent)) == first
        assert self.keep(tmp_path, engine, partnership(GOOD, LATE)) == name

    def test_only_the_last_two_keep_rows_and_issues(self, engine: Engine, tmp_path: Path) -> None:
        for row in (LATE, ODD, EMPTY):
            self.keep(tmp_path, engine, partnership(GOOD, row))
        names = names_of(tmp_path)
        assert names == ["2017-07-31-1", "2017-07-31-2", "2017-07-31-3"]
        with_rows = [n for n in names if list((tmp_path / SUBMISSIONS / n).rglob("*.parquet"))]
        assert with_rows == names[1:]
        assert "rules" in json.loads(
            (tmp_path / SUBMISSIONS / names[0] / "submission.json").read_text()
        )

    def test_what_is_kept_may_be_read_by_its_owner_only(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        name = self.keep(tmp_path, engine, partnership(GOOD))
        place = tmp_path / SUBMISSIONS / name
        assert {p.stat().st_mode & 0o077 for p in (place, place.parent, place.parent.parent)} == {0}

    def test_it_is_carried_over_into_a_store_that_is_written_anew(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        name = self.keep(tmp_path, engine, partnership(GOOD, LATE))
        write_folder(tmp_path / STORE, lambda store: carry_over(tmp_path, store), private=True)
        (kept,) = read_kept(tmp_path)
        assert kept.name == name

    @pytest.mark.parametrize("part", ["submission.json", "issues.parquet", "tables"])
    def test_a_damaged_store_is_said_and_not_compared_with(
        self, engine: Engine, tmp_path: Path, part: str
    ) -> None:
        name = self.keep(tmp_path, engine, partnership(GOOD, LATE))
        place = tmp_path / SUBMISSIONS / name / part
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.write_bytes(place.read_bytes()[:-9])
        with pytest.raises(UserError) as raised:
            check_folder(tmp_path, engine=engine, say=silent)
        assert {p.code for p in raised.value.problems} >= {"submission-unreadable"}


WAIVER = """format: 1
waivers:
- rule: SW-CON-03
  keys: [C2]
  reason: The old system kept no time of day.
  by: Data officer
  until: 2017-12-31
"""


class TestWaivers:
    def test_a_waived_error_is_counted_and_shown_and_its_row_stays_out(
        self, engine: Engine
    ) -> None:
        checking = check_bytes(partnership(GOOD, LATE, waivers_yaml=WAIVER.encode()), engine=engine)
        assert [issue.key for issue in checking.waived.waived if issue.code == "SW-CON-03"] == [
            "C2"
        ]
        assert "SW-CON-03" not in {issue.code for issue in checking.waived.open}
        assert "SW-CON-03" in {issue.code for issue in checking.issues}
        concerns_ = next(t for t in checking.decision.tables if t.dataset == "social_work.concerns")
        assert (concerns_.rows, concerns_.going_on) == (2, 1)
        assert checking.decision.verdict is Verdict.PARTLY

    def test_one_that_ran_out_waives_nothing_and_is_said(self, engine: Engine) -> None:
        text = WAIVER.replace("2017-12-31", "2017-07-30")
        checking = check_bytes(partnership(GOOD, LATE, waivers_yaml=text.encode()), engine=engine)
        (use,) = checking.waived.uses
        assert (use.state.value, use.issues) == ("expired", 1)
        assert not len(checking.waived.waived)

    def test_one_about_nothing_is_said(self, engine: Engine) -> None:
        checking = check_bytes(partnership(GOOD, waivers_yaml=WAIVER.encode()), engine=engine)
        assert checking.waived.uses[0].state.value == "found nothing"

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("SW-CON-03", "SW-CON-99", "waiver"),
            ("  keys: [C2]\n", "", "waiver"),
            ("  keys: [C2]\n", "  table: health.people\n", "waiver"),
            ("keys: [C2]", 'keys: ["4105121235"]', "waiver"),
            ("  reason: The old system kept no time of day.\n", "", "missing-key"),
            ("reason: The old system kept no time of day.", 'reason: ""', "wrong-type"),
            ("until: 2017-12-31", "until: soon", "wrong-type"),
            ("by: Data officer", "by: Data officer\n  forever: true", "unknown-key"),
        ],
    )
    def test_one_written_wrongly_is_refused_with_its_line(
        self, engine: Engine, old: str, new: str, code: str
    ) -> None:
        text = WAIVER.replace(old, new)
        assert text != WAIVER
        with pytest.raises(UserError) as raised:
            check_bytes(partnership(GOOD, waivers_yaml=text.encode()), engine=engine)
        (problem,) = raised.value.problems
        assert (problem.file, bool(problem.line)) == (Path("waivers.yaml"), True)
        assert problem.code == code


class TestWhatTheReportShows:
    def test_slips_and_days_are_shown_and_nothing_that_could_be_a_name(
        self, engine: Engine
    ) -> None:
        rows = (LATE, ODD, "C5,P1,2016-10-01T09:00,Kirsty,neglect", "C6,P1,Kirsty,police,neglect")
        checking = check(engine, {"social_work/concerns.csv": concerns(*rows)})
        values = offending_values(checking.records, checking.summary.causes)
        by_line = {(column, line): said for (_, column, line), said in values.items()}
        assert by_line["received_at", 2] == "30/09/2016"
        assert by_line["source", 3] == "polcie"
        assert by_line["source", 4] == by_line["received_at", 5] == "not shown"
        assert "Kirsty" not in str(values)
