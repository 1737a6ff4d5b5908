"""Trouble a person can mend: what happened, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong with what somebody gave us; never holds a value from a record."""

    code: str
    what: str
    fix: str
    file: Path | None = None
    line: int | None = None

    @property
    def place(self) -> str:
        """`file:line` as far as known, else an empty string."""
        if self.file is None:
            return ""
        return f"{self.file}:{self.line}" if self.line else str(self.file)

    def __str__(self) -> str:
        start = f"{self.place}: " if self.place else ""
        return f"{start}{self.what} {self.fix} [{self.code}]"


class UserError(Exception):
    """Every problem found, together; the command line prints them and exits with 2."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def user_error(
    code: str, *, what: str, fix: str, file: Path | None = None, line: int | None = None
) -> UserError:
    """A UserError that holds a single problem."""
    return UserError([Problem(code=code, what=what, fix=fix, file=file, line=line)])
