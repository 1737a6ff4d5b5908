"""The library works with its core alone: an extra that is missing stops only what needs it."""

import json
import pkgutil
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.repository import SOURCE, pyproject

# Modules that need an extra, each with the file that imports it inside a function and names the
# extra when it is missing.
NEEDS_AN_EXTRA = {
    "sixpoint.reports.mend_pdf": "reports/render_pdf.py",
    "sixpoint.engines.spark_backend": "engines/spark.py",
}

# Refuses the modules named in its first argument, then imports those named in its second.
PROGRAM = """
import importlib, json, sys

refused, wanted = json.loads(sys.argv[1]), json.loads(sys.argv[2])

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in refused:
            raise ModuleNotFoundError(f"refused: {name}", name=name)

sys.meta_path.insert(0, Refuse())
failed = {}
for name in wanted:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        failed[name] = str(error)
print(json.dumps(failed))
"""


def core_distributions() -> set[str]:
    """The core dependencies and everything that they bring."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in pyproject()["project"]["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        key = f"{name}[{','.join(sorted(requirement.extras))}]"
        if key in found:
            continue
        found |= {key, name}
        try:
            brought = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # not for this system or this Python
        for line in brought:
            needed = Requirement(line)
            extras = requirement.extras or {""}
            if not needed.marker or any(needed.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(needed)
    return found


def modules_outside_the_core() -> list[str]:
    """Top-level modules that are here for an extra or for development only."""
    core = core_distributions() | {"sixpoint"}
    return sorted(
        module
        for module, names in packages_distributions().items()
        if not any(canonicalize_name(name) in core for name in names)
    )


def test_every_module_can_be_imported_with_the_core_alone() -> None:
    refused = modules_outside_the_core()
    assert {"weasyprint", "pikepdf", "pypdf", "pytest"} <= set(refused)
    modules = [found.name for found in pkgutil.walk_packages([str(SOURCE)], "sixpoint.")]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(refused), json.dumps(modules)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout).keys() == NEEDS_AN_EXTRA.keys()


def test_what_needs_an_extra_is_imported_only_when_it_is_used() -> None:
    for module, user in NEEDS_AN_EXTRA.items():
        name = module.rpartition(".")[2]
        importing = [
            path
            for path in SOURCE.rglob("*.py")
            if re.search(
                rf"^from \.{name} import|^from {module} import", path.read_text("utf-8"), re.M
            )
        ]
        assert importing == []
        assert re.search(rf"^ +from \.{name} import", (SOURCE / user).read_text("utf-8"), re.M)
