"""What the workspace logs: which code failed where, and never a value.

An exception's own words may quote what somebody typed, and a web address may hold what should not
be there, so a log line has the level, the logger, and for an exception its type and place. The full
text goes nowhere.
"""

import logging
import traceback
from pathlib import Path
from typing import Any

FRAMES = 5


class NoValues(logging.Formatter):
    """Writes a record without its arguments and without an exception's message."""

    def format(self, record: logging.LogRecord) -> str:
        said = _template(record)
        status = getattr(record, "status_code", "")
        parts = [self.formatTime(record), record.levelname, record.name, said, str(status)]
        return " ".join(part for part in (*parts, _place(record)) if part)


def _template(record: logging.LogRecord) -> str:
    """The words of a record before values come into them; a library's may hold values already."""
    ours = record.name.startswith("sixpoint")
    return record.msg if isinstance(record.msg, str) and (ours or record.args) else ""


def _place(record: logging.LogRecord) -> str:
    """Type and place of the exception that goes with a record."""
    if not record.exc_info or record.exc_info[1] is None:
        return ""
    error = record.exc_info[1]
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    path = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    return f"{type(error).__name__} at {path or 'an unknown place'}"


def logging_for() -> dict[str, Any]:
    """Logging to standard error, where the service manager picks it up."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"no-values": {"()": "sixpoint_web.config.logs.NoValues"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "no-values"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "sixpoint_web": {"level": "INFO"},
            # Django's own would mail tracebacks to administrators.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
