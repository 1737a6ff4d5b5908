"""Settings of one side of the demonstration, from the folder it lives in and its port.

SIXPOINT_DEMO_FOLDER, SIXPOINT_DEMO_SIDE and SIXPOINT_DEMO_PORT come from `__main__`.
"""

import os
from pathlib import Path

from sixpoint_web.config.build import settings_for
from sixpoint_web.config.databases import sqlite_at
from sixpoint_web.config.keys import read_keys
from sixpoint_web.config.setup import Keys, Setup, Side

_side = Side(os.environ["SIXPOINT_DEMO_SIDE"])
_folder = Path(os.environ["SIXPOINT_DEMO_FOLDER"]) / _side
_keys = read_keys(_folder / "keys")
assert isinstance(_keys, Keys)

globals().update(
    settings_for(
        Setup(
            side=_side,
            hosts=("127.0.0.1", "localhost"),
            address=f"http://127.0.0.1:{os.environ['SIXPOINT_DEMO_PORT']}",
            database=sqlite_at(str(_folder / "demo.sqlite3")),
            keys=_keys,
            static=_folder / "static",
            files=_folder / "files",
            store=_folder / "store" if _side is Side.PARTNERSHIP else None,
            demo=True,
        )
    )
)
# Two servers on one address would take each other's cookies.
SESSION_COOKIE_NAME = f"session-{_side}"
CSRF_COOKIE_NAME = f"csrf-{_side}"
