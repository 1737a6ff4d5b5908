"""Every format of a pack has a JSON Schema that the shipped packs keep."""

from typing import Any

import jsonschema
import pytest
import yaml

from sixpoint.files import schema_of
from sixpoint.packs.framework import (
    AreasFile,
    MethodFile,
    ProgrammesFile,
    ReportFile,
    ScaleFile,
)
from sixpoint.packs.header import PackHeader, SourcesFile
from sixpoint.packs.processes import ProcessesFile
from sixpoint.packs.published import AreaNamesFile, ResultsFile
from sixpoint.packs.shelf import default_shelf

FORMATS: dict[str, Any] = {
    "*/*/pack.yaml": PackHeader,
    "*/*/sources.yaml": SourcesFile,
    "scotland-*/*/areas.yaml": AreasFile,
    "*/*/scale.yaml": ScaleFile,
    "*/*/report.yaml": ReportFile,
    "*/*/method.yaml": MethodFile,
    "*/*/programmes.yaml": ProgrammesFile,
    "*/*/processes.yaml": ProcessesFile,
    "published-*/*/areas.yaml": AreaNamesFile,
    "*/*/results/*.yaml": ResultsFile,
}


@pytest.mark.parametrize("pattern", FORMATS)
def test_shipped_files_keep_the_schema_of_their_format(pattern: str) -> None:
    schema = schema_of(FORMATS[pattern])
    files = sorted(default_shelf().glob(pattern))
    assert files
    for file in files:
        value = yaml.load(file.read_text(), Loader=_PlainLoader)
        jsonschema.validate(value, schema)


class _PlainLoader(yaml.SafeLoader):
    """Leaves days as text, as JSON has them."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
