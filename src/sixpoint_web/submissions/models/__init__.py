"""Everything that is stored about requests and what comes back."""

from .answers import Answer, Question, Upload
from .requests import Request
from .returns import Draw, DrawnChild, ReturnForm

__all__ = ["Answer", "Draw", "DrawnChild", "Question", "Request", "ReturnForm", "Upload"]
