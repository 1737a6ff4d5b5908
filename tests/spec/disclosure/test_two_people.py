"""Two people clear a quotation, an anecdote, and the whole of what goes out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sixpoint.disclosure.clearance import (
    TRANSITIONS,
    Decision,
    Look,
    State,
    look_problems,
    people_in,
    state_of,
)
from sixpoint.disclosure.output_check import (
    OutputCheckFile,
    check_output,
    hash_of_output,
)
from sixpoint.disclosure.quotes import (
    Clearance,
    clearance_problems,
    hash_of_words,
    is_quoted,
    what_to_clear,
)

NOW, BEFORE = "a" * 64, "b" * 64
CLEAR, BACK = Decision.CLEAR, Decision.SEND_BACK


def look(by: str, decision: Decision = CLEAR, *, at: str = NOW) -> Look:
    return Look(by=by, day=date(2017, 11, 20), hash=at, decision=decision, reason="I read it.")


STATES = [
    ((), State.ASKED),
    ((look("AM"),), State.FIRST_LOOK),
    ((look("AM"), look("RK")), State.CLEARED),
    ((look("AM"), look("AM")), State.FIRST_LOOK),
    ((look("AM"), look(" am ")), State.FIRST_LOOK),
    ((look("A. Moir"), look("a moir")), State.FIRST_LOOK),
    ((look("A Moir"), look("\uff21 Moir,")), State.FIRST_LOOK),
    ((look("AM", BACK),), State.SENT_BACK),
    ((look("AM"), look("RK", BACK)), State.SENT_BACK),
    ((look("AM"), look("RK"), look("JS", BACK)), State.SENT_BACK),
    ((look("AM", BACK), look("RK"), look("JS")), State.SENT_BACK),
    ((look("AM", at=BEFORE), look("RK", at=BEFORE)), State.VOID),
    ((look("AM", BACK, at=BEFORE),), State.VOID),
    ((look("AM", at=BEFORE), look("RK")), State.FIRST_LOOK),
    ((look("AM", BACK, at=BEFORE), look("AM"), look("RK")), State.CLEARED),
]


@pytest.mark.parametrize(("looks", "state"), STATES)
def test_each_row_of_looks_has_its_state(looks: tuple[Look, ...], state: State):
    assert state_of(looks, now=NOW) is state


def test_every_state_says_where_each_decision_leads():
    assert set(TRANSITIONS) == {(state, decision) for state in State for decision in Decision}


def test_only_a_second_clearing_clears():
    before = {start for (start, _), end in TRANSITIONS.items() if end is State.CLEARED}
    assert before == {State.FIRST_LOOK, State.CLEARED}


WORDS = "A boy told us that nobody came."


def clearance(*looks: Look, says: str = WORDS) -> Clearance:
    return Clearance(
        statement="voices-children-1", hash=hash_of_words(says), says=says, looks=looks
    )


def state_in(says: str, *clearances: Clearance) -> State:
    (one,) = what_to_clear({"voices-children-1": says}, clearances)
    return one.state


def test_words_are_cleared_at_their_hash():
    at = hash_of_words(WORDS)
    cleared = clearance(look("AM", at=at), look("RK", at=at))
    assert state_in(WORDS, cleared) is State.CLEARED
    assert state_in(WORDS.replace("boy", "girl"), cleared) is State.VOID


def test_words_broken_over_lines_otherwise_are_the_same():
    assert hash_of_words("A boy\n  told us.") == hash_of_words("A boy told us.")


def test_words_that_moved_to_another_place_stay_cleared():
    at = hash_of_words(WORDS)
    cleared = clearance(look("AM", at=at), look("RK", at=at))
    (one,) = what_to_clear({"voices-children-7": WORDS}, [cleared])
    assert one.cleared


def test_words_that_nobody_wrote_down_wait():
    assert state_in(WORDS) is State.ASKED


def test_a_hash_beside_other_words_is_a_problem():
    wrong = Clearance(statement="x", hash=NOW, says=WORDS, looks=(look("AM"), look("AM")))
    assert [place for place, _ in clearance_problems([wrong])] == [
        ("clearances", 0, "hash"),
        ("clearances", 0, "looks", 1),
    ]


@pytest.mark.parametrize(
    "says",
    ["She said “nobody came”.", 'One wrote: "I was scared".', "He said ‘not for me’ twice."],
)
def test_words_in_quotation_marks_are_found(says: str):
    assert is_quoted(says)


@pytest.mark.parametrize("says", ["The child's plan.", "The children's and the parents' views."])
def test_an_apostrophe_is_no_quotation(says: str):
    assert not is_quoted(says)


PARTS: dict[Path, str | bytes] = {Path("report.html"): "<p>1</p>", Path("a/b.svg"): "<svg/>"}


def test_what_goes_out_is_cleared_by_two_at_one_hash_and_void_once_it_changes():
    at = hash_of_output(PARTS)
    file = OutputCheckFile(format=1, looks=(look("AM", at=at), look("RK", at=at)))
    cleared = check_output(PARTS, file)
    assert (cleared.state, cleared.people, cleared.hash) == (State.CLEARED, 2, at)
    changed = check_output({**PARTS, Path("report.html"): "<p>2</p>"}, file)
    assert (changed.state, changed.people) == (State.VOID, 0)


def test_a_print_of_a_page_and_the_check_itself_do_not_change_the_hash():
    more: dict[Path, str | bytes] = {Path("report.pdf"): b"x", Path("output-check.json"): "{}"}
    assert hash_of_output(PARTS) == hash_of_output(PARTS | more)


def test_a_file_under_another_name_changes_the_hash():
    renamed: dict[Path, str | bytes] = {Path("c.svg"): "<svg/>", Path("report.html"): "<p>1</p>"}
    assert hash_of_output(PARTS) != hash_of_output(renamed)


ONE_PERSON = [
    ("A. Moir", "Moir, A."),
    ("Anna Moir", "A. Moir"),
    ("Anna Moir", "MOIR Anna"),
    ("Anna Moir", "AM"),
    ("Anna Moir", "A.M."),
    ("Zoë Kay", "Zoe Kay"),
    ("A\u200bMoir", "AMoir"),
    ("Inspection lead", "lead, inspection"),
]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_one_person_written_otherwise_is_no_second_person(one: str, other: str):
    looks = (look(one), look(other))
    assert state_of(looks, now=NOW) is State.FIRST_LOOK
    assert [place for place, _ in look_problems(looks)] == [1]
    assert people_in(looks) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inspection lead", "Depute lead"),
        ("Inspector 1", "Inspector 2"),
        ("Alan Moir", "Anna Moir"),
        ("M. Brown", "M. Black"),
        ("AM", "RK"),
    ],
)
def test_two_people_are_two(one: str, other: str):
    looks = (look(one), look(other))
    assert state_of(looks, now=NOW) is State.CLEARED
    assert list(look_problems(looks)) == []


@pytest.mark.parametrize("by", ["\u0410M", "\u0391. Moir", "..."])
def test_who_cannot_be_told_from_another_or_is_nobody_is_a_problem(by: str):
    """A Cyrillic A looks like a Latin one, and makes of one person two."""
    assert [place for place, _ in look_problems([look("AM"), look(by)])] == [1]


def test_a_clearing_may_be_withdrawn_and_that_is_no_problem():
    looks = (look("AM"), look("RK"), look("AM", BACK))
    assert list(look_problems(looks)) == []
    assert state_of(looks, now=NOW) is State.SENT_BACK
    again = (*looks, look("AM"))
    assert [place for place, _ in look_problems(again)] == [3]


def test_whoever_wrote_the_words_down_does_not_clear_them():
    at = hash_of_words(WORDS)
    one = replace(clearance(look("AM", at=at), look("RK", at=at)), written_by="A. M.")
    assert [place for place, _ in clearance_problems([one])] == [("clearances", 0, "looks", 0)]
    back = replace(clearance(look("AM", BACK, at=at)), written_by="AM")
    assert list(clearance_problems([back])) == []


def test_words_cleared_in_one_part_are_not_cleared_in_another():
    """What staff said of children may be said; the same as a child's own words may not."""
    at = hash_of_words(WORDS)
    cleared = clearance(look("AM", at=at), look("RK", at=at))
    (one,) = what_to_clear({"voices-families-1": WORDS}, [cleared])
    assert one.state is State.ASKED


@pytest.mark.parametrize(
    "says",
    ["She said “nobody came.", "She said 'I didn't go there' and left.", "Said “a”, and no more"],
)
def test_words_in_marks_left_open_or_of_another_make_are_found(says: str):
    assert is_quoted(says)
