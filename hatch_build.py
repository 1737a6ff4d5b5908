"""Puts the packs into the wheel, where an installed Sixpoint looks for them first."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShelfHook(BuildHookInterface):
    """Copies packs/ to sixpoint/shelf.

    This is a hook and not plain `force-include`, because an editable install would then copy the
    packs too, and a stale copy beside the ones being edited misleads.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        packs = Path(self.root) / "packs"
        if version == "standard" and packs.is_dir():
            build_data["force_include"][str(packs)] = "sixpoint/shelf"
