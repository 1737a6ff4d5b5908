"""`sixpoint trend` and `sixpoint gap` on files as people have them, good and bad."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scripts.reference.outputs import path_of
from scripts.reference.pages import FOLDER
from tests.support.commands import COULD_NOT_RUN, WRONG_USE, must, run_command
from tests.support.repository import ROOT

SPEC = ROOT / "tests" / "spec"
SECRET = "Ailsa McTestname"


def written(folder: Path, text: str, name: str = "series.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def rows(header: str, *lines: object) -> str:
    return "\n".join([header, *map(str, lines)]) + "\n"


def json_of(command: str, *arguments: object) -> Any:
    said = must(run_command(command, *map(str, arguments), "--json"))
    document = json.loads(said.out)
    schema = json.loads((FOLDER / path_of(command)).read_text())
    jsonschema.validate(document, schema)
    return document


def problems(command: str, file: Path, *options: str) -> list[tuple[int, str]]:
    """Line and code of each problem; nothing is on stdout, and no cell is quoted."""
    said = must(run_command(command, file, *options), COULD_NOT_RUN)
    assert said.out == ""
    assert SECRET not in said.everything
    lines = said.err.splitlines()
    places = [line.split(": ")[0].rpartition(":")[2] for line in lines if "csv" in line]
    codes = [line.rpartition("[")[2].rstrip("]") for line in lines if line.endswith("]")]
    return [(int(place), code) for place, code in zip(places, codes, strict=True)]


def published_case(id_: str) -> dict[str, Any]:
    cases = json.loads((SPEC / "trends" / "xmr_cases.json").read_text())["cases"]
    (case,) = (one for one in cases if one["id"] == id_)
    return dict(case)


@pytest.mark.parametrize("id_", ["snapshot_r1", "rand_211_rebase_n36", "rand_167_fix_n24"])
def test_trend_gives_the_published_limits(tmp_path: Path, id_: str) -> None:
    case = published_case(id_)
    lines = [
        f"s,{at},{value!r},{'true' if at - 1 in case['rebase'] else ''}"
        for at, value in enumerate(case["values"], start=1)
    ]
    file = written(tmp_path, rows("series,period,value,rebase", *lines))
    options = ["--screen-outliers" if case["screen_outliers"] else "--no-screen-outliers"]
    options += ["--better", case["better"]]
    options += ["--baseline", str(case["baseline"])] if case["baseline"] else []
    (series,) = json_of("trend", file, *options)["series"]
    found = [
        (int(s["first"]) - 1, int(s["last"]) - 1, s["centre"], s["lower"], s["upper"])
        for s in series["segments"]
    ]
    for ours, theirs in zip(found, case["segments"], strict=True):
        assert ours == pytest.approx(tuple(theirs))
    signalled = {str(at): p["signals"] for at, p in enumerate(series["points"]) if p["signals"]}
    assert signalled.keys() == case["strongest"].keys()
    assert all(one in signalled[at] for at, one in case["strongest"].items())


def test_trend_draws_every_series_on_one_page(tmp_path: Path) -> None:
    lines = [f"{name},{2013 + at // 4}-Q{at % 4 + 1},{at % 5}" for name in "ab" for at in range(14)]
    file = written(tmp_path, rows("series,period,value", *lines))
    must(run_command("trend", file, "--out", tmp_path / "charts"))
    page = (tmp_path / "charts" / "index.html").read_text()
    assert page.count("<section") == 2
    assert "The numbers in this chart" in page
    assert len(list((tmp_path / "charts").glob("*.svg"))) == 2


def test_trend_proposes_a_chart_for_counts(tmp_path: Path) -> None:
    shares = [f"shares,{at},{40 + at % 3},100" for at in range(1, 15)]
    rates = [f"rates,{at},{140 + at % 3},100" for at in range(1, 15)]
    text = rows("series,period,numerator,denominator", *shares, *rates)
    found = json_of("trend", written(tmp_path, text))["series"]
    assert [one["chart"] for one in found] == ["p", "u"]


def test_trend_says_how_many_signals_chance_alone_would_give(tmp_path: Path) -> None:
    lines = [f"s{n},{at},{(at * 7 + n * 3) % 11}" for n in range(20) for at in range(24)]
    document = json_of("trend", written(tmp_path, rows("series,period,value", *lines)))
    looked_at = document["looked_at"]
    assert (looked_at["series"], looked_at["points"]) == (20, 480)
    assert 3 < looked_at["with_signals_by_chance"] < 4.5  # 0.19 of series of 24 points


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["s,2016,4"], "One point tells nothing about change."),
        ([f"s,{at},3" for at in range(1, 15)], "are all alike. No change is claimed."),
        ([f"s,{at},0" for at in range(1, 15)], "The average is 0"),
        (["s,2016-Q1,4", "s,2016-Q2,", "s,2016-Q3,5"], "1 point has no value and is left out."),
        (
            ["s,2016-Q1,4", "s,2016-Q2,5", "s,2016-Q3,4", "s,2017-Q3,5"],
            "absent between 2016-Q3 and 2017-Q3",
        ),
    ],
    ids=["one period", "all equal", "all nought", "no value", "gap"],
)
def test_a_thin_series_is_told_as_it_is(tmp_path: Path, lines: list[str], says: str) -> None:
    file = written(tmp_path, rows("series,period,value", *lines))
    assert says in must(run_command("trend", file)).out


def test_a_period_without_cases_has_no_value(tmp_path: Path) -> None:
    lines = ["s,1,3,10", "s,2,0,0", "s,3,4,10"]
    file = written(tmp_path, rows("series,period,numerator,denominator", *lines))
    (series,) = json_of("trend", file, "--chart", "p")["series"]
    assert [point["value"] for point in series["points"]] == [0.3, None, 0.4]


def test_every_problem_of_a_series_is_told_at_once(tmp_path: Path) -> None:
    text = rows(
        "series,period,value,rebase",
        "a,2016-Q1,1,",
        f"a,2016-Q2,{SECRET},",
        "a,2016-Q2,2,",
        "a,2016-Q1,nan,perhaps",
        "a,2015-Q4,inf,",
        "b,2999-Q1,3,",
        ",2016-Q1,3,",
    )
    assert sorted(problems("trend", written(tmp_path, text))) == [
        (3, "wrong-type"),
        (4, "trend.period-twice"),
        (5, "trend.period-twice"),
        (5, "wrong-type"),
        (5, "wrong-type"),
        (6, "trend.period-order"),
        (6, "wrong-type"),
        (7, "trend.period-future"),
        (8, "missing-key"),
    ]


@pytest.mark.parametrize("chart", ["g", "t"])
def test_a_negative_value_is_no_count_and_no_time(tmp_path: Path, chart: str) -> None:
    file = written(tmp_path, rows("series,period,value", "s,1,4", "s,2,-1"))
    assert problems("trend", file, "--chart", chart) == [(3, "trend.negative")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("s,2,3,0", "trend.denominators"),
        ("s,2,3,-5", "trend.denominators"),
        ("s,2,-3,5", "trend.negative"),
        ("s,2,6,5", "trend.share"),
        ("s,2,6,", "trend.denominators"),
    ],
)
def test_numbers_that_are_no_share_are_refused(tmp_path: Path, line: str, code: str) -> None:
    file = written(tmp_path, rows("series,period,numerator,denominator", "s,1,3,10", line))
    assert problems("trend", file, "--chart", "p") == [(3, code)]


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("", [], "empty-file"),
        ("series,period,value\n", [], "trend.rows"),
        ("series,when,value\ns,1,2\n", [], "wrong-header"),
        ("series,period\ns,1\n", [], "wrong-header"),
        ("series,period,value\ns,1,2\n", ["--chart", "p"], "wrong-header"),
        ("series,period,value\ns,1\n", [], "ragged-row"),
    ],
)
def test_a_file_that_is_no_series_is_refused(
    tmp_path: Path, text: str, options: list[str], code: str
) -> None:
    said = must(run_command("trend", written(tmp_path, text), *options), COULD_NOT_RUN)
    assert f"[{code}]" in said.err


@pytest.mark.parametrize("number", ["1e308", "-2e15", "1e-300"])
def test_a_number_that_nobody_could_read_is_refused(tmp_path: Path, number: str) -> None:
    file = written(tmp_path, rows("series,period,value", "s,1,4", f"s,2,{number}", "s,3,5"))
    assert problems("trend", file) == [(3, "not-allowed")]
    lines = [f"s,{rank},100,{number if rank == 2 else rank}" for rank in range(1, 6)]
    file = written(tmp_path, rows("series,rank,population,value", *lines))
    assert problems("gap", file) == [(3, "not-allowed")]


def test_one_month_written_two_ways_is_there_twice(tmp_path: Path) -> None:
    file = written(tmp_path, rows("series,period,value", "s,2020-09,4", "s,Sep 2020,5"))
    assert problems("trend", file) == [(3, "trend.period-twice")]


@pytest.mark.parametrize("target", ["nan", "inf", "1e300"])
def test_a_target_that_is_no_number_is_wrong_use(tmp_path: Path, target: str) -> None:
    file = written(tmp_path, rows("series,period,value", "s,1,2"))
    must(run_command("trend", file, "--target", target), WRONG_USE)


def test_chance_that_shows_next_to_nothing_is_not_told_as_nought(tmp_path: Path) -> None:
    lines = [f"{name},{at},{at % 2}" for name in "ab" for at in (1, 2, 3)]
    file = written(tmp_path, rows("series,period,value", *lines[:3]))
    assert "in fewer than 1% of such series." in must(run_command("trend", file)).out
    file = written(tmp_path, rows("series,period,value", *lines))
    assert "in hardly any of them." in must(run_command("trend", file)).out


def test_a_baseline_of_one_is_wrong_use(tmp_path: Path) -> None:
    file = written(tmp_path, rows("series,period,value", "s,1,2"))
    must(run_command("trend", file, "--baseline", "1"), WRONG_USE)


def test_gap_gives_both_nations_figures(tmp_path: Path) -> None:
    cases = json.loads((SPEC / "gaps" / "gap_cases.json").read_text())
    scottish, (english,) = (
        cases["scotpho"][0],
        [one for one in cases["english"] if one["id"] == "phe_sii_466"],
    )
    text = rows(
        "series,rank,population,value",
        *(
            f"s,{rank},{people},{value!r}"
            for rank, (people, value) in enumerate(
                zip(scottish["population"], scottish["value"], strict=True), start=1
            )
        ),
    )
    (found,) = json_of("gap", written(tmp_path, text))["series"]
    expected = scottish["expected"]
    assert found["sii"] == pytest.approx(expected["sii"])
    assert found["rii_mean_lower"] == pytest.approx(expected["rii_mean_lower"])
    assert found["attributable_risk"] == pytest.approx(expected["par_percent"])

    groups = zip(english["population"], english["value"], english["standard_error"], strict=True)
    text = rows(
        "series,rank,population,value,standard_error",
        *(f"s,{rank},{p},{v!r},{se!r}" for rank, (p, v, se) in enumerate(groups, start=1)),
    )
    options = ["--convention", "ohid", "--transform", "logit"]
    (found,) = json_of("gap", written(tmp_path, text), *options)["series"]
    assert found["sii"] == pytest.approx(english["expected"]["sii"])
    assert found["rii_ratio_lower"] == pytest.approx(english["expected"]["rii_lowercl_1"], rel=0.05)


def test_gap_with_a_group_missing_cannot_tell_and_says_why(tmp_path: Path) -> None:
    text = rows("series,rank,population,value", *(f"s,{n},100,{10 - n}" for n in (1, 2, 4, 5)))
    (found,) = json_of("gap", written(tmp_path, text))["series"]
    assert found["sii"] is None
    assert found["cannot_tell"].startswith("1 of 5 deprivation groups has no figure")


def test_gap_between_named_groups_and_over_time(tmp_path: Path) -> None:
    lines = [
        f"attendance,{year},{group},{met},{cases}"
        for year in (2014, 2015, 2016)
        for group, met, cases in (("all", 860, 1000), ("looked after", 60, 100), ("rural", 9, 10))
    ]
    file = written(tmp_path, rows("series,period,group,numerator,denominator", *lines))
    document = json_of("gap", file)
    first, second = document["groups"][:2]
    assert (first["group"], first["cannot_tell"]) == ("looked after", None)
    assert second["more"] > 0 and "chance alone" in second["cannot_tell"]
    assert [one["group"] for one in document["over_time"]] == ["looked after", "rural"]


def test_every_problem_of_groups_is_told_at_once(tmp_path: Path) -> None:
    text = rows(
        "series,rank,population,value",
        f"s,1,{SECRET},4",
        "s,1,100,4",
        "s,2.5,100,4",
        "s,,100,4",
        "s,3,-5,nan",
    )
    assert sorted(problems("gap", written(tmp_path, text))) == [
        (2, "wrong-type"),
        (3, "gap.group-twice"),
        (4, "gap.rank"),
        (5, "gap.rank"),
        (6, "gap.negative"),
        (6, "wrong-type"),
    ]


def test_named_groups_need_all_children(tmp_path: Path) -> None:
    text = rows("series,group,numerator,denominator", "s,looked after,1,2")
    assert problems("gap", written(tmp_path, text)) == [(2, "gap.no-all")]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((82, 85, 88, 90, 93), "lower among the most deprived, by more than chance explains."),
        ((93, 90, 88, 85, 82), "higher among the most deprived, by more than chance explains."),
        ((10, 5, 1, 5, 10), "is 0 (95% interval -"),
    ],
)
def test_a_gradient_says_who_has_more(tmp_path: Path, values: list[int], says: str) -> None:
    lines = [f"s,{rank},100,{value}" for rank, value in enumerate(values, start=1)]
    said = must(run_command("gap", written(tmp_path, rows("series,rank,population,value", *lines))))
    assert says in said.out


def test_a_group_that_has_less_is_lower_by_more_than_chance(tmp_path: Path) -> None:
    lines = ["s,all,900,1000", "s,looked after,70,100"]
    text = rows("series,group,numerator,denominator", *lines)
    said = must(run_command("gap", written(tmp_path, text))).out
    assert "percentage points): lower by more than chance explains." in said


def test_all_children_alone_are_no_gap(tmp_path: Path) -> None:
    text = rows("series,group,numerator,denominator", "s,all,1,2")
    assert problems("gap", written(tmp_path, text)) == [(2, "gap.no-group")]


def test_groups_that_are_all_alike_have_no_gradient(tmp_path: Path) -> None:
    text = rows("series,rank,population,value", *(f"s,{n},100,5" for n in range(1, 6)))
    said = must(run_command("gap", written(tmp_path, text))).out
    assert "there is no gradient to be told" in said and "chance" not in said


NO_OPTIONS = [
    ("--confidence", "100"),
    ("--confidence", "nan"),
    ("--multiplier", "0"),
    ("--multiplier", "nan"),
    ("--multiplier", "inf"),
]


@pytest.mark.parametrize("option", NO_OPTIONS)
def test_options_that_mean_nothing_are_wrong_use(tmp_path: Path, option: tuple[str, str]) -> None:
    text = rows("series,rank,population,value", *(f"s,{n},1,1" for n in range(1, 6)))
    must(run_command("gap", written(tmp_path, text), *option), WRONG_USE)
