"""Inspections on other frameworks and programmes: nothing of the first is taken for granted."""

import json
import shutil
from pathlib import Path

import pytest

from sixpoint.inspection.resolve import State, resolve_all
from sixpoint.inspection.run import Inspected, write
from sixpoint.reports.compose_open_data import compose_open_data
from sixpoint.reports.compose_release import compose_release
from sixpoint.reports.statements import tally_in_words
from sixpoint.reports.types import Evaluation, Facts, Report, TallyBlock
from sixpoint.terms.problems import UserError
from tests.support import inspections
from tests.support.commands import COULD_NOT_RUN, must, run_command
from tests.support.inspections import headings, look, section, write_folder
from tests.support.repository import ROOT

CARE_AND_PROTECTION = "scotland-care-protection/2019"


@pytest.fixture(scope="module")
def at_risk(tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """The committed example of the programme of 2021 to 2025, written and confirmed."""
    folder = tmp_path_factory.mktemp("second") / "inspection"
    shutil.copytree(ROOT / "examples" / "invermore-2023", folder)
    write(look(folder), folder, say=lambda _: None, confirming=True)
    return look(folder)


def folder_of(inspected: Inspected) -> Path:
    return inspected.gathered.folder.path


def evaluated(report: Report) -> list[Evaluation]:
    blocks = (block for section in report.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Evaluation)]


def facts(report: Report) -> dict[str, tuple[str, ...]]:
    (block,) = (one for one in section(report, "how").blocks if isinstance(one, Facts))
    return dict(block.facts)


class TestAnsweredStatements:
    """Invermore again, in the programme of 2021 to 2025."""

    def test_sections_stand_in_the_programmes_order(self, at_risk: Inspected) -> None:
        programme = at_risk.gathered.matter.programme
        assert programme is not None
        asked = [question.says for question in programme.questions]
        assert [heading for heading in headings(at_risk.public) if heading in asked] == asked
        assert len(asked) == 4

    def test_what_has_no_level_says_so(self, at_risk: Inspected) -> None:
        first = next(s for s in at_risk.public.statements if s.id == "text-q1")
        assert first.text == "Statement 1 of 4. It is answered in words and has no level."

    def test_the_one_indicator_has_its_level(self, at_risk: Inspected) -> None:
        assert [(one.indicator, one.label) for one in evaluated(at_risk.public)] == [
            ("2.1", "Good")
        ]
        assert (
            tally_in_words(at_risk.gathered.matter)
            == "Inspectors evaluated one quality indicator and found it to be good."
        )

    def test_programme_and_weeks_are_among_the_facts(self, at_risk: Inspected) -> None:
        said = facts(at_risk.public)
        assert said["Programme"] == ("Children and young people at risk of harm, 2021 to 2025",)
        assert said["Timetable"] == ("22 weeks", "5 days on site")

    def test_a_body_has_the_name_of_its_day(self, at_risk: Inspected) -> None:
        assert any(name.startswith("His Majesty's") for name in at_risk.public.bodies)

    def test_it_says_which_figures_it_has_not(self, at_risk: Inspected) -> None:
        missing = dict(at_risk.gathered.matter.not_known)
        assert "No figures were received" in missing["Initial planning meetings held in time"]
        sentence = next(s for s in at_risk.public.statements if s.id == "q1-2")
        assert "[not known (no figures were received" in sentence.text

    def test_every_statement_resolves(self, at_risk: Inspected) -> None:
        found = resolve_all(at_risk.gathered, at_risk.inside, at_risk.confirmed, recomputed=None)
        assert {one.statement for one in found} >= {"q1-1", "q4-1", "2.1-1"}
        assert {one.state for one in found} == {State.RESOLVES}

    def test_an_answers_trail_names_its_question(self, at_risk: Inspected) -> None:
        trail = json.loads((folder_of(at_risk) / "out/public/trail.json").read_text())
        answer = next(one for one in trail["statements"] if one["id"] == "q3-1")
        assert answer["answers"].startswith("Children and families take a meaningful part")
        assert {kind["kind"] for kind in answer["sources"]} >= {"reading", "survey"}

    def test_open_data_has_a_row_for_what_is_evaluated_only(self, at_risk: Inspected) -> None:
        said = json.loads((folder_of(at_risk) / "out/public/evaluations.json").read_text())
        assert [(row["indicator"], row["level"]) for row in said["evaluations"]] == [("2.1", 4)]

    @pytest.mark.parametrize("name", ["report.html", "news-release.md", "childrens-summary.html"])
    def test_every_page_says_that_it_is_invented(self, at_risk: Inspected, name: str) -> None:
        text = (folder_of(at_risk) / "out/public" / name).read_text(encoding="utf-8")
        assert "Everything in this report is invented" in text

    def test_the_plan_is_what_its_seed_draws(self, at_risk: Inspected, tmp_path: Path) -> None:
        folder = tmp_path / "again"
        shutil.copytree(ROOT / "examples" / "invermore-2023", folder)
        must(run_command("sample", folder, "--again"))
        again = (folder / "sample.csv").read_bytes()
        assert again == (ROOT / "examples/invermore-2023/sample.csv").read_bytes()


class TestWholeArea:
    """The programme of 2018 to 2020 evaluates three indicators and area 9 as a whole."""

    QUESTIONS = ("protection", "recovery", "looked-after", "adulthood", "leadership")

    @pytest.fixture
    def inspected(self, tmp_path: Path) -> Inspected:
        plan = inspections.plan(
            CARE_AND_PROTECTION, programme="2018-20", bodies=["care-inspectorate", "hmics"]
        )
        folder = write_folder(
            tmp_path / "inspection",
            plan,
            evidence=inspections.evidence("1.1", "2.1", "2.2", "9.1", "9.4"),
            evaluations=inspections.evaluations(_1_1=2, _2_1=2, _2_2=3, _9=1),
            conclusions=inspections.answers(*reversed(self.QUESTIONS[:4])),
        )
        return look(folder)

    def test_indicators_left_out_are_those_of_the_programme(self, inspected: Inspected) -> None:
        assert inspected.gathered.matter.inspection.indicators == ("1.1", "2.1", "2.2", "9")

    def test_the_area_has_one_level_for_the_whole(self, inspected: Inspected) -> None:
        area = evaluated(inspected.public)[-1]
        assert (area.called, area.indicator, area.title) == (
            "Whole area",
            "9",
            "Leadership and direction",
        )
        assert area.label == "Unsatisfactory"
        assert area.remarks[0].startswith("One level for the whole area: 9.1 Vision")

    def test_the_tally_counts_the_area_as_an_area(self, inspected: Inspected) -> None:
        assert tally_in_words(inspected.gathered.matter) == (
            "Across three quality indicators and one whole area, inspectors found one to be "
            "adequate, two weak and one unsatisfactory."
        )

    def test_evidence_on_its_indicators_stands_under_the_area(self, inspected: Inspected) -> None:
        cell = inspected.gathered.matter.matrix.cells["9", "interview"]
        assert cell.strengths == ("obs-team",)

    def test_answers_take_the_programmes_order_and_a_gap_is_seen(
        self, inspected: Inspected
    ) -> None:
        matter = inspected.gathered.matter
        said = {one.id: one.text for one in inspected.public.statements}
        assert [said[f"q{n}-1"] for n in (1, 2, 3, 4)] == [
            f"The answer to {question}." for question in self.QUESTIONS[:4]
        ]
        assert said["fact-q5"] == "This question is not answered yet."
        assert [one.about for one in matter.questions] == ["q5"]

    def test_a_body_has_the_name_of_its_day(self, inspected: Inspected) -> None:
        assert inspected.public.bodies[1].startswith("Her Majesty's")

    def test_the_timetable_is_the_programmes_own(self, inspected: Inspected) -> None:
        assert facts(inspected.public)["Timetable"] == ("35 weeks", "10 days on site")

    def test_the_release_tells_the_tally_and_the_programme(self, inspected: Inspected) -> None:
        release = compose_release(inspected.gathered.matter)
        assert release.tally_words.startswith("Across three quality indicators and one whole area")
        assert any("2018 to 2020" in note for note in release.notes)


class TestLinesOfEnquiry:
    def test_the_programme_of_2025_evaluates_its_four(self, tmp_path: Path) -> None:
        folder = write_folder(
            tmp_path / "inspection",
            inspections.plan(CARE_AND_PROTECTION, programme="2025-26"),
            evidence=inspections.evidence("2.1"),
            evaluations=inspections.evaluations(_2_1=4, _5_3=3, _5_4=4, _9_2=5),
            conclusions=inspections.answers("supported", "planned", "joined-up"),
        )
        inspected = look(folder)
        assert [one.indicator for one in evaluated(inspected.public)] == [
            "2.1",
            "5.3",
            "5.4",
            "9.2",
        ]
        said = {one.id: one.text for one in inspected.public.statements}
        assert said["text-q2"].startswith("Line of enquiry 2 of 3.")
        assert facts(inspected.public)["Timetable"] == ("21 weeks",)

    def test_what_the_programme_evaluates_and_the_team_did_not_is_said(
        self, tmp_path: Path
    ) -> None:
        plan = inspections.plan(CARE_AND_PROTECTION, programme="2025-26", indicators=["2.1"])
        inspected = look(write_folder(tmp_path / "inspection", plan))
        titles = [title for title, _ in inspected.gathered.matter.not_known]
        assert [title.split(" ")[3] for title in titles[:3]] == ["5.3", "5.4", "9.2"]


class TestOlderFramework:
    """Six indicators of child protection, where level 3 is called otherwise."""

    @pytest.fixture
    def inspected(self, tmp_path: Path) -> Inspected:
        levels = {"CP1": 5, "CP2": 4, "CP3": 5, "CP4": 3, "CP5": 4, "CP6": 3}
        folder = write_folder(
            tmp_path / "inspection",
            inspections.plan("scotland-child-protection/2009", programme="2009-12"),
            evidence=inspections.evidence(*levels),
            evaluations={
                "format": 1,
                "evaluations": [inspections.judged(id_, level) for id_, level in levels.items()],
            },
        )
        return look(folder)

    def test_its_six_indicators_are_told_in_its_own_words(self, inspected: Inspected) -> None:
        assert tally_in_words(inspected.gathered.matter) == (
            "Across six quality indicators, inspectors found two to be very good, two good and "
            "two satisfactory."
        )

    def test_the_scale_names_the_other_word(self, inspected: Inspected) -> None:
        (level,) = (one for one in inspected.public.scale if one.level == 3)
        assert (level.label, level.aliases) == ("satisfactory", ("adequate",))

    def test_it_asks_no_questions_and_has_no_timetable(self, inspected: Inspected) -> None:
        assert not any(one.id.startswith("question-") for one in inspected.public.sections)
        assert "Timetable" not in facts(inspected.public)


class TestWrongWithTheProgramme:
    def test_everything_comes_at_once_with_file_and_line(self, tmp_path: Path) -> None:
        plan = inspections.plan(
            CARE_AND_PROTECTION, programme="2021-25", indicators=["2.1", "5.2"], bodies=["nobody"]
        )
        folder = write_folder(
            tmp_path / "inspection",
            plan,
            evidence=inspections.evidence("2.1"),
            evaluations=inspections.evaluations(_2_1=7, _5_2=4, _9=4),
            conclusions=inspections.answers("safer", "recovery", "safer"),
        )
        with pytest.raises(UserError) as raised:
            look(folder)
        found = [(one.code, one.file and one.file.name) for one in raised.value.problems]
        assert found == [
            ("not-in-programme", "inspection.yaml"),
            ("unknown-body", "inspection.yaml"),
            ("level-outside-scale", "evaluations.yaml"),
            ("not-in-programme", "evaluations.yaml"),
            ("not-in-programme", "evaluations.yaml"),
            ("unknown-question", "conclusions.yaml"),
            ("answered-twice", "conclusions.yaml"),
        ]
        for problem in raised.value.problems:
            assert problem.file is not None and problem.line is not None
            line = problem.file.read_text(encoding="utf-8").splitlines()[problem.line - 1]
            assert any(word in line for word in ("5.2", "nobody", "2.1", "9", "question:"))

    def test_a_programme_of_another_framework_is_refused(self, tmp_path: Path) -> None:
        plan = inspections.plan(CARE_AND_PROTECTION, programme="2012-17", indicators=["2.1"])
        folder = write_folder(
            tmp_path / "inspection", plan, conclusions=inspections.answers("safer")
        )
        said = must(run_command("inspect", folder), COULD_NOT_RUN)
        assert "unknown-programme" in said.everything
        assert "2018-20, 2021-25, 2025-26" in " ".join(said.everything.split())
        assert not (folder / "out").exists()

    def test_answers_need_a_programme_that_asks(self, tmp_path: Path) -> None:
        plan = inspections.plan(CARE_AND_PROTECTION, indicators=["2.1"])
        folder = write_folder(
            tmp_path / "inspection", plan, conclusions=inspections.answers("safer")
        )
        with pytest.raises(UserError) as raised:
            look(folder)
        assert [one.code for one in raised.value.problems] == ["nothing-asked"]


def test_a_framework_without_levels_composes_and_says_so(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(ROOT / "packs", shelf)
    pack = shelf / "scotland-child-protection" / "2009" / "scale.yaml"
    kept = pack.read_text(encoding="utf-8").split("proportion_words:")[1]
    pack.write_text(f"format: 1\nscale: []\nproportion_words:{kept}", encoding="utf-8")
    folder = write_folder(
        tmp_path / "inspection",
        inspections.plan("scotland-child-protection/2009", indicators=["CP1"]),
        evidence=inspections.evidence("CP1"),
        evaluations={"format": 1, "evaluations": [inspections.judged("CP1", None)]},
    )
    inspected = look(folder, shelf=shelf)
    words = "This framework has no levels. What inspectors found is told in words."
    assert [one.text for one in inspected.public.statements if one.id == "fact-tally"] == [words]
    assert not any(isinstance(b, TallyBlock) for b in section(inspected.public, "summary").blocks)
    (indicator,) = evaluated(inspected.public)
    assert (indicator.level, indicator.label) == (None, "No level")
    assert indicator.statements[0].text == "What we found on CP1."
    assert compose_open_data(inspected.gathered.matter).evaluations == ()
    assert not any(one.id == "scale" for one in inspected.public.sections)
