"""Findings keep their own words, ids and citations."""

from sixpoint.evaluation.findings import Finding, findings_of
from sixpoint.evaluation.types import AreaForImprovement, Conclusions, Evaluation, Says, Voice


def conclusions_with_voices() -> Conclusions:
    return Conclusions(
        format=1,
        voices=(
            Voice(who="children", says="We are heard.", cites=("fg-1",)),
            Voice(who="staff", says="We are proud.", cites=("fg-2",)),
            Voice(who="children", says="We wait.", cites=("fg-3",)),
        ),
    )


def test_each_group_speaks_with_its_own_words() -> None:
    found = findings_of((), conclusions_with_voices(), ())

    assert [(f.id, f.says, f.cites) for f in found] == [
        ("voices-children-1", "We are heard.", ("fg-1",)),
        ("voices-children-2", "We wait.", ("fg-3",)),
        ("voices-staff-1", "We are proud.", ("fg-2",)),
    ]


def test_ids_count_within_each_indicator_and_part() -> None:
    evaluations = (
        Evaluation(indicator="1.1", level=5, reasons=("One.", "Two."), cites=("a",)),
        Evaluation(indicator="5.2", level=4, reasons="Only one.", cites=("b",)),
    )
    areas = (AreaForImprovement(id="x", says="Do better.", cites=("c",)),)

    ids = [finding.id for finding in findings_of(evaluations, Conclusions(format=1), areas)]

    assert ids == ["1.1-1", "1.1-2", "5.2-1", "improvement-1"]


def test_a_reason_without_citations_rests_on_those_of_its_evaluation() -> None:
    evaluation = Evaluation(
        indicator="1.1",
        level=5,
        reasons=("Plain.", Says(says="Own.", cites=("own",))),
        cites=("all",),
    )

    assert [finding.cites for finding in evaluation.findings] == [("all",), ("own",)]


def test_a_figure_in_a_sentence_is_cited_by_it() -> None:
    finding = Finding(id="1.1-1", part="1.1", says="It was {a.latest} and {b.trend}.", cites=("c",))

    assert finding.all_cites == ("c", "a.latest", "b.trend")


def test_numbers_typed_into_a_sentence_are_noticed_and_years_are_not() -> None:
    def typed(says: str) -> tuple[str, ...]:
        return Finding(id="x", part="x", says=says, cites=()).typed_numbers

    assert typed("In 2016 about 83% of 1,204 children") == ("83%", "1,204")
    assert typed("The {a.latest} of the 27-30 month review in 2017") == ()
