"""Readings are of drawn records, once by each reader, and counted once a record."""

from collections import Counter

from sixpoint.instruments.types import QuestionKind, ReadingRow
from sixpoint.readings.count import count_readings, reading_problems, records_read
from tests.support.evidence import instrument_of, question_of
from tests.support.policies import policy_of

ASKS = instrument_of(question_of(), question_of(QuestionKind.LEVEL, id="quality"))
LEVELS = range(1, 7)


def row(reference: str, answer: str, *, question: str = "plan", reader: str = "r1") -> ReadingRow:
    return ReadingRow(reference=reference, reader=reader, question=question, answer=answer)


def problems(*rows: ReadingRow) -> list[tuple[str, int | None]]:
    drawn = {"INV-001", "INV-002"}
    found = reading_problems(rows, ASKS, drawn=drawn, levels=LEVELS)
    return [(problem.code, problem.line) for problem in found]


def test_good_rows_have_no_problem() -> None:
    rows = (row("INV-001", "yes"), row("INV-001", "yes", reader="r2"), row("INV-002", "no"))
    assert problems(*rows, row("INV-001", "4", question="quality")) == []


def test_every_wrong_row_is_named_with_its_line() -> None:
    found = problems(
        row("INV-001", "yes"),
        row("INV-009", "yes"),
        row("INV-001", "no"),
        row("INV-002", "perhaps"),
        row("INV-002", "yes", question="why"),
        row("INV-002", "7", question="quality"),
    )
    assert Counter(found) == Counter(
        [
            ("reading-of-undrawn-record", 3),
            ("read-twice-by-one-reader", 4),
            ("unknown-answer", 5),
            ("unknown-question", 6),
            ("unknown-answer", 7),
        ]
    )


def test_a_message_repeats_no_reference() -> None:
    found = reading_problems([row("INV-009", "x")], ASKS, drawn=(), levels=LEVELS)
    assert all("INV-009" not in str(problem) for problem in found)


def test_two_questions_with_one_id_are_a_problem_of_the_instrument() -> None:
    twice = instrument_of(question_of(), question_of())
    (found,) = reading_problems([], twice, drawn=(), levels=LEVELS)
    assert found.code == "question-twice"
    assert str(found.file) == "instruments.yaml"


def test_the_first_reader_of_a_record_counts_and_a_second_does_not() -> None:
    rows = [row(f"INV-{n:03}", "yes") for n in range(20)]
    rows += [row(f"INV-{n:03}", "no", reader="r2") for n in range(20)]
    rows += [row(f"INV-{n:03}", "no") for n in range(20, 30)]
    plan, quality = count_readings(rows, ASKS, levels=LEVELS, policy=policy_of(5))
    assert plan.phrase == "67% (20 of 30)"
    assert "not known" in quality.phrase
    assert records_read(rows) == 30
