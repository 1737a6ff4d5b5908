"""Keeps Splink from speaking: its messages may quote what it reads."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_LOGGER = "splink"


@contextmanager
def quiet_splink() -> Iterator[None]:
    """Splink's loggers and warnings say nothing within; both are as before afterwards."""
    logger = logging.getLogger(_LOGGER)
    level, propagate, handlers = logger.level, logger.propagate, list(logger.handlers)
    logger.handlers, logger.propagate = [logging.NullHandler()], False
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
