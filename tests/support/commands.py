"""Runs commands as people do, and keeps everything that they said."""

import contextlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sixpoint.cli.app import run

DONE, WRONG_FOUND, COULD_NOT_RUN, WRONG_USE = range(4)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One command: what was asked, its exit code, and what it printed and logged."""

    asked: tuple[str, ...]
    code: int
    out: str
    err: str
    log: str

    @property
    def everything(self) -> str:
        return f"{self.out}\n{self.err}\n{self.log}"


def run_command(*arguments: str | Path) -> Said:
    """Runs `sixpoint ARGUMENTS` in this process, with what it logs at any level."""
    asked = tuple(str(argument) for argument in arguments)
    out, err = io.StringIO(), io.StringIO()
    with _logged() as log, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(asked)
    return Said(asked=asked, code=code, out=out.getvalue(), err=err.getvalue(), log=log.getvalue())


def must(said: Said, code: int = DONE) -> Said:
    """What was said, if the command ended as it must."""
    assert said.code == code, f"sixpoint {' '.join(said.asked)}: {said.code}\n{said.everything}"
    return said


@contextlib.contextmanager
def _logged() -> Iterator[io.StringIO]:
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    loggers = [logging.getLogger(), *map(logging.getLogger, ("sixpoint", "splink", "ibis"))]
    before = [logger.level for logger in loggers]
    logging.getLogger().addHandler(handler)
    for logger in loggers[1:]:
        logger.setLevel(logging.DEBUG)
    try:
        yield kept
    finally:
        logging.getLogger().removeHandler(handler)
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
