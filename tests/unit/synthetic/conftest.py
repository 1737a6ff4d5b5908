"""Invented partnerships, made once for all tests of this folder."""

from pathlib import Path

import pytest

from sixpoint.synthetic import synthesise


@pytest.fixture(scope="session")
def invermore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds `partnership` and `truth`, of 5,000 children."""
    folder = tmp_path_factory.mktemp("invermore")
    synthesise(folder / "partnership", truth=folder / "truth", children=5000, seed=11)
    return folder
