"""What every test gets: no network, and random data that can be made again."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb

# The same examples on every run in continuous integration; new ones each time at a desk.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lets tests with a browser or with Spark, and nothing else, talk to this machine itself."""
    for item in items:
        if "browser" in item.path.parts or item.path.parts[-3:-1] == ("long", "engines"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """DuckDB on two threads, shared by all tests: give tables names of their own."""
    with open_duckdb(threads=2, memory="2GB") as opened:
        yield opened
