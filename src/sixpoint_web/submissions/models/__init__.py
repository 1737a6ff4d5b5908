"""Everything that is stored about requests and what comes back."""

from .answers import Answer, Question, Upload
from .requests import Request

__all__ = ["Answer", "Question", "Request", "Upload"]
