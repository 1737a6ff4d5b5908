"""Brings a database and the collected style sheets to this version."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from sixpoint.terms.problems import user_error
from sixpoint_web.config.build import VENDOR


def bring_up_to_date() -> None:
    """Migrates, makes the table of counted attempts, and collects what browsers fetch."""
    need_assets()
    Path(str(settings.STATIC_ROOT)).mkdir(parents=True, exist_ok=True)
    bring_database_up_to_date()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def bring_database_up_to_date() -> None:
    """Migrates, and makes the table of counted attempts."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def need_assets() -> None:
    """Refuses where nobody fetched the style sheets of others."""
    if not (VENDOR / "design-system.min.css").is_file():
        raise user_error(
            "workspace-assets-missing",
            what="The style sheets and scripts of the workspace are not there.",
            fix="In a checkout run: bash scripts/assets.sh (it needs Node and npm).",
        )
