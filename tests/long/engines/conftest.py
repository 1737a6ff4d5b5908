"""One Spark for all tests of this folder: it takes ten seconds to start."""

import gc
import warnings
from collections.abc import Iterator

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.spark import open_spark


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Spark on two cores, whose folder is empty again when all is over."""
    spill = tmp_path_factory.mktemp("spark")
    with open_spark(threads=2, memory="3GB", spill=spill) as opened:
        yield opened
    assert list(spill.iterdir()) == []
    with warnings.catch_warnings():
        # Spark's Python leaves its last connections to this machine for the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
