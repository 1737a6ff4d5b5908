"""An invented partnership of any size, with planted faults and the truth about it.

Takes a number of children and a seed; gives the extracts five agencies would send and, elsewhere,
who is who and what was planted; refuses to write over anything it did not make itself. Nobody in
it is real: names are composed, identifiers and postcodes are of kinds that cannot exist.
"""

from .answers import Question, QuestionKind, ReadRecord, answer_readings, answer_surveys
from .synthesise import synthesise

__all__ = [
    "Question",
    "QuestionKind",
    "ReadRecord",
    "answer_readings",
    "answer_surveys",
    "synthesise",
]
