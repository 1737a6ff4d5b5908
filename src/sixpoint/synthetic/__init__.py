"""An invented partnership of any size, with planted faults and the truth about it.

Takes a number of children and a seed; gives the extracts five agencies would send and, elsewhere,
who is who and what was planted; refuses to write over anything it did not make itself. Nobody in
it is real: names are composed, identifiers and postcodes are of kinds that cannot exist.
"""

from .answer import answer
from .answers import Question, QuestionKind
from .synthesise import synthesise

__all__ = ["Question", "QuestionKind", "answer", "synthesise"]
