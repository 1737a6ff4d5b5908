"""Each dependency has a reason, and the lock holds hashes and no address (ADR 0003)."""

import importlib.util
import re
from types import ModuleType

import pytest

from tests.support.repository import ROOT, pyproject

LOCKS = ["requirements.lock", "requirements-spark.lock", "requirements-uv.lock"]


def requirements() -> list[str]:
    """Every requirement in pyproject.toml that names a package."""
    read = pyproject()
    extras = read["project"].get("optional-dependencies", {})
    groups = read["dependency-groups"]
    return [
        *read["project"]["dependencies"],
        *(line for lines in extras.values() for line in lines),
        *(line for lines in groups.values() for line in lines),
    ]


def lock_script() -> ModuleType:
    """scripts/lock.py, which is a script and not part of the package."""
    spec = importlib.util.spec_from_file_location("lock", ROOT / "scripts" / "lock.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("requirement", requirements())
def test_every_dependency_says_why_it_is_there(requirement: str) -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    [line] = [line for line in lines if line.strip().startswith(f'"{requirement}"')]
    reason = line.partition("#")[2].strip()
    assert len(reason.split()) >= 3, f"say beside {requirement} what it is for"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str) -> None:
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_one_version_and_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+", package), package
        assert "--hash=sha256:" in package, package


def test_the_lock_was_compiled_from_these_dependencies() -> None:
    assert lock_script().problem() is None


def test_a_changed_dependency_makes_the_lock_stale() -> None:
    lock = lock_script()
    text = (ROOT / "pyproject.toml").read_text()
    changed = text.replace('"sqlglot<30.18"', '"sqlglot<30.19"')
    assert lock.digest_of_tables(changed) != lock.digest_of_tables(text)


def test_a_changed_setting_of_a_tool_does_not_make_the_lock_stale() -> None:
    lock = lock_script()
    text = (ROOT / "pyproject.toml").read_text()
    changed = text.replace("line-length = 100", "line-length = 99")
    assert changed != text
    assert lock.digest_of_tables(changed) == lock.digest_of_tables(text)


def test_nothing_under_a_strong_copyleft_licence_ships() -> None:
    """outloud has AGPL parts: a check may use it, an installed Sixpoint may not."""
    project = pyproject()["project"]
    shipped = [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]
    assert not [name for name in shipped if name.startswith(("outloud", "pymupdf", "krippendorff"))]
