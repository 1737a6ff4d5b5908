"""The frame of every page: one file, our own style, nothing from outside."""

from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def open_templates(package: str) -> Environment:
    """The templates of a step together with the frame; every text that goes in is escaped."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("sixpoint.pictures")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = files("sixpoint.pictures").joinpath("templates/page.css").read_text(encoding="utf-8")
    environment.globals["css"] = Markup(style)
    environment.filters["drawn"] = Markup  # SVG that this step drew, whose texts it escaped
    return environment
