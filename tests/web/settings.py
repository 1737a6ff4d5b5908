"""The workspace as tests run it: a real set-up of one side, with keys and database of its own.

SIXPOINT_TEST_SIDE is `inspectorate` (the default) or `partnership`; SIXPOINT_TEST_DATABASE an
address, or nothing for SQLite in memory.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from sixpoint_web.config.build import settings_for
from sixpoint_web.config.databases import database_at, sqlite_at
from sixpoint_web.config.keys import make_keys, read_keys
from sixpoint_web.config.setup import Keys, Setup, Side

_folder = Path(tempfile.mkdtemp(prefix="sixpoint-web-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
make_keys(_folder / "keys")
(_folder / "static").mkdir()
_keys = read_keys(_folder / "keys")
assert isinstance(_keys, Keys)

# A browser's test in the same process leaves a loop behind, in which Django would refuse to ask its
# database. Nothing here runs in that loop: each test asks from one thread, as the workspace does.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A test that starts another process gives it this store.
_store = Path(os.environ.get("SIXPOINT_TEST_STORE") or _folder / "store")
_side = Side(os.environ.get("SIXPOINT_TEST_SIDE", Side.INSPECTORATE))

globals().update(
    settings_for(
        Setup(
            side=_side,
            hosts=("testserver",),
            address="https://testserver",
            database=database_at(os.environ.get("SIXPOINT_TEST_DATABASE", ""))
            or sqlite_at(":memory:"),
            keys=_keys,
            static=_folder / "static",
            files=_folder / "files",
            store=_store if _side is Side.PARTNERSHIP else None,
            largest_extract=1_000_000,
        )
    )
)
# Hashing a password well takes a tenth of a second, and each person in a test has one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed names need the style sheets of others, which a machine without npm has not.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
