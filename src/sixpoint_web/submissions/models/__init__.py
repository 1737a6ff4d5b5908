"""Everything that is stored about requests and what comes back."""

from .answers import Answer, Question, Upload
from .burden import Hours
from .discussions import AgreedAction, Discussion
from .requests import Request
from .returns import Draw, DrawnChild, ReturnForm

__all__ = [
    "AgreedAction",
    "Answer",
    "Discussion",
    "Draw",
    "DrawnChild",
    "Hours",
    "Question",
    "Request",
    "ReturnForm",
    "Upload",
]
